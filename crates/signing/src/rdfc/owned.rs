//! Statements that own their texts, as N-Quads write them; but for texts that are given when they are looked at.

use std::borrow::Cow;

use crate::rdf::{Literal, LiteralKind, Object, Quad, Resource, escaped_iri, escaped_literal};

/// A statement.
pub(super) struct Statement {
    subject: Name,
    predicate: Text,
    object: Value,
    graph: Option<Name>,
}

/// An IRI or a blank node.
pub(super) enum Name {
    Iri(Text),
    Blank(u32),
}

enum Value {
    Name(Name),
    Literal(Text, Kind),
}

enum Kind {
    String,
    Language(Box<str>),
    Typed(Text),
}

/// A text of a statement.
pub(crate) enum Text {
    /// Always the same.
    Same(Box<str>),
    /// Given each time, as which of all.
    Free(usize),
}

/// How statements are made ones that own their texts.
pub(crate) trait Owning {
    /// As which of all a text is given, if it is.
    fn place(&self, text: &str) -> Option<usize>;

    /// What becomes of a text that is written as `escaped` tells.
    fn own(&self, text: &str, escaped: impl Fn(&str) -> Cow<'_, str>) -> Text;
}

/// The texts are escaped already, and always the same.
pub(super) struct AsWritten;

impl Owning for AsWritten {
    fn place(&self, _text: &str) -> Option<usize> {
        None
    }

    fn own(&self, text: &str, _escaped: impl Fn(&str) -> Cow<'_, str>) -> Text {
        Text::Same(text.into())
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
                    LiteralKind::Typed(datatype) => Kind::Typed(owning.own(datatype, escaped_iri)),
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
                        Kind::Typed(datatype) => LiteralKind::Typed(datatype.text(free)),
                    },
                }),
            },
            graph: self.graph.as_ref().map(|graph| graph.resource(free, first)),
        }
    }
}

impl Name {
    pub(super) fn of(resource: Resource<'_>, owning: &impl Owning) -> Self {
        match resource {
            Resource::Iri(iri) => Self::Iri(owning.own(iri, escaped_iri)),
            Resource::Blank(node) => Self::Blank(node),
        }
    }

    #[inline]
    pub(super) fn resource<'s>(&'s self, free: &[&'s str], first: u32) -> Resource<'s> {
        match self {
            Self::Iri(iri) => Resource::Iri(iri.text(free)),
            Self::Blank(node) => Resource::Blank(first + node),
        }
    }
}

impl Text {
    #[inline]
    fn text<'s>(&'s self, free: &[&'s str]) -> &'s str {
        match self {
            Self::Same(text) => text,
            Self::Free(place) => free.get(*place).copied().unwrap_or_default(),
        }
    }
}
