//! The shapes that documents had.

use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use hashbrown::DefaultHashBuilder;
use quick_cache::sync::Cache;

use super::skeleton::{Roles, Skeleton};
use crate::context::Contexts;
use crate::json::{Members, Tree, View};
use crate::jsonld::{Processing, Purpose, TopProof};
use crate::rdf::Quad;
use crate::rdfc::Outline;

/// As many shapes as are kept. However many documents of strangers come, those that are asked for often stay.
const MOST_SHAPES: usize = 128;

/// What documents have in common that differ in texts alone.
pub(super) struct Shape {
    pub(super) skeleton: Skeleton,
    pub(super) outline: Outline,
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
    names: u64,
}

/// The place where a document's shape is kept.
pub(super) struct Kept {
    key: Key,
    known: Option<Known>,
}

struct Shapes {
    hashing: DefaultHashBuilder,
    known: Cache<Key, Known>,
}

static SHAPES: LazyLock<Shapes> =
    LazyLock::new(|| Shapes { hashing: DefaultHashBuilder::default(), known: Cache::new(MOST_SHAPES) });

impl Kept {
    /// `None` for documents that the reasons for its being exact are not about.
    pub(super) fn of(members: &impl Members, top_proof: TopProof, processing: Processing) -> Option<Self> {
        let is_strict = !(processing.inline_contexts || processing.iri_members || processing.directions)
            && std::ptr::eq(processing.contexts, Contexts::pinned());
        let starts_as_badges_do =
            members.member("@context").is_some_and(|contexts| processing.contexts.start(contexts).is_some());
        if !(is_strict && starts_as_badges_do && top_proof == TopProof::LeftOut) {
            return None;
        }
        let mut hasher = SHAPES.hashing.build_hasher();
        hash_names(members, &mut hasher);
        let key = Key {
            to_sign: processing.purpose == Purpose::Sign,
            nested_contexts: processing.nested_contexts,
            names: hasher.finish(),
        };
        Some(Self { key, known: SHAPES.known.get(&key) })
    }

    /// The shape that the document may have.
    pub(super) fn shape(&self) -> Option<&Shape> {
        match &self.known {
            Some(Known::Shape(shape)) => Some(shape),
            _ => None,
        }
    }

    /// Keeps the shape of a document, at the second of its kind, and of what says these `quads`.
    pub(super) fn learn(self, members: &impl Members, quads: &[Quad<'_>]) {
        let known = match self.known {
            None => Known::Once,
            Some(Known::Once) => {
                Shape::of(members, quads).map_or(Known::Never, |shape| Known::Shape(Arc::new(shape)))
            }
            Some(Known::Shape(_) | Known::Never) => return,
        };
        SHAPES.known.insert(self.key, known);
    }
}

impl Shape {
    pub(super) fn of(members: &impl Members, quads: &[Quad<'_>]) -> Option<Self> {
        let (skeleton, places) = Skeleton::of(members, &Roles::of(quads)?)?;
        // The document itself shows whether it holds.
        skeleton.texts(members)?;
        let outline = Outline::of(quads, &places)?;
        places.keep_little().then_some(Self { skeleton, outline })
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
