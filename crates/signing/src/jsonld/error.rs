//! Why a document could not be turned into RDF without losing anything.

/// Why a JSON-LD document is not processed. Whatever would not be covered by a proof is here, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonLdError {
    /// The document is not a JSON object.
    #[error("a JSON-LD document to be secured is one JSON object")]
    NotAnObject,
    /// A context that is not pinned: what it means cannot be known, so nothing is said about the document.
    #[error("`{url}` at `{pointer}` is not among the pinned contexts")]
    UnknownContext {
        /// The URL, as the document has it.
        url: String,
        /// Where, as a JSON Pointer (RFC 6901).
        pointer: String,
    },
    /// A context object instead of a URL, which is refused unless [`Processing::inline_contexts`] allows it.
    ///
    /// [`Processing::inline_contexts`]: crate::jsonld::Processing::inline_contexts
    #[error("a context written into the document at `{pointer}`: only URLs of pinned contexts are read")]
    InlineContext {
        /// Where.
        pointer: String,
    },
    /// A `@context` below the top, which is refused unless [`Processing::nested_contexts`] allows it.
    ///
    /// [`Processing::nested_contexts`]: crate::jsonld::Processing::nested_contexts
    #[error("a second `@context` at `{pointer}`")]
    NestedContext {
        /// Where.
        pointer: String,
    },
    /// Contexts that contradict each other or are themselves malformed (JSON-LD API §9.6's error code).
    #[error("the context at `{pointer}` cannot be used: {reason} ({code})")]
    BadContext {
        /// Where.
        pointer: String,
        /// JSON-LD's own error code, such as `protected term redefinition`.
        code: &'static str,
        /// Which term, and what about it.
        reason: String,
    },
    /// Something in the document would not be in the RDF, and so not be secured.
    #[error("`{term}` at `{pointer}` would not be secured: {loss}")]
    TermLost {
        /// Where.
        pointer: String,
        /// The term, or the value.
        term: String,
        /// In which way it is lost.
        loss: Loss,
    },
    /// A term that is in the pinned copy of a context but not in its oldest publication. Read, never signed.
    #[error("`{term}` at `{pointer}` is not in every published copy of its context, so it is not signed")]
    UnsettledTerm {
        /// Where.
        pointer: String,
        /// The term.
        term: String,
    },
    /// No JSON-LD (JSON-LD API §9.6's error code).
    #[error("no JSON-LD at `{pointer}`: {code}")]
    Syntax {
        /// Where.
        pointer: String,
        /// JSON-LD's own error code, such as `invalid type value`.
        code: &'static str,
    },
    /// Something rare that processors disagree on, or that we do not process.
    #[error("not processed at `{pointer}`: {what}")]
    Unsupported {
        /// Where.
        pointer: String,
        /// What it is.
        what: String,
    },
    /// More work than a credential can need.
    #[error("the document is too complex to canonicalize within bounds")]
    TooComplex,
}

/// The ways in which JSON-LD loses what it does not understand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Loss {
    /// A property that no context defines.
    #[error("no context defines this property")]
    UndefinedTerm,
    /// A property under its IRI instead of the term that a context gives it, or values deeper than under their property.
    #[error(
        "a property and its values must stand under the term that the contexts give it, where every reader looks for them"
    )]
    NotATerm,
    /// A property of the document itself, in an object inside of it that has the document's `id`.
    #[error("what is said of the document as a whole must stand at its top, where every reader looks for it")]
    NotAtTop,
    /// A type that no context defines.
    #[error("no context defines this type, and it is no absolute IRI")]
    RelativeType,
    /// An `id` that is no absolute IRI; there is no base to resolve it with.
    #[error("an identifier must be an absolute IRI")]
    RelativeId,
    /// A value that its term makes an identifier, but that is no absolute IRI.
    #[error("the term's value must be an absolute IRI")]
    RelativeReference,
    /// Something of the form of a keyword that is none, like `@foo`.
    #[error("it has the form of a keyword but is none")]
    ReservedKeyword,
    /// A blank node as a property.
    #[error("a property cannot be a blank node")]
    BlankNodeProperty,
    /// A value where only nodes count.
    #[error("a value stands where only nodes are kept")]
    FreeFloatingValue,
    /// A node without content where it would vanish.
    #[error("a node that says nothing vanishes here")]
    EmptyNode,
    /// `null`, which is as if it were not there.
    #[error("null is dropped")]
    Null,
    /// `@index`, which has no place in RDF.
    #[error("an index has no place in RDF")]
    Index,
    /// `@direction`, which is not kept in RDF 1.1.
    #[error("a base direction has no place in RDF 1.1")]
    Direction,
    /// A language tag that is not well-formed (BCP 47).
    #[error("the language tag is not well-formed")]
    LanguageTag,
}

impl JsonLdError {
    /// Where in the document, as a JSON Pointer, if it is in one place.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        match self {
            Self::UnknownContext { pointer, .. }
            | Self::InlineContext { pointer }
            | Self::NestedContext { pointer }
            | Self::BadContext { pointer, .. }
            | Self::TermLost { pointer, .. }
            | Self::UnsettledTerm { pointer, .. }
            | Self::Syntax { pointer, .. }
            | Self::Unsupported { pointer, .. } => Some(pointer),
            Self::NotAnObject | Self::TooComplex => None,
        }
    }

    /// The same error of a document that stands at `place` (a JSON Pointer) in another one.
    pub(crate) fn within(mut self, place: &str) -> Self {
        match &mut self {
            Self::NotAnObject | Self::TooComplex => {}
            Self::UnknownContext { pointer, .. }
            | Self::InlineContext { pointer }
            | Self::NestedContext { pointer }
            | Self::BadContext { pointer, .. }
            | Self::TermLost { pointer, .. }
            | Self::UnsettledTerm { pointer, .. }
            | Self::Syntax { pointer, .. }
            | Self::Unsupported { pointer, .. } => pointer.insert_str(0, place),
        }
        self
    }

    /// Our code for it, as in the report of a verification.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAnObject | Self::Syntax { .. } => "context.syntax",
            Self::UnknownContext { .. } => "context.unknown",
            Self::InlineContext { .. } => "context.inline",
            Self::NestedContext { .. } => "context.nested",
            Self::BadContext { .. } => "context.invalid",
            Self::TermLost { loss, .. } => loss.code(),
            Self::UnsettledTerm { .. } => "context.unsettled_term",
            Self::Unsupported { .. } => "context.unsupported",
            Self::TooComplex => "proof.too_complex",
        }
    }
}

impl Loss {
    /// Our code for it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UndefinedTerm => "context.undefined_term",
            Self::NotATerm => "context.not_a_term",
            Self::NotAtTop => "context.not_at_top",
            Self::RelativeType => "context.relative_type",
            Self::RelativeId => "context.relative_id",
            Self::RelativeReference => "context.relative_reference",
            Self::ReservedKeyword => "context.reserved_keyword",
            Self::BlankNodeProperty => "context.blank_node_property",
            Self::FreeFloatingValue | Self::EmptyNode | Self::Null => "context.dropped_value",
            Self::Index => "context.index",
            Self::Direction => "context.direction",
            Self::LanguageTag => "context.language_tag",
        }
    }
}
