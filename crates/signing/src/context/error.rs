//! Why a context could not be processed.

/// A fault of a context. The place in the document is added by whoever walks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ContextError {
    /// A URL that is not pinned.
    Unknown(String),
    /// A fault with JSON-LD's own code (JSON-LD API §9.6).
    Invalid {
        /// The code.
        code: &'static str,
        /// The term, or what is wrong.
        reason: String,
    },
    /// Too many contexts, or too deep.
    TooComplex,
}

impl ContextError {
    pub(super) fn invalid(code: &'static str, reason: impl Into<String>) -> Self {
        Self::Invalid { code, reason: reason.into() }
    }
}
