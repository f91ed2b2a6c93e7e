//! Statements that many datasets have, brought into order and hashed once.
//!
//! Why this is exact: no other statement names their blank nodes, as each walk over a document gives nodes that have no name
//! numbers of their own. So all statements in which such a node stands are known, and what Hash First Degree Quads
//! (RDFC-1.0 §4.6) makes of them is known too. Everything else of the algorithm sees the whole dataset.

use sha2::Digest;
use sha2::digest::Output;

use super::dataset::{Dataset, Escaped};
use super::first_degree::first_degree_hashes;
use crate::rdf::{Literal, LiteralKind, Object, Quad, Resource};

/// Statements and, in the order of their numbers, the first-degree hashes of the blank nodes in them.
pub(crate) struct Known<D: Digest> {
    statements: Vec<Statement>,
    pub(super) hashes: Vec<Output<D>>,
}

/// A statement that owns its texts, which are escaped.
struct Statement {
    subject: Name,
    predicate: Box<str>,
    object: Value,
    graph: Option<Name>,
}

enum Name {
    Iri(Box<str>),
    Blank(u32),
}

enum Value {
    Name(Name),
    String(Box<str>),
    Language(Box<str>, Box<str>),
    Typed(Box<str>, Box<str>),
}

impl<D: Digest> Known<D> {
    /// Nothing is known.
    pub(super) fn nothing() -> Self {
        Self { statements: Vec::new(), hashes: Vec::new() }
    }

    /// These statements, whose blank nodes are in no others.
    pub(crate) fn of(quads: Vec<Quad<'_>>) -> Self {
        let (nothing, escaped) = (Self::nothing(), Escaped::new());
        let dataset = Dataset::of(quads, &nothing, &escaped);
        let statements = dataset.statements().iter().map(Statement::of).collect();
        Self { statements, hashes: first_degree_hashes::<D>(&dataset, &nothing) }
    }

    pub(super) fn statements(&self) -> impl ExactSizeIterator<Item = Quad<'_>> {
        self.statements.iter().map(Statement::quad)
    }
}

impl Statement {
    fn of(quad: &Quad<'_>) -> Self {
        let object = match quad.object {
            Object::Resource(resource) => Value::Name(Name::of(resource)),
            Object::Literal(Literal { value, kind }) => match kind {
                LiteralKind::String => Value::String(value.into()),
                LiteralKind::Language(tag) => Value::Language(value.into(), tag.into()),
                LiteralKind::Typed(datatype) => Value::Typed(value.into(), datatype.into()),
            },
        };
        let graph = quad.graph.map(Name::of);
        Self { subject: Name::of(quad.subject), predicate: quad.predicate.into(), object, graph }
    }

    fn quad(&self) -> Quad<'_> {
        let literal = |value, kind| Object::Literal(Literal { value, kind });
        Quad {
            subject: self.subject.resource(),
            predicate: &self.predicate,
            object: match &self.object {
                Value::Name(name) => Object::Resource(name.resource()),
                Value::String(value) => literal(value, LiteralKind::String),
                Value::Language(value, tag) => literal(value, LiteralKind::Language(tag)),
                Value::Typed(value, datatype) => literal(value, LiteralKind::Typed(datatype)),
            },
            graph: self.graph.as_ref().map(Name::resource),
        }
    }
}

impl Name {
    fn of(resource: Resource<'_>) -> Self {
        match resource {
            Resource::Iri(iri) => Self::Iri(iri.into()),
            Resource::Blank(node) => Self::Blank(node),
        }
    }

    fn resource(&self) -> Resource<'_> {
        match self {
            Self::Iri(iri) => Resource::Iri(iri),
            Self::Blank(node) => Resource::Blank(*node),
        }
    }
}
