//! The canonical form of a document: what is hashed, and so signed.

use sha2::digest::Output;
use sha2::{Digest, Sha256};

use crate::json::{Members, Tree};
use crate::jsonld::{JsonLdError, Processing, TopProof};
use crate::rdfc::{TooComplex, canonical_hash};
use crate::{alike, rdfc};

/// The document, its top-level `proof` left out, as canonical N-Quads (RDFC-1.0 with SHA-256).
///
/// # Errors
/// Whenever something of the document would not be in it, a context is not pinned, or bringing it into that form takes
/// more work than a credential can need: [`JsonLdError`].
pub fn canonical_form(document: &impl Tree, processing: Processing) -> Result<String, JsonLdError> {
    let members = document.as_members().ok_or(JsonLdError::NotAnObject)?;
    canonical_form_of::<Sha256>(members, TopProof::LeftOut, processing)
}

/// The hash of the [`canonical_form`] of a document's members, its `proof` left out or not, with hashes by `D` inside too.
pub(crate) fn canonical_hash_of<D: Digest>(
    members: &impl Members,
    top_proof: TopProof,
    processing: Processing,
) -> Result<Output<D>, JsonLdError> {
    alike::with_dataset(members, top_proof, processing, 0, canonical_hash::<D>)?
        .map_err(|TooComplex| JsonLdError::TooComplex)
}

/// [`canonical_form`] of the members of a document, its `proof` left out or not, with hashes by `D` inside.
pub(crate) fn canonical_form_of<D: Digest>(
    members: &impl Members,
    top_proof: TopProof,
    processing: Processing,
) -> Result<String, JsonLdError> {
    alike::with_dataset(members, top_proof, processing, 0, rdfc::canonical_form::<D>)?
        .map_err(|TooComplex| JsonLdError::TooComplex)
}
