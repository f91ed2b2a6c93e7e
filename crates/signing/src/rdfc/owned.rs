//! Statements that own their texts, but for those that are given when they are looked at.

use std::borrow::Cow;

use super::form::NoLabels;
use super::line;
use crate::rdf::{Literal, LiteralKind, Object, Quad, Resource, escaped_iri, escaped_literal};

/// A statement.
#[derive(Clone)]
pub(super) struct Statement {
    subject: Name,
    predicate: Text,
    object: Value,
    graph: Option<Name>,
}

/// An IRI or a blank node.
#[derive(Clone)]
enum Name {
    Iri(Text),
    Blank(u32),
}

#[derive(Clone)]
enum Value {
    Name(Name),
    Literal(Text, Kind),
}

#[derive(Clone)]
enum Kind {
    String,
    Language(Box<str>),
    Typed(Box<str>),
}

/// A text of a statement.
#[derive(Clone)]
pub(crate) enum Text {
    /// Always the same.
    Same(Box<str>),
    /// Given each time, as which of all.
    Free(usize),
}

/// How statements are made ones that own their texts.
pub(crate) trait Owning {
    /// How many texts are given each time.
    fn count(&self) -> usize;

    /// As which of these a text is given, if it is.
    fn place(&self, text: &str) -> Option<usize>;

    /// A text that is always the same, as N-Quads write it: `escaped` tells.
    fn as_written(&self, text: &str, escaped: impl Fn(&str) -> Cow<'_, str>) -> Box<str> {
        escaped(text).into()
    }

    /// What becomes of a text.
    fn own(&self, text: &str, escaped: impl Fn(&str) -> Cow<'_, str>) -> Text {
        self.place(text).map_or_else(|| Text::Same(self.as_written(text, escaped)), Text::Free)
    }
}

/// No text is given, and none escaped.
pub(super) struct AsTheyAre;

impl Owning for AsTheyAre {
    fn count(&self) -> usize {
        0
    }

    fn place(&self, _text: &str) -> Option<usize> {
        None
    }

    fn as_written(&self, text: &str, _escaped: impl Fn(&str) -> Cow<'_, str>) -> Box<str> {
        text.into()
    }
}

impl Statement {
    pub(super) fn of(quad: &Quad<'_>, owning: &impl Owning) -> Self {
        let object = match quad.object {
            Object::Resource(resource) => Value::Name(Name::of(resource, owning)),
            Object::Literal(Literal { value, kind }) => Value::Literal(
                owning.own(value, escaped_literal),
                match kind {
                    LiteralKind::String => Kind::String,
                    LiteralKind::Language(tag) => Kind::Language(tag.into()),
                    LiteralKind::Typed(datatype) => Kind::Typed(owning.as_written(datatype, escaped_iri)),
                },
            ),
        };
        Self {
            subject: Name::of(quad.subject, owning),
            predicate: owning.own(quad.predicate, escaped_iri),
            object,
            graph: quad.graph.map(|graph| Name::of(graph, owning)),
        }
    }

    /// The name of its subject, if it has one.
    pub(super) fn name(&self) -> Option<&Text> {
        match &self.subject {
            Name::Iri(iri) => Some(iri),
            Name::Blank(_) => None,
        }
    }

    /// Whether a text of its object is given.
    pub(super) fn object_is_given(&self) -> bool {
        let is_given = |text: &Text| matches!(text, Text::Free(_));
        match &self.object {
            Value::Name(Name::Blank(_)) => false,
            Value::Name(Name::Iri(text)) => is_given(text),
            Value::Literal(text, _) => is_given(text),
        }
    }

    /// As much memory as its texts take.
    pub(super) fn bytes(&self) -> usize {
        let mut line = String::new();
        line::write(&mut line, &self.quad(&[], 0), &NoLabels);
        line.len()
    }

    /// With the texts that are given, and with numbers from `first` on for its blank nodes.
    pub(super) fn quad<'s>(&'s self, free: &[&'s str], first: u32) -> Quad<'s> {
        Quad {
            subject: self.subject.resource(free, first),
            predicate: self.predicate.text(free),
            object: match &self.object {
                Value::Name(name) => Object::Resource(name.resource(free, first)),
                Value::Literal(text, kind) => Object::Literal(Literal {
                    value: text.text(free),
                    kind: match kind {
                        Kind::String => LiteralKind::String,
                        Kind::Language(tag) => LiteralKind::Language(tag),
                        Kind::Typed(datatype) => LiteralKind::Typed(datatype),
                    },
                }),
            },
            graph: self.graph.as_ref().map(|graph| graph.resource(free, first)),
        }
    }
}

impl Name {
    fn of(resource: Resource<'_>, owning: &impl Owning) -> Self {
        match resource {
            Resource::Iri(iri) => Self::Iri(owning.own(iri, escaped_iri)),
            Resource::Blank(node) => Self::Blank(node),
        }
    }

    #[inline]
    fn resource<'s>(&'s self, free: &[&'s str], first: u32) -> Resource<'s> {
        match self {
            Self::Iri(iri) => Resource::Iri(iri.text(free)),
            Self::Blank(node) => Resource::Blank(first + node),
        }
    }
}

impl Text {
    #[inline]
    pub(super) fn text<'s>(&'s self, free: &[&'s str]) -> &'s str {
        match self {
            Self::Same(text) => text,
            Self::Free(place) => free.get(*place).copied().unwrap_or_default(),
        }
    }
}
