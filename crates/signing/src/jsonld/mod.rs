//! JSON-LD to RDF, with the promise that nothing is lost on the way (Data Integrity signs only what is in RDF).
//!
//! The document is walked once (JSON-LD API §5.1.2, expansion), and its statements are written down on the way. Every
//! loss is an error, as in the safe mode of jsonld.js, whose strictness this has and exceeds: `@index`, which jsonld.js
//! drops silently, is refused, and so are numbers that processors write differently.
//!
//! The way from documents that differ in texts alone is shorter: `alike`.
//!
//! What neither badges nor pinned contexts use (`@reverse`, `@included`, `@nest`, and index, id and type maps) is
//! refused as unsupported. There is no base IRI.

mod error;
mod literal;
mod made;
mod node;
#[cfg(test)]
mod oracle_tests;
mod path;
mod place;
#[cfg(test)]
mod tests;
mod value_object;
mod walk;

pub use error::{JsonLdError, Loss};
pub(crate) use literal::is_portable;
pub use made::Made;

use crate::context::Contexts;
use crate::json::{Members, Tree};
use crate::rdf::Quad;

/// What the RDF is for, which decides how strict the way to it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// We are about to sign it: terms that are not in the oldest publication of a context, `null`s and malformed
    /// IRIs are refused too.
    Sign,
    /// Somebody signed it.
    Verify,
}

/// What becomes of the `proof` of the document itself. Proofs of what is inside it are always kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TopProof {
    /// It is left out, as a proof does not sign itself.
    LeftOut,
    /// It is kept, as a later proof signs it.
    Kept,
}

/// How a document is processed.
#[derive(Clone, Copy, Debug)]
pub struct Processing {
    /// What for.
    pub purpose: Purpose,
    /// Whether a `@context` within an embedded endorsement or credential is processed. Off, and elsewhere: refused.
    pub nested_contexts: bool,
    /// Whether context objects are processed besides URLs (VC-API only). Off: refused.
    pub inline_contexts: bool,
    /// Whether a member may be named by its IRI or keyword instead of by a term, and stand elsewhere than at the top though
    /// it is the document's. Off: refused, since nobody would look for it there.
    pub iri_members: bool,
    /// Whether a text's `@direction` is kept, in the datatype of its literal (`rdfDirection` `i18n-datatype`; VC-API only).
    /// Off: refused, as it would be lost.
    pub directions: bool,
    /// Which contexts URLs may name.
    pub contexts: &'static Contexts,
}

impl Processing {
    /// Only URLs of pinned contexts, only at the top.
    #[must_use]
    pub fn strict(purpose: Purpose) -> Self {
        Self {
            purpose,
            nested_contexts: false,
            inline_contexts: false,
            iri_members: false,
            directions: false,
            contexts: Contexts::pinned(),
        }
    }

    /// All that VC Data Model 2.0 allows credentials: contexts of their own, inline and in what they embed, members named
    /// by their IRI, directions. Contexts that URLs name are the pinned ones all the same.
    #[must_use]
    pub fn open(purpose: Purpose) -> Self {
        Self {
            nested_contexts: true,
            inline_contexts: true,
            iri_members: true,
            directions: true,
            ..Self::strict(purpose)
        }
    }
}

/// The document (a `proof` at its top left out) as quads, in no order, doubles possible. They borrow from the document
/// and from what is `made` for them.
///
/// # Errors
/// Whenever something of the document would not be in the quads, or a context is not pinned: [`JsonLdError`].
pub fn to_rdf<'d, J: Tree>(
    document: &'d J,
    processing: Processing,
    made: &'d Made,
) -> Result<Vec<Quad<'d>>, JsonLdError> {
    let members = document.as_members().ok_or(JsonLdError::NotAnObject)?;
    members_to_rdf(members, TopProof::LeftOut, processing, made)
}

/// Whether a document can be carried over to RDF whole.
///
/// # Errors
/// As [`to_rdf`].
pub fn check<J: Tree>(document: &J, processing: Processing) -> Result<(), JsonLdError> {
    to_rdf(document, processing, &Made::new()).map(|_| ())
}

/// [`to_rdf`] of the members of a document.
pub(crate) fn members_to_rdf<'d, M: Members>(
    members: &'d M,
    top_proof: TopProof,
    processing: Processing,
    made: &'d Made,
) -> Result<Vec<Quad<'d>>, JsonLdError> {
    walk::Walk::over(members, top_proof, processing, made)
}
