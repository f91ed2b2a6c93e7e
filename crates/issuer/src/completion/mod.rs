//! A completion: what an issuer platform sends when somebody passed (contract "Issuing").

mod read;

use badgewright_credential::{BadgeSlug, Did, EmailAddress, Iri, Timestamp};
use badgewright_registry::{PassedRubric, Refusal};
use badgewright_store::ExternalId;
use serde_json::{Map, Value};

/// Somebody completed what a badge stands for. Every part is of a type that cannot be wrong inside; [`Completion::read`]
/// is the only way to make one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Completion {
    /// The badge class. It is registered.
    pub badge: BadgeSlug,
    /// The platform's own name for the completion.
    pub external_id: Option<ExternalId>,
    /// Who.
    pub recipient: Recipient,
    /// When; the moment of issuing, where absent. Not in the future.
    pub completed_at: Option<Timestamp>,
    /// With what.
    pub evidence: Vec<CompletionEvidence>,
    /// How well.
    pub result: CompletionResult,
    /// Facts about the person that are no badge. Kept with the record, never in the public badge.
    pub attestations: Map<String, Value>,
}

/// Who completed it: an e-mail address, a DID, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Written into the badge as a salted hash only.
    pub email: Option<EmailAddress>,
    /// Written into the badge in clear.
    pub name: Option<String>,
    /// Becomes the subject's id.
    pub did: Option<Did>,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionEvidence {
    /// Where it is.
    pub url: Iri,
    /// What it is called.
    pub name: Option<String>,
    /// What it shows. Public only where the badge class says so.
    pub narrative: Option<String>,
}

/// How well somebody did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompletionResult {
    /// The score, as the platform writes it. Public only where the badge class says so.
    pub score: Option<String>,
    /// The level of each criterion: every one at or above the class's passing level.
    pub rubric: PassedRubric,
}

/// One thing that is wrong with a request. The caller's to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// JSON Pointer (RFC 6901) into the request.
    pub pointer: String,
    /// What was expected there.
    pub message: String,
}

impl Fault {
    pub(crate) fn new(pointer: &str, message: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), message: message.into() }
    }
}

impl From<Refusal> for Fault {
    fn from(Refusal { pointer, message }: Refusal) -> Self {
        Self { pointer, message }
    }
}

/// Why a JSON value is not a [`Completion`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACompletion {
    /// It is wrong in these places: all of them.
    #[error("the completion is wrong in {} place(s)", .0.len())]
    Faulty(Vec<Fault>),
    /// It is right, but says that the badge was not earned: these criteria are below the passing level.
    #[error("the badge is not earned")]
    NotEarned(Vec<Fault>),
}
