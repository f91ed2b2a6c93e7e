//! What is kept, as operations: one [`Store`] trait, sled behind it, one contract test suite.
//!
//! Every operation is atomic, durable when it returns, and writes its [`Event`] in the same commit. The only
//! proof that an issue is on disk is a [`Committed`], and only a store makes one. Nothing outside this crate
//! knows sled or SQL, and neither a clock nor randomness is taken from the surroundings: both are arguments.

mod batch;
mod claim;
mod client;
#[cfg(feature = "contract")]
pub mod contract;
mod credential_record;
mod durable;
mod endorsement;
mod error;
mod event;
mod issuance;
mod issuer_record;
mod listed;
mod page;
mod sled;
mod status;
mod store;
mod text;

pub use badgewright_credential::StatusPurpose;
pub use batch::{
    Batch, BatchId, BatchStarted, BatchStatus, BatchStore, FinishedPortion, NewBatch, SealedRows,
};
pub use claim::{
    BodyDigest, Claim, Earlier, ExternalId, IdempotencyKey, InvalidExternalId, InvalidIdempotencyKey,
};
pub use client::{
    ApprovedBadges, Client, ClientAdded, ClientId, ClientKey, ClientKeyAdded, ClientKeyRevoked,
    InvalidClientId, InvalidKeyId, KeyHash, KeyId, Scope,
};
pub use credential_record::{CredentialRecord, CredentialSummary, RecordedSlot};
pub use endorsement::{
    AttachedEndorsement, CommittedEndorsement, EarlierEndorsement, EndorsementAttached, EndorsementIssuance,
    EndorsementPage, EndorsementRecord, EndorsementRecorded, EndorsementStore, EndorsementVersion,
    EndorsementWithdrawal, EndorsementWithdrawn, MOST_ATTACHED, Withdrawn,
};
pub use error::StoreError;
pub use event::{Act, Actor, Event, InvalidActor, NewEvent};
pub use issuance::{Committed, Issuance, RecipientDigest, Recorded, Superseded, Supersession};
pub use issuer_record::{InvalidIssuerSlug, IssuerBinding, IssuerBound, IssuerRecord, IssuerSlug};
pub use listed::{CredentialDigest, Listed, ListedChange, ListedChanged, ListedEntries, Listing};
pub use page::{Cursor, Filter, InvalidCursor, Page, PageRequest};
pub use sled::{Sled, SledOptions};
pub use status::{
    InvalidStatusListId, Status, StatusChange, StatusChanged, StatusListId, StatusListState, StatusRecord,
    StatusSlot,
};
pub use store::Store;
