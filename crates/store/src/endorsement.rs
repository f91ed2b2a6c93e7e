//! Endorsements: those that an issuer of this host has given, and those that it was given by others.

use async_trait::async_trait;
use badgewright_credential::{CredentialId, Did, Iri, Signed, Timestamp};
use serde_json::Value;

use crate::durable::Durable;
use crate::{
    Actor, Claim, ClientId, Cursor, ExternalId, IdempotencyKey, IssuerSlug, PageRequest, RecordedSlot,
    StatusSlot, StoreError,
};

/// An endorsement that was signed, ready to be recorded.
#[derive(Debug)]
pub struct EndorsementIssuance {
    /// The public name, drawn before signing.
    pub id: CredentialId,
    /// The issuer's DID, as it stands in the credential.
    pub issuer: Did,
    /// What it is about, as it stands in the credential: at most 2,048 bytes.
    pub subject: Iri,
    /// Who asked, and by what the request is known again.
    pub claim: Claim,
    /// When it was signed. Also the time of its event.
    pub issued_at: Timestamp,
    /// This version's documents and its place in a revocation list.
    pub version: EndorsementVersion,
}

/// One signed version of an endorsement.
#[derive(Debug)]
pub struct EndorsementVersion {
    /// The place in a revocation list that the version names.
    pub slot: StatusSlot,
    /// The signed document.
    pub credential: Signed,
    /// The same as a compact JWS, where the issuer has a key for it.
    pub jws: Option<String>,
}

/// The withdrawal of an endorsement: a newer version that says since when it is over.
#[derive(Debug)]
pub struct EndorsementWithdrawal {
    /// Which.
    pub id: CredentialId,
    /// Why: 1 to 2,000 bytes. Not shown to the public.
    pub reason: String,
    /// Who asked.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// The newer version.
    pub version: EndorsementVersion,
}

/// All that is known of one endorsement that was given here.
#[derive(Clone, Debug, PartialEq)]
pub struct EndorsementRecord {
    /// The public name.
    pub id: CredentialId,
    /// The issuer's DID.
    pub issuer: Did,
    /// What it is about.
    pub subject: Iri,
    /// The client that asked for it.
    pub client: ClientId,
    /// The client's idempotency key, if it sent one.
    pub idempotency_key: Option<IdempotencyKey>,
    /// The client's own name for the endorsement, if it sent one.
    pub external_id: Option<ExternalId>,
    /// When it was first signed.
    pub issued_at: Timestamp,
    /// When and why it was withdrawn, if it was.
    pub withdrawn: Option<Withdrawn>,
    /// Where the status lists speak of its versions, the newest last.
    pub slots: Vec<RecordedSlot>,
    /// The newest version.
    pub document: Value,
    /// The newest version as a compact JWS.
    pub jws: Option<String>,
}

/// When and why an endorsement was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// When.
    pub at: Timestamp,
    /// Why. Not shown to the public.
    pub reason: String,
}

/// What an earlier request with the same key or external id was.
#[derive(Clone, Debug, PartialEq)]
pub enum EarlierEndorsement {
    /// The same request: this is its endorsement.
    Same(Box<EndorsementRecord>),
    /// Another request: this is the endorsement of the first.
    Conflict(Box<EndorsementRecord>),
}

/// What became of an [`EndorsementIssuance`].
#[derive(Debug)]
pub enum EndorsementRecorded {
    /// It is on disk, with its index entries and its event.
    New(Box<CommittedEndorsement>),
    /// The same request, or another under the same name, was recorded before. The new document was not kept.
    Earlier(EarlierEndorsement),
}

/// What became of an [`EndorsementWithdrawal`].
#[derive(Clone, Debug, PartialEq)]
pub enum EndorsementWithdrawn {
    /// The newer version is on disk, the entry of the older one is set.
    Withdrawn(Box<EndorsementRecord>),
    /// It was withdrawn before. Nothing was written; the first reason stays.
    Already(Box<EndorsementRecord>),
    /// There is no such endorsement.
    Unknown,
}

/// An endorsement that is on disk. Only a store makes one, and only this may become a `201`.
#[derive(Debug, PartialEq)]
pub struct CommittedEndorsement {
    record: EndorsementRecord,
}

impl CommittedEndorsement {
    /// For the stores, once the record is durable.
    pub(crate) fn after_flush(record: EndorsementRecord, _flushed: Durable) -> Self {
        Self { record }
    }

    /// What was recorded.
    #[must_use]
    pub fn record(&self) -> &EndorsementRecord {
        &self.record
    }
}

/// An endorsement that an issuer of this host was given by somebody else, and shows.
#[derive(Clone, Debug, PartialEq)]
pub struct AttachedEndorsement {
    /// The name under which it is kept here. The same credential id always has the same one.
    pub id: CredentialId,
    /// When it was attached.
    pub at: Timestamp,
    /// The credential: as it was sent, or as the JWS says.
    pub document: Value,
    /// The compact JWS, if it was sent as one. Then `document` has no proof of its own.
    pub jws: Option<String>,
}

/// What became of an endorsement that was to be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndorsementAttached {
    /// It is on disk.
    New,
    /// It took the place of another version of the same credential.
    Replaced,
    /// The very same was attached before.
    Already,
    /// The issuer has as many as it may have.
    TooMany,
}

/// The most endorsements that an issuer shows. Each badge carries them.
pub const MOST_ATTACHED: usize = 8;

/// One page of the endorsements that were given here, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct EndorsementPage {
    /// What is on it.
    pub endorsements: Vec<EndorsementRecord>,
    /// Where the next page begins; `None` at the end of the list.
    pub next: Option<Cursor>,
}

/// What is kept of endorsements, as operations: a part of every [`Store`](crate::Store), which says what they promise.
#[async_trait]
pub trait EndorsementStore: Send + Sync {
    /// Whether the request was recorded before: a look before anything is signed. What it sees is durable. Keys and
    /// external ids of endorsements never meet those of badges.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn earlier_endorsement(&self, claim: &Claim) -> Result<Option<EarlierEndorsement>, StoreError>;

    /// Records an endorsement with its index entries and its event, unless the request was recorded before.
    ///
    /// # Errors
    /// [`StoreError::IdTaken`], [`StoreError::SlotNotReserved`], [`StoreError::Unfit`], or when the store cannot
    /// write.
    async fn record_endorsement(
        &self,
        issuance: EndorsementIssuance,
    ) -> Result<EndorsementRecorded, StoreError>;

    /// Puts a newer version in the place of an endorsement that stands, and sets the entry of the older one.
    ///
    /// # Errors
    /// [`StoreError::SlotNotReserved`], [`StoreError::Unfit`], or when the store cannot write.
    async fn withdraw_endorsement(
        &self,
        withdrawal: EndorsementWithdrawal,
    ) -> Result<EndorsementWithdrawn, StoreError>;

    /// One endorsement that was given here.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn endorsement(&self, id: &CredentialId) -> Result<Option<EndorsementRecord>, StoreError>;

    /// A page of those that were given here, in the order in which they were recorded.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn endorsements(&self, page: &PageRequest) -> Result<EndorsementPage, StoreError>;

    /// The first `limit` (at most [`PageRequest::LARGEST`]) that were given here to `subject`, in the order in which they
    /// were recorded.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn endorsements_of(&self, subject: &str, limit: u16) -> Result<Vec<EndorsementRecord>, StoreError>;

    /// Attaches an endorsement to an issuer, in the place of an earlier version of the same.
    ///
    /// # Errors
    /// [`StoreError::Unfit`], or when the store cannot write.
    async fn attach_endorsement(
        &self,
        issuer: &IssuerSlug,
        endorsement: AttachedEndorsement,
        actor: Actor,
    ) -> Result<EndorsementAttached, StoreError>;

    /// Takes an endorsement from an issuer; whether there was one.
    ///
    /// # Errors
    /// When the store cannot write.
    async fn detach_endorsement(
        &self,
        issuer: &IssuerSlug,
        id: &CredentialId,
        actor: Actor,
        at: Timestamp,
    ) -> Result<bool, StoreError>;

    /// What an issuer was given and shows, by id.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn attached_endorsements(
        &self,
        issuer: &IssuerSlug,
    ) -> Result<Vec<AttachedEndorsement>, StoreError>;
}
