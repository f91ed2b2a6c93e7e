//! The cryptosuite `eddsa-jcs-2022` (VC-DI-EDDSA §3.3): what is signed is
//! SHA-256(the proof's options, by RFC 8785) ‖ SHA-256(the document, by RFC 8785).

use serde_json::{Map, Value};
use sha2::Sha256;

use super::chain::Unsecured;
use super::{ProofError, SecureError, jcs_hash, proof_value};
use crate::json::Members;
use crate::{PublicKey, Signer};

/// §3.3.1: a proof of the document, made from its options (all of the proof but `proofValue`).
pub(super) fn create_proof(
    document: &Map<String, Value>,
    options: Map<String, Value>,
    signer: &dyn Signer,
) -> Result<Map<String, Value>, SecureError> {
    // step 1
    let mut proof = options;
    // step 2
    if let Some(context) = document.get("@context") {
        proof.insert("@context".to_owned(), context.clone());
    }
    // steps 3 to 5
    let hash_data = jcs_hash::hash_data::<Sha256>(&document.without("proof"), &proof)?;
    // step 6, §3.3.6
    let proof_bytes = signer.sign(&hash_data)?;
    // steps 7 and 8
    proof.insert("proofValue".to_owned(), proof_value::encode(&proof_bytes).into());
    Ok(proof)
}

/// §3.3.2: whether the proof is the key's over the document.
pub(super) fn verify_proof<M: Members>(
    document: Unsecured<'_, M>,
    proof: &M,
    key: &PublicKey,
) -> Result<(), ProofError> {
    // steps 1 to 3
    let mut unsecured = document.into_signed_members();
    let options = proof.without("proofValue");
    let proof_bytes = proof_value::decode(proof, proof_value::length(key.kind()))?;
    // step 4
    jcs_hash::take_contexts_of(&options, &mut unsecured)?;
    // steps 5 to 7
    let hash_data = jcs_hash::hash_data::<Sha256>(&unsecured, &options)?;
    // step 8, §3.3.7
    proof_value::verify(&hash_data, &proof_bytes, key)
}
