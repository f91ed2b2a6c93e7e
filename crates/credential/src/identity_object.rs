//! How a badge says who earned it.

use serde::Serialize;

/// An `IdentityObject` (OB, data model): a closed class, whose `type` is a bare string. Made by [`crate::identity`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdentityObject {
    #[serde(rename = "type")]
    class: &'static str,
    #[serde(rename = "identityType")]
    identity_type: &'static str,
    hashed: bool,
    #[serde(rename = "identityHash")]
    identity_hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
}

impl IdentityObject {
    /// An identity that can be checked by who knows it already, and read by nobody.
    pub(crate) fn hashed(identity_type: &'static str, identity_hash: String, salt: String) -> Self {
        Self { class: "IdentityObject", identity_type, hashed: true, identity_hash, salt: Some(salt) }
    }

    /// An identity that everybody may read.
    pub(crate) fn plain(identity_type: &'static str, identity: String) -> Self {
        Self { class: "IdentityObject", identity_type, hashed: false, identity_hash: identity, salt: None }
    }
}
