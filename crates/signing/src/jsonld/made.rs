//! What is made on the way from a document to its statements, and lives as long as they do.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use elsa::FrozenVec;

use crate::context::ActiveContext;

/// Texts that are not in the document, such as IRIs that were put together, and contexts that are not made ahead.
#[derive(Default)]
pub struct Made {
    texts: FrozenVec<String>,
    #[expect(
        clippy::redundant_allocation,
        reason = "what is handed out is the `Arc` itself, which must not move"
    )]
    contexts: FrozenVec<Box<Arc<ActiveContext>>>,
}

impl Made {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn keep<'m>(&'m self, text: Cow<'m, str>) -> &'m str {
        match text {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => self.texts.push_get(text),
        }
    }

    pub(super) fn keep_context(&self, context: Arc<ActiveContext>) -> &Arc<ActiveContext> {
        self.contexts.push_get(Box::new(context))
    }

    /// What is in force before any context.
    pub(super) fn no_context(&self) -> &Arc<ActiveContext> {
        static NONE: LazyLock<Arc<ActiveContext>> = LazyLock::new(Arc::default);
        &NONE
    }
}
