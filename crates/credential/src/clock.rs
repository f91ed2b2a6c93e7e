//! Time comes in from outside, so that tests and proofs are reproducible.

use crate::Timestamp;

/// Tells the time. The service has one that asks the system; tests have one that stands still.
pub trait Clock: Send + Sync {
    /// The present moment in UTC, whole seconds.
    fn now(&self) -> Timestamp;
}

impl<F: Fn() -> Timestamp + Send + Sync> Clock for F {
    fn now(&self) -> Timestamp {
        self()
    }
}
