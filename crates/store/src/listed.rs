//! Credentials that are no badges of ours: of them only their places in status lists are kept.

use badgewright_credential::{Did, StatusPurpose, Timestamp};

use crate::durable::Durable;
use crate::text::digest;
use crate::{ClientId, RecordedSlot, StatusListId, StatusSlot};

digest!(
    /// A keyed digest (HMAC-SHA-256) of a credential's own `id`, by which its places are found again. The key is not in
    /// the store.
    CredentialDigest
);

/// What is kept of a credential that is no badge, ready to be recorded.
#[derive(Debug)]
pub struct Listing {
    /// The issuer's DID, as it stands in the credential.
    pub issuer: Did,
    /// By what the credential is found, if it has an id. Several may have the same.
    pub name: Option<CredentialDigest>,
    /// Who asked for it.
    pub client: ClientId,
    /// Its places in status lists, one a purpose; none if it has a status elsewhere, or none at all.
    pub slots: Vec<StatusSlot>,
    /// When it was signed. Also the time of its event.
    pub issued_at: Timestamp,
}

/// A [`Listing`] that is on disk. Only a store makes one, and only this may become a `201`.
#[derive(Debug)]
pub struct Listed(());

impl Listed {
    /// For the stores, once the listing is durable.
    pub(crate) fn after_flush(_flushed: Durable) -> Self {
        Self(())
    }
}

/// Which entries are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedEntries {
    /// All of the credentials of that name.
    Of(CredentialDigest),
    /// One.
    At(StatusListId, u32),
}

/// A change of what status lists say of such credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedChange {
    /// Whose entries.
    pub entries: ListedEntries,
    /// In lists of which purpose.
    pub purpose: StatusPurpose,
    /// What they are to say.
    pub value: bool,
    /// Who asks.
    pub client: ClientId,
    /// Whether the entries of other clients are meant too.
    pub of_all_clients: bool,
    /// When.
    pub at: Timestamp,
}

/// What became of a [`ListedChange`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListedChanged {
    /// These entries, which are all that were meant, say so now. They may have said so before.
    Done(Vec<RecordedSlot>),
    /// An entry says that the credential is revoked, and that is final.
    Final,
    /// There is no such entry.
    Unknown,
}
