//! The cryptosuite `eddsa-rdfc-2022` (VC-DI-EDDSA §3.2): what is signed is
//! SHA-256(canonical N-Quads of the proof's options) ‖ SHA-256(canonical N-Quads of the document).

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::chain::Unsecured;
use super::{ProofError, SecureError, proof_value, without};
use crate::canonical_form::canonical_form_of;
use crate::jsonld::{JsonLdError, Processing, TopProof};
use crate::{PublicKey, Signer};

/// §3.2.1: a proof of the document, made from its options (all of the proof but `proofValue`).
pub(super) fn create_proof(
    document: &Map<String, Value>,
    options: Map<String, Value>,
    signer: &dyn Signer,
    processing: Processing,
) -> Result<Map<String, Value>, SecureError> {
    // steps 2 to 4
    let unsecured = Unsecured::without_proofs(document);
    let hash_data = hash_data(&unsecured, &options, processing)?;
    // step 5, §3.2.6
    let proof_bytes = signer.sign(&hash_data)?;
    // steps 1, 6 and 7
    let mut proof = options;
    proof.insert("proofValue".to_owned(), proof_value::encode(&proof_bytes).into());
    Ok(proof)
}

/// §3.2.2: whether the proof is the key's over the document.
pub(super) fn verify_proof(
    document: &Unsecured<'_>,
    proof: &Map<String, Value>,
    key: &PublicKey,
    processing: Processing,
) -> Result<(), ProofError> {
    // step 1 was done by the caller; steps 2 and 3
    let options = without(proof, "proofValue");
    let proof_bytes = proof_value::decode(proof)?;
    // steps 4 to 6
    let hash_data = hash_data(document, &options, processing)?;
    // step 7, §3.2.7
    proof_value::verify(&hash_data, &proof_bytes, key)
}

/// §3.2.4: the hash of the proof's configuration, then that of the document.
fn hash_data(
    document: &Unsecured<'_>,
    options: &Map<String, Value>,
    processing: Processing,
) -> Result<[u8; 64], JsonLdError> {
    // §3.2.3 step 2
    let canonical_document = canonical_form_of(&document.members, document.top_proof, processing)?;
    // §3.2.5 step 5
    let config = proof_config(&document.members, options);
    let canonical_options =
        canonical_form_of(&config, TopProof::LeftOut, processing).map_err(|error| error.within("/proof"))?;
    // §3.2.4 steps 1 to 3
    let mut hash_data = [0; 64];
    let (options_hash, document_hash) = hash_data.split_at_mut(32);
    options_hash.copy_from_slice(&Sha256::digest(canonical_options));
    document_hash.copy_from_slice(&Sha256::digest(canonical_document));
    Ok(hash_data)
}

/// §3.2.5: the options, read with the document's contexts.
fn proof_config(document: &Map<String, Value>, options: &Map<String, Value>) -> Map<String, Value> {
    // step 1; step 2 was done by `Suite::of`, and step 3 (`created`) is for whoever judges dates
    let mut config = options.clone();
    // step 4: a context of the proof's own is replaced
    match document.get("@context") {
        Some(context) => config.insert("@context".to_owned(), context.clone()),
        None => config.shift_remove("@context"),
    };
    config
}
