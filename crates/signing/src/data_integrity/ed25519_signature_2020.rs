//! The suite `Ed25519Signature2020` (VC-DI-EDDSA §A), a type of proof of its own, with which much was signed that is still
//! shown. What is signed is SHA-256(canonical N-Quads of the proof's options) ‖ SHA-256(canonical N-Quads of the document).

use serde_json::{Map, Value};
use sha2::Sha256;

use super::chain::Unsecured;
use super::{ProofError, SecureError, proof_value, rdfc_hash};
use crate::json::{Members, Tree};
use crate::jsonld::Processing;
use crate::{PublicKey, Signer};

/// The suite's own context.
const CONTEXT: &str = "https://w3id.org/security/suites/ed25519-2020/v1";

/// §A.2.1.1: a proof of the document, made from its options (all of the proof but `proofValue`).
pub(super) fn create_proof(
    document: &Map<String, Value>,
    options: Map<String, Value>,
    signer: &dyn Signer,
    processing: Processing,
) -> Result<Map<String, Value>, SecureError> {
    // §A.2.1.3 to §A.2.1.5
    let unsecured = Unsecured::without_proofs(document);
    let hash_data = rdfc_hash::hash_data::<Sha256, _>(&unsecured, &options, processing)?;
    // §A.2.1.6
    let proof_bytes = signer.sign(&hash_data)?;
    let mut proof = options;
    proof.insert("proofValue".to_owned(), proof_value::encode(&proof_bytes).into());
    Ok(proof)
}

/// §A.2.1.2: whether the proof is the key's over the document.
pub(super) fn verify_proof<M: Members>(
    document: &Unsecured<'_, M>,
    proof: &M,
    key: &PublicKey,
    processing: Processing,
) -> Result<(), ProofError> {
    let mut options = proof.without("proofValue");
    // jsonld-signatures reads the options with the suite's own context, whatever the document's.
    if options.member("@context").is_none() {
        options.put("@context", Tree::of_text(CONTEXT));
    }
    let proof_bytes = proof_value::decode(proof, proof_value::length(key.kind()))?;
    // §A.2.1.3 to §A.2.1.5, then §A.2.1.7
    rdfc_hash::verify::<Sha256, _>(document, &options, processing, |hash_data| {
        proof_value::verify(hash_data, &proof_bytes, key)
    })
}
