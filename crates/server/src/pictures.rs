//! The pictures of badge classes: drawn as SVG, rendered to PNG once.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use badgewright_credential::BadgeSlug;
use badgewright_registry::{BadgeClass, Registry, render_png};

/// Width and height of the PNG, in pixels: sharp on a page and in a wallet.
const SIZE: u32 = 600;

/// Every class's picture.
pub(crate) struct Pictures {
    classes: BTreeMap<BadgeSlug, Picture>,
}

struct Picture {
    svg: Arc<str>,
    /// Rendered when it is first asked for.
    png: OnceLock<Arc<[u8]>>,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PictureError {
    /// The class is not registered any more.
    #[error("there is no badge class `{0}` to take a picture from")]
    NoClass(BadgeSlug),
    /// The SVG could not be rendered.
    #[error("the picture of `{slug}` could not be rendered")]
    Render {
        /// Whose picture.
        slug: BadgeSlug,
        /// Why.
        #[source]
        source: badgewright_registry::PictureError,
    },
}

impl Pictures {
    /// The pictures of all classes, not yet rendered.
    pub(crate) fn of(registry: &Registry) -> Self {
        let picture = |class: &BadgeClass| {
            let svg = registry.picture(&class.slug)?.into();
            Some((class.slug.clone(), Picture { svg, png: OnceLock::new() }))
        };
        Self { classes: registry.iter().filter_map(picture).collect() }
    }

    /// A class's picture as SVG.
    pub(crate) fn svg(&self, slug: &BadgeSlug) -> Result<Arc<str>, PictureError> {
        Ok(Arc::clone(&self.picture(slug)?.svg))
    }

    /// A class's picture as PNG.
    pub(crate) fn png(&self, slug: &BadgeSlug) -> Result<Arc<[u8]>, PictureError> {
        let picture = self.picture(slug)?;
        if let Some(png) = picture.png.get() {
            return Ok(Arc::clone(png));
        }
        let render = |source| PictureError::Render { slug: slug.clone(), source };
        let png = render_png(&picture.svg, SIZE).map_err(render)?;
        Ok(Arc::clone(picture.png.get_or_init(|| png.into())))
    }

    fn picture(&self, slug: &BadgeSlug) -> Result<&Picture, PictureError> {
        self.classes.get(slug).ok_or_else(|| PictureError::NoClass(slug.clone()))
    }
}
