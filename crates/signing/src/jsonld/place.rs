//! Where an element of the document stands, and so what refers to it in RDF.

use crate::context::{ActiveContext, TermDefinition};
use crate::rdf::{Object, Quad, Resource, vocab};

/// Where an element stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'p, 'd> {
    /// The property whose value it is (the "active property").
    property: Option<&'p Property<'d>>,
    pub(super) holder: Holder<'d>,
}

/// A property as the document names it, and what defines it where it stands.
#[derive(Clone, Copy)]
pub(super) struct Property<'d> {
    pub(super) key: &'d str,
    pub(super) active: &'d ActiveContext,
    pub(super) definition: Option<&'d TermDefinition>,
}

/// What holds an element.
#[derive(Clone, Copy)]
pub(super) enum Holder<'d> {
    /// Nothing, or `@graph`: nothing refers to the element.
    Graph,
    /// A property of a node.
    Property(Link<'d>),
    /// A property of a node that makes a graph of each value, like `proof`.
    GraphProperty(Link<'d>),
    /// The list that was begun last.
    List,
}

/// A statement but for its object.
#[derive(Clone, Copy)]
pub(super) struct Link<'d> {
    pub(super) subject: Resource<'d>,
    pub(super) predicate: &'d str,
}

impl<'p, 'd> Place<'p, 'd> {
    pub(super) fn graph() -> Self {
        Self { property: None, holder: Holder::Graph }
    }

    pub(super) fn under(property: &'p Property<'d>, holder: Holder<'d>) -> Self {
        Self { property: Some(property), holder }
    }

    pub(super) fn with_holder(self, holder: Holder<'d>) -> Self {
        Self { holder, ..self }
    }

    /// What defines the property in a context. It may be another one than where the property stands: inside the value,
    /// the contexts of the node's types are no longer in force.
    pub(super) fn definition(self, active: &'d ActiveContext) -> Option<&'d TermDefinition> {
        let property = self.property?;
        if std::ptr::eq(property.active, active) {
            return property.definition;
        }
        active.term(property.key).map(|definition| &**definition)
    }

    /// Whether JSON-LD drops values, and nodes that say nothing, here (JSON-LD API §5.1.2 step 19).
    pub(super) fn drops(self) -> bool {
        matches!(self.holder, Holder::Graph | Holder::GraphProperty(_))
    }
}

/// The statements that were made, and what they are made in.
///
/// A statement is long, and there are many; where they are made in place, each is written once.
pub(super) struct Statements<'d> {
    quads: Vec<Quad<'d>>,
    graph: Option<Resource<'d>>,
    /// For each list that was begun and not ended, its first and last cell.
    lists: Vec<Option<(Resource<'d>, Resource<'d>)>>,
    blanks: u32,
    /// How long all statements are together, as N-Quads would write them.
    bytes: usize,
}

/// As long as all statements of one document may be together, in bytes: what a document says once, such as a long `id`,
/// is written again in each statement. A badge with a large picture in it has two million.
const MAX_BYTES: usize = 8 << 20;

/// What a statement weighs however short it is: it is held several times while it is brought into order. So there can be
/// some forty thousand; large badges have a few thousand.
const BYTES_OF_A_STATEMENT: usize = 200;

/// Few badges make more statements.
const MOST_OF_A_BADGE: usize = 128;

impl<'d> Statements<'d> {
    pub(super) fn none() -> Self {
        Self {
            quads: Vec::with_capacity(MOST_OF_A_BADGE),
            graph: None,
            lists: Vec::new(),
            blanks: 0,
            bytes: 0,
        }
    }

    pub(super) fn into_quads(self) -> Vec<Quad<'d>> {
        self.quads
    }

    /// A blank node of its own.
    pub(super) fn blank(&mut self) -> Resource<'d> {
        // No document within the limits of the server has 2^32 nodes.
        let blank = Resource::Blank(self.blanks);
        self.blanks = self.blanks.saturating_add(1);
        blank
    }

    /// Whether there is more than is canonicalized.
    pub(super) fn are_too_many(&self) -> bool {
        self.bytes > MAX_BYTES
    }

    #[inline(always)]
    pub(super) fn state(&mut self, subject: Resource<'d>, predicate: &'d str, object: Object<'d>) {
        let object_length = match &object {
            Object::Resource(resource) => length(resource),
            Object::Literal(literal) => literal.value.len(),
        };
        let graph_length = self.graph.as_ref().map_or(0, length);
        let parts = [length(&subject), predicate.len(), object_length, graph_length, BYTES_OF_A_STATEMENT];
        let added = parts.iter().sum::<usize>();
        self.bytes = self.bytes.saturating_add(added);
        self.quads.push(Quad { subject, predicate, object, graph: self.graph });
    }

    /// From now on, statements are made in `graph`. What they were made in before is returned.
    pub(super) fn enter_graph(&mut self, graph: Option<Resource<'d>>) -> Option<Resource<'d>> {
        std::mem::replace(&mut self.graph, graph)
    }

    /// Lets whatever holds the place refer to the object.
    #[inline(always)]
    pub(super) fn refer(&mut self, holder: Holder<'d>, object: Object<'d>) {
        match holder {
            Holder::Graph => {}
            Holder::Property(link) | Holder::GraphProperty(link) => {
                self.state(link.subject, link.predicate, object);
            }
            Holder::List => {
                let cell = self.add_cell();
                self.state(cell, vocab::RDF_FIRST, object);
            }
        }
    }

    pub(super) fn begin_list(&mut self) {
        self.lists.push(None);
    }

    /// Ends the list that was begun last, and lets `holder` refer to it (JSON-LD API §8.3).
    pub(super) fn end_list(&mut self, holder: Holder<'d>) {
        let nil = || Object::Resource(Resource::Iri(vocab::RDF_NIL));
        match self.lists.pop().flatten() {
            None => self.refer(holder, nil()),
            Some((first, last)) => {
                self.state(last, vocab::RDF_REST, nil());
                self.refer(holder, Object::Resource(first));
            }
        }
    }

    /// A new cell at the end of the list that was begun last.
    fn add_cell(&mut self) -> Resource<'d> {
        let cell = self.blank();
        let cells = self.lists.last().copied().flatten();
        let first = match cells {
            None => cell,
            Some((first, last)) => {
                self.state(last, vocab::RDF_REST, Object::Resource(cell));
                first
            }
        };
        if let Some(list) = self.lists.last_mut() {
            *list = Some((first, cell));
        }
        cell
    }
}

/// How long the name of a node is, in bytes.
fn length(resource: &Resource<'_>) -> usize {
    match resource {
        Resource::Iri(iri) => iri.len(),
        Resource::Blank(_) => 8,
    }
}
