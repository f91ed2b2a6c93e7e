//! The dataset as RDFC-1.0 looks at it: statements without doubles, each subject's together and in the order of their
//! lines, with blank nodes that are numbered from zero on.

use std::borrow::Cow;

use elsa::FrozenVec;
use hashbrown::HashMap;

use super::form::NoLabels;
use super::line;
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
pub(crate) type Escaped = FrozenVec<String>;

/// A set of statements, and those in which each blank node stands (the "blank node to quads map").
pub(super) struct Dataset<'q> {
    /// With their texts escaped and their blank nodes numbered anew.
    statements: Vec<Quad<'q>>,
    /// For each blank node, where its statements begin in `of_nodes`; and where the last one's end.
    begins: Vec<usize>,
    of_nodes: Vec<usize>,
}

impl<'q> Dataset<'q> {
    /// The set of these statements.
    pub(super) fn of(mut quads: Vec<Quad<'q>>, escaped: &'q Escaped) -> Self {
        let mut reading = Reading::into(escaped);
        let places = quads.iter_mut().map(|quad| reading.read(quad)).collect::<Vec<_>>();
        // A subject's statements together, in the order of their lines but for labels.
        let (_, mut in_order) = by_kind(reading.subjects.len(), &places);
        for indices in in_order.chunk_by_mut(|&one, &other| places[one] == places[other]) {
            indices.sort_by(|&one, &other| line::order_under_subject(&quads[one], &quads[other], &NoLabels));
        }
        // A set has no doubles. Statements that differ in blank nodes alone are two, however alike they look.
        in_order.dedup_by(|one, other| is_double(&quads[*one], &quads[*other]));
        let statements = in_order.iter().map(|&index| quads[index]).collect();
        Self { statements, begins: Vec::new(), of_nodes: Vec::new() }.indexed(reading.nodes.len())
    }

    /// Notes the statements of each blank node below `nodes`.
    fn indexed(mut self, nodes: usize) -> Self {
        let (mut mentioned, mut mentions) = (Vec::new(), Vec::new());
        for (index, statement) in self.statements.iter().enumerate() {
            let first = mentions.len();
            for (node, _) in nodes_of(statement) {
                // A statement is listed once, however often the node stands in it.
                if !mentioned[first..].contains(&node) {
                    mentioned.push(node);
                    mentions.push(index);
                }
            }
        }
        let (begins, in_order) = by_kind(nodes, &mentioned);
        self.begins = begins;
        self.of_nodes = in_order.iter().map(|&mention| mentions[mention]).collect();
        self
    }

    /// The statements about each subject, in order but for labels.
    pub(super) fn by_subject(&mut self) -> impl Iterator<Item = &mut [Quad<'q>]> {
        self.statements.chunk_by_mut(|one, other| {
            is_same_text(one.subject, other.subject) || one.subject == other.subject
        })
    }

    /// How many statements there are.
    pub(super) fn count(&self) -> usize {
        self.statements.len()
    }

    pub(super) fn nodes(&self) -> std::ops::Range<Node> {
        0..self.begins.len() - 1
    }

    /// The statements in which a blank node stands.
    pub(super) fn statements_of(&self, node: Node) -> impl Iterator<Item = &Quad<'q>> {
        self.of_nodes[self.begins[node]..self.begins[node + 1]].iter().map(|&index| &self.statements[index])
    }
}

/// Of things whose kinds are numbers below `kinds`: where those of each kind begin if they are put together by kind, where
/// those of the last one end, and which comes where.
fn by_kind(kinds: usize, things: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut begins = vec![0; kinds + 1];
    for kind in things {
        begins[kind + 1] += 1;
    }
    for kind in 0..kinds {
        begins[kind + 1] += begins[kind];
    }
    let mut next = begins.clone();
    let mut in_order = vec![0; things.len()];
    for (thing, &kind) in things.iter().enumerate() {
        in_order[next[kind]] = thing;
        next[kind] += 1;
    }
    (begins, in_order)
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

/// Whether a blank node stands in a statement otherwise than as its subject.
pub(super) fn refers_to_node(statement: &Quad<'_>) -> bool {
    matches!(statement.object, Object::Resource(Resource::Blank(_)))
        || matches!(statement.graph, Some(Resource::Blank(_)))
}

/// Reading statements.
struct Reading<'q> {
    escaped: &'q Escaped,
    nodes: HashMap<u32, u32>,
    /// Which subject came as which.
    subjects: HashMap<Resource<'q>, usize>,
    last: Option<LastSubject<'q>>,
    /// Some IRIs that need no escapes, each where its address says.
    plain: [Option<&'q str>; PLAIN_KEPT],
}

/// As many different properties, types and datatypes as most badges have.
const PLAIN_KEPT: usize = 64;
/// About as many nodes as most badges have.
const NODES: usize = 28;

/// A subject as it came, as it is kept, and as which it came first.
#[derive(Clone, Copy)]
struct LastSubject<'q> {
    came: Resource<'q>,
    kept: Resource<'q>,
    place: usize,
}

impl<'q> Reading<'q> {
    fn into(escaped: &'q Escaped) -> Self {
        let (nodes, subjects) = (HashMap::with_capacity(NODES), HashMap::with_capacity(NODES));
        Self { escaped, nodes, subjects, last: None, plain: [None; PLAIN_KEPT] }
    }

    /// Escapes and numbers what is in a statement, and says as which of all subjects its own came first.
    fn read(&mut self, quad: &mut Quad<'q>) -> usize {
        let subject = self.subject(quad.subject);
        quad.subject = subject.kept;
        quad.predicate = self.iri(quad.predicate);
        match &mut quad.object {
            Object::Resource(resource) => *resource = self.resource(*resource),
            Object::Literal(literal) => self.literal(literal),
        }
        if let Some(graph) = &mut quad.graph {
            *graph = self.resource(*graph);
        }
        subject.place
    }

    fn subject(&mut self, subject: Resource<'q>) -> LastSubject<'q> {
        // Statements of one node mostly come together.
        if let Some(last) = self.last.filter(|last| is_same_text(last.came, subject)) {
            return last;
        }
        let kept = self.resource(subject);
        let next = self.subjects.len();
        let place = *self.subjects.entry(kept).or_insert(next);
        *self.last.insert(LastSubject { came: subject, kept, place })
    }

    #[inline]
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

    #[inline]
    fn literal(&mut self, literal: &mut Literal<'q>) {
        literal.value = self.kept(escaped_literal(literal.value));
        if let LiteralKind::Typed(datatype) = &mut literal.kind {
            *datatype = self.iri(datatype);
        }
    }

    #[inline]
    fn iri(&mut self, iri: &'q str) -> &'q str {
        // Those of the contexts come again and again, as the same text at the same address.
        let known = iri.as_ptr().addr() / 16 % PLAIN_KEPT;
        if self.plain[known].is_some_and(|plain| std::ptr::eq(plain, iri)) {
            return iri;
        }
        match escaped_iri(iri) {
            Cow::Borrowed(iri) => self.plain[known].insert(iri),
            escaped => self.kept(escaped),
        }
    }

    #[inline]
    fn kept(&self, text: Cow<'q, str>) -> &'q str {
        match text {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => self.escaped.push_get(text),
        }
    }
}

/// Whether two statements are the same. Objects differ most often, so they are looked at first.
pub(super) fn is_double(one: &Quad<'_>, other: &Quad<'_>) -> bool {
    one.object == other.object && one == other
}

/// Whether two names are the same, without reading them.
fn is_same_text(one: Resource<'_>, other: Resource<'_>) -> bool {
    match (one, other) {
        (Resource::Iri(one), Resource::Iri(other)) => std::ptr::eq(one, other),
        (Resource::Blank(one), Resource::Blank(other)) => one == other,
        _ => false,
    }
}
