//! The statements of documents that differ in texts alone, put together and numbered once.
//!
//! Why this is exact: what is about the same subject, and what has the same property of it, does not depend on the texts, as
//! long as subjects are the same, and different, where they were in the first document. So the statements of each subject stand
//! together and in the order of their properties; those of one property are put in order each time, by their objects. Statements
//! that were doubles in the first document must be doubles again, and no others may be. [`Outline::filled`] sees to all of it;
//! where something is otherwise, the statements are read in the general way.

use std::ops::Range;

use super::dataset::{Dataset, is_double};
use super::form::NoLabels;
use super::line;
use super::owned::{Owning, Statement};
use crate::rdf::{Object, Quad, Resource};

/// As many subjects as may all be compared with each other. Badges have a dozen or two.
const MOST_SUBJECTS: usize = 128;
/// As many statements as are kept.
const MOST_STATEMENTS: usize = 512;

/// Statements but for texts that are given each time.
pub(crate) struct Outline {
    /// Each subject's together, by property.
    statements: Vec<Statement>,
    /// Those that have a property in common with others of their subject.
    alike: Vec<Range<usize>>,
    /// Where the statements of each subject that has a name begin.
    named: Vec<usize>,
    /// Which texts must be the same, as they were: those of one subject, and of statements that are one.
    same: Vec<(usize, usize)>,
    /// How many blank nodes are in them.
    nodes: usize,
}

impl Outline {
    /// The outline of statements, whose texts become what `owning` says; `None` where it is none.
    pub(crate) fn of(quads: &[Quad<'_>], owning: &impl Owning) -> Option<Self> {
        if quads.len() > MOST_STATEMENTS {
            return None;
        }
        let (mut subjects, mut nodes) = (Vec::new(), Vec::new());
        let (mut numbered, mut same) = (Vec::<(usize, Quad<'_>)>::new(), Vec::new());
        for quad in quads {
            let mut quad = *quad;
            number(&mut quad, &mut nodes);
            let known = subjects.iter().position(|subject| *subject == quad.subject);
            let subject = known.unwrap_or_else(|| {
                subjects.push(quad.subject);
                subjects.len() - 1
            });
            if subjects.len() > MOST_SUBJECTS {
                return None;
            }
            are_same(&subjects[subject], &quad.subject, owning, &mut same)?;
            match numbered.iter().find(|(_, other)| is_double(other, &quad)) {
                Some((_, other)) => are_same_objects(&other.object, &quad.object, owning, &mut same)?,
                None => numbered.push((subject, quad)),
            }
        }
        numbered.sort_by(|(one_subject, one), (other_subject, other)| {
            one_subject.cmp(other_subject).then_with(|| line::order_of_predicates(one, other))
        });
        let numbered: Vec<_> = numbered.into_iter().map(|(_, quad)| quad).collect();
        let have_property = |one: &Quad<'_>, other: &Quad<'_>| {
            one.subject == other.subject && one.predicate == other.predicate
        };
        let alike = ranges(&numbered, have_property).filter(|range| range.len() > 1).collect();
        let is_named = |range: &Range<usize>| matches!(numbered[range.start].subject, Resource::Iri(_));
        let named: Vec<usize> = ranges(&numbered, |one, other| one.subject == other.subject)
            .filter(is_named)
            .map(|range| range.start)
            .collect();
        let statements = numbered.iter().map(|quad| Statement::of(quad, owning)).collect();
        let nodes = nodes.len();
        Some(Self { statements, alike, named, same, nodes })
    }

    /// The dataset of the statements with these texts, which are escaped, and with numbers from `first` on for its blank nodes;
    /// `None` where it has to be read in the general way.
    pub(crate) fn filled<'q>(&'q self, texts: &[&'q str], first: usize) -> Option<Dataset<'q>> {
        if self.same.iter().any(|(one, other)| texts.get(*one) != texts.get(*other)) {
            return None;
        }
        let first_number = u32::try_from(first).ok()?;
        let mut statements: Vec<_> =
            self.statements.iter().map(|statement| statement.quad(texts, first_number)).collect();
        for (index, &one) in self.named.iter().enumerate() {
            if self.named[..index].iter().any(|&other| statements[other].subject == statements[one].subject) {
                return None;
            }
        }
        for range in &self.alike {
            let alike = &mut statements[range.clone()];
            alike.sort_by(|one, other| line::order_under_subject(one, other, &NoLabels));
            if alike.array_windows().any(|[one, other]| is_double(one, other)) {
                return None;
            }
        }
        Some(Dataset::in_order(statements, first, self.nodes))
    }
}

/// Notes that two names, which are the same, must be so again; `None` where one of them is given and the other not.
fn are_same(
    one: &Resource<'_>,
    other: &Resource<'_>,
    owning: &impl Owning,
    same: &mut Vec<(usize, usize)>,
) -> Option<()> {
    match (one, other) {
        (Resource::Iri(one), Resource::Iri(other)) => are_same_texts(one, other, owning, same),
        _ => Some(()),
    }
}

fn are_same_objects(
    one: &Object<'_>,
    other: &Object<'_>,
    owning: &impl Owning,
    same: &mut Vec<(usize, usize)>,
) -> Option<()> {
    match (one, other) {
        (Object::Resource(one), Object::Resource(other)) => are_same(one, other, owning, same),
        (Object::Literal(one), Object::Literal(other)) => {
            are_same_texts(one.value, other.value, owning, same)
        }
        _ => Some(()),
    }
}

fn are_same_texts(
    one: &str,
    other: &str,
    owning: &impl Owning,
    same: &mut Vec<(usize, usize)>,
) -> Option<()> {
    match (owning.place(one), owning.place(other)) {
        (None, None) => {}
        (Some(one), Some(other)) if one == other || same.contains(&(one, other)) => {}
        (Some(one), Some(other)) => same.push((one, other)),
        _ => return None,
    }
    Some(())
}

/// Gives the blank nodes in a statement numbers without gaps, as which of `nodes` they came.
fn number<'q>(quad: &mut Quad<'q>, nodes: &mut Vec<u32>) {
    let mut number = |resource: &mut Resource<'q>| {
        if let Resource::Blank(name) = resource {
            let known = nodes.iter().position(|node| node == name);
            let place = known.unwrap_or_else(|| {
                nodes.push(*name);
                nodes.len() - 1
            });
            *name = place as u32;
        }
    };
    number(&mut quad.subject);
    if let Object::Resource(object) = &mut quad.object {
        number(object);
    }
    if let Some(graph) = &mut quad.graph {
        number(graph);
    }
}

/// The ranges of neighbours that are alike.
fn ranges<'q, T>(
    things: &'q [T],
    are_alike: impl Fn(&T, &T) -> bool + 'q,
) -> impl Iterator<Item = Range<usize>> + 'q {
    let mut begin = 0;
    things.chunk_by(are_alike).map(move |chunk| {
        let range = begin..begin + chunk.len();
        begin = range.end;
        range
    })
}
