//! For tests: statements to and from `oxrdf`, whose canonicalization is the oracle for ours.

use std::collections::HashMap;

use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm, Dataset};
use oxrdf::{GraphName, NamedOrBlankNode, Term};

use super::{Literal, LiteralKind, Object, Quad, Resource};

/// Numbers for the blank nodes of a dataset.
#[derive(Default)]
pub(crate) struct Blanks(HashMap<String, u32>);

/// A text that lives as long as the tests.
fn kept(text: impl Into<String>) -> &'static str {
    Box::leak(text.into().into_boxed_str())
}

impl Blanks {
    fn resource(&mut self, term: Term) -> Resource<'static> {
        match term {
            Term::NamedNode(iri) => Resource::Iri(kept(iri.into_string())),
            Term::BlankNode(blank) => {
                let next = u32::try_from(self.0.len()).unwrap();
                Resource::Blank(*self.0.entry(blank.into_string()).or_insert(next))
            }
            Term::Literal(_) => panic!("a literal where none can be"),
        }
    }

    pub(crate) fn quad(&mut self, quad: oxrdf::Quad) -> Quad<'static> {
        let object = match quad.object {
            Term::Literal(literal) => Object::Literal(from_literal(&literal)),
            other => Object::Resource(self.resource(other)),
        };
        let graph = match quad.graph_name {
            GraphName::DefaultGraph => None,
            GraphName::NamedNode(iri) => Some(self.resource(iri.into())),
            GraphName::BlankNode(blank) => Some(self.resource(blank.into())),
        };
        let subject = match quad.subject {
            NamedOrBlankNode::NamedNode(iri) => self.resource(iri.into()),
            NamedOrBlankNode::BlankNode(blank) => self.resource(blank.into()),
        };
        Quad { subject, predicate: kept(quad.predicate.into_string()), object, graph }
    }
}

fn from_literal(literal: &oxrdf::Literal) -> Literal<'static> {
    let kind = match (literal.language(), literal.datatype().as_str()) {
        (Some(language), _) => LiteralKind::Language(kept(language)),
        (None, super::vocab::XSD_STRING) => LiteralKind::String,
        (None, datatype) => LiteralKind::Typed(kept(datatype)),
    };
    Literal { value: kept(literal.value()), kind }
}

/// The canonical N-Quads by `oxrdf`.
pub(crate) fn canonical_by_oxrdf(
    quads: impl IntoIterator<Item = oxrdf::Quad>,
    hash_algorithm: CanonicalizationHashAlgorithm,
) -> String {
    let mut dataset: Dataset = quads.into_iter().collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.concat()
}
