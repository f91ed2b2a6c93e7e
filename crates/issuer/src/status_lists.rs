//! Status lists as the world reads them: signed, kept until they change or half of their time is over.
//!
//! A list is signed when it is asked for and has changed since, never by the change itself: a thousand revocations between
//! two readers cost one signature, and whoever asks after a revocation was answered reads of it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use badgewright_credential::{BitString, Document, Iri, StatusList, Timestamp};
use badgewright_store::{StatusListId, StatusListState, Store};
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
#[derive(Debug)]
pub struct PublishedList {
    document: Document,
    text: Arc<str>,
    /// Signed when first asked for.
    jws: OnceLock<Arc<str>>,
    signed_at: Timestamp,
    version: u64,
}

impl PublishedList {
    /// The signed document, as JSON.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Whether this is still what the list says, and less than half of its validity is over.
    fn stands(&self, version: u64, now: Timestamp) -> bool {
        let age = now.since(self.signed_at);
        self.version == version && !age.is_negative() && age < VALIDITY / 2
    }
}

/// The lists that were signed by this process.
#[derive(Default)]
pub(crate) struct StatusLists {
    published: RwLock<HashMap<StatusListId, Arc<PublishedList>>>,
    signing: Mutex<()>,
    signatures: AtomicU64,
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
        // Usually only the version is read, and nobody waits for anybody.
        let Some(version) = store.status_list_version(&id).await? else { return Ok(None) };
        if let Some(list) = self.standing(id, version, now) {
            return Ok(Some(list));
        }
        // Held while reading and signing: those who ask meanwhile wait for this signature instead of making their own, and
        // what was read earlier never takes the place of what was read later.
        let _signing = self.signing.lock().await;
        let Some(version) = store.status_list_version(&id).await? else { return Ok(None) };
        if let Some(list) = self.standing(id, version, now) {
            return Ok(Some(list));
        }
        let Some(state) = store.status_list(&id).await? else { return Ok(None) };
        let list = Arc::new(sign(&state, issuer, now)?);
        self.signatures.fetch_add(1, Ordering::Relaxed);
        self.published.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&list));
        Ok(Some(list))
    }

    fn standing(&self, id: StatusListId, version: u64, now: Timestamp) -> Option<Arc<PublishedList>> {
        let published = self.published.read().unwrap_or_else(PoisonError::into_inner);
        published.get(&id).filter(|list| list.stands(version, now)).map(Arc::clone)
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
    let document = prepared.secured_by(&issuer.data_integrity(now))?.into_document();
    let text = document.text().into();
    Ok(PublishedList { document, text, jws: OnceLock::new(), signed_at: now, version: state.version })
}

impl Issuer {
    /// The URL of a status list.
    pub(crate) fn status_list_url(&self, id: StatusListId) -> Result<Iri, IssueError> {
        Ok(self.url(format_args!("/status/{id}"))?)
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

    /// A status list as a compact JWS, signed when it is first asked for and kept as long as the list.
    ///
    /// # Errors
    /// [`IssueError::NoJwsForm`] under did:key; when the key failed.
    pub fn status_list_jws(&self, list: &PublishedList) -> Result<Arc<str>, IssueError> {
        if let Some(kept) = list.jws.get() {
            return Ok(Arc::clone(kept));
        }
        let signed = self.signed_as_jws(&list.document)?;
        Ok(Arc::clone(list.jws.get_or_init(|| signed.into())))
    }

    /// How often this process has signed status lists.
    pub fn status_list_signatures(&self) -> u64 {
        self.lists.signatures.load(Ordering::Relaxed)
    }
}
