//! Status lists as the world reads them: signed, kept until they change or half of their time is over.

use std::collections::HashMap;
use std::sync::Arc;

use badgewright_credential::{BitString, Iri, StatusList, Timestamp};
use badgewright_store::{StatusListId, StatusListState, Store};
use serde_json::Value;
use time::Duration;
use tokio::sync::Mutex;

use crate::{IssueError, Issuer, Issuing};

/// How long a signed list is good: at least 14 days, so that badges can be verified through an outage.
const VALIDITY: Duration = Duration::days(28);
/// By how much a list is dated back, for readers whose clock is behind ours.
const LEEWAY: Duration = Duration::minutes(5);
/// How long a reader may keep a list (Bitstring Status List §2.2 `ttl`), which is also its `Cache-Control: max-age`.
pub const TIME_TO_LIVE: Duration = Duration::minutes(5);

/// A signed `BitstringStatusListCredential`.
#[derive(Clone, Debug)]
pub struct PublishedList {
    /// The signed document.
    pub document: Value,
    signed_at: Timestamp,
    version: u64,
}

impl PublishedList {
    /// Whether this is still what the list says, and less than half of its validity is over.
    fn stands(&self, version: u64, now: Timestamp) -> bool {
        let age = now.since(self.signed_at);
        self.version == version && !age.is_negative() && age < VALIDITY / 2
    }
}

/// The lists that were signed by this process.
///
/// A list is signed when it is asked for and has changed since, so a thousand revocations between two readers cost one
/// signature.
#[derive(Default)]
pub(crate) struct StatusLists {
    published: Mutex<HashMap<StatusListId, Arc<PublishedList>>>,
}

impl StatusLists {
    /// The list as it stands now; `None` if there is none with that number.
    pub(crate) async fn published(
        &self,
        id: StatusListId,
        issuer: &Issuer,
        store: &dyn Store,
        now: Timestamp,
    ) -> Result<Option<Arc<PublishedList>>, IssueError> {
        // Held while reading and signing: those who ask meanwhile wait for this signature instead of making their own, and
        // what was read earlier never takes the place of what was read later.
        let mut published = self.published.lock().await;
        let Some(state) = store.status_list(&id).await? else { return Ok(None) };
        if let Some(list) = published.get(&id).filter(|list| list.stands(state.version, now)) {
            return Ok(Some(Arc::clone(list)));
        }
        let list = Arc::new(sign(&state, issuer, now)?);
        published.insert(id, Arc::clone(&list));
        Ok(Some(list))
    }
}

/// Signs what a list says now.
fn sign(state: &StatusListState, issuer: &Issuer, now: Timestamp) -> Result<PublishedList, IssueError> {
    let mut bits = BitString::clear(state.length.into()).ok_or(IssueError::ListTooLong(state.length))?;
    for index in &state.set {
        bits.set((*index).into(), true)?;
    }
    let prepared = StatusList {
        id: issuer.status_list_url(state.id)?,
        issuer: issuer.did.clone(),
        purpose: state.purpose,
        valid_from: now.saturating_add(-LEEWAY),
        valid_until: now.saturating_add(VALIDITY),
        ttl_ms: TIME_TO_LIVE.whole_milliseconds().unsigned_abs().try_into().unwrap_or(u64::MAX),
        bits: &bits,
    }
    .prepare()
    .map_err(IssueError::Lint)?;
    let signed = prepared.secured_by(&issuer.data_integrity(now))?;
    Ok(PublishedList { document: signed.into_document(), signed_at: now, version: state.version })
}

impl Issuer {
    /// The URL of a status list.
    pub(crate) fn status_list_url(&self, id: StatusListId) -> Result<Iri, IssueError> {
        Ok(self.url(&format!("/status/{id}"))?)
    }
}

impl Issuing {
    /// A status list as it stands now; `None` if there is none with that number.
    ///
    /// # Errors
    /// When the key or the store failed.
    pub async fn status_list(&self, id: StatusListId) -> Result<Option<Arc<PublishedList>>, IssueError> {
        self.lists.published(id, &self.issuer, self.store.as_ref(), self.clock.now()).await
    }
}
