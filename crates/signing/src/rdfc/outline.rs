//! The canonical form of documents that differ in texts alone, written once but for these texts.
//!
//! Why this is exact: as long as subjects are the same, and different, where they were in the first document, it does not
//! depend on the texts what is said of which subject by which property. Of a subject, the lines of one property stand
//! together. So a line stands, but for texts and labels, as it is, and three orders are found each time: of the subjects, of
//! the lines of one property, and of the labels. Where all first-degree hashes differ, the labels are in the order of these
//! (RDFC-1.0 §4.4.3 steps 3 and 4; step 5 has nothing to do). Statements that were doubles in the first document must be doubles
//! again, and no others may be. [`Outline::form`] sees to all of it; where something is otherwise, there is none.
//!
//! No outline is made of statements in graphs, and of those in which two nodes look alike or one is spoken of twice: the
//! general way is for these.

mod lines;
mod reading;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::ops::Range;

use sha2::Digest;
use smallvec::{SmallVec, smallvec};

use super::CANONICAL;
use super::first_degree::SeenFrom;
use super::form::NoLabels;
use super::line::{self, Label};
use super::owned::{Owning, Statement, Text};
use crate::rdf::{Object, Quad, Resource};
use lines::{Lines, Marked, Marks};
use reading::Reading;

/// A canonical form but for texts that are given each time.
pub(crate) struct Outline {
    /// Which texts must be the same, as they were: those of one subject, and of statements that are one.
    same: Vec<(usize, usize)>,
    /// The subjects whose name is always the same, in order.
    known: Vec<Known>,
    /// The lines about those of whom all is always the same, one after the other.
    fixed: String,
    /// Those whose name is given.
    given: Vec<(usize, Lines)>,
    /// The blank nodes.
    nodes: Vec<Node>,
    /// The labels that they are given.
    labels: Vec<String>,
    /// The places of the labels in the order of their texts.
    in_text_order: Vec<usize>,
    /// As long as forms may be, about.
    room: usize,
}

/// A subject whose name is always the same.
struct Known {
    name: Box<str>,
    /// Where the fixed lines about it and those before it end.
    fixed_until: usize,
    /// The lines about it, if they are not fixed.
    lines: Option<Lines>,
}

struct Node {
    hash: Hash,
    lines: Lines,
}

/// The first-degree hash of a node.
enum Hash {
    /// No text that is given is in it.
    Known(FirstDegree),
    /// It is made of these lines.
    Of(Lines),
}

/// As many as badges have of most things, without an allocation.
type Few<T> = SmallVec<[T; 16]>;

/// A hash of up to 512 bits. Those of one kind are in their own order.
type FirstDegree = [u8; 64];

impl Outline {
    /// The outline of the form of the statements of a document, whose texts become what `owning` says, and of `others`, which
    /// are the same beside all documents; `None` where there is none. Hashes are by `D`.
    pub(crate) fn of<'q, D: Digest>(
        quads: &[Quad<'q>],
        others: impl Iterator<Item = Quad<'q>>,
        owning: &impl Owning,
    ) -> Option<Self> {
        let Reading { quads, same, nodes } = Reading::of(quads, others, owning)?;
        let marks = lines::marks(owning.count());
        let marks: Vec<&str> = marks.iter().map(String::as_str).collect();
        let statements: Vec<_> = quads.iter().map(|quad| Statement::of(quad, owning)).collect();
        let mut statements: Vec<Marked<'_>> =
            statements.iter().map(|own| (own, own.quad(&marks, 0))).collect();
        statements.sort_by(|(_, one), (_, other)| line::order(one, other, &Marks));
        let (mut known, mut fixed, mut given) = (Vec::new(), String::new(), Vec::new());
        for about in statements.chunk_by(|(_, one), (_, other)| one.subject == other.subject) {
            match about.first()?.0.name() {
                Some(Text::Same(name)) => {
                    let lines = Lines::of(about, &Marks)?;
                    fixed.push_str(lines.as_text().unwrap_or_default());
                    let lines = lines.as_text().is_none().then_some(lines);
                    known.push(Known { name: name.clone(), fixed_until: fixed.len(), lines });
                }
                Some(Text::Free(place)) => given.push((*place, Lines::of(about, &Marks)?)),
                None => {}
            }
        }
        let nodes =
            (0..nodes).map(|node| Node::of::<D>(node as u32, &statements)).collect::<Option<Vec<_>>>()?;
        let labels: Vec<String> = (0..nodes.len()).map(|number| format!("_:{CANONICAL}{number}")).collect();
        let mut in_text_order: Vec<usize> = (0..nodes.len()).collect();
        in_text_order.sort_by(|one, other| labels[*one].cmp(&labels[*other]));
        let mut outline = Self { same, known, fixed, given, nodes, labels, in_text_order, room: 0 };
        outline.room = outline.bytes();
        Some(outline)
    }

    /// About as much memory as it takes.
    pub(crate) fn bytes(&self) -> usize {
        let known = self.known.iter().map(Known::bytes);
        let given = self.given.iter().map(|(_, lines)| lines.bytes());
        let texts: usize = known.chain(given).chain(self.nodes.iter().map(Node::bytes)).sum();
        let lists = size_of_val(self.nodes.as_slice()) + size_of_val(self.same.as_slice());
        texts + self.fixed.len() + size_of_val(self.known.as_slice()) + lists
    }

    /// The canonical form with these texts, which are escaped; `None` where it has to be made in the general way.
    pub(crate) fn form<D: Digest>(&self, texts: &[&str]) -> Option<String> {
        if self.same.iter().any(|(one, other)| texts.get(*one) != texts.get(*other)) {
            return None;
        }
        let mut text = String::with_capacity(self.room);
        // §4.4.3 steps 3 and 4
        let by_hash = self.by_hash::<D>(texts, &mut text)?;
        let mut labels = Labels(smallvec![""; by_hash.len()]);
        for (node, label) in by_hash.iter().zip(&self.labels) {
            labels.0[*node] = label;
        }
        // steps 6 and 7
        text.clear();
        let mut written = 0;
        for (place, lines) in self.places_of_given(texts)? {
            self.write_known(written..place, &mut text, texts, &labels)?;
            lines.write(&mut text, texts, &labels)?;
            written = place;
        }
        self.write_known(written..self.known.len(), &mut text, texts, &labels)?;
        for number in &self.in_text_order {
            self.nodes[by_hash[*number]].lines.write(&mut text, texts, &labels)?;
        }
        Some(text)
    }

    /// The nodes in the order of their first-degree hashes; `None` where two have the same. `lines` is what is written into.
    fn by_hash<D: Digest>(&self, texts: &[&str], lines: &mut String) -> Option<Few<usize>> {
        let mut hashes = Few::new();
        for (place, node) in self.nodes.iter().enumerate() {
            let hash = match &node.hash {
                Hash::Known(hash) => *hash,
                Hash::Of(seen) => {
                    lines.clear();
                    seen.write(lines, texts, &SeenFrom(place))?;
                    first_degree::<D>(lines)
                }
            };
            hashes.push((hash, place));
        }
        hashes.sort_unstable();
        let are_different = hashes.array_windows().all(|[(one, _), (other, _)]| one != other);
        are_different.then(|| hashes.into_iter().map(|(_, place)| place).collect())
    }

    /// The lines about each subject whose name is given, in order, and before which of the known ones they come; `None` where
    /// two subjects have the same name.
    fn places_of_given(&self, texts: &[&str]) -> Option<Few<(usize, &Lines)>> {
        let given = self.given.iter().map(|(place, lines)| Some((*texts.get(*place)?, lines)));
        let mut given = given.collect::<Option<Few<_>>>()?;
        given.sort_by(|(one, _), (other, _)| order_of_names(one, other));
        if given.array_windows().any(|[(one, _), (other, _)]| one == other) {
            return None;
        }
        let place =
            |name: &str| self.known.partition_point(|known| order_of_names(&known.name, name).is_lt());
        let is_known =
            |place: usize, name: &str| self.known.get(place).is_some_and(|known| *known.name == *name);
        let places = given.into_iter().map(|(name, lines)| (name, place(name), lines));
        places.map(|(name, place, lines)| (!is_known(place, name)).then_some((place, lines))).collect()
    }

    /// Appends the lines about some of the known subjects, the fixed ones as long as they stand together.
    fn write_known(
        &self,
        which: Range<usize>,
        out: &mut String,
        texts: &[&str],
        labels: &Labels<'_>,
    ) -> Option<()> {
        let before = which.start.checked_sub(1).and_then(|last| self.known.get(last));
        let mut fixed = before.map_or(0, |known| known.fixed_until);
        let known = self.known.get(which)?;
        for Known { fixed_until, lines, .. } in known {
            if let Some(lines) = lines {
                out.push_str(self.fixed.get(fixed..*fixed_until)?);
                fixed = *fixed_until;
                lines.write(out, texts, labels)?;
            }
        }
        out.push_str(self.fixed.get(fixed..known.last().map_or(fixed, |known| known.fixed_until))?);
        Some(())
    }
}

impl Known {
    fn bytes(&self) -> usize {
        self.name.len() + self.lines.as_ref().map_or(0, Lines::bytes)
    }
}

fn order_of_names(one: &str, other: &str) -> Ordering {
    line::order_of_resources(&Resource::Iri(one), &Resource::Iri(other), &NoLabels)
}

impl Node {
    /// The node of this number; `None` where two statements speak of it, whose order would depend on their subjects.
    fn of<D: Digest>(node: u32, statements: &[Marked<'_>]) -> Option<Self> {
        let is_about = |(_, quad): &&Marked<'_>| quad.subject == Resource::Blank(node);
        let speaks = |(_, quad): &&Marked<'_>| quad.object == Object::Resource(Resource::Blank(node));
        let about: Vec<_> = statements.iter().filter(is_about).copied().collect();
        let mut others = statements.iter().filter(speaks).filter(|statement| !is_about(statement));
        let (other, None) = (others.next(), others.next()) else { return None };
        let named = other.filter(|(_, quad)| matches!(quad.subject, Resource::Iri(_)));
        let blank = other.filter(|(_, quad)| matches!(quad.subject, Resource::Blank(_)));
        // `<` is before `_`, and `a` before `z`.
        let seen: Vec<_> = named.into_iter().chain(&about).chain(blank).copied().collect();
        let seen = Lines::of(&seen, &SeenFrom(node as usize))?;
        let hash = match seen.as_text() {
            Some(text) => Hash::Known(first_degree::<D>(text)),
            None => Hash::Of(seen),
        };
        Some(Self { hash, lines: Lines::of(&about, &Marks)? })
    }

    fn bytes(&self) -> usize {
        match &self.hash {
            Hash::Known(_) => self.lines.bytes(),
            Hash::Of(seen) => seen.bytes() + self.lines.bytes(),
        }
    }
}

fn first_degree<D: Digest>(lines: &str) -> FirstDegree {
    let mut hash = [0; 64];
    let digest = D::digest(lines);
    hash[..digest.len()].copy_from_slice(&digest);
    hash
}

/// What each node is called.
struct Labels<'l>(Few<&'l str>);

impl Label for Labels<'_> {
    fn order(&self, one: u32, other: u32) -> Ordering {
        self.0[one as usize].cmp(self.0[other as usize])
    }

    fn write(&self, out: &mut String, node: u32) {
        out.push_str(self.0[node as usize]);
    }
}
