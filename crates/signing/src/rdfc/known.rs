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
use super::owned::{AsWritten, Name, Statement};
use crate::rdf::{Quad, Resource};

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
        let names = subjects.iter().filter_map(KnownSubject::iri).map(Box::from).collect();
        Self { subjects, names, hashes }
    }

    pub(super) fn subjects(&self) -> &[KnownSubject] {
        &self.subjects
    }

    pub(super) fn statements(&self) -> impl Iterator<Item = Quad<'_>> {
        self.subjects.iter().flat_map(KnownSubject::statements)
    }

    /// How many blank nodes are known. A dataset's own have the numbers from there on.
    pub(crate) fn nodes(&self) -> usize {
        self.hashes.len()
    }

    /// Whether an IRI is a subject of statements that are known.
    pub(crate) fn is_about(&self, iri: &str) -> bool {
        self.names.contains(iri)
    }
}

impl KnownSubject {
    fn of(statements: &[Quad<'_>]) -> Option<Self> {
        let name = Name::of(statements.first()?.subject, &AsWritten);
        let is_blank = matches!(name, Name::Blank(_));
        let has_label = is_blank || statements.iter().any(refers_to_node);
        let text = (!has_label).then(|| {
            let mut text = String::new();
            statements.iter().for_each(|statement| line::write(&mut text, statement, &NoLabels));
            text.into()
        });
        let statements = statements.iter().map(|statement| Statement::of(statement, &AsWritten)).collect();
        Some(Self { name, statements, text })
    }

    pub(super) fn name(&self) -> Resource<'_> {
        self.name.resource(&[], 0)
    }

    fn iri(&self) -> Option<&str> {
        match self.name() {
            Resource::Iri(iri) => Some(iri),
            Resource::Blank(_) => None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    pub(super) fn statements(&self) -> impl Iterator<Item = Quad<'_>> {
        self.statements.iter().map(|statement| statement.quad(&[], 0))
    }
}
