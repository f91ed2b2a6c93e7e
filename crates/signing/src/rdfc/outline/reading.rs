//! What of the statements of a first document does not depend on its texts.

use hashbrown::{HashMap, HashSet};

use super::super::owned::Owning;
use crate::rdf::{Object, Quad, Resource};

/// As many statements as are kept. Badges have one or two hundred.
const MOST_STATEMENTS: usize = 1_024;

/// Statements without doubles. What is about one subject has one text for it, and blank nodes are numbered without gaps.
pub(super) struct Reading<'q> {
    pub(super) quads: Vec<Quad<'q>>,
    /// Which texts must be the same.
    pub(super) same: Vec<(usize, usize)>,
    /// How many blank nodes there are.
    pub(super) nodes: usize,
}

impl<'q> Reading<'q> {
    /// `None` where there are too many or some in graphs, and where a text that is given is a property, or the same as one that
    /// is not.
    pub(super) fn of(
        quads: &[Quad<'q>],
        others: impl Iterator<Item = Quad<'q>>,
        owning: &impl Owning,
    ) -> Option<Self> {
        let (mut subjects, mut read, mut nodes) = (HashSet::new(), HashSet::new(), HashMap::new());
        let mut same = Same::default();
        for (place, mut quad) in others.chain(quads.iter().copied()).enumerate() {
            if place == MOST_STATEMENTS || quad.graph.is_some() || owning.place(quad.predicate).is_some() {
                return None;
            }
            number(&mut quad, &mut nodes);
            let subject = *subjects.get_or_insert(quad.subject);
            same.note(&subject, &quad.subject, owning)?;
            quad.subject = subject;
            same.note_objects(&read.get_or_insert(quad).object, &quad.object, owning)?;
        }
        Some(Self { quads: read.into_iter().collect(), same: same.0, nodes: nodes.len() })
    }
}

/// The given texts that must be the same, because they were.
#[derive(Default)]
struct Same(Vec<(usize, usize)>);

impl Same {
    /// Notes two names, which are the same; `None` where one of them is given and the other not.
    fn note(&mut self, one: &Resource<'_>, other: &Resource<'_>, owning: &impl Owning) -> Option<()> {
        match (one, other) {
            (Resource::Iri(one), Resource::Iri(other)) => self.note_texts(one, other, owning),
            _ => Some(()),
        }
    }

    fn note_objects(&mut self, one: &Object<'_>, other: &Object<'_>, owning: &impl Owning) -> Option<()> {
        match (one, other) {
            (Object::Resource(one), Object::Resource(other)) => self.note(one, other, owning),
            (Object::Literal(one), Object::Literal(other)) => self.note_texts(one.value, other.value, owning),
            _ => Some(()),
        }
    }

    fn note_texts(&mut self, one: &str, other: &str, owning: &impl Owning) -> Option<()> {
        match (owning.place(one), owning.place(other)) {
            (None, None) => {}
            (Some(one), Some(other)) if one == other || self.0.contains(&(one, other)) => {}
            (Some(one), Some(other)) => self.0.push((one, other)),
            _ => return None,
        }
        Some(())
    }
}

/// Gives the blank nodes in a statement numbers without gaps, as which of `nodes` they came.
fn number(quad: &mut Quad<'_>, nodes: &mut HashMap<u32, u32>) {
    let mut number = |resource: &mut Resource<'_>| {
        if let Resource::Blank(name) = resource {
            let next = nodes.len() as u32;
            *name = *nodes.entry(*name).or_insert(next);
        }
    };
    number(&mut quad.subject);
    if let Object::Resource(object) = &mut quad.object {
        number(object);
    }
}
