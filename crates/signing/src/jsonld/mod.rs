//! JSON-LD to RDF, with the promise that nothing is lost on the way (Data Integrity signs only what is in RDF).
//!
//! Two independent readings must agree: [`lossless`] walks the document and refuses every loss, as the safe mode of
//! jsonld.js does, and `oxjsonld` makes the quads. The walk counts the quads that must come out; if `oxjsonld` makes
//! another number of them, the document is not processed.

mod error;
mod literal;
mod lossless;
mod node;
mod path;
mod rdf;

pub use error::{JsonLdError, Loss};

use serde_json::Value;

use crate::context::Contexts;

/// What the RDF is for, which decides how strict the way to it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// We are about to sign it: terms that are not in the oldest publication of a context, `null`s and malformed
    /// IRIs are refused too.
    Sign,
    /// Somebody signed it.
    Verify,
}

/// How a document is processed.
#[derive(Clone, Copy, Debug)]
pub struct Processing {
    /// What for.
    pub purpose: Purpose,
    /// Whether a `@context` below the top is processed (embedded endorsements, presentations). Off: refused.
    pub nested_contexts: bool,
    /// Whether context objects are processed besides URLs (VC-API only). Off: refused.
    pub inline_contexts: bool,
    /// Which contexts URLs may name.
    pub contexts: &'static Contexts,
}

impl Processing {
    /// Only URLs of pinned contexts, only at the top.
    #[must_use]
    pub fn strict(purpose: Purpose) -> Self {
        Self { purpose, nested_contexts: false, inline_contexts: false, contexts: Contexts::pinned() }
    }
}

/// The document (a `proof` at its top left out) as quads, in no order, doubles possible.
///
/// # Errors
/// Whenever something of the document would not be in the quads, or a context is not pinned: [`JsonLdError`].
pub fn to_rdf(document: &Value, processing: Processing) -> Result<Vec<oxrdf::Quad>, JsonLdError> {
    let expected = lossless::count_quads(document, processing)?;
    let quads = rdf::quads(document, processing)?;
    if quads.len() == expected {
        Ok(quads)
    } else {
        let what = format!("two readings of the document differ ({expected} and {} statements)", quads.len());
        Err(JsonLdError::Unsupported { pointer: String::new(), what })
    }
}
