//! The public, unguessable name of one issued credential.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Entropy;

/// A random UUID (version 4) that names one issued credential in its URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CredentialId(Uuid);

/// Why a text is not a [`CredentialId`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a credential's id: expected a UUID in lower-case hyphenated form")]
pub struct InvalidCredentialId(pub String);

impl CredentialId {
    /// Draws a new id.
    pub fn random(entropy: &dyn Entropy) -> Self {
        Self(entropy.uuid_v4())
    }

    /// The id as its 16 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// The id from its 16 bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }
}

impl FromStr for CredentialId {
    type Err = InvalidCredentialId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // One id has one URL: other spellings that `uuid` would read are refused.
        match Uuid::try_parse(text) {
            Ok(uuid) if uuid.hyphenated().to_string() == text => Ok(Self(uuid)),
            _ => Err(InvalidCredentialId(text.to_owned())),
        }
    }
}

impl TryFrom<String> for CredentialId {
    type Error = InvalidCredentialId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CredentialId> for String {
    fn from(id: CredentialId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for CredentialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_id_has_one_spelling() {
        let id = "1b671a64-40d5-491e-99b0-da01ff1f3341";
        assert_eq!(id.parse::<CredentialId>().unwrap().to_string(), id);
        for other in ["1B671A64-40d5-491e-99b0-da01ff1f3341", "1b671a6440d5491e99b0da01ff1f3341", "x"] {
            assert!(other.parse::<CredentialId>().is_err(), "{other}");
        }
    }
}
