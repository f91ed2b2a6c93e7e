//! The canonical form (RDFC-1.0 §4.4.3 steps 6 and 7): the statements with canonical labels, in code point order.
//!
//! Lines of different subjects are told apart by their subjects, which come first in them. So subjects are put in order,
//! and under each its statements, most of which were in order before there were labels.

use std::cmp::Ordering;

use super::dataset::{Dataset, refers_to_node};
use super::known::KnownSubject;
use super::line::{self, Label};
use crate::rdf::{Quad, Resource};

/// The statements about one subject, in order but for labels.
enum Lines<'a, 'q> {
    Own(&'a mut [Quad<'q>]),
    Known(&'a KnownSubject),
}

/// Takes the form of a dataset, and of known statements, which are about none of its subjects, piece by piece.
pub(super) fn take_form(
    mut own: Dataset<'_>,
    known: &[KnownSubject],
    label: &impl Label,
    mut take: impl FnMut(&str),
) {
    let known = known.iter().map(|subject| (subject.name(), Lines::Known(subject)));
    let own = own.by_subject().filter_map(|lines| Some((lines.first()?.subject, Lines::Own(lines))));
    let mut subjects: Vec<(Resource<'_>, Lines<'_, '_>)> = known.chain(own).collect();
    // Stable, as this is quicker where most are in order: those that are known.
    subjects.sort_by(|(one, _), (other, _)| line::order_of_resources(one, other, label));
    let mut text = String::with_capacity(LINES);
    for (_, lines) in subjects {
        let written = match lines {
            Lines::Own(statements) => write(&mut text, statements, label),
            Lines::Known(subject) => match subject.text() {
                Some(text) => text,
                None => write(&mut text, &mut subject.statements().collect::<Vec<_>>(), label),
            },
        };
        take(written);
    }
}

/// As long as the lines of few subjects are together.
const LINES: usize = 4_096;

/// Writes the lines of one subject, and nothing else.
fn write<'t>(text: &'t mut String, statements: &mut [Quad<'_>], label: &impl Label) -> &'t str {
    // They are in this order already, but for blank nodes.
    if statements.iter().filter(|statement| refers_to_node(statement)).count() > 1 {
        statements.sort_by(|one, other| line::order_under_subject(one, other, label));
    }
    text.clear();
    for statement in statements {
        line::write(text, statement, label);
    }
    text
}

/// For what has no labels.
pub(super) struct NoLabels;

impl Label for NoLabels {
    fn order(&self, one: u32, other: u32) -> Ordering {
        one.cmp(&other)
    }

    fn write(&self, _out: &mut String, _node: u32) {}
}
