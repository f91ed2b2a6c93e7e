//! The suites `Ed25519Signature2018` and `JsonWebSignature2020`, types of proofs of their own: a JWS whose payload, left
//! out (RFC 7797), is SHA-256(canonical N-Quads of the proof's options) ‖ SHA-256(canonical N-Quads of the document). Much
//! was signed so in 2022; nothing new should be.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use sha2::Sha256;

use super::chain::Unsecured;
use super::{ProofError, SecureError, proof_value, rdfc_hash, without};
use crate::jsonld::Processing;
use crate::{KeyKind, PublicKey, Signer};

/// The most characters of the header and of the signature together. Those of the suites have no more than two hundred.
const MAX_LENGTH: usize = 1024;

/// A proof of the document, made from its options (all of the proof but `jws`).
pub(super) fn create_proof(
    document: &Map<String, Value>,
    options: Map<String, Value>,
    signer: &dyn Signer,
    processing: Processing,
) -> Result<Map<String, Value>, SecureError> {
    let unsecured = Unsecured::without_proofs(document);
    let hash_data = rdfc_hash::hash_data::<Sha256>(&unsecured, &options, processing)?;
    let fields = json!({"alg": alg(signer.public_key().kind()), "b64": false, "crit": ["b64"]});
    let header = URL_SAFE_NO_PAD.encode(fields.to_string());
    let signature = signer.sign(&[header.as_bytes(), b".", &hash_data].concat())?;
    let mut proof = options;
    proof.insert("jws".to_owned(), format!("{header}..{}", URL_SAFE_NO_PAD.encode(signature)).into());
    Ok(proof)
}

/// The context of the older suite, with which jsonld-signatures reads the options, whatever the document's.
const ED25519_2018: &str = "https://w3id.org/security/suites/ed25519-2018/v1";

/// Whether the proof is the key's over the document.
pub(super) fn verify_proof(
    document: &Unsecured<'_>,
    proof: &Map<String, Value>,
    key: &PublicKey,
    processing: Processing,
) -> Result<(), ProofError> {
    let mut options = without(proof, "jws");
    if options.get("type").is_some_and(|name| name == "Ed25519Signature2018") {
        options.entry("@context").or_insert_with(|| ED25519_2018.into());
    }
    let (header, signature) = detached(proof, key.kind())?;
    rdfc_hash::verify::<Sha256>(document, &options, processing, |hash_data| {
        // RFC 7797 §3: the payload as it is, not in base64url
        let signed = [header.as_bytes(), b".", hash_data].concat();
        proof_value::verify(&signed, &signature, key)
    })
}

/// The header, as it is signed, and the signature of `jws`.
fn detached(proof: &Map<String, Value>, kind: KeyKind) -> Result<(&str, Vec<u8>), ProofError> {
    let malformed = |expected| ProofError::Malformed { pointer: "/jws".to_owned(), expected };
    let text = proof.get("jws").and_then(Value::as_str).filter(|text| text.len() <= MAX_LENGTH);
    // RFC 7515 §F: the payload between the dots is left out
    let (header, signature) =
        text.and_then(|text| text.split_once("..")).ok_or_else(|| malformed("a JWS without its payload"))?;
    let decoded =
        |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| malformed("base64url without padding"));
    let fields: Map<String, Value> =
        serde_json::from_slice(&decoded(header)?).map_err(|_| malformed("a header that is a JSON object"))?;
    let is_unencoded =
        fields.get("b64") == Some(&json!(false)) && fields.get("crit") == Some(&json!(["b64"]));
    if !is_unencoded {
        return Err(malformed("a header with `b64` false, and nothing else that must be understood"));
    }
    if fields.get("alg").and_then(Value::as_str) != Some(alg(kind)) {
        return Err(malformed("a header with the algorithm of the key"));
    }
    Ok((header, decoded(signature)?))
}

/// The `alg` of a kind of key (RFC 7518 §3.1, RFC 8037 §3.1).
fn alg(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Ed25519 => "EdDSA",
        KeyKind::P256 => "ES256",
        KeyKind::P384 => "ES384",
        _ => "none of these suites",
    }
}
