//! The suites `Ed25519Signature2018` and `JsonWebSignature2020`, types of proofs of their own: a JWS whose payload, left
//! out (RFC 7797), is SHA-256(canonical N-Quads of the proof's options) ‖ SHA-256(canonical N-Quads of the document). Much
//! was signed so in 2022; nothing new should be.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use sha2::Sha256;

use super::chain::Unsecured;
use super::{ProofError, SecureError, proof_value, rdfc_hash};
use crate::json::{Members, Tree};
use crate::jsonld::Processing;
use crate::{KeyKind, PublicKey, Signer};

/// The most characters of the header and of the signature together. A signature by RSA with 8192 bits has 1,366.
const MAX_LENGTH: usize = 2048;

/// A proof of the document, made from its options (all of the proof but `jws`).
pub(super) fn create_proof(
    document: &Map<String, Value>,
    options: Map<String, Value>,
    signer: &dyn Signer,
    processing: Processing,
) -> Result<Map<String, Value>, SecureError> {
    let unsecured = Unsecured::without_proofs(document);
    let hash_data = rdfc_hash::hash_data::<Sha256, _>(&unsecured, &options, processing)?;
    let alg = algs(signer.public_key().kind()).first();
    let fields = json!({"alg": alg, "b64": false, "crit": ["b64"]});
    let header = URL_SAFE_NO_PAD.encode(fields.to_string());
    let signature = signer.sign(&[header.as_bytes(), b".", &hash_data].concat())?;
    let mut proof = options;
    proof.insert("jws".to_owned(), format!("{header}..{}", URL_SAFE_NO_PAD.encode(signature)).into());
    Ok(proof)
}

/// The context of the older suite, with which jsonld-signatures reads the options, whatever the document's.
const ED25519_2018: &str = "https://w3id.org/security/suites/ed25519-2018/v1";

/// Whether the proof is the key's over the document.
pub(super) fn verify_proof<M: Members>(
    document: &Unsecured<'_, M>,
    proof: &M,
    key: &PublicKey,
    processing: Processing,
) -> Result<(), ProofError> {
    let mut options = proof.without("jws");
    let is_of_2018 = options.member("type").and_then(Tree::as_text) == Some("Ed25519Signature2018");
    if is_of_2018 && options.member("@context").is_none() {
        options.put("@context", Tree::of_text(ED25519_2018));
    }
    let (header, alg, signature) = detached(proof, algs(key.kind()))?;
    rdfc_hash::verify::<Sha256, _>(document, &options, processing, |hash_data| {
        // RFC 7797 §3: the payload as it is, not in base64url
        let signed = [header.as_bytes(), b".", hash_data].concat();
        match key {
            PublicKey::Rsa(key) if alg == "PS256" => {
                key.verify_pss(&signed, &signature).map_err(|_| ProofError::SignatureMismatch)
            }
            key => proof_value::verify(&signed, &signature, key),
        }
    })
}

/// What a proof of the suite `EcdsaSecp256k1Signature2019` signs, which is the same with another curve, and its signature by
/// ES256K (RFC 8812 §3.2). The curve is not ours.
#[cfg(feature = "long-tail")]
pub(super) fn signed_by_es256k(
    document: &Unsecured<'_, Map<String, Value>>,
    proof: &Map<String, Value>,
    processing: Processing,
) -> Result<(Vec<u8>, Vec<u8>), ProofError> {
    let (header, _, signature) = detached(proof, &["ES256K"])?;
    let hash_data = rdfc_hash::hash_data::<Sha256, _>(document, &Members::without(proof, "jws"), processing)?;
    Ok(([header.as_bytes(), b".", &hash_data].concat(), signature))
}

/// The header, as it is signed, the algorithm that it names, and the signature of `jws`.
fn detached<'p>(
    proof: &'p impl Members,
    algs: &[&'static str],
) -> Result<(&'p str, &'static str, Vec<u8>), ProofError> {
    let malformed = |expected| ProofError::Malformed { pointer: "/jws".to_owned(), expected };
    let text = proof.member("jws").and_then(Tree::as_text).filter(|text| text.len() <= MAX_LENGTH);
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
    let named = fields.get("alg").and_then(Value::as_str);
    let alg = algs.iter().find(|alg| named == Some(**alg));
    let alg = alg.ok_or_else(|| malformed("a header with an algorithm of the key"))?;
    Ok((header, alg, decoded(signature)?))
}

/// Each `alg` of a kind of key, the one that is written first (RFC 7518 §3.1, RFC 8037 §3.1). The suite has `PS256` for RSA,
/// and `RS256` is what keys sign with here.
fn algs(kind: KeyKind) -> &'static [&'static str] {
    match kind {
        KeyKind::Ed25519 => &["EdDSA"],
        KeyKind::P256 => &["ES256"],
        KeyKind::P384 => &["ES384"],
        KeyKind::Rsa => &["RS256", "PS256"],
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{RSA_PSS_SHA256, RsaKeyPair};

    use super::*;
    use crate::jsonld::Purpose;
    use crate::key::rsa_tests::{PRIVATE_DER, rfc_7515_a2};

    /// With keys of RSA the suite is for `PS256`, by which nothing is signed here but this.
    #[test]
    fn a_proof_by_ps256_is_right_and_wrong_once_its_document_is_another() {
        let mut document = json!({"@context": ["https://www.w3.org/ns/credentials/v2",
            "https://w3id.org/security/suites/jws-2020/v1"], "type": "VerifiableCredential", "name": "A"});
        let mut proof = json!({"type": "JsonWebSignature2020", "proofPurpose": "assertionMethod",
            "verificationMethod": "did:web:a.example#1"});
        let processing = Processing::strict(Purpose::Verify);
        let members = |value: &Value| value.as_object().unwrap().clone();
        let unsecured = members(&document);
        let unsecured = Unsecured::without_proofs(&unsecured);
        let hash_data = rdfc_hash::hash_data::<Sha256, _>(&unsecured, &members(&proof), processing).unwrap();
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"PS256","b64":false,"crit":["b64"]}"#);
        let pair = RsaKeyPair::from_der(PRIVATE_DER).unwrap();
        let mut signature = vec![0; pair.public_modulus_len()];
        let signed = [header.as_bytes(), b".", &hash_data].concat();
        pair.sign(&RSA_PSS_SHA256, &SystemRandom::new(), &signed, &mut signature).unwrap();
        proof["jws"] = json!(format!("{header}..{}", URL_SAFE_NO_PAD.encode(signature)));
        let verified = |document: &Value, proof: &Value| {
            super::super::verify(document, proof, &rfc_7515_a2().public_key()).map_err(|error| error.code())
        };
        assert_eq!(verified(&document, &proof), Ok(()));
        document["name"] = json!("B");
        assert_eq!(verified(&document, &proof), Err("proof.signature_mismatch"));
    }
}
