//! Statements that many datasets have, brought into order, written and hashed once.
//!
//! Why this is exact: no other statement names their blank nodes, as each walk over a document gives nodes that have no name
//! numbers of their own. So all statements in which such a node stands are known, and what Hash First Degree Quads
//! (RDFC-1.0 §4.6) makes of them is known too. Where these hashes tell all nodes apart, those that are known and the others,
//! they alone give the labels; and where no subject is in both, the known statements about a subject are all there are about
//! it, and stand in the form together, as they were put in order. Else the algorithm is given the whole dataset.

use hashbrown::HashSet;
use sha2::Digest;
use sha2::digest::Output;

use super::dataset::{Dataset, Escaped, refers_to_node};
use super::first_degree::first_degree_hashes;
use super::form::NoLabels;
use super::line;
use crate::rdf::{Literal, LiteralKind, Object, Quad, Resource};

/// Statements and, in the order of their numbers, the first-degree hashes of the blank nodes in them.
pub(crate) struct Known<D: Digest> {
    /// Those with a name first, in the order of their lines.
    subjects: Vec<KnownSubject>,
    names: HashSet<Box<str>>,
    pub(super) hashes: Vec<Output<D>>,
}

/// The statements about one subject, in order but for labels.
pub(super) struct KnownSubject {
    name: Name,
    statements: Vec<Statement>,
    /// Their lines, where there is no label in them.
    text: Option<Box<str>>,
}

/// A statement that owns its texts, which are escaped.
struct Statement {
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
        Self { subjects: Vec::new(), names: HashSet::new(), hashes: Vec::new() }
    }

    /// These statements, whose blank nodes are in no others.
    pub(crate) fn of(quads: Vec<Quad<'_>>) -> Self {
        let escaped = Escaped::new();
        let mut dataset = Dataset::of(quads, 0, &escaped);
        let hashes = first_degree_hashes::<D>(&dataset);
        let mut subjects: Vec<_> = dataset.by_subject().filter_map(|lines| KnownSubject::of(lines)).collect();
        subjects.sort_by(|one, other| line::order_of_resources(&one.name(), &other.name(), &NoLabels));
        let names = subjects.iter().filter_map(|subject| subject.name.iri()).map(Box::from).collect();
        Self { subjects, names, hashes }
    }

    pub(super) fn subjects(&self) -> &[KnownSubject] {
        &self.subjects
    }

    pub(super) fn statements(&self) -> impl Iterator<Item = Quad<'_>> {
        self.subjects.iter().flat_map(KnownSubject::statements)
    }

    /// Whether an IRI is a subject of statements that are known.
    pub(crate) fn is_about(&self, iri: &str) -> bool {
        self.names.contains(iri)
    }
}

impl KnownSubject {
    fn of(statements: &[Quad<'_>]) -> Option<Self> {
        let name = Name::of(statements.first()?.subject);
        let has_label = name.iri().is_none() || statements.iter().any(refers_to_node);
        let text = (!has_label).then(|| {
            let mut text = String::new();
            statements.iter().for_each(|statement| line::write(&mut text, statement, &NoLabels));
            text.into()
        });
        Some(Self { name, statements: statements.iter().map(Statement::of).collect(), text })
    }

    pub(super) fn name(&self) -> Resource<'_> {
        self.name.resource()
    }

    pub(super) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    pub(super) fn statements(&self) -> impl Iterator<Item = Quad<'_>> {
        self.statements.iter().map(|statement| statement.quad(self.name()))
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
        Self { predicate: quad.predicate.into(), object, graph: quad.graph.map(Name::of) }
    }

    fn quad<'s>(&'s self, subject: Resource<'s>) -> Quad<'s> {
        let literal = |value, kind| Object::Literal(Literal { value, kind });
        Quad {
            subject,
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

    fn iri(&self) -> Option<&str> {
        match self {
            Self::Iri(iri) => Some(iri),
            Self::Blank(_) => None,
        }
    }
}
