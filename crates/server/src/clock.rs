//! The one place that asks the system for the time.

use badgewright_credential::{Clock, Timestamp};
use time::OffsetDateTime;

/// The system's clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the clock that all others are handed")]
        OffsetDateTime::now_utc().into()
    }
}
