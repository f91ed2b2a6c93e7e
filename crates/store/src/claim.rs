//! By what a completion is known again when it is sent twice.

use crate::text::{bounded_text, digest};
use crate::{ClientId, CredentialRecord};

bounded_text!(
    /// A client's own name for a completion (`externalId`): 1 to 255 bytes of UTF-8 without control characters.
    ExternalId, InvalidExternalId, max: 255, allowed: |c| !c.is_control(),
    expected: "1 to 255 bytes without control characters"
);

bounded_text!(
    /// The value of an `Idempotency-Key` header: 1 to 255 visible ASCII characters or spaces.
    IdempotencyKey, InvalidIdempotencyKey, max: 255, allowed: |c| c == ' ' || c.is_ascii_graphic(),
    expected: "1 to 255 visible ASCII characters"
);

digest!(
    /// A keyed digest (HMAC-SHA-256) of a completion's canonical JSON. Two completions are the same if, and only
    /// if, their digests are equal. The key is not in the store.
    BodyDigest
);

/// By what a completion is known again. The same idempotency key, or the same `externalId`, of the same client
/// is a repetition; the body decides whether it is the same request or a conflict. Without either the claim is
/// always new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who asks. Keys and external ids of different clients never meet.
    pub client: ClientId,
    /// The `Idempotency-Key` header, if one was sent.
    pub idempotency_key: Option<IdempotencyKey>,
    /// The completion's `externalId`, if it has one.
    pub external_id: Option<ExternalId>,
    /// What was asked.
    pub body: BodyDigest,
}

/// What an earlier completion with the same key or external id was.
#[derive(Clone, Debug, PartialEq)]
pub enum Earlier {
    /// The same request: this is its badge.
    Same(Box<CredentialRecord>),
    /// Another request: this is the badge of the first.
    Conflict(Box<CredentialRecord>),
}
