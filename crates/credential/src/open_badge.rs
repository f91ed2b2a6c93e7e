//! The whole badge, before it is signed.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::award::Parts;
use crate::stencil::Part;
use crate::{Award, Finding, Prepared, Profile};

/// Everything that a badge says (OB, data model: `AchievementCredential`).
#[derive(Clone, Debug)]
pub struct OpenBadge {
    /// Who issues it.
    pub issuer: Profile,
    /// The whole `Achievement` object, as the registry made it.
    pub achievement: Value,
    /// What it says of its own.
    pub award: Award,
}

impl OpenBadge {
    /// Builds the document and runs the lints on it.
    ///
    /// # Errors
    /// All findings, if any of them is an error.
    pub fn prepare(&self) -> Result<Prepared, Vec<Finding>> {
        let shown = |name| self.achievement.get(name).map(|_| &PLACE);
        let parts = Parts {
            name: shown("name"),
            description: shown("description"),
            image: shown("image"),
            issuer: &PLACE,
            achievement: &PLACE,
        };
        let mut document = self.award.document(&parts).read();
        for name in ["name", "description", "image"] {
            if let Some(value) = self.achievement.get(name) {
                document[name] = value.clone();
            }
        }
        document["issuer"] = json!(self.issuer);
        document["credentialSubject"]["achievement"] = self.achievement.clone();
        Prepared::linted(document)
    }
}

/// Holds the place of a part.
static PLACE: Part = Part { reference: Cow::Borrowed("null"), whole: Cow::Borrowed("null") };
