//! Parts that many documents have in common, like a badge class and its issuer, carried over to RDF once.
//!
//! Why this is exact: a node that has an `id` is walked the same wherever it stands under the same contexts and types, and
//! says the same. So what a document says is what it says with each such part replaced by a reference to its `id`, and what
//! the parts say. `Known` tells why the same holds of the canonical form.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use serde_json::{Map, Value};
use sha2::Sha256;

use super::{ProofOptions, SecureError, Suite, eddsa_rdfc_2022, signer};
use crate::Signer;
use crate::jsonld::{self, JsonLdError, Made, Processing};
use crate::rdf::{Object, Quad, Resource};
use crate::rdfc::Known;

/// What the common parts of documents say.
pub struct KnownParts {
    pub(super) statements: Known<Sha256>,
}

impl KnownParts {
    /// What `whole` says and `around` does not: the same document, with the parts replaced by references to their `id`s.
    ///
    /// # Errors
    /// Where `whole` or `around` has what no proof would cover, and where a blank node is around the parts, so that it could
    /// not be told from those in them.
    pub fn of(whole: &Value, around: &Value, processing: Processing) -> Result<Self, JsonLdError> {
        let made = Made::new();
        let around = jsonld::to_rdf(around, processing, &made)?;
        if around.iter().any(has_blank) {
            let what = "a node without `id` around the parts".to_owned();
            return Err(JsonLdError::Unsupported { pointer: String::new(), what });
        }
        let around: HashSet<Quad<'_>> = around.into_iter().collect();
        let mut statements = jsonld::to_rdf(whole, processing, &made)?;
        statements.retain(|quad| !around.contains(quad));
        Ok(Self { statements: Known::of(statements) })
    }
}

impl KnownParts {
    /// The `eddsa-rdfc-2022` proof of a document whose parts `around` refers to by their `id`s.
    ///
    /// # Errors
    /// As [`DataIntegritySigner`](super::DataIntegritySigner) has them for the whole document.
    pub fn prove(
        &self,
        around: &Value,
        signer: &dyn Signer,
        options: &ProofOptions,
    ) -> Result<Map<String, Value>, SecureError> {
        let Value::Object(around) = around else { return Err(JsonLdError::NotAnObject.into()) };
        signer::check_kind(Suite::EddsaRdfc2022, signer)?;
        let options = options.to_proof(Suite::EddsaRdfc2022);
        eddsa_rdfc_2022::create_proof_beside(around, self, options, signer, signer::processing())
    }
}

fn has_blank(quad: &Quad<'_>) -> bool {
    let is_blank = |resource: Resource<'_>| matches!(resource, Resource::Blank(_));
    let object = matches!(quad.object, Object::Resource(object) if is_blank(object));
    is_blank(quad.subject) || object || quad.graph.is_some_and(is_blank)
}
