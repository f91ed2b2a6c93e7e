//! Parts that many documents have in common, like a badge class and its issuer, carried over to RDF once.
//!
//! Why this is exact: a node that has an `id` is walked the same wherever it stands under the same contexts and types, and
//! says the same. So what a document says is what it says with each such part replaced by a reference to its `id`, and what
//! the parts say. No blank node of theirs is in other statements, so that both can be brought into canonical form together.

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use badgewright_credential::strict_json::{self, Object};
use badgewright_credential::{SecureBeside, Stencil};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{ProofOptions, SecureError, Suite, proof_value, rdfc_hash, signer};
use crate::Signer;
use crate::alike::Templates;
use crate::json::{Members, Tree};
use crate::jsonld::{self, JsonLdError, Made, TopProof, members_to_rdf};
use crate::rdf::{Object as RdfObject, Quad, Resource};
use crate::rdfc::{self, Common, TooComplex};

/// What the common parts of documents say.
pub struct KnownParts {
    /// `@context` alone, as the documents have it.
    contexts: Map<String, Value>,
    common: Common,
    templates: Templates,
    /// That of the proof before, which the next one has where its options are the same.
    config: Mutex<Option<Arc<Config>>>,
}

/// The configuration of a proof (VC-DI-EDDSA §3.2.5). It follows from the options, which are the same for all proofs that a key
/// makes for one purpose within a second, and from the contexts.
struct Config {
    options: ProofOptions,
    hash: Vec<u8>,
    /// The proof but for its value, as JSON without the brace at its end.
    proof: String,
}

/// As many kinds of documents as are kept.
const MOST_TEMPLATES: usize = 32;

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
        let contexts = contexts.into_iter().collect();
        Ok(Self {
            contexts,
            common: Common::of(&statements),
            templates: Templates::at_most(MOST_TEMPLATES),
            config: Mutex::default(),
        })
    }

    /// The canonical form of a document that refers to the parts, as of the whole one.
    fn form(&self, around: &Stencil<'_>) -> Result<String, JsonLdError> {
        if let Some(form) = self.templates.form(around, &self.common) {
            return Ok(form);
        }
        let text = around.with_references();
        let document = strict_json::read_borrowed(text.as_bytes()).map_err(|_| JsonLdError::NotAnObject)?;
        let members = document.as_members().ok_or(JsonLdError::NotAnObject)?;
        if !self.fit(members) {
            let what = "other contexts than those that its parts were read under, or the id of one of them";
            return Err(JsonLdError::Unsupported { pointer: String::new(), what: what.to_owned() });
        }
        let (processing, made) = (signer::processing(), Made::new());
        self.templates.learn(around, &self.common, processing);
        let quads = members_to_rdf(members, TopProof::LeftOut, processing, &made)?;
        let common = self.common.beside(&quads);
        rdfc::canonicalize::<Sha256>(common.chain(quads).collect())
            .map_err(|TooComplex| JsonLdError::TooComplex)
    }

    /// The configuration of a proof with these options.
    fn config(&self, options: &ProofOptions) -> Result<Arc<Config>, JsonLdError> {
        let last = || self.config.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(config) = last().as_ref().filter(|config| config.options == *options) {
            return Ok(Arc::clone(config));
        }
        let proof = options.to_proof(Suite::EddsaRdfc2022);
        let hash = rdfc_hash::options_hash::<Sha256, _>(&self.contexts, &proof, signer::processing())?;
        let mut proof = Value::Object(proof).to_string();
        // The brace.
        proof.pop();
        let config = Arc::new(Config { options: options.clone(), hash, proof });
        *last() = Some(Arc::clone(&config));
        Ok(config)
    }

    /// Whether a document has the contexts that the parts were read under, and is none of the parts itself.
    fn fit(&self, around: &Object<'_>) -> bool {
        let found = around.member("@context").map_or(&[][..], Tree::items);
        let expected = self.contexts.member("@context").map_or(&[][..], Tree::items);
        let id = around.member("id").and_then(Tree::as_text);
        found.iter().map(Tree::as_text).eq(expected.iter().map(Tree::as_text))
            && id.is_some_and(|id| !self.common.is_about(id))
    }
}

impl SecureBeside for PartsSigner<'_> {
    type Error = SecureError;

    /// The proof that [`DataIntegritySigner`](super::DataIntegritySigner) makes of the whole document.
    fn prove(&self, around: &Stencil<'_>) -> Result<String, SecureError> {
        signer::check_kind(Suite::EddsaRdfc2022, self.signer)?;
        let form = self.parts.form(around)?;
        let config = self.parts.config(&self.options)?;
        // VC-DI-EDDSA §3.2.4; then §3.2.6, and steps 6 and 7 of §3.2.1
        let hash_data = [config.hash.as_slice(), &Sha256::digest(form)].concat();
        let value = proof_value::encode(&self.signer.sign(&hash_data)?);
        Ok([&*config.proof, r#","proofValue":""#, &value, r#""}"#].concat())
    }
}

fn has_blank(quad: &Quad<'_>) -> bool {
    let is_blank = |resource: Resource<'_>| matches!(resource, Resource::Blank(_));
    let object = matches!(quad.object, RdfObject::Resource(object) if is_blank(object));
    is_blank(quad.subject) || object || quad.graph.is_some_and(is_blank)
}
