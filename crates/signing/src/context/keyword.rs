//! The keywords of JSON-LD 1.1 (§1.7).

/// A keyword, as far as it can occur in a document or in what a term means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Keyword {
    Context,
    Direction,
    Graph,
    Id,
    Included,
    Index,
    Json,
    Language,
    List,
    Nest,
    None,
    Reverse,
    Set,
    Type,
    Value,
    Vocab,
    /// A keyword that is one only inside contexts or frames.
    Elsewhere,
}

impl Keyword {
    /// The keyword that a text is.
    #[inline]
    pub(crate) fn of(text: &str) -> Option<Self> {
        if text.starts_with('@') { Self::named(text) } else { None }
    }

    fn named(text: &str) -> Option<Self> {
        Some(match text {
            "@context" => Self::Context,
            "@direction" => Self::Direction,
            "@graph" => Self::Graph,
            "@id" => Self::Id,
            "@included" => Self::Included,
            "@index" => Self::Index,
            "@json" => Self::Json,
            "@language" => Self::Language,
            "@list" => Self::List,
            "@nest" => Self::Nest,
            "@none" => Self::None,
            "@reverse" => Self::Reverse,
            "@set" => Self::Set,
            "@type" => Self::Type,
            "@value" => Self::Value,
            "@vocab" => Self::Vocab,
            "@base" | "@container" | "@import" | "@prefix" | "@propagate" | "@protected" | "@version"
            | "@default" | "@embed" | "@explicit" | "@null" | "@omitDefault" | "@preserve"
            | "@requireAll" => Self::Elsewhere,
            _ => return None,
        })
    }

    /// Whether a text has the form that is kept for keywords: `@` and letters (JSON-LD 1.1 §1.7).
    pub(crate) fn is_form(text: &str) -> bool {
        text.strip_prefix('@')
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphabetic()))
    }
}
