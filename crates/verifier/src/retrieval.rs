//! What one verification fetches: bounded in number and size, and nothing twice.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use badgewright_fetch::{Request, Retrieve, RetrieveError, Retrieved, Reuse};
use serde_json::Value;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::remembered;

/// Most fetches of one verification: the badge, its issuer's document and keys, its status lists and theirs.
const MOST_FETCHES: usize = 8;
/// Most bytes of a key document.
const MOST_DOCUMENT_BYTES: usize = 512 * 1024;

/// How long all fetches of one verification may take together: hosts that stall must not hold it up one after another.
const MOST_TIME: Duration = Duration::from_secs(15);

/// Fetches for one verification.
pub(crate) struct Retrieval<'a> {
    retrieve: &'a dyn Retrieve,
    /// How many fetches there may be.
    most: usize,
    /// How many there were.
    made: usize,
    /// Set by the first fetch.
    deadline: Option<Instant>,
    kept: HashMap<Url, Result<Arc<Retrieved>, NotHad>>,
    /// Whether nothing will do that another verification asked for.
    anew: bool,
}

/// Why something was not had. Whatever the reason, it says nothing about the badge.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotHad {
    /// The text is no URL.
    #[error("`{0}` is no URL")]
    NotAUrl(String),
    /// This verification has fetched as much as it may.
    #[error("the badge refers to more addresses than are looked up")]
    TooMany,
    /// This verification has waited as long as it may.
    #[error("the addresses that the badge refers to did not answer in time")]
    TooLate,
    /// A key document or an unsigned list that another host serves is that host's word, not the issuer's.
    #[error("the document was moved to another host")]
    MovedAway,
    /// It was refused, or did not answer.
    #[error("{0}")]
    Failed(#[from] RetrieveError),
}

impl NotHad {
    /// Whether the address itself is what was wrong, and no later try would help.
    pub(crate) fn is_refusal(&self) -> bool {
        match self {
            Self::NotAUrl(_) => true,
            Self::TooMany | Self::TooLate | Self::MovedAway => false,
            Self::Failed(error) => matches!(
                error,
                RetrieveError::Scheme | RetrieveError::Url { .. } | RetrieveError::AddressRefused
            ),
        }
    }
}

impl<'a> Retrieval<'a> {
    pub(crate) fn new(retrieve: &'a dyn Retrieve) -> Self {
        Self { retrieve, most: MOST_FETCHES, made: 0, deadline: None, kept: HashMap::new(), anew: false }
    }

    /// Allows so many fetches more than at first, and no longer than `within` for all that are still to come.
    pub(crate) fn allow(&mut self, more: usize, within: Duration) {
        self.most = MOST_FETCHES + more;
        let soon = Instant::now() + within;
        self.deadline = Some(self.deadline.map_or(soon, |deadline| deadline.min(soon)));
    }

    /// What stands at `url` now, fetched at most once.
    pub(crate) async fn get(
        &mut self,
        url: &str,
        accept: &str,
        max_bytes: usize,
    ) -> Result<Arc<Retrieved>, NotHad> {
        self.get_as(url, accept, max_bytes, Reuse::No).await
    }

    /// The same of what many badges refer to, as it is now or was a short time ago.
    pub(crate) async fn get_lately(
        &mut self,
        url: &str,
        accept: &str,
        max_bytes: usize,
    ) -> Result<Arc<Retrieved>, NotHad> {
        let reuse = if self.anew { Reuse::Anew } else { Reuse::Kept };
        self.get_as(url, accept, max_bytes, reuse).await
    }

    /// The same, but not what another verification asked for before.
    pub(crate) async fn get_anew(
        &mut self,
        url: &str,
        accept: &str,
        max_bytes: usize,
    ) -> Result<Arc<Retrieved>, NotHad> {
        let wanted = place(url)?;
        self.forget(|place| *place == wanted);
        self.get_as(url, accept, max_bytes, Reuse::Anew).await
    }

    /// From now on nothing will do that another verification asked for before. Whether anything was of that kind.
    pub(crate) fn look_again(&mut self) -> bool {
        self.anew = true;
        self.forget(|_| true)
    }

    /// Forgets the answers from `places` that other verifications had asked for, and does not count them any more: nothing was
    /// fetched for them. Whether there were any.
    fn forget(&mut self, places: impl Fn(&Url) -> bool) -> bool {
        let before = self.kept.len();
        let of_others = |had: &Arc<Retrieved>| had.age.is_some();
        self.kept.retain(|place, had| !(places(place) && had.as_ref().is_ok_and(of_others)));
        let forgotten = before - self.kept.len();
        self.made -= forgotten;
        forgotten > 0
    }

    async fn get_as(
        &mut self,
        url: &str,
        accept: &str,
        max_bytes: usize,
        reuse: Reuse,
    ) -> Result<Arc<Retrieved>, NotHad> {
        let url = place(url)?;
        if let Some(kept) = self.kept.get(&url) {
            return kept.clone();
        }
        if self.made >= self.most {
            return Err(NotHad::TooMany);
        }
        self.made += 1;
        let deadline = *self.deadline.get_or_insert_with(|| Instant::now() + MOST_TIME);
        let answer =
            timeout_at(deadline, self.retrieve.get(Request { url: &url, accept, max_bytes, reuse })).await;
        let answer = answer.map_err(|_| NotHad::TooLate).and_then(|had| Ok(Arc::new(had?)));
        self.kept.insert(url, answer.clone());
        answer
    }

    /// A key document at `url`; `Ok(None)` if what stands there is no JSON.
    pub(crate) async fn document(&mut self, url: &str) -> Result<Option<Arc<Value>>, NotHad> {
        const ACCEPT: &str = "application/did+json, application/did+ld+json, application/cid, \
                              application/ld+json, application/json, application/jwk-set+json, */*;q=0.1";
        let retrieved = self.get_from_its_host(url, ACCEPT, MOST_DOCUMENT_BYTES).await?;
        Ok(remembered::key_document(&retrieved.bytes))
    }

    /// Where a fetch of `url` ended, after its redirects.
    pub(crate) fn led_to(&self, url: &str) -> Option<Url> {
        Some(self.kept.get(&place(url).ok()?)?.as_ref().ok()?.final_url.clone())
    }

    /// What stands at `url`, unless a redirect led to another host: what nobody signed is that host's word.
    pub(crate) async fn get_from_its_host(
        &mut self,
        url: &str,
        accept: &str,
        max_bytes: usize,
    ) -> Result<Arc<Retrieved>, NotHad> {
        let retrieved = self.get_lately(url, accept, max_bytes).await?;
        if Url::parse(url).is_ok_and(|asked| asked.origin() != retrieved.final_url.origin()) {
            return Err(NotHad::MovedAway);
        }
        Ok(retrieved)
    }
}

/// What is asked of a server: a URL without its fragment.
fn place(url: &str) -> Result<Url, NotHad> {
    let mut place = Url::parse(url).map_err(|_| NotHad::NotAUrl(url.to_owned()))?;
    place.set_fragment(None);
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::web::Web;

    #[tokio::test]
    async fn nothing_is_fetched_twice_and_no_more_than_the_limit() {
        let web = Web::default().with("https://a.example/1", "{}");
        let mut retrieval = Retrieval::new(&web);
        for _ in 0..20 {
            assert!(retrieval.get("https://a.example/1#x", "*/*", 10).await.is_ok());
        }
        assert_eq!(web.asked().len(), 1);
        for at in 0..20 {
            let _ = retrieval.get(&format!("https://b.example/{at}"), "*/*", 10).await;
        }
        assert_eq!(web.asked().len(), MOST_FETCHES);
        assert_eq!(retrieval.get("https://c.example/", "*/*", 10).await, Err(NotHad::TooMany));
    }

    #[tokio::test]
    async fn what_is_no_json_is_no_document() {
        let web = Web::default()
            .with("https://a.example/1", "<html>")
            .with("https://a.example/2", "{\"a\":1,\"a\":2}");
        let mut retrieval = Retrieval::new(&web);
        assert_eq!(retrieval.document("https://a.example/1").await, Ok(None));
        assert_eq!(retrieval.document("https://a.example/2").await, Ok(None));
        assert!(retrieval.document("not a url").await.unwrap_err().is_refusal());
    }

    /// A web in which every address leads to another host, or never answers.
    struct Elsewhere {
        answers: bool,
    }

    #[async_trait::async_trait]
    impl Retrieve for Elsewhere {
        async fn get(&self, _: Request<'_>) -> Result<Retrieved, RetrieveError> {
            if !self.answers {
                std::future::pending::<()>().await;
            }
            let final_url = "https://evil.example/key".parse().unwrap();
            Ok(Retrieved::just_now(b"{}".to_vec().into(), None, final_url))
        }
    }

    #[tokio::test]
    async fn a_key_document_that_another_host_serves_is_not_taken() {
        let web = Elsewhere { answers: true };
        let mut retrieval = Retrieval::new(&web);
        assert_eq!(retrieval.document("https://a.example/out?to=x").await, Err(NotHad::MovedAway));
        assert_eq!(
            retrieval.document("https://evil.example/key").await,
            Ok(Some(Arc::new(serde_json::json!({}))))
        );
    }

    #[tokio::test]
    async fn what_is_allowed_more_has_a_time_of_its_own() {
        let web = Elsewhere { answers: false };
        let mut retrieval = Retrieval::new(&web);
        retrieval.made = MOST_FETCHES;
        assert_eq!(retrieval.document("https://a.example/").await, Err(NotHad::TooMany));
        retrieval.allow(1, Duration::ZERO);
        assert_eq!(retrieval.document("https://a.example/").await, Err(NotHad::TooLate));
        assert_eq!(retrieval.document("https://b.example/").await, Err(NotHad::TooMany));
        retrieval.allow(2, Duration::from_secs(600));
        assert_eq!(
            retrieval.document("https://b.example/").await,
            Err(NotHad::TooLate),
            "never later than before"
        );
    }

    #[tokio::test]
    async fn hosts_that_stall_share_one_deadline() {
        let web = Elsewhere { answers: false };
        let mut retrieval = Retrieval::new(&web);
        retrieval.deadline = Some(Instant::now());
        for url in ["https://a.example/", "https://b.example/"] {
            assert_eq!(retrieval.document(url).await, Err(NotHad::TooLate));
        }
    }
}
