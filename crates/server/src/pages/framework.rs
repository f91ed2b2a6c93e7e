//! Frameworks and their components: what badge classes are aligned to.

use askama::Template;
use badgewright_registry::{Component, Framework, Registry};

use super::frame::Frame;
use super::home::Tile;

#[derive(Template)]
#[template(path = "framework.html")]
pub(super) struct FrameworkPage {
    frame: Frame,
    slug: String,
    name: String,
    about: String,
    groups: Vec<Group>,
}

/// A part of a framework.
struct Group {
    name: String,
    components: Vec<Counted>,
}

/// A component, and how many badge classes are aligned to it.
struct Counted {
    component: Component,
    badges: usize,
}

impl FrameworkPage {
    pub(super) fn of(frame: Frame, registry: &Registry, framework: &Framework) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for component in &framework.components {
            let badges = aligned(registry, framework, component).len();
            let counted = Counted { component: component.clone(), badges };
            match groups.last_mut().filter(|group| group.name == component.group) {
                Some(group) => group.components.push(counted),
                None => groups.push(Group { name: component.group.clone(), components: vec![counted] }),
            }
        }
        let (slug, name, about) = (framework.slug.clone(), framework.name.clone(), framework.about.clone());
        Self { frame, slug, name, about, groups }
    }
}

#[derive(Template)]
#[template(path = "component.html")]
pub(super) struct ComponentPage {
    frame: Frame,
    framework_slug: String,
    framework_name: String,
    component: Component,
    classes: Vec<Tile>,
}

impl ComponentPage {
    pub(super) fn of(
        frame: Frame,
        registry: &Registry,
        framework: &Framework,
        component: &Component,
    ) -> Self {
        Self {
            frame,
            framework_slug: framework.slug.clone(),
            framework_name: framework.name.clone(),
            component: component.clone(),
            classes: aligned(registry, framework, component),
        }
    }
}

fn aligned(registry: &Registry, framework: &Framework, component: &Component) -> Vec<Tile> {
    let is_aligned = |class: &&badgewright_registry::BadgeClass| {
        class.alignments.iter().any(|it| it.framework == framework.slug && it.code == component.code)
    };
    registry.iter().filter(is_aligned).map(Tile::of).collect()
}

#[cfg(test)]
mod tests {
    use askama::Template as _;

    use super::*;

    #[test]
    fn a_component_leads_to_the_badges_aligned_to_it_and_to_no_others() {
        let registry = Registry::built_in();
        let tess = registry.framework("tess").unwrap();
        let page = |code| {
            ComponentPage::of(Frame::without_service(), &registry, tess, tess.component(code).unwrap())
        };
        let page_2b = page("2b").render().unwrap();
        assert!(
            page_2b.contains("/achievements/academic-rigor")
                && !page_2b.contains("/achievements/lead-teacher")
        );
        assert!(page("1d").classes.is_empty());
    }
}
