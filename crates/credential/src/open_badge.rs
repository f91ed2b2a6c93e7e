//! The whole badge, before it is signed.

use serde_json::{Value, json};

use crate::award::Parts;
use crate::strict_json::Json;
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
        let issuer = json!(self.issuer);
        let shown = |name| self.achievement.get(name).map(Json::from);
        let parts = Parts {
            name: shown("name"),
            description: shown("description"),
            image: shown("image"),
            issuer: Json::from(&issuer),
            achievement: Json::from(&self.achievement),
        };
        Prepared::linted(Value::from(Json::Object(self.award.document(parts))))
    }
}
