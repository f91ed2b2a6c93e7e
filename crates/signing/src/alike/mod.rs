//! Documents that differ in texts alone, such as the badges of a class: what they say is read of the first, and of the others
//! their texts. Those of strangers are known by their shape (`kept`, `skeleton`), at the second of a kind; those of our own
//! classes by the stencil that they are written by (`template`).
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
//! What does not fit is walked, as all documents were. Why the parts of a class may be left out of its badges before is said in
//! `data_integrity::known_parts`.

mod free;
mod kept;
mod skeleton;
mod template;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::LazyLock;

use sha2::Digest;

use crate::json::Members;
use crate::jsonld::{JsonLdError, Made, Processing, TopProof, members_to_rdf};
use crate::rdf::escaped_literal;
use crate::rdfc::{self, Escaped, Outline, TooComplex};
use free::Text;
use kept::Shapes;
pub(crate) use template::Templates;

/// As many shapes of badges as are kept of all documents.
const MOST_SHAPES: usize = 128;

/// As much memory as what is known of one kind may take.
const MOST_KEPT: usize = 1 << 17;
/// About as much as it takes of badges. So much is thought of for each that is kept.
const USUAL: usize = 1 << 16;
/// As much as an entry takes by itself, with what the cache has beside it.
const ENTRY: usize = 256;

/// The shapes of documents of all kinds.
static SHAPES: LazyLock<Shapes> = LazyLock::new(|| Shapes::at_most(MOST_SHAPES));

/// The canonical form of a document, with hashes by `D`.
pub(crate) fn canonical_form<D: Digest>(
    members: &impl Members,
    top_proof: TopProof,
    processing: Processing,
) -> Result<String, JsonLdError> {
    canonical_form_by::<D>(&SHAPES, members, top_proof, processing)
}

fn canonical_form_by<D: Digest>(
    shapes: &Shapes,
    members: &impl Members,
    top_proof: TopProof,
    processing: Processing,
) -> Result<String, JsonLdError> {
    let kept = shapes.of::<D>(members, top_proof, processing);
    if let Some(form) = kept.as_ref().and_then(|kept| kept.shape()?.form::<D>(members)) {
        return Ok(form);
    }
    let made = Made::new();
    let quads = members_to_rdf(members, top_proof, processing, &made)?;
    if let Some(kept) = kept {
        kept.learn::<D>(members, &quads);
    }
    rdfc::canonicalize::<D>(quads).map_err(|TooComplex| JsonLdError::TooComplex)
}

/// The canonical form of an outline with these texts.
fn form<D: Digest>(outline: &Outline, texts: &[Text<'_>]) -> Option<String> {
    let escaped = Escaped::new();
    let written: Vec<&str> = texts.iter().map(|text| written(*text, &escaped)).collect();
    outline.form::<D>(&written)
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
