//! The shapes that documents had.

use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use hashbrown::DefaultHashBuilder;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::Digest;

use super::free::Roles;
use super::skeleton::Skeleton;
use super::{ENTRY, MOST_KEPT, USUAL, form};
use crate::context::Contexts;
use crate::json::{Members, Tree, View};
use crate::jsonld::{Processing, Purpose, TopProof};
use crate::rdf::Quad;
use crate::rdfc::Outline;

/// What documents have in common that differ in texts alone.
pub(super) struct Shape {
    skeleton: Skeleton,
    outline: Outline,
}

/// What is known of the documents of a key.
#[derive(Clone)]
enum Known {
    /// One was read. Most documents of strangers are the only ones of their shape.
    Once,
    /// They have this shape, if they are not of another with the same names.
    Shape(Arc<Shape>),
    /// Nothing is made of them.
    Never,
}

/// What decides what a document says besides what the skeleton tells of it, and a hash of its names.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    to_sign: bool,
    nested_contexts: bool,
    /// How long the hashes are.
    hash: usize,
    names: u64,
}

/// The shapes of documents. However many strangers' documents come, those that are asked for often stay.
pub(super) struct Shapes {
    hashing: DefaultHashBuilder,
    known: Cache<Key, Known, Bytes>,
}

/// Weighs what is known by the memory that it takes.
#[derive(Clone)]
struct Bytes;

impl Weighter<Key, Known> for Bytes {
    fn weight(&self, _key: &Key, known: &Known) -> u64 {
        let shape = match known {
            Known::Shape(shape) => shape.bytes(),
            Known::Once | Known::Never => 0,
        };
        (ENTRY + shape) as u64
    }
}

/// The place where a document's shape is kept.
pub(super) struct Kept<'s> {
    shapes: &'s Shapes,
    key: Key,
    known: Option<Known>,
}

impl Shapes {
    /// As much memory as so many shapes of badges take.
    pub(super) fn at_most(most: usize) -> Self {
        let known = Cache::with_weighter(most, (most * USUAL) as u64, Bytes);
        Self { hashing: DefaultHashBuilder::default(), known }
    }

    /// The place of a document; `None` for those that the reasons for its being exact are not about.
    pub(super) fn of<D: Digest>(
        &self,
        members: &impl Members,
        top_proof: TopProof,
        processing: Processing,
    ) -> Option<Kept<'_>> {
        let is_strict = !(processing.inline_contexts || processing.iri_members || processing.directions)
            && std::ptr::eq(processing.contexts, Contexts::pinned());
        let starts_as_badges_do =
            members.member("@context").is_some_and(|contexts| processing.contexts.start(contexts).is_some());
        if !(is_strict && starts_as_badges_do && top_proof == TopProof::LeftOut) {
            return None;
        }
        let mut hasher = self.hashing.build_hasher();
        hash_names(members, &mut hasher);
        let key = Key {
            to_sign: processing.purpose == Purpose::Sign,
            nested_contexts: processing.nested_contexts,
            hash: <D as Digest>::output_size(),
            names: hasher.finish(),
        };
        Some(Kept { shapes: self, key, known: self.known.get(&key) })
    }
}

impl Kept<'_> {
    /// The shape that the document may have.
    pub(super) fn shape(&self) -> Option<&Shape> {
        match &self.known {
            Some(Known::Shape(shape)) => Some(shape),
            _ => None,
        }
    }

    /// Keeps the shape of a document, at the second of its kind, that says these `quads`.
    pub(super) fn learn<D: Digest>(self, members: &impl Members, quads: &[Quad<'_>]) {
        let known = match self.known {
            None => Known::Once,
            Some(Known::Once) => {
                Shape::of::<D>(members, quads).map_or(Known::Never, |shape| Known::Shape(Arc::new(shape)))
            }
            Some(Known::Shape(_) | Known::Never) => return,
        };
        self.shapes.known.insert(self.key, known);
    }
}

impl Shape {
    pub(super) fn of<D: Digest>(members: &impl Members, quads: &[Quad<'_>]) -> Option<Self> {
        let (skeleton, places) = Skeleton::of(members, &Roles::of(quads)?)?;
        // The document itself shows whether it holds.
        skeleton.texts(members)?;
        let outline = Outline::of::<D>(quads, std::iter::empty(), &places)?;
        let shape = Self { skeleton, outline };
        (shape.bytes() <= MOST_KEPT).then_some(shape)
    }

    /// About as much memory as it takes.
    fn bytes(&self) -> usize {
        self.skeleton.bytes() + self.outline.bytes()
    }

    /// The canonical form of a document, if it is of this shape.
    pub(super) fn form<D: Digest>(&self, members: &impl Members) -> Option<String> {
        form::<D>(&self.outline, &self.skeleton.texts(members)?)
    }
}

/// What documents of a shape have in common, as far as it is quickly found. The skeleton tells the rest.
fn hash_names(members: &impl Members, hasher: &mut impl Hasher) {
    members.count().hash(hasher);
    for (name, value) in members.entries() {
        name.hash(hasher);
        hash_value(value, hasher);
    }
}

fn hash_value(value: &impl Tree, hasher: &mut impl Hasher) {
    match value.view() {
        View::Array(items) => {
            items.len().hash(hasher);
            items.iter().for_each(|item| hash_value(item, hasher));
        }
        View::Object(members) => hash_names(members, hasher),
        View::Null | View::Bool(_) | View::Number(_) | View::Text(_) => {}
    }
}
