//! Parts that many documents have in common, like a badge class and its issuer, carried over to RDF once.
//!
//! Why this is exact: a node that has an `id` is walked the same wherever it stands under the same contexts and types, and
//! says the same. So what a document says is what it says with each such part replaced by a reference to its `id`, and what
//! the parts say. No blank node of theirs is in other statements, so that both can be brought into canonical form together.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use badgewright_credential::strict_json::{self, Object};
use badgewright_credential::{SecureBeside, Stencil};
use serde_json::{Map, Value};
use sha2::Sha256;

use super::known_config::KnownForm;
use super::{ProofOptions, SecureError, Suite, eddsa_rdfc_2022, proof_value, rdfc_hash, signer};
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
    /// The form of what proofs say about themselves.
    config: Option<&'static KnownForm>,
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
            config: KnownForm::of(&contexts, Suite::EddsaRdfc2022.name()),
            contexts,
            common: Common::of(&statements),
            templates: Templates::at_most(MOST_TEMPLATES),
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
        if let Some(proof) = self.usual_proof(&form)? {
            return Ok(proof);
        }
        let options = self.options.to_proof(Suite::EddsaRdfc2022);
        let contexts = &self.parts.contexts;
        let hash_data =
            rdfc_hash::hash_data_of_form::<Sha256, _>(&form, contexts, &options, signer::processing())?;
        Ok(Value::Object(eddsa_rdfc_2022::signed(&hash_data, options, self.signer)?).to_string())
    }
}

impl PartsSigner<'_> {
    /// The proof, where its options are such as nearly all are: their canonical form is known, and their texts stand in JSON
    /// as they are. Its members are those of [`ProofOptions::to_proof`], and in their order.
    fn usual_proof(&self, form: &str) -> Result<Option<String>, SecureError> {
        let key = &self.options.verification_method;
        let Some(created) = self.options.assertion_at().map(String::from) else {
            return Ok(None);
        };
        let Some(config) = self.parts.config.and_then(|config| config.with(&created, key)) else {
            return Ok(None);
        };
        let hash_data = rdfc_hash::of_forms::<Sha256>(&config, form);
        let value = proof_value::encode(&self.signer.sign(&hash_data)?);
        let proof = [
            r#"{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022","created":""#,
            &created,
            r#"","verificationMethod":""#,
            key,
            r#"","proofPurpose":"assertionMethod","proofValue":""#,
            &value,
            r#""}"#,
        ];
        Ok(Some(proof.concat()))
    }
}

fn has_blank(quad: &Quad<'_>) -> bool {
    let is_blank = |resource: Resource<'_>| matches!(resource, Resource::Blank(_));
    let object = matches!(quad.object, RdfObject::Resource(object) if is_blank(object));
    is_blank(quad.subject) || object || quad.graph.is_some_and(is_blank)
}
