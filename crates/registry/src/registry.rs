//! All badge classes: the nine that come with the service, and more from a folder.

use std::borrow::Cow;

use badgewright_credential::BadgeSlug;

use crate::attestation::{self, AttestationKind};
use crate::check::Checked;
use crate::{BadgeClass, Fault, Framework, embedded, framework, nearest, references};

/// The badge classes that a service knows, with the frameworks and attestations they refer to.
#[derive(Clone, Debug)]
pub struct Registry {
    classes: Vec<BadgeClass>,
    /// The picture of each class (SVG), in the classes' order.
    pictures: Vec<Cow<'static, str>>,
}

impl Registry {
    /// The nine badge classes that come with the service.
    #[must_use]
    pub fn built_in() -> Self {
        #[expect(clippy::expect_used, reason = "the files are part of this crate, and a test checks them")]
        let checked = embedded::checked().expect("the embedded badge classes");
        Self::of(checked, Vec::new())
    }

    /// The embedded classes and further ones, and the pictures of the further ones.
    pub(crate) fn of(checked: Vec<Checked>, further_pictures: Vec<String>) -> Self {
        let embedded = embedded::PICTURES.into_iter().map(Cow::Borrowed);
        Self {
            classes: checked.into_iter().map(|checked| checked.class).collect(),
            pictures: embedded.chain(further_pictures.into_iter().map(Cow::Owned)).collect(),
        }
    }

    /// The badge class with this slug.
    #[must_use]
    pub fn get(&self, slug: &BadgeSlug) -> Option<&BadgeClass> {
        self.classes.iter().find(|class| class.slug == *slug)
    }

    /// The picture of the badge class with this slug, as SVG; [`render_png`](crate::render_png) draws it.
    #[must_use]
    pub fn picture(&self, slug: &BadgeSlug) -> Option<&str> {
        let index = self.classes.iter().position(|class| class.slug == *slug)?;
        self.pictures.get(index).map(|svg| &**svg)
    }

    /// All badge classes: the nine in the domain's order, then the folder's by file name.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &BadgeClass> {
        self.classes.iter()
    }

    /// The slug that differs least from a text that is none, if a slip of the hand could explain the difference.
    #[must_use]
    pub fn nearest(&self, text: &str) -> Option<&BadgeSlug> {
        let found = nearest::nearest(text, self.classes.iter().map(|class| class.slug.as_str()))?;
        self.classes.iter().map(|class| &class.slug).find(|slug| slug.as_str() == found)
    }

    /// The frameworks that badge classes are aligned to: TESS, then InTASC.
    #[must_use]
    pub fn frameworks(&self) -> &[Framework] {
        framework::built_in()
    }

    /// The framework with this slug.
    #[must_use]
    pub fn framework(&self, slug: &str) -> Option<&Framework> {
        self.frameworks().iter().find(|framework| framework.slug == slug)
    }

    /// The attestations that rules ask for and completions may carry.
    #[must_use]
    pub fn attestations(&self) -> &[AttestationKind] {
        attestation::built_in()
    }

    /// The attestation with this key.
    #[must_use]
    pub fn attestation(&self, key: &str) -> Option<&AttestationKind> {
        attestation::kind(key)
    }
}

/// Checks badge-class files (name and text) as [`check`](crate::check()) does, and beside each other and the nine built-in
/// classes: no slug twice, every badge that a rule names known, no stack that needs itself by way of others. A file
/// with the slug of a built-in class stands in its place, so that an edited one can be checked.
///
/// # Errors
/// All faults of all files at once, file by file.
pub fn check_all(files: &[(&str, &str)]) -> Result<Vec<BadgeClass>, Vec<Fault>> {
    let own = references::read(files)?;
    let replaced = |checked: &Checked| own.iter().any(|file| file.class.slug == checked.class.slug);
    let built_in = embedded::checked()?.into_iter().filter(|checked| !replaced(checked));
    let all: Vec<Checked> = built_in.chain(own.iter().cloned()).collect();
    let faults = references::faults(&all);
    if faults.is_empty() { Ok(own.into_iter().map(|checked| checked.class).collect()) } else { Err(faults) }
}

#[cfg(test)]
mod tests;
