//! The canonical form of a document: what is hashed, and so signed.

use sha2::Sha256;

use crate::alike;
use crate::json::Tree;
use crate::jsonld::{JsonLdError, Processing, TopProof};

/// The document, its top-level `proof` left out, as canonical N-Quads (RDFC-1.0 with SHA-256).
///
/// # Errors
/// Whenever something of the document would not be in it, a context is not pinned, or bringing it into that form takes
/// more work than a credential can need: [`JsonLdError`].
pub fn canonical_form(document: &impl Tree, processing: Processing) -> Result<String, JsonLdError> {
    let members = document.as_members().ok_or(JsonLdError::NotAnObject)?;
    alike::canonical_form::<Sha256>(members, TopProof::LeftOut, processing)
}
