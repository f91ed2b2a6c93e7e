//! The cryptosuite `eddsa-jcs-2022` (VC-DI-EDDSA §3.3): what is signed is
//! SHA-256(the proof's options, by RFC 8785) ‖ SHA-256(the document, by RFC 8785).

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::chain::Unsecured;
use super::{ProofError, SecureError, proof_value, without};
use crate::jsonld::JsonLdError;
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
    let hash_data = hash_data(&without(document, "proof"), &proof)?;
    // step 6, §3.3.6
    let proof_bytes = signer.sign(&hash_data)?;
    // steps 7 and 8
    proof.insert("proofValue".to_owned(), proof_value::encode(&proof_bytes).into());
    Ok(proof)
}

/// §3.3.2: whether the proof is the key's over the document.
pub(super) fn verify_proof(
    document: Unsecured<'_>,
    proof: &Map<String, Value>,
    key: &PublicKey,
) -> Result<(), ProofError> {
    // steps 1 to 3
    let mut unsecured = document.into_signed_members();
    let options = without(proof, "proofValue");
    let proof_bytes = proof_value::decode(proof)?;
    // step 4
    if let Some(context) = options.get("@context") {
        // step 4.1
        if !starts_with(unsecured.get("@context"), context) {
            return Err(ProofError::ContextMismatch);
        }
        // step 4.2
        unsecured.insert("@context".to_owned(), context.clone());
    }
    // steps 5 to 7
    let hash_data = hash_data(&unsecured, &options)?;
    // step 8, §3.3.7
    proof_value::verify(&hash_data, &proof_bytes, key)
}

/// Whether the document's contexts start with the proof's, one after the other.
fn starts_with(document: Option<&Value>, proof: &Value) -> bool {
    let list = |context: &'_ Value| context.as_array().cloned().unwrap_or_else(|| vec![context.clone()]);
    document.map(list).unwrap_or_default().starts_with(&list(proof))
}

/// §3.3.4: the hash of the proof's configuration (§3.3.5), then that of the document (§3.3.3).
fn hash_data(document: &Map<String, Value>, options: &Map<String, Value>) -> Result<[u8; 64], JsonLdError> {
    let mut hash_data = [0; 64];
    let (options_hash, document_hash) = hash_data.split_at_mut(32);
    // §3.3.5 step 4 and §3.3.4 step 2
    options_hash.copy_from_slice(&Sha256::digest(canonical(options)?));
    // §3.3.3 step 2 and §3.3.4 step 1
    document_hash.copy_from_slice(&Sha256::digest(canonical(document)?));
    Ok(hash_data)
}

fn canonical(members: &Map<String, Value>) -> Result<Vec<u8>, JsonLdError> {
    serde_json_canonicalizer::to_vec(members)
        .map_err(|error| JsonLdError::Unsupported { pointer: String::new(), what: error.to_string() })
}
