//! `eddsa-rdfc-2022` by way of general libraries: `oxjsonld` reads JSON-LD, `oxrdf` canonicalizes.

use badgewright_signing::context::pinned;
use badgewright_signing::data_integrity::ProofOptions;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm, Dataset};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The document with a proof added.
pub(crate) fn sign(mut document: Value, options: &ProofOptions, key: &SigningKey) -> Value {
    let mut proof = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": options.created,
        "verificationMethod": options.verification_method,
        "proofPurpose": "assertionMethod",
    });
    let signature = key.sign(&hash_data(&document, &proof));
    proof["proofValue"] = format!("z{}", bs58::encode(signature.to_bytes()).into_string()).into();
    document["proof"] = json!([proof]);
    document
}

/// Panics if the document's proof is not the key's.
pub(crate) fn verify(document: &[u8], key: &VerifyingKey) {
    let mut document: Value = serde_json::from_slice(document).unwrap();
    let mut proof = document.as_object_mut().unwrap().shift_remove("proof").unwrap()[0].take();
    let value = proof.as_object_mut().unwrap().shift_remove("proofValue").unwrap();
    let signature = bs58::decode(value.as_str().unwrap().strip_prefix('z').unwrap()).into_vec().unwrap();
    let signature = Signature::from_slice(&signature).unwrap();
    key.verify_strict(&hash_data(&document, &proof), &signature).unwrap();
}

/// VC-DI-EDDSA §3.2.4.
fn hash_data(document: &Value, proof: &Value) -> Vec<u8> {
    let mut config = proof.clone();
    config["@context"] = document["@context"].clone();
    [Sha256::digest(canonical(&config)), Sha256::digest(canonical(document))].concat()
}

fn canonical(document: &Value) -> String {
    let text = serde_json::to_vec(document).unwrap();
    let parser = JsonLdParser::new().for_slice(&text).with_load_document_callback(|url, _| {
        let context = pinned(url).ok_or("not pinned")?;
        let document = context.text.as_bytes().to_vec();
        Ok(JsonLdRemoteDocument { document, document_url: url.to_owned() })
    });
    let mut dataset: Dataset = parser.map(Result::unwrap).collect();
    let hash_algorithm = CanonicalizationHashAlgorithm::Sha256;
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    lines.concat()
}
