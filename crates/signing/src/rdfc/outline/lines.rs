//! Lines but for labels, and for the texts that are given each time.

use super::super::dataset::{is_double, refers_to_node};
use super::super::line::{self, Label};
use super::super::owned::Statement;
use crate::rdf::Quad;
use smallvec::SmallVec;

/// Lines that stand together.
pub(super) struct Lines(Vec<Part>);

enum Part {
    Text(Box<str>),
    Free(usize),
    Label(u32),
    /// Lines that are put in order each time.
    Alike(Vec<Statement>),
}

/// A statement, and as it is with a mark for each text that is given.
pub(super) type Marked<'m> = (&'m Statement, Quad<'m>);

/// Before and after what a mark says. It is in no line: IRIs and literals have it escaped, and tags of languages have letters,
/// digits and hyphens.
const MARK: char = '\u{1}';
/// What a mark of a label begins with.
const LABEL: char = '_';

/// What stands for the given texts.
pub(super) fn marks(count: usize) -> Vec<String> {
    (0..count).map(|place| format!("{MARK}{place}{MARK}")).collect()
}

/// What stands for labels.
pub(super) struct Marks;

impl Label for Marks {
    fn order(&self, one: u32, other: u32) -> std::cmp::Ordering {
        one.cmp(&other)
    }

    fn write(&self, out: &mut String, node: u32) {
        out.extend([MARK, LABEL]);
        out.push_str(&node.to_string());
        out.push(MARK);
    }
}

impl Lines {
    /// The lines of statements that are in order but for labels and for what is given. Never `None`, as marks are read as they
    /// were made.
    pub(super) fn of(statements: &[Marked<'_>], label: &impl Label) -> Option<Self> {
        let (mut parts, mut text) = (Vec::new(), String::new());
        let have_property = |one: &Marked<'_>, other: &Marked<'_>| {
            one.1.subject == other.1.subject && one.1.predicate == other.1.predicate
        };
        for alike in statements.chunk_by(have_property) {
            if is_put_in_order(alike) {
                parts.extend(parts_of(&std::mem::take(&mut text))?);
                parts.push(Part::Alike(alike.iter().map(|(statement, _)| (*statement).clone()).collect()));
            } else {
                alike.iter().for_each(|(_, quad)| line::write(&mut text, quad, label));
            }
        }
        parts.extend(parts_of(&text)?);
        Some(Self(parts))
    }

    /// As much memory as they take.
    pub(super) fn bytes(&self) -> usize {
        let of_part = |part: &Part| match part {
            Part::Text(text) => text.len(),
            Part::Free(_) | Part::Label(_) => 0,
            Part::Alike(statements) => {
                size_of_val(statements.as_slice()) + statements.iter().map(Statement::bytes).sum::<usize>()
            }
        };
        size_of_val(self.0.as_slice()) + self.0.iter().map(of_part).sum::<usize>()
    }

    /// All of them, if there is nothing in them but text.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Appends the lines with these texts; `None` where one of them comes twice.
    pub(super) fn write(&self, out: &mut String, texts: &[&str], label: &impl Label) -> Option<()> {
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Free(place) => out.push_str(texts.get(*place)?),
                Part::Label(node) => label.write(out, *node),
                Part::Alike(statements) => {
                    let mut quads: SmallVec<[_; 4]> =
                        statements.iter().map(|statement| statement.quad(texts, 0)).collect();
                    quads.sort_by(|one, other| line::order_under_subject(one, other, label));
                    if quads.array_windows().any(|[one, other]| is_double(one, other)) {
                        return None;
                    }
                    quads.iter().for_each(|quad| line::write(out, quad, label));
                }
            }
        }
        Some(())
    }
}

/// Whether the order of statements about one thing and with one property depends on labels, or on what is given.
fn is_put_in_order(alike: &[Marked<'_>]) -> bool {
    let to_nodes = alike.iter().filter(|(_, quad)| refers_to_node(quad)).count();
    alike.len() > 1 && (to_nodes > 1 || alike.iter().any(|(statement, _)| statement.object_is_given()))
}

/// Text with marks in it, in parts.
fn parts_of(text: &str) -> Option<Vec<Part>> {
    let between = |(index, part): (usize, &str)| match part.strip_prefix(LABEL) {
        _ if index % 2 == 0 => Some(Part::Text(part.into())),
        Some(node) => node.parse().ok().map(Part::Label),
        None => part.parse().ok().map(Part::Free),
    };
    let is_said = |part: &Part| !matches!(part, Part::Text(text) if text.is_empty());
    let parts = text.split(MARK).enumerate().map(between).collect::<Option<Vec<_>>>()?;
    Some(parts.into_iter().filter(is_said).collect())
}
