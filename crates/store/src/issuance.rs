//! The recording of one issued credential.

use badgewright_credential::{BadgeSlug, CredentialId, Did, Signed, Timestamp};
use serde_json::Value;

use crate::durable::Durable;
use crate::text::digest;
use crate::{Claim, CredentialRecord, StatusSlot};

digest!(
    /// A keyed digest (HMAC-SHA-256) of one identifier of a recipient, by which a badge is found again. The key
    /// is not in the store.
    RecipientDigest
);

/// All that is kept of one issued credential, ready to be recorded.
#[derive(Debug)]
pub struct Issuance {
    /// The public name, drawn before signing.
    pub id: CredentialId,
    /// The issuer's DID, as it stands in the credential.
    pub issuer: Did,
    /// The badge class.
    pub badge: BadgeSlug,
    /// The version of the badge class that the credential was made from.
    pub class_version: String,
    /// Who asked, and by what the request is known again.
    pub claim: Claim,
    /// By what the recipient is found: at most 16.
    pub recipients: Vec<RecipientDigest>,
    /// The place in a revocation list that the credential names; `None` where its status is published in a list that names
    /// credentials by their ids.
    pub slot: Option<StatusSlot>,
    /// The place in a suspension list, where the issuer has suspension on.
    pub suspension_slot: Option<StatusSlot>,
    /// When the achievement was completed.
    pub completed_at: Timestamp,
    /// When the credential was signed. Also the time of its event.
    pub issued_at: Timestamp,
    /// What the client attests of the person: kept, never in the public badge. `Null` if nothing.
    pub attestations: Value,
    /// The signed document.
    pub credential: Signed,
}

/// What became of an [`Issuance`].
#[derive(Debug)]
pub enum Recorded {
    /// It is on disk, with its index entries and its event.
    New(Box<Committed>),
    /// The same request was recorded before: this is its badge, and the new document was not kept.
    Same(Box<CredentialRecord>),
    /// Another request had the same key or external id: this is its badge, and the new document was not kept.
    Conflict(Box<CredentialRecord>),
}

/// A newer version of a recorded credential: the same id, another document, places of its own in the status lists.
#[derive(Debug)]
pub struct Supersession {
    /// Who asks, and by what the request is known again. Without an external id: the credential has its own.
    pub request: Claim,
    /// The [revision](CredentialRecord::revision) that it was made from, which has to be the one that counts now.
    pub revision: u32,
    /// Whether it is recorded also where the request is what the badge was last made from: its signature counts no more.
    pub renews: bool,
    /// When it was signed. Also the time of its event.
    pub at: Timestamp,
    /// The new version. Its `claim.client` and `issued_at` are those of the first.
    pub version: Issuance,
}

/// What became of a [`Supersession`].
#[derive(Debug)]
pub enum Superseded {
    /// It is on disk, the entry of the version before is set, and the event is written.
    New(Box<Committed>),
    /// The same request was recorded before, and nothing was written: this is the badge as it is now.
    Same(Box<CredentialRecord>),
    /// The idempotency key or the external id belongs to another request or badge: this one.
    Conflict(Box<CredentialRecord>),
    /// The credential is suspended or revoked.
    OutOfForce(Box<CredentialRecord>),
    /// Another version was recorded meanwhile: look again.
    Overtaken,
    /// The credential has as many newer versions as it may have.
    TooMany,
    /// There is no such credential.
    Unknown,
}

/// A record that is on disk. Only a store makes one, after the flush (or COMMIT), and only this may become a
/// `201`.
///
/// ```compile_fail
/// fn forge(record: badgewright_store::CredentialRecord) -> badgewright_store::Committed {
///     badgewright_store::Committed { record }
/// }
/// ```
#[derive(Debug, PartialEq)]
pub struct Committed {
    record: CredentialRecord,
}

impl Committed {
    /// For the stores, once the record is durable.
    pub(crate) fn after_flush(record: CredentialRecord, _flushed: Durable) -> Self {
        Self { record }
    }

    /// What was recorded.
    #[must_use]
    pub fn record(&self) -> &CredentialRecord {
        &self.record
    }

    /// What was recorded, by value.
    #[must_use]
    pub fn into_record(self) -> CredentialRecord {
        self.record
    }
}
