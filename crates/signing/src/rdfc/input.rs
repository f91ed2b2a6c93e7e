//! The dataset as RDFC-1.0 looks at it: statements whose blank nodes are numbers and whose other parts are written.

use std::collections::{HashMap, HashSet};

use super::issuer::Issuer;
use crate::rdf::{Object, Quad, Resource, write_iri, write_literal};

/// A blank node, by its place among those of the dataset.
pub(super) type Node = usize;

/// Where a blank node stands in a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Subject,
    Object,
    Graph,
}

/// A part of a statement.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Part {
    Blank(Node),
    /// Written as N-Quads.
    Written(String),
}

/// A statement.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Statement {
    subject: Part,
    predicate: String,
    object: Part,
    graph: Option<Part>,
}

/// A set of statements, and those in which each blank node stands (the "blank node to quads map").
pub(super) struct Dataset {
    statements: Vec<Statement>,
    of_node: Vec<Vec<usize>>,
}

impl Dataset {
    pub(super) fn of(quads: &[Quad<'_>]) -> Self {
        let mut numbers = HashMap::new();
        let mut seen = HashSet::new();
        let mut dataset = Self { statements: Vec::with_capacity(quads.len()), of_node: Vec::new() };
        for quad in quads {
            let statement = Statement::of(quad, &mut numbers);
            if seen.insert(statement.clone()) {
                dataset.statements.push(statement);
            }
        }
        dataset.of_node.resize(numbers.len(), Vec::new());
        for (index, statement) in dataset.statements.iter().enumerate() {
            for (node, _) in statement.nodes() {
                let indexes = &mut dataset.of_node[node];
                // A statement is listed once, however often the node stands in it.
                if indexes.last() != Some(&index) {
                    indexes.push(index);
                }
            }
        }
        dataset
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = Node> + use<> {
        0..self.of_node.len()
    }

    /// The statements in which a blank node stands.
    pub(super) fn statements_of(&self, node: Node) -> impl Iterator<Item = &Statement> {
        self.of_node[node].iter().map(|&index| &self.statements[index])
    }

    /// §4.4.3 steps 6 and 7: the statements with canonical labels, in code point order.
    pub(super) fn serialize(&self, canonical: &Issuer) -> String {
        let label = |out: &mut String, node: Node| {
            if let Some(number) = canonical.issued(node) {
                canonical.write(out, number);
            }
        };
        let mut lines: Vec<String> = self.statements.iter().map(|statement| statement.line(label)).collect();
        lines.sort_unstable();
        lines.concat()
    }
}

impl Statement {
    fn of(quad: &Quad<'_>, numbers: &mut HashMap<u32, Node>) -> Self {
        let mut predicate = String::new();
        write_iri(&mut predicate, &quad.predicate);
        Self {
            subject: Part::of_resource(&quad.subject, numbers),
            predicate,
            object: match &quad.object {
                Object::Resource(resource) => Part::of_resource(resource, numbers),
                Object::Literal(literal) => {
                    let mut written = String::new();
                    write_literal(&mut written, literal);
                    Part::Written(written)
                }
            },
            graph: quad.graph.as_ref().map(|graph| Part::of_resource(graph, numbers)),
        }
    }

    /// The predicate as N-Quads.
    pub(super) fn predicate(&self) -> &str {
        &self.predicate
    }

    /// The blank nodes in the statement.
    pub(super) fn nodes(&self) -> impl Iterator<Item = (Node, Position)> {
        [
            (Some(&self.subject), Position::Subject),
            (Some(&self.object), Position::Object),
            (self.graph.as_ref(), Position::Graph),
        ]
        .into_iter()
        .filter_map(|(part, position)| match part {
            Some(Part::Blank(node)) => Some((*node, position)),
            _ => None,
        })
    }

    /// The statement as a line of N-Quads, blank nodes labelled by `label`.
    pub(super) fn line(&self, label: impl Fn(&mut String, Node)) -> String {
        let mut line = String::new();
        let write = |line: &mut String, part: &Part| {
            match part {
                Part::Blank(node) => label(line, *node),
                Part::Written(text) => line.push_str(text),
            }
            line.push(' ');
        };
        write(&mut line, &self.subject);
        line.push_str(&self.predicate);
        line.push(' ');
        write(&mut line, &self.object);
        if let Some(graph) = &self.graph {
            write(&mut line, graph);
        }
        line.push_str(".\n");
        line
    }
}

impl Part {
    fn of_resource(resource: &Resource<'_>, numbers: &mut HashMap<u32, Node>) -> Self {
        match resource {
            Resource::Blank(blank) => {
                let next = numbers.len();
                Self::Blank(*numbers.entry(*blank).or_insert(next))
            }
            Resource::Iri(iri) => {
                let mut written = String::new();
                write_iri(&mut written, iri);
                Self::Written(written)
            }
        }
    }
}
