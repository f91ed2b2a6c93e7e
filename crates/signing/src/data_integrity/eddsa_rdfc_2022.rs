//! The cryptosuite `eddsa-rdfc-2022` (VC-DI-EDDSA §3.2): what is signed is
//! SHA-256(canonical N-Quads of the proof's options) ‖ SHA-256(canonical N-Quads of the document).

use serde_json::{Map, Value};
use sha2::Sha256;

use super::chain::Unsecured;
use super::{ProofError, SecureError, proof_value, rdfc_hash};
use crate::json::Members;
use crate::jsonld::Processing;
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
    let hash_data = rdfc_hash::hash_data::<Sha256, _>(&unsecured, &options, processing)?;
    // step 5, §3.2.6
    let proof_bytes = signer.sign(&hash_data)?;
    // steps 1, 6 and 7
    let mut proof = options;
    proof.insert("proofValue".to_owned(), proof_value::encode(&proof_bytes).into());
    Ok(proof)
}

/// §3.2.2: whether the proof is the key's over the document.
pub(super) fn verify_proof<M: Members>(
    document: &Unsecured<'_, M>,
    proof: &M,
    key: &PublicKey,
    processing: Processing,
) -> Result<(), ProofError> {
    // step 1 was done by the caller; steps 2 and 3
    let options = proof.without("proofValue");
    let proof_bytes = proof_value::decode(proof, proof_value::length(key.kind()))?;
    // steps 4 to 7, §3.2.7
    rdfc_hash::verify::<Sha256, _>(document, &options, processing, |hash_data| {
        proof_value::verify(hash_data, &proof_bytes, key)
    })
}
