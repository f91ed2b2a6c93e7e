//! The proof that something is on disk.

/// Made by a store's commit, after the flush, and by nothing else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Durable(());

impl Durable {
    /// For the one place of each store that has just made its writes durable.
    pub(crate) fn after_sync() -> Self {
        Self(())
    }
}
