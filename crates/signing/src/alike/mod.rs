//! Documents that differ in texts alone, such as the badges of a class: what they say is read of the first of them, and of the
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
//! the canonicalization: which texts are the same; `rdfc::Outline` tells of these.
//!
//! What does not fit is walked, as all documents were.

mod kept;
mod skeleton;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::json::Members;
use crate::jsonld::{JsonLdError, Made, Processing, TopProof, members_to_rdf};
use crate::rdf::escaped_literal;
use crate::rdfc::{Dataset, Escaped};
use kept::Kept;
use skeleton::Text;

/// Gives `then` the statements of a document. Its blank nodes have the numbers from `first` on.
pub(crate) fn with_dataset<M: Members, R>(
    members: &M,
    top_proof: TopProof,
    processing: Processing,
    first: usize,
    then: impl FnOnce(Dataset<'_>) -> R,
) -> Result<R, JsonLdError> {
    let kept = Kept::of(members, top_proof, processing);
    let escaped = Escaped::new();
    if let Some(shape) = kept.as_ref().and_then(Kept::shape)
        && let Some(texts) = shape.skeleton.texts(members)
    {
        let written: Vec<&str> = texts.iter().map(|text| written(*text, &escaped)).collect();
        if let Some(dataset) = shape.outline.filled(&written, first) {
            return Ok(then(dataset));
        }
    }
    let made = Made::new();
    let quads = members_to_rdf(members, top_proof, processing, &made)?;
    if let Some(kept) = kept {
        kept.learn(members, &quads);
    }
    Ok(then(Dataset::of(quads, first, &escaped)))
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
