//! The operations of a store.

use async_trait::async_trait;
use badgewright_credential::{CredentialId, Did, Timestamp};

use crate::{
    Actor, BatchStore, Claim, Client, ClientAdded, ClientId, ClientKey, ClientKeyAdded, ClientKeyRevoked,
    CredentialRecord, Earlier, EndorsementStore, Event, Filter, Issuance, IssuerBinding, IssuerBound,
    IssuerRecord, IssuerSlug, KeyHash, KeyId, Listed, ListedChange, ListedChanged, Listing, NewEvent, Page,
    PageRequest, Recorded, StatusChange, StatusChanged, StatusListId, StatusListState, StatusPurpose,
    StatusSlot, StoreError, Superseded, Supersession,
};

/// What is kept, as operations of the domain. Each is atomic; each that changes something is on disk when it
/// returns `Ok`, together with its event. An `Err` of a change says that it was not acknowledged, not that it
/// left no trace: asking again tells.
#[async_trait]
pub trait Store: BatchStore + EndorsementStore {
    /// Whether the request was recorded before: a look before anything is signed. What it sees is durable.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn earlier(&self, claim: &Claim) -> Result<Option<Earlier>, StoreError>;

    /// Has a request that was found by its idempotency key or its external id found by the other as well from now on.
    /// Without effect where neither is known.
    ///
    /// # Errors
    /// When the store cannot write.
    async fn remember(&self, claim: &Claim) -> Result<(), StoreError>;

    /// Sets a free place of the issuer's current list aside, at random, until the value is recorded or dropped.
    /// Opens a new list where the current one is full (which is durable).
    ///
    /// # Errors
    /// When a new list is needed and cannot be written.
    async fn reserve_status_slot(
        &self,
        issuer: &Did,
        purpose: StatusPurpose,
    ) -> Result<StatusSlot, StoreError>;

    /// Records a credential with its index entries and its event, unless the request was recorded before.
    ///
    /// # Errors
    /// [`StoreError::IdTaken`], [`StoreError::SlotNotReserved`], [`StoreError::Unfit`], or when the store cannot
    /// write.
    async fn record_issuance(&self, issuance: Issuance) -> Result<Recorded, StoreError>;

    /// Records a newer version of a credential, sets the status entry of the version before, and writes the event: all
    /// of it in one commit, or nothing.
    ///
    /// # Errors
    /// [`StoreError::SlotNotReserved`], [`StoreError::Unfit`], or when the store cannot write.
    async fn supersede(&self, supersession: Supersession) -> Result<Superseded, StoreError>;

    /// One credential, in the version that counts.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn credential(&self, id: &CredentialId) -> Result<Option<CredentialRecord>, StoreError>;

    /// A number that grows with each change after which something that was recorded before may read otherwise: a status, a
    /// newer version, an endorsement, a client, a key, and not a new credential beside the others. Where it was asked for before
    /// something was read, and is the same now, the same is read now. It is for comparing while the store is open.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn alterations(&self) -> Result<u64, StoreError>;

    /// A page of the credentials that satisfy `filter`, in the order in which they were recorded.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn list(&self, filter: &Filter, page: &PageRequest) -> Result<Page, StoreError>;

    /// Keeps the JWS form of a version of a credential (compact, at most 4 MiB). The first stays: what is returned is
    /// what is kept, and what must be served. `None` if there is no such credential or version.
    ///
    /// # Errors
    /// [`StoreError::Unfit`], or when the store cannot write.
    async fn keep_jws(
        &self,
        id: &CredentialId,
        revision: u32,
        jws: &str,
    ) -> Result<Option<String>, StoreError>;

    /// The JWS form of a version of a credential, if it was kept.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn jws(&self, id: &CredentialId, revision: u32) -> Result<Option<String>, StoreError>;

    /// Changes the status of a credential and the entries of its status lists.
    ///
    /// # Errors
    /// [`StoreError::Unfit`], or when the store cannot write.
    async fn set_status(&self, change: StatusChange) -> Result<StatusChanged, StoreError>;

    /// Records that a credential was issued that is no badge, with its places in status lists and its event.
    ///
    /// # Errors
    /// [`StoreError::SlotNotReserved`], [`StoreError::Unfit`], or when the store cannot write.
    async fn record_listing(&self, listing: Listing) -> Result<Listed, StoreError>;

    /// Changes what status lists say of credentials that are no badges: all of the entries that are meant, or none.
    ///
    /// # Errors
    /// When the store cannot write.
    async fn set_listed_status(&self, change: ListedChange) -> Result<ListedChanged, StoreError>;

    /// What a status list says now.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn status_list(&self, id: &StatusListId) -> Result<Option<StatusListState>, StoreError>;

    /// The [version](StatusListState::version) of a status list alone, without reading its entries. What was read with
    /// [`status_list`](Self::status_list) while this says the same is what the list says now.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn status_list_version(&self, id: &StatusListId) -> Result<Option<u64>, StoreError>;

    /// The credentials of an issuer whose version `revision` has no place in a status list and counts no more, in the
    /// order in which they were first recorded.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn revoked_ids(&self, issuer: &Did, revision: u32) -> Result<Vec<CredentialId>, StoreError>;

    /// Grows with each id that is added to [`revoked_ids`](Self::revoked_ids), from 0, and says so without reading
    /// them.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn revoked_ids_version(&self, issuer: &Did, revision: u32) -> Result<u64, StoreError>;

    /// All status lists of an issuer, ascending.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn status_lists(&self, issuer: &Did) -> Result<Vec<StatusListId>, StoreError>;

    /// Adds a client with its keys.
    ///
    /// # Errors
    /// [`StoreError::Unfit`], or when the store cannot write.
    async fn add_client(
        &self,
        client: Client,
        actor: Actor,
        at: Timestamp,
    ) -> Result<ClientAdded, StoreError>;

    /// All clients, by id.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn clients(&self) -> Result<Vec<Client>, StoreError>;

    /// One client.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError>;

    /// The client that a key belongs to, and that key. Whether it has expired is the caller's to judge.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn client_by_key_hash(&self, hash: &KeyHash) -> Result<Option<(Client, ClientKey)>, StoreError>;

    /// Gives a client a key.
    ///
    /// # Errors
    /// [`StoreError::Unfit`], or when the store cannot write.
    async fn add_client_key(
        &self,
        client: &ClientId,
        key: ClientKey,
        actor: Actor,
        at: Timestamp,
    ) -> Result<ClientKeyAdded, StoreError>;

    /// Takes a key from a client.
    ///
    /// # Errors
    /// When the store cannot write.
    async fn revoke_client_key(
        &self,
        client: &ClientId,
        key: &KeyId,
        actor: Actor,
        at: Timestamp,
    ) -> Result<ClientKeyRevoked, StoreError>;

    /// Writes down an act whose effect is outside the store (a signing key made or retired).
    ///
    /// # Errors
    /// [`StoreError::Unfit`], or when the store cannot write.
    async fn record_event(&self, event: NewEvent) -> Result<Event, StoreError>;

    /// The events after `after` (all, if `None`), in order, at most `limit` and at most 1,000. What it sees is
    /// durable.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn events(&self, after: Option<u64>, limit: u16) -> Result<Vec<Event>, StoreError>;

    /// What is kept of an issuer.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn issuer(&self, slug: &IssuerSlug) -> Result<Option<IssuerRecord>, StoreError>;

    /// Gives an issuer its DID. It can be changed until the first badge.
    ///
    /// # Errors
    /// When the store cannot write.
    async fn bind_issuer(&self, binding: IssuerBinding) -> Result<IssuerBound, StoreError>;

    /// Whether the store can write.
    ///
    /// # Errors
    /// Why it cannot.
    async fn ready(&self) -> Result<(), StoreError>;

    /// Finishes what is waiting, makes it durable, and ends. Every later operation is [`StoreError::Closed`].
    ///
    /// # Errors
    /// When what was waiting could not be made durable.
    async fn close(&self) -> Result<(), StoreError>;
}
