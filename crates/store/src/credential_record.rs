//! What is known of one issued credential.

use badgewright_credential::{BadgeSlug, CredentialId, Did, Document, StatusPurpose, Timestamp};
use serde_json::Value;

use crate::{
    BodyDigest, ClientId, ExternalId, IdempotencyKey, RecipientDigest, Status, StatusListId, StatusRecord,
};

/// All that is known of one issued credential.
#[derive(Clone, Debug, PartialEq)]
pub struct CredentialRecord {
    /// The public name.
    pub id: CredentialId,
    /// The issuer's DID.
    pub issuer: Did,
    /// The badge class.
    pub badge: BadgeSlug,
    /// The version of the badge class that the credential was made from.
    pub class_version: String,
    /// The client that asked for it.
    pub client: ClientId,
    /// The client's idempotency key, if it sent one.
    pub idempotency_key: Option<IdempotencyKey>,
    /// The client's own name for the completion, if it sent one.
    pub external_id: Option<ExternalId>,
    /// By what the recipient is found.
    pub recipients: Vec<RecipientDigest>,
    /// Where the status lists speak of this version; empty where a list names it by its id.
    pub slots: Vec<RecordedSlot>,
    /// When the achievement was completed.
    pub completed_at: Timestamp,
    /// When the credential was first issued.
    pub issued_at: Timestamp,
    /// Which version this is, from 0: how often the credential was superseded.
    pub revision: u32,
    /// When this version was signed, if it is not the first.
    pub corrected_at: Option<Timestamp>,
    /// What was asked for this version.
    pub body: BodyDigest,
    /// What the client attested: never public.
    pub attestations: Value,
    /// The status it has now.
    pub status: StatusRecord,
    /// The signed document: the same JSON that was recorded, members in the same order.
    pub document: Document,
}

/// A place in a status list that belongs to a credential for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedSlot {
    /// What a set bit there says.
    pub purpose: StatusPurpose,
    /// The list.
    pub list: StatusListId,
    /// The entry, from 0.
    pub index: u32,
}

/// What a list of credentials shows of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialSummary {
    /// The public name.
    pub id: CredentialId,
    /// The issuer's DID.
    pub issuer: Did,
    /// The badge class.
    pub badge: BadgeSlug,
    /// The client that asked for it.
    pub client: ClientId,
    /// The client's own name for the completion.
    pub external_id: Option<ExternalId>,
    /// The status it has now.
    pub status: Status,
    /// When the achievement was completed.
    pub completed_at: Timestamp,
    /// When the credential was first issued.
    pub issued_at: Timestamp,
}
