//! The dataset as RDFC-1.0 looks at it: statements without doubles, each subject's together and in the order of their
//! lines, with blank nodes that are numbered from zero on.

use std::cmp::Ordering;

use elsa::FrozenVec;
use hashbrown::HashMap;

use super::line::{self, Label};
use crate::rdf::{Literal, LiteralKind, Object, Quad, Resource, escaped_iri, escaped_literal};

/// A blank node, by its place among those of the dataset.
pub(super) type Node = usize;

/// Where a blank node stands in a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Subject,
    Object,
    Graph,
}

/// Texts that had to be written in another way than the document has them.
pub(super) type Escaped = FrozenVec<String>;

/// A set of statements, and those in which each blank node stands (the "blank node to quads map").
pub(super) struct Dataset<'q> {
    /// With their texts escaped and their blank nodes numbered anew.
    statements: Vec<Quad<'q>>,
    /// For each blank node, where its statements begin in `of_nodes`; and where the last one's end.
    begins: Vec<usize>,
    of_nodes: Vec<usize>,
}

impl<'q> Dataset<'q> {
    pub(super) fn of(mut quads: Vec<Quad<'q>>, escaped: &'q Escaped) -> Self {
        let mut reading = Reading { escaped, nodes: HashMap::new(), subjects: HashMap::new(), last: None };
        for quad in &mut quads {
            *quad = reading.quad(quad);
        }
        // A subject's statements together, in the order of their lines but for labels.
        quads.sort_by_cached_key(|quad| reading.place_of(quad.subject));
        for statements in quads.chunk_by_mut(have_same_subject) {
            statements.sort_by(|one, other| line::order_under_subject(one, other, &ByNumber));
        }
        // A set has no doubles. Statements that differ in blank nodes alone are two, however alike they look.
        quads.dedup_by(|one, other| is_double(one, other));
        let mut dataset = Self { statements: quads, begins: Vec::new(), of_nodes: Vec::new() };
        dataset.index(reading.nodes.len());
        dataset
    }

    /// Notes the statements of each blank node.
    fn index(&mut self, nodes: usize) {
        let mut begins = vec![0; nodes + 1];
        let mut mentions = Vec::new();
        for (index, statement) in self.statements.iter().enumerate() {
            let first = mentions.len();
            for (node, _) in nodes_of(statement) {
                // A statement is listed once, however often the node stands in it.
                if !mentions[first..].contains(&(node, index)) {
                    mentions.push((node, index));
                    begins[node + 1] += 1;
                }
            }
        }
        for node in 0..nodes {
            begins[node + 1] += begins[node];
        }
        let mut next = begins.clone();
        let mut of_nodes = vec![0; mentions.len()];
        for (node, index) in mentions {
            of_nodes[next[node]] = index;
            next[node] += 1;
        }
        self.begins = begins;
        self.of_nodes = of_nodes;
    }

    pub(super) fn nodes(&self) -> std::ops::Range<Node> {
        0..self.begins.len() - 1
    }

    /// The statements in which a blank node stands.
    pub(super) fn statements_of(&self, node: Node) -> impl Iterator<Item = &Quad<'q>> {
        self.of_nodes[self.begins[node]..self.begins[node + 1]].iter().map(|&index| &self.statements[index])
    }

    /// §4.4.3 steps 6 and 7: the statements with canonical labels, in code point order.
    pub(super) fn serialize(mut self, label: &impl Label) -> String {
        let mut out = String::with_capacity(self.statements.iter().map(line::most_bytes).sum());
        let mut subjects: Vec<_> = self.statements.chunk_by_mut(have_same_subject).collect();
        subjects.sort_unstable_by(|one, other| match (one.first(), other.first()) {
            (Some(one), Some(other)) => line::order_of_subjects(one, other, label),
            _ => Ordering::Equal,
        });
        for statements in subjects {
            // They are in this order already, but for blank nodes.
            statements.sort_by(|one, other| line::order_under_subject(one, other, label));
            for statement in statements {
                line::write(&mut out, statement, label);
            }
        }
        out
    }
}

/// The blank nodes in a statement.
pub(super) fn nodes_of(statement: &Quad<'_>) -> impl Iterator<Item = (Node, Position)> + use<> {
    let node = |part: Resource<'_>, position| match part {
        Resource::Blank(node) => Some((node as Node, position)),
        Resource::Iri(_) => None,
    };
    let object = match statement.object {
        Object::Resource(object) => node(object, Position::Object),
        Object::Literal(_) => None,
    };
    let graph = statement.graph.and_then(|graph| node(graph, Position::Graph));
    [node(statement.subject, Position::Subject), object, graph].into_iter().flatten()
}

/// The order of blank nodes before they have labels.
struct ByNumber;

impl Label for ByNumber {
    fn order(&self, one: u32, other: u32) -> Ordering {
        one.cmp(&other)
    }

    fn write(&self, _out: &mut String, _node: u32) {}
}

/// Reading statements.
struct Reading<'q> {
    escaped: &'q Escaped,
    nodes: HashMap<u32, u32>,
    /// Which subject came as which.
    subjects: HashMap<Resource<'q>, u32>,
    last: Option<(Resource<'q>, u32)>,
}

impl<'q> Reading<'q> {
    fn quad(&mut self, quad: &Quad<'q>) -> Quad<'q> {
        Quad {
            subject: self.resource(quad.subject),
            predicate: self.iri(quad.predicate),
            object: match quad.object {
                Object::Resource(resource) => Object::Resource(self.resource(resource)),
                Object::Literal(literal) => Object::Literal(self.literal(literal)),
            },
            graph: quad.graph.map(|graph| self.resource(graph)),
        }
    }

    fn resource(&mut self, resource: Resource<'q>) -> Resource<'q> {
        match resource {
            Resource::Iri(iri) => Resource::Iri(self.iri(iri)),
            Resource::Blank(name) => {
                // There are not more statements than fit in 32 bits, and three nodes in each: the walk bounds their bytes.
                let next = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
                Resource::Blank(*self.nodes.entry(name).or_insert(next))
            }
        }
    }

    /// As which of all subjects one came first.
    fn place_of(&mut self, subject: Resource<'q>) -> u32 {
        // Statements of one node mostly come together.
        if let Some((last, place)) = self.last
            && is_same_text(last, subject)
        {
            return place;
        }
        let next = u32::try_from(self.subjects.len()).unwrap_or(u32::MAX);
        let place = *self.subjects.entry(subject).or_insert(next);
        self.last = Some((subject, place));
        place
    }

    fn literal(&self, literal: Literal<'q>) -> Literal<'q> {
        let kind = match literal.kind {
            LiteralKind::Typed(datatype) => LiteralKind::Typed(self.iri(datatype)),
            other => other,
        };
        Literal { value: self.kept(escaped_literal(literal.value)), kind }
    }

    fn iri(&self, iri: &'q str) -> &'q str {
        self.kept(escaped_iri(iri))
    }

    fn kept(&self, text: std::borrow::Cow<'q, str>) -> &'q str {
        match text {
            std::borrow::Cow::Borrowed(text) => text,
            std::borrow::Cow::Owned(text) => self.escaped.push_get(text),
        }
    }
}

/// Whether two statements are the same. Objects differ most often, so they are looked at first.
fn is_double(one: &Quad<'_>, other: &Quad<'_>) -> bool {
    one.object == other.object && one == other
}

fn have_same_subject(one: &Quad<'_>, other: &Quad<'_>) -> bool {
    is_same_text(one.subject, other.subject) || one.subject == other.subject
}

/// Whether two names are the same, without reading them.
fn is_same_text(one: Resource<'_>, other: Resource<'_>) -> bool {
    match (one, other) {
        (Resource::Iri(one), Resource::Iri(other)) => std::ptr::eq(one, other),
        (Resource::Blank(one), Resource::Blank(other)) => one == other,
        _ => false,
    }
}
