//! The canonical form (RDFC-1.0 §4.4.3 steps 6 and 7): the statements with canonical labels, in code point order.
//!
//! Lines of different subjects are told apart by their subjects, which come first in them. So subjects are put in order,
//! and under each its statements, most of which were in order before there were labels.

use std::cmp::Ordering;

use super::dataset::{Dataset, refers_to_node};
use super::line::{self, Label};
use crate::rdf::{Quad, Resource};

/// The form of a dataset.
pub(super) fn form(mut dataset: Dataset<'_>, label: &impl Label) -> String {
    let mut text = String::with_capacity(dataset.count() * LINE);
    let subjects =
        dataset.by_subject().filter_map(|statements| Some((statements.first()?.subject, statements)));
    let mut subjects: Vec<(Resource<'_>, &mut [Quad<'_>])> = subjects.collect();
    subjects.sort_by(|(one, _), (other, _)| line::order_of_resources(one, other, label));
    subjects.into_iter().for_each(|(_, statements)| write(&mut text, statements, label));
    text
}

/// As long as most lines are.
const LINE: usize = 160;

/// Writes the lines of one subject.
fn write(text: &mut String, statements: &mut [Quad<'_>], label: &impl Label) {
    // They are in this order already, but for blank nodes.
    if statements.iter().filter(|statement| refers_to_node(statement)).count() > 1 {
        statements.sort_by(|one, other| line::order_under_subject(one, other, label));
    }
    statements.iter().for_each(|statement| line::write(text, statement, label));
}

/// For what has no labels.
pub(super) struct NoLabels;

impl Label for NoLabels {
    fn order(&self, one: u32, other: u32) -> Ordering {
        one.cmp(&other)
    }

    fn write(&self, _out: &mut String, _node: u32) {}
}
