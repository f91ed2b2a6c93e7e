//! What others publish, kept for a short time (RFC 9111, as a shared cache).
//!
//! Only what the caller says may be kept is: documents of keys and status lists, which are asked for again and again. How long is the
//! least of what the answer allows (see `freshness.rs`) and of the operator's bound, which also holds for an answer that says nothing
//! (§4.2.2). It is counted from when the answer was asked for. So a key or a badge that was withdrawn elsewhere is known here after
//! that time at the latest. Nothing is used beyond its time, not even where its host is out of reach (§4.2.4).
//!
//! Many who ask for one URL at a time cause one request, unless its answers may not be kept. A failure is told for a few seconds to
//! whoever else asks, so that a host that is down is not asked by each of many who wait for it.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use quick_cache::sync::{Cache, DefaultLifecycle, EntryAction, EntryResult};
use quick_cache::{DefaultHashBuilder, Options, OptionsBuilder, Weighter};
use tokio::time::Instant;

use crate::{Request, Retrieve, RetrieveError, Retrieved, Reuse};

/// Most bytes that are kept.
const MOST_BYTES: u64 = 16 << 20;

/// Most bytes of one answer that is kept.
const MOST_BYTES_OF_ONE: usize = 1 << 20;

/// How many parts of them are locked apart.
const PARTS: usize = 4;

/// About as many answers as that is.
const ABOUT_ANSWERS: usize = 4_096;

/// What an answer takes up beside its bytes.
const OVERHEAD: usize = 512;

/// How long a failure is told to others.
const FAILURE: Duration = Duration::from_secs(2);

/// URL, `Accept` and most bytes.
type Asked = (String, String, usize);

/// Retrieves through `R`, and keeps what may be kept.
pub struct Keeping<R> {
    retrieve: R,
    most_age: Duration,
    kept: Cache<Asked, Kept, Size>,
}

#[derive(Clone)]
struct Kept {
    /// Before it was asked for.
    asked: Instant,
    until: Instant,
    what: What,
}

#[derive(Clone)]
enum What {
    Answer(Retrieved),
    Failure(RetrieveError),
    /// Answers from there may not be kept, so that nobody should wait for another's.
    NotForOthers,
}

impl Kept {
    /// What `answer` is to others who ask for the same.
    fn of(
        answer: &Result<Retrieved, RetrieveError>,
        asked: Instant,
        url: &url::Url,
        most_age: Duration,
    ) -> Self {
        let not_for_others = Self { asked, until: asked + most_age, what: What::NotForOthers };
        match answer {
            Ok(answer) => {
                let fresh_for = answer.fresh_for.unwrap_or(most_age).min(most_age);
                // What came by way of a redirect is only as fresh as the redirect, of which nothing is known here.
                let led_on = answer.final_url != *url;
                if fresh_for.is_zero() || led_on || answer.bytes.len() > MOST_BYTES_OF_ONE {
                    return not_for_others;
                }
                // A copy, as what it was read into may be larger.
                let bytes = Bytes::copy_from_slice(&answer.bytes);
                let what = What::Answer(Retrieved { bytes, ..answer.clone() });
                Self { asked, until: asked + fresh_for, what }
            }
            // From when it is known: it may have taken long.
            Err(error) => Self {
                asked,
                until: Instant::now() + FAILURE.min(most_age),
                what: What::Failure(error.clone()),
            },
        }
    }

    /// Whether it does for one who has asked since `since`.
    fn does_for(&self, reuse: Reuse, since: Instant) -> bool {
        let is_new_enough = match self.what {
            What::Answer(_) => reuse != Reuse::Anew || self.asked >= since,
            What::Failure(_) | What::NotForOthers => true,
        };
        is_new_enough && Instant::now() < self.until
    }
}

#[derive(Clone)]
struct Size;

impl Weighter<Asked, Kept> for Size {
    fn weight(&self, (url, accept, _): &Asked, kept: &Kept) -> u64 {
        let answer = if let What::Answer(answer) = &kept.what { answer.bytes.len() } else { 0 };
        // The URL is in the key and in the answer.
        u64::try_from(answer + 2 * url.len() + accept.len() + OVERHEAD).unwrap_or(u64::MAX)
    }
}

/// In few parts, whatever the machine, so that the largest answer fits into one.
#[expect(clippy::expect_used, reason = "it is refused only where a capacity is missing, and both are given")]
fn options() -> Options {
    let mut options = OptionsBuilder::new();
    options.shards(PARTS).estimated_items_capacity(ABOUT_ANSWERS).weight_capacity(MOST_BYTES);
    options.build().expect("both capacities are given")
}

impl<R: Retrieve> Keeping<R> {
    /// Keeps what `retrieve` brings for at most `most_age`; for no time at all where that is zero.
    pub fn new(retrieve: R, most_age: Duration) -> Self {
        let hasher = DefaultHashBuilder::default();
        let kept = Cache::with_options(options(), Size, hasher, DefaultLifecycle::default());
        Self { retrieve, most_age, kept }
    }
}

#[async_trait]
impl<R: Retrieve> Retrieve for Keeping<R> {
    async fn get(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError> {
        if request.reuse == Reuse::No || self.most_age.is_zero() {
            return self.retrieve.get(request).await;
        }
        let key = (request.url.to_string(), request.accept.to_owned(), request.max_bytes);
        let since = Instant::now();
        let found = self.kept.entry_async(&key, |_, kept| {
            if kept.does_for(request.reuse, since) {
                EntryAction::Retain(kept.clone())
            } else {
                EntryAction::ReplaceWithGuard
            }
        });
        // Whoever gets the guard asks, and the others wait; where that one gives up, the next is given it.
        let guard = match found.await {
            EntryResult::Retained(Kept { what: What::Answer(answer), asked, .. }) => {
                return Ok(Retrieved { age: Some(Instant::now() - asked), ..answer });
            }
            EntryResult::Retained(Kept { what: What::Failure(error), .. }) => return Err(error),
            EntryResult::Replaced(guard, _) | EntryResult::Vacant(guard) => guard,
            // The rest: not for others, and what does not come about here, for which asking is right too.
            _ => return self.retrieve.get(request).await,
        };
        let asked = Instant::now();
        let answer = self.retrieve.get(request).await;
        // It is refused only where another has taken the place meanwhile.
        let _ = guard.insert(Kept::of(&answer, asked, request.url, self.most_age));
        answer
    }
}

#[cfg(test)]
mod tests;
