//! Whether the store writes, and if not, why.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::failure::Failure;
use crate::StoreError;

/// The state of a store.
#[derive(Default)]
pub(super) struct Health(Mutex<State>);

#[derive(Default)]
enum State {
    #[default]
    Open,
    Failed(Failure),
    Closed,
}

impl Health {
    /// Whether it writes.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        match &*self.state() {
            State::Open => Ok(()),
            State::Failed(failure) => Err(failure.later()),
            State::Closed => Err(StoreError::Closed),
        }
    }

    /// Why the writer's thread is gone.
    pub(super) fn why_ended(&self) -> StoreError {
        match self.check() {
            Err(reason) => reason,
            // A panic drops what waits before it can say what it was.
            Ok(()) => Failure::panicked().later(),
        }
    }

    /// Nothing is written any more. The first failure stays.
    pub(super) fn fail(&self, failure: &Failure) {
        let mut state = self.state();
        if matches!(*state, State::Open) {
            *state = State::Failed(failure.clone());
        }
    }

    /// The store was closed in order, unless it had failed.
    pub(super) fn close(&self) {
        let mut state = self.state();
        if matches!(*state, State::Open) {
            *state = State::Closed;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
