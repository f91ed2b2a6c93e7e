//! Who a badge is about.

use crate::{IdentityObject, Iri, Timestamp};

/// The recipient's part of `credentialSubject` (an `AchievementSubject`, OB, data model).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The recipient's DID, or a fresh `urn:uuid:`: a JWS needs its `sub`.
    pub id: Iri,
    /// By what else the recipient is known; see [`crate::identity`].
    pub identifiers: Vec<IdentityObject>,
    /// When the work was completed.
    pub activity_end_date: Option<Timestamp>,
    /// What is public of the recipient's own way to the achievement; Markdown.
    pub narrative: Option<String>,
}
