//! The operations, each handed to the file that knows its rows.

use std::sync::Arc;

use async_trait::async_trait;
use badgewright_credential::{CredentialId, Did, StatusPurpose, Timestamp};

use super::dictionary::{self, Dictionary, Sample};
use super::issue::Staged;
use super::rows::Durable;
use super::{
    Sled, claim, client, event, issue, issuer, jws, list, listed, record, revoked_id, status, status_list,
    supersede,
};
use crate::{
    Actor, Claim, Client, ClientAdded, ClientId, ClientKey, ClientKeyAdded, ClientKeyRevoked, Committed,
    CredentialRecord, Earlier, Event, Filter, Issuance, IssuerBinding, IssuerBound, IssuerRecord, IssuerSlug,
    KeyHash, KeyId, Listed, ListedChange, ListedChanged, Listing, NewEvent, Page, PageRequest, Recorded,
    StatusChange, StatusChanged, StatusListId, StatusListState, StatusSlot, Store, StoreError, Superseded,
    Supersession,
};

#[async_trait]
impl Store for Sled {
    async fn earlier(&self, claim: &Claim) -> Result<Option<Earlier>, StoreError> {
        let db = self.db()?;
        claim::earlier(&self.durable(&db), claim, self.horizon.place())
    }

    async fn remember(&self, claim: &Claim) -> Result<(), StoreError> {
        let claim = claim.clone();
        self.commit(move |draft| claim::remember(draft, &claim)).await
    }

    async fn reserve_status_slot(
        &self,
        issuer: &Did,
        purpose: StatusPurpose,
    ) -> Result<StatusSlot, StoreError> {
        self.health.check()?;
        loop {
            if let Some(slot) = self.pool.draw(issuer, purpose) {
                return Ok(slot);
            }
            self.open_list(issuer, purpose).await?;
        }
    }

    async fn record_issuance(&self, issuance: Issuance) -> Result<Recorded, StoreError> {
        let encoded = record::encode(&issuance, &*self.dictionary_for(&issuance).await?)?;
        let pool = Arc::clone(&self.pool);
        let (staged, durable) =
            self.writer.commit(move |draft| issue::stage(draft, &pool, issuance, &encoded)).await?;
        Ok(match staged {
            Staged::New(record) => Recorded::New(Box::new(Committed::after_flush(*record, durable))),
            Staged::Same(record) => Recorded::Same(record),
            Staged::Conflict(record) => Recorded::Conflict(record),
        })
    }

    async fn supersede(&self, supersession: Supersession) -> Result<Superseded, StoreError> {
        let encoded =
            record::encode(&supersession.version, &*self.dictionary_for(&supersession.version).await?)?;
        let pool = Arc::clone(&self.pool);
        let (staged, durable) =
            self.writer.commit(move |draft| supersede::stage(draft, &pool, supersession, &encoded)).await?;
        Ok(match staged {
            supersede::Staged::New(record) => {
                Superseded::New(Box::new(Committed::after_flush(*record, durable)))
            }
            supersede::Staged::Same(record) => Superseded::Same(record),
            supersede::Staged::Conflict(record) => Superseded::Conflict(record),
            supersede::Staged::OutOfForce(record) => Superseded::OutOfForce(record),
            supersede::Staged::Overtaken => Superseded::Overtaken,
            supersede::Staged::TooMany => Superseded::TooMany,
            supersede::Staged::Unknown => Superseded::Unknown,
        })
    }

    async fn credential(&self, id: &CredentialId) -> Result<Option<CredentialRecord>, StoreError> {
        let db = self.db()?;
        let place = list::durable_place(&db, self.horizon.place(), id)?;
        place.map(|place| record::at(&self.durable(&db), place)).transpose()
    }

    async fn alterations(&self) -> Result<u64, StoreError> {
        let _open = self.db()?;
        Ok(self.horizon.altered())
    }

    async fn list(&self, filter: &Filter, page: &PageRequest) -> Result<Page, StoreError> {
        let db = self.db()?;
        list::page(&self.durable(&db), &self.index, self.horizon.place(), filter, page)
    }

    async fn keep_jws(
        &self,
        id: &CredentialId,
        revision: u32,
        jws: &str,
    ) -> Result<Option<String>, StoreError> {
        jws::check(jws)?;
        let (id, jws) = (*id, jws.to_owned());
        self.commit(move |draft| jws::stage(draft, &id, revision, &jws)).await
    }

    async fn jws(&self, id: &CredentialId, revision: u32) -> Result<Option<String>, StoreError> {
        let db = self.db()?;
        let place = list::durable_place(&db, self.horizon.place(), id)?;
        place.map_or(Ok(None), |place| jws::at(&*db, place, revision))
    }

    async fn set_status(&self, change: StatusChange) -> Result<StatusChanged, StoreError> {
        status::check(&change)?;
        self.commit(move |draft| status::stage(draft, change)).await
    }

    async fn record_listing(&self, listing: Listing) -> Result<Listed, StoreError> {
        let pool = Arc::clone(&self.pool);
        let ((), durable) = self.writer.commit(move |draft| listed::stage(draft, &pool, &listing)).await?;
        Ok(Listed::after_flush(durable))
    }

    async fn set_listed_status(&self, change: ListedChange) -> Result<ListedChanged, StoreError> {
        self.commit(move |draft| listed::stage_change(draft, &change)).await
    }

    async fn status_list(&self, id: &StatusListId) -> Result<Option<StatusListState>, StoreError> {
        status_list::state(&*self.db()?, *id)
    }

    async fn status_list_version(&self, id: &StatusListId) -> Result<Option<u64>, StoreError> {
        status_list::version(&*self.db()?, *id)
    }

    async fn revoked_ids(&self, issuer: &Did, revision: u32) -> Result<Vec<CredentialId>, StoreError> {
        revoked_id::of(&*self.db()?, issuer, revision)
    }

    async fn revoked_ids_version(&self, issuer: &Did, revision: u32) -> Result<u64, StoreError> {
        revoked_id::version(&*self.db()?, issuer, revision)
    }

    async fn status_lists(&self, issuer: &Did) -> Result<Vec<StatusListId>, StoreError> {
        let db = self.db()?;
        let of_issuer = |list: Result<(StatusListId, status_list::Row), StoreError>| match list {
            Ok((id, row)) => (row.issuer == *issuer).then_some(Ok(id)),
            Err(error) => Some(Err(error)),
        };
        status_list::all(&db).filter_map(of_issuer).collect()
    }

    async fn add_client(
        &self,
        client: Client,
        actor: Actor,
        at: Timestamp,
    ) -> Result<ClientAdded, StoreError> {
        client::check(&client)?;
        self.commit(move |draft| client::stage_client(draft, &client, actor, at)).await
    }

    async fn clients(&self) -> Result<Vec<Client>, StoreError> {
        client::all(&*self.db()?)
    }

    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError> {
        client::get(&*self.db()?, id)
    }

    async fn client_by_key_hash(&self, hash: &KeyHash) -> Result<Option<(Client, ClientKey)>, StoreError> {
        client::by_key(&*self.db()?, &self.known_clients, hash)
    }

    async fn add_client_key(
        &self,
        client: &ClientId,
        key: ClientKey,
        actor: Actor,
        at: Timestamp,
    ) -> Result<ClientKeyAdded, StoreError> {
        client::check_key(&key)?;
        let client = client.clone();
        self.commit(move |draft| client::stage_key(draft, &client, key, actor, at)).await
    }

    async fn revoke_client_key(
        &self,
        client: &ClientId,
        key: &KeyId,
        actor: Actor,
        at: Timestamp,
    ) -> Result<ClientKeyRevoked, StoreError> {
        let (client, key) = (client.clone(), key.clone());
        self.commit(move |draft| client::stage_revocation(draft, &client, &key, actor, at)).await
    }

    async fn record_event(&self, event: NewEvent) -> Result<Event, StoreError> {
        self.commit(move |draft| event::stage(draft, event)).await
    }

    async fn events(&self, after: Option<u64>, limit: u16) -> Result<Vec<Event>, StoreError> {
        let db = self.db()?;
        event::read(&self.durable(&db), after, limit)
    }

    async fn issuer(&self, slug: &IssuerSlug) -> Result<Option<IssuerRecord>, StoreError> {
        issuer::get(&*self.db()?, slug)
    }

    async fn bind_issuer(&self, binding: IssuerBinding) -> Result<IssuerBound, StoreError> {
        self.commit(move |draft| issuer::stage(draft, binding)).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.health.check()
    }

    async fn close(&self) -> Result<(), StoreError> {
        let writer = Arc::clone(&self.writer);
        let finished = tokio::task::spawn_blocking(move || writer.finish()).await;
        finished.map_err(|error| super::failure::of_io(error.into(), "ending the writer"))?;
        self.release();
        self.health.close();
        match self.health.check() {
            Err(StoreError::Closed) => Ok(()),
            failed => failed,
        }
    }
}

impl Sled {
    /// What is read for others.
    pub(super) fn durable<'t>(&'t self, tree: &'t ::sled::Tree) -> Durable<'t> {
        Durable { tree, seq: self.horizon.seq(), dictionaries: &self.dictionaries }
    }

    /// What an issuance is compressed against. The first of its class version makes the dictionary, which is on disk before
    /// a record can name it.
    async fn dictionary_for(&self, issuance: &Issuance) -> Result<Arc<Dictionary>, StoreError> {
        record::check(issuance)?;
        loop {
            if let Some(dictionary) = self.dictionaries.of_class(&*self.db()?, issuance)? {
                return Ok(dictionary);
            }
            let sample = Sample::of(issuance);
            self.commit(move |draft| dictionary::stage(draft, &sample)).await?;
        }
    }

    /// Has an operation written, and returns what it returned once that is durable.
    pub(super) async fn commit<T, F>(&self, stage: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut super::draft::Draft<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        self.writer.commit(stage).await.map(|(outcome, _durable)| outcome)
    }

    /// Opens a status list, unless another task has just done so.
    async fn open_list(&self, issuer: &Did, purpose: StatusPurpose) -> Result<(), StoreError> {
        let _one_at_a_time = self.opening_list.lock().await;
        if self.pool.has_free(issuer, purpose) {
            return Ok(());
        }
        let (pool, issuer, length) = (Arc::clone(&self.pool), issuer.clone(), self.list_length);
        let seed = self.pool.seed();
        // The pool has the list as soon as it is staged, also where the caller no longer waits: no issue that
        // takes an entry can become durable before the list itself.
        self.commit(move |draft| {
            let list = status_list::open(draft, issuer.clone(), purpose, length, seed)?;
            pool.add(list, issuer, purpose, length, &seed);
            Ok(())
        })
        .await
    }
}
