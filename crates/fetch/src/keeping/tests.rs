use std::sync::atomic::{AtomicUsize, Ordering};

use url::Url;

use super::*;

/// A host that counts how often it was asked.
struct Host {
    asked: AtomicUsize,
    fresh_for: Option<Duration>,
    leads_to: Option<&'static str>,
    takes: Duration,
    bytes: usize,
}

impl Host {
    fn new(fresh_for: Option<u64>) -> Self {
        let fresh_for = fresh_for.map(Duration::from_secs);
        Self { asked: AtomicUsize::new(0), fresh_for, leads_to: None, takes: Duration::ZERO, bytes: 4 }
    }
}

#[async_trait]
impl Retrieve for Host {
    async fn get(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError> {
        let before = self.asked.fetch_add(1, Ordering::Relaxed);
        tokio::task::yield_now().await;
        tokio::time::advance(self.takes).await;
        match request.url.path() {
            "/missing" => return Err(RetrieveError::Status(404)),
            "/stalls-once" if before == 0 => std::future::pending::<()>().await,
            _ => {}
        }
        let final_url = self.leads_to.map_or_else(|| request.url.clone(), |to| to.parse().unwrap());
        let answer = Retrieved::just_now(vec![b'x'; self.bytes].into(), None, final_url);
        Ok(Retrieved { fresh_for: self.fresh_for, ..answer })
    }
}

fn keeping(host: Host) -> Keeping<Host> {
    Keeping::new(host, Duration::from_secs(60))
}

impl Keeping<Host> {
    async fn ask(&self, path: &str, reuse: Reuse) -> Result<Retrieved, RetrieveError> {
        self.ask_for(path, reuse, "*/*", usize::MAX).await
    }

    async fn ask_for(
        &self,
        path: &str,
        reuse: Reuse,
        accept: &str,
        max_bytes: usize,
    ) -> Result<Retrieved, RetrieveError> {
        let url = Url::parse("https://host.example").unwrap().join(path).unwrap();
        self.get(Request { url: &url, accept, max_bytes, reuse }).await
    }

    fn asked(&self) -> usize {
        self.retrieve.asked.load(Ordering::Relaxed)
    }
}

/// How often the host was asked in two questions so many seconds apart.
async fn asked_twice(host: Host, path: &str, reuse: Reuse, apart: u64) -> usize {
    let keeping = keeping(host);
    let first = keeping.ask(path, reuse).await.map(|answer| answer.bytes);
    tokio::time::advance(Duration::from_secs(apart)).await;
    assert_eq!(keeping.ask(path, reuse).await.map(|answer| answer.bytes), first);
    keeping.asked()
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_used_as_long_as_it_allows_and_at_most_as_long_as_is_bound() {
    for (fresh_for, bound) in [(Some(30), 30), (Some(600), 60), (None, 60)] {
        assert_eq!(asked_twice(Host::new(fresh_for), "/", Reuse::Kept, bound - 1).await, 1, "{fresh_for:?}");
        assert_eq!(asked_twice(Host::new(fresh_for), "/", Reuse::Kept, bound).await, 2, "{fresh_for:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_time_that_an_answer_took_counts() {
    let slow = || Host { takes: Duration::from_secs(9), ..Host::new(None) };
    assert_eq!(asked_twice(slow(), "/", Reuse::Kept, 50).await, 1);
    assert_eq!(asked_twice(slow(), "/", Reuse::Kept, 51).await, 2);
}

#[tokio::test(start_paused = true)]
async fn what_may_not_be_kept_is_asked_for_each_time() {
    assert_eq!(asked_twice(Host::new(Some(30)), "/", Reuse::No, 0).await, 2, "the caller does not want it");
    assert_eq!(asked_twice(Host::new(Some(0)), "/", Reuse::Kept, 0).await, 2, "the host says so");
    let elsewhere = Host { leads_to: Some("https://other.example/"), ..Host::new(Some(30)) };
    assert_eq!(asked_twice(elsewhere, "/", Reuse::Kept, 0).await, 2, "it came from elsewhere");
    let largest = || Host { bytes: MOST_BYTES_OF_ONE, ..Host::new(Some(30)) };
    assert_eq!(asked_twice(largest(), "/", Reuse::Kept, 0).await, 1);
    let larger = Host { bytes: MOST_BYTES_OF_ONE + 1, ..largest() };
    assert_eq!(asked_twice(larger, "/", Reuse::Kept, 0).await, 2, "it is too large");
    let nothing = Keeping::new(Host::new(Some(30)), Duration::ZERO);
    for expected in [1, 2] {
        nothing.ask("/", Reuse::Kept).await.unwrap();
        assert_eq!(nothing.asked(), expected, "the operator wants it as it is");
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_told_to_others_for_seconds_only() {
    assert_eq!(asked_twice(Host::new(None), "/missing", Reuse::Kept, 1).await, 1);
    assert_eq!(asked_twice(Host::new(None), "/missing", Reuse::Anew, 1).await, 1);
    assert_eq!(asked_twice(Host::new(None), "/missing", Reuse::Kept, 2).await, 2);
}

#[tokio::test(start_paused = true)]
async fn who_asks_anew_gets_nothing_older_and_leaves_it_to_others() {
    let keeping = keeping(Host::new(None));
    let mut ages = Vec::new();
    for reuse in [Reuse::Kept, Reuse::Kept, Reuse::Anew, Reuse::Kept] {
        tokio::time::advance(Duration::from_secs(20)).await;
        ages.push(keeping.ask("/", reuse).await.unwrap().age.map(|age| age.as_secs()));
    }
    assert_eq!(ages, [None, Some(20), None, Some(20)]);
    assert_eq!(keeping.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_was_asked_for_otherwise_is_another_answer() {
    let keeping = keeping(Host::new(None));
    for (path, accept, max_bytes) in
        [("/", "*/*", 9), ("/a", "*/*", 9), ("/", "text/html", 9), ("/", "*/*", 8)]
    {
        keeping.ask_for(path, Reuse::Kept, accept, max_bytes).await.unwrap();
    }
    assert_eq!(keeping.asked(), 4);
}

#[tokio::test(start_paused = true)]
async fn many_who_ask_at_a_time_cause_one_request_where_the_answer_may_be_shared() {
    for (fresh_for, expected) in [(30, 1), (0, 8)] {
        let keeping = keeping(Host::new(Some(fresh_for)));
        let all = || keeping.ask("/", Reuse::Kept);
        let answers = tokio::join!(all(), all(), all(), all(), all(), all(), all(), all());
        assert!(answers.0.is_ok() && answers.7.is_ok());
        assert_eq!(keeping.asked(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_one_that_gives_up_asks_itself() {
    let keeping = keeping(Host::new(None));
    let impatient = tokio::time::timeout(Duration::from_secs(5), keeping.ask("/stalls-once", Reuse::Kept));
    let (gave_up, answered) = tokio::join!(impatient, keeping.ask("/stalls-once", Reuse::Kept));
    assert!(gave_up.is_err() && answered.is_ok());
    assert_eq!(keeping.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn no_more_bytes_are_kept_than_is_bound() {
    let keeping = keeping(Host { bytes: MOST_BYTES_OF_ONE, ..Host::new(None) });
    for at in 0..40 {
        keeping.ask(&format!("/{at}"), Reuse::Kept).await.unwrap();
    }
    assert!(keeping.kept.weight() <= MOST_BYTES && keeping.kept.weight() > MOST_BYTES / 4);
}
