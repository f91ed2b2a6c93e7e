//! Statements that many datasets have.

use hashbrown::HashSet;

use super::owned::{AsTheyAre, Statement};
use crate::rdf::{Object, Quad, Resource};

/// Statements whose blank nodes are in no others.
#[derive(Default)]
pub(crate) struct Common {
    statements: Vec<Statement>,
    names: HashSet<Box<str>>,
}

impl Common {
    pub(crate) fn of(quads: &[Quad<'_>]) -> Self {
        let name = |quad: &Quad<'_>| match quad.subject {
            Resource::Iri(iri) => Some(iri.into()),
            Resource::Blank(_) => None,
        };
        let statements = quads.iter().map(|quad| Statement::of(quad, &AsTheyAre)).collect();
        Self { statements, names: quads.iter().filter_map(name).collect() }
    }

    /// The statements, for a dataset that has others besides them.
    pub(crate) fn beside<'q>(&'q self, others: &[Quad<'_>]) -> impl Iterator<Item = Quad<'q>> + use<'q> {
        let first = others.iter().flat_map(blanks).max().map_or(0, |last| last + 1);
        self.statements.iter().map(move |statement| statement.quad(&[], first))
    }

    /// Whether an IRI is a subject of these statements.
    pub(crate) fn is_about(&self, iri: &str) -> bool {
        self.names.contains(iri)
    }
}

/// The blank nodes of a statement.
fn blanks(quad: &Quad<'_>) -> impl Iterator<Item = u32> + use<> {
    let node = |resource| match resource {
        Resource::Blank(node) => Some(node),
        Resource::Iri(_) => None,
    };
    let object = match quad.object {
        Object::Resource(object) => node(object),
        Object::Literal(_) => None,
    };
    [node(quad.subject), object, quad.graph.and_then(node)].into_iter().flatten()
}
