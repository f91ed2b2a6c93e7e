//! The badge classes, by family.

use askama::Template;
use badgewright_registry::{Framework, Registry};

use super::family::{Family, family};
use super::frame::Frame;
use super::home::Tile;

#[derive(Template)]
#[template(path = "achievements.html")]
pub(super) struct AchievementsPage {
    frame: Frame,
    families: Vec<Shelf>,
    frameworks: Vec<Framework>,
}

/// A family with its badge classes.
struct Shelf {
    slug: String,
    family: Family,
    classes: Vec<Tile>,
}

impl AchievementsPage {
    pub(super) fn of(frame: Frame, registry: &Registry) -> Self {
        let mut families: Vec<Shelf> = Vec::new();
        for class in registry.iter() {
            let tile = Tile::of(class);
            match families.iter_mut().find(|shelf| shelf.slug == class.family) {
                Some(shelf) => shelf.classes.push(tile),
                None => families.push(Shelf {
                    slug: class.family.clone(),
                    family: family(&class.family),
                    classes: vec![tile],
                }),
            }
        }
        Self { frame, families, frameworks: registry.frameworks().to_vec() }
    }
}
