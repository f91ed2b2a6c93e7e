//! Documents that differ in texts alone, such as the badges of a class: what they say is read of the first two, and of the
//! others their texts.
//!
//! Why this is exact. Which statements the walk (`jsonld`) makes is decided by a document's names, types, contexts, numbers
//! and by where all of it stands. All that must be the same, byte for byte. Two kinds of texts decide nothing, and are free:
//!
//! - a string that is the value of a literal, whatever it is, if all processors write it (`is_portable`);
//! - an `id`, or a link, that is an absolute IRI: IRI expansion (JSON-LD API §5.2.2) looks at what is before its first colon,
//!   and whether `//` follows, and both must be the same. As no term of a pinned context has a colon in it, it is none.
//!
//! Which texts are such is not guessed: those are free that a statement of the first document borrows whole, as is told by where
//! they are in memory. What is in one place there, though it stands in two of the document, must be the same again. Links that give
//! a node its type are not, as types bring contexts. Of what else depends on texts, one thing is in the walk: a node that has
//! the document's own `id` may not say what is the whole document's, so no free IRI may be that `id`. The other things are in
//! the canonicalization: which texts are the same, and the order of lines; `rdfc::Outline` tells of these.
//!
//! What does not fit is walked, as all documents were.

mod kept;
mod skeleton;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::LazyLock;

use sha2::Digest;

use crate::json::Members;
use crate::jsonld::{JsonLdError, Made, Processing, TopProof, members_to_rdf};
use crate::rdf::{Quad, escaped_literal};
use crate::rdfc::{self, Common, Escaped, TooComplex};
use kept::Shapes;
use skeleton::Text;

/// Documents that have some statements in common, and what is known of them.
pub(crate) struct Documents {
    common: Common,
    shapes: Shapes,
}

/// As many shapes of badges as are kept of all documents.
const MOST_SHAPES: usize = 128;
/// As many as are kept of those of one kind, such as the badges of a class.
const MOST_SHAPES_OF_A_KIND: usize = 32;

/// Documents of all kinds.
static ALL: LazyLock<Documents> =
    LazyLock::new(|| Documents { common: Common::default(), shapes: Shapes::at_most(MOST_SHAPES) });

/// The canonical form of a document, with hashes by `D`.
pub(crate) fn canonical_form<D: Digest>(
    members: &impl Members,
    top_proof: TopProof,
    processing: Processing,
) -> Result<String, JsonLdError> {
    ALL.canonical_form::<D>(members, top_proof, processing)
}

impl Documents {
    /// Those that say what these statements say, too. No blank node of these is in others.
    pub(crate) fn beside(statements: &[Quad<'_>]) -> Self {
        Self { common: Common::of(statements), shapes: Shapes::at_most(MOST_SHAPES_OF_A_KIND) }
    }

    /// Whether an IRI is a subject of what they have in common.
    pub(crate) fn are_about(&self, iri: &str) -> bool {
        self.common.is_about(iri)
    }

    /// The canonical form of one of them, of which `members` are what it says besides, with hashes by `D`.
    pub(crate) fn canonical_form<D: Digest>(
        &self,
        members: &impl Members,
        top_proof: TopProof,
        processing: Processing,
    ) -> Result<String, JsonLdError> {
        let kept = self.shapes.of::<D>(members, top_proof, processing);
        if let Some(form) = kept.as_ref().and_then(|kept| kept.shape()?.form::<D>(members)) {
            return Ok(form);
        }
        let made = Made::new();
        let quads = members_to_rdf(members, top_proof, processing, &made)?;
        if let Some(kept) = kept {
            kept.learn::<D>(members, &quads, &self.common);
        }
        let common = self.common.beside(&quads);
        rdfc::canonicalize::<D>(common.chain(quads).collect()).map_err(|TooComplex| JsonLdError::TooComplex)
    }
}

/// A text as N-Quads write it. Free IRIs have nothing in them that is escaped.
fn written<'t>(text: Text<'t>, escaped: &'t Escaped) -> &'t str {
    match text {
        Text::Iri(iri) => iri,
        Text::Literal(value) => match escaped_literal(value) {
            Cow::Borrowed(value) => value,
            Cow::Owned(value) => escaped.push_get(value),
        },
    }
}
