//! What a term means (JSON-LD API §4.2, "term definition").

use std::sync::Arc;

use serde_json::Value;

use super::Keyword;

/// What a term stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mapping {
    /// Nothing: whoever uses the term loses it.
    Null,
    /// It is another name of a keyword, like `id`.
    Keyword(Keyword),
    /// An absolute IRI, or a blank node.
    Iri(Arc<str>),
}

/// What a term makes of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypeMapping {
    /// Strings are IRIs.
    Id,
    /// Strings are terms or IRIs.
    Vocab,
    /// The value is one JSON literal.
    Json,
    /// Nothing.
    None,
    /// Literals of this datatype.
    Datatype(Arc<str>),
}

/// A set of container mappings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Containers(u8);

impl Containers {
    pub(crate) const LIST: Self = Self(1);
    pub(crate) const SET: Self = Self(1 << 1);
    pub(crate) const LANGUAGE: Self = Self(1 << 2);
    pub(crate) const GRAPH: Self = Self(1 << 3);
    pub(crate) const INDEX: Self = Self(1 << 4);
    pub(crate) const ID: Self = Self(1 << 5);
    pub(crate) const TYPE: Self = Self(1 << 6);
    /// The maps other than language maps.
    pub(crate) const MAPS: Self = Self(Self::INDEX.0 | Self::ID.0 | Self::TYPE.0);

    /// Whether one of `others` is in the set.
    pub(crate) fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "@list" => Self::LIST,
            "@set" => Self::SET,
            "@language" => Self::LANGUAGE,
            "@graph" => Self::GRAPH,
            "@index" => Self::INDEX,
            "@id" => Self::ID,
            "@type" => Self::TYPE,
            _ => return None,
        })
    }

    /// Whether these containers go together (JSON-LD API §4.2.2 step 19.1).
    pub(super) fn are_compatible(self) -> bool {
        if self == Self::LIST {
            return true;
        }
        let maps = Self(self.0 & (Self::MAPS.0 | Self::LANGUAGE.0));
        let with_graph = [Self::default(), Self::INDEX, Self::ID].contains(&maps);
        !self.has(Self::LIST) && maps.0.count_ones() <= 1 && (!self.has(Self::GRAPH) || with_graph)
    }
}

/// A term's definition.
#[derive(Clone, Debug)]
pub(crate) struct TermDefinition {
    pub(crate) mapping: Mapping,
    pub(crate) type_mapping: Option<TypeMapping>,
    pub(crate) containers: Containers,
    /// A context for the values, or for nodes of this type.
    pub(crate) scoped: Option<Arc<Value>>,
    /// `Some(None)`: no language, whatever the context's.
    pub(crate) language: Option<Option<Arc<str>>>,
    /// `Some(false)`: no direction, whatever the context's.
    pub(crate) direction: Option<bool>,
    pub(crate) reverse: bool,
    /// Whether `term:suffix` is an IRI.
    pub(crate) prefix: bool,
    pub(crate) protected: bool,
    /// Whether not all published copies of the context have the term.
    pub(crate) unsettled: bool,
    /// Whether the mapping is known to be an absolute IRI without characters that no IRI has.
    pub(crate) sound: bool,
}

impl TermDefinition {
    pub(super) fn new(mapping: Mapping) -> Self {
        Self {
            mapping,
            type_mapping: None,
            containers: Containers::default(),
            scoped: None,
            language: None,
            direction: None,
            reverse: false,
            prefix: false,
            protected: false,
            unsettled: false,
            sound: false,
        }
    }

    /// The IRI that it maps the term to, if it is known to be one.
    pub(crate) fn sound_iri(&self) -> Option<&str> {
        match &self.mapping {
            Mapping::Iri(iri) if self.sound && !iri.starts_with("_:") => Some(iri),
            _ => None,
        }
    }

    /// Whether two definitions say the same, protection aside (JSON-LD API §4.2.2 step 27.1).
    pub(super) fn says_the_same_as(&self, other: &Self) -> bool {
        self.mapping == other.mapping
            && self.type_mapping == other.type_mapping
            && self.containers == other.containers
            && self.scoped == other.scoped
            && self.language == other.language
            && self.direction == other.direction
            && self.reverse == other.reverse
            && self.prefix == other.prefix
    }
}
