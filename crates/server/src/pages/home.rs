//! The front page.

use askama::Template;
use badgewright_registry::Registry;

use super::frame::Frame;

#[derive(Template)]
#[template(path = "home.html")]
pub(super) struct HomePage {
    frame: Frame,
    classes: Vec<Tile>,
}

/// A badge class in a row of pictures.
pub(super) struct Tile {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) audience: String,
    pub(super) is_stack: bool,
}

impl HomePage {
    pub(super) fn of(frame: Frame, registry: &Registry) -> Self {
        Self { frame, classes: registry.iter().map(Tile::of).collect() }
    }
}

impl Tile {
    pub(super) fn of(class: &badgewright_registry::BadgeClass) -> Self {
        Self {
            slug: class.slug.to_string(),
            name: class.name.clone(),
            audience: class.audience.clone(),
            is_stack: class.is_stack(),
        }
    }
}
