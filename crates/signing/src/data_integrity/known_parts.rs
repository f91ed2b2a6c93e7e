//! Parts that many documents have in common, like a badge class and its issuer, carried over to RDF once.
//!
//! Why this is exact: a node that has an `id` is walked the same wherever it stands under the same contexts and types, and
//! says the same. So what a document says is what it says with each such part replaced by a reference to its `id`, and what
//! the parts say. No blank node of theirs is in other statements, so that both can be brought into canonical form together.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use badgewright_credential::SecureBeside;
use badgewright_credential::strict_json::Object;
use serde_json::{Map, Value};

use super::{ProofOptions, SecureError, Suite, eddsa_rdfc_2022, signer};
use crate::Signer;
use crate::alike::Documents;
use crate::json::{Members, Tree};
use crate::jsonld::{self, JsonLdError, Made};
use crate::rdf::{Object as RdfObject, Quad, Resource};

/// What the common parts of documents say.
pub struct KnownParts {
    /// `@context` alone, as the documents have it.
    pub(super) contexts: Map<String, Value>,
    pub(super) documents: Documents,
}

/// Puts an `eddsa-rdfc-2022` proof on documents of which some parts are known.
pub struct PartsSigner<'a> {
    /// What signs.
    pub signer: &'a dyn Signer,
    /// What the proof says about itself.
    pub options: ProofOptions,
    /// What is known.
    pub parts: &'a KnownParts,
}

impl KnownParts {
    /// What `whole` says and `around` does not: the same document, with the parts replaced by references to their `id`s.
    ///
    /// # Errors
    /// Where `whole` or `around` has what no proof would cover, and where something around the parts could not be told from
    /// what is in them: a blank node, or what a part says too.
    pub fn of(whole: &Value, around: &Value) -> Result<Self, JsonLdError> {
        let (made, processing) = (Made::new(), signer::processing());
        let around_quads = jsonld::to_rdf(around, processing, &made)?;
        let mut statements = jsonld::to_rdf(whole, processing, &made)?;
        let all = statements.len();
        let said_around: HashSet<&Quad<'_>> = around_quads.iter().collect();
        statements.retain(|quad| !said_around.contains(quad));
        if around_quads.iter().any(has_blank) || statements.len() + around_quads.len() != all {
            let what = "something around the parts that may be in them".to_owned();
            return Err(JsonLdError::Unsupported { pointer: String::new(), what });
        }
        let contexts = around.get("@context").cloned().map(|contexts| ("@context".to_owned(), contexts));
        Ok(Self { contexts: contexts.into_iter().collect(), documents: Documents::beside(&statements) })
    }

    /// Whether a document has the contexts that the parts were read under, and is none of the parts itself.
    fn fit(&self, around: &impl Members) -> bool {
        let found = around.member("@context").map_or(&[][..], Tree::items);
        let expected = self.contexts.member("@context").map_or(&[][..], Tree::items);
        let id = around.member("id").and_then(Tree::as_text);
        found.iter().map(Tree::as_text).eq(expected.iter().map(Tree::as_text))
            && id.is_some_and(|id| !self.documents.are_about(id))
    }
}

impl SecureBeside for PartsSigner<'_> {
    type Error = SecureError;

    /// The proof that [`DataIntegritySigner`](super::DataIntegritySigner) makes of the whole document.
    fn prove(&self, around: &Object<'_>) -> Result<Map<String, Value>, SecureError> {
        if !self.parts.fit(around) {
            let what = "other contexts than those that its parts were read under".to_owned();
            return Err(JsonLdError::Unsupported { pointer: String::new(), what }.into());
        }
        signer::check_kind(Suite::EddsaRdfc2022, self.signer)?;
        let options = self.options.to_proof(Suite::EddsaRdfc2022);
        eddsa_rdfc_2022::create_proof_beside(around, self.parts, options, self.signer, signer::processing())
    }
}

fn has_blank(quad: &Quad<'_>) -> bool {
    let is_blank = |resource: Resource<'_>| matches!(resource, Resource::Blank(_));
    let object = matches!(quad.object, RdfObject::Resource(object) if is_blank(object));
    is_blank(quad.subject) || object || quad.graph.is_some_and(is_blank)
}
