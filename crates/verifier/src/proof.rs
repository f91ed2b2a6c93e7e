//! The signature of one proof: right, wrong, or not to be decided. Whose key it is, is the business of `issuer`.

use badgewright_credential::{Moment, Timestamp};
use badgewright_signing::data_integrity::{self, ProofError};
use badgewright_signing::did::Purpose;
use badgewright_signing::jws::{self, JwsError, UnverifiedJws};
use badgewright_signing::{PublicKey, jsonld};
use serde_json::Value;

use crate::code::Code;
use crate::context;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::presented::Jwt;

/// A signature fits the credential.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignatureRight(());

/// Verifies one Data Integrity proof of a document with a key (VC-DATA-INTEGRITY §4.4).
///
/// What the proof says about itself (purpose, dates) is asked by [`terms`]; here it is the signature alone.
pub(crate) fn data_integrity(
    credential: &Credential,
    proof: &Value,
    key: &PublicKey,
) -> Result<SignatureRight, Finding> {
    let processing = context::processing_of_proofs();
    data_integrity::verify_with(credential.as_value(), proof, key, processing)
        .map_err(|error| from_proof_error(&error, proof))?;
    match purpose(proof) {
        Some(_) => Ok(SignatureRight(())),
        // VC-DATA-INTEGRITY §4.4 wants one. The signature is right all the same, and so no forgery.
        None => Err(Finding::unknown(Code::PROOF_PURPOSE_ABSENT)),
    }
}

fn purpose(proof: &Value) -> Option<&str> {
    proof.get("proofPurpose").and_then(crate::credential::id_of)
}

/// The beginnings of base proofs' values in `ecdsa-sd-2023` and `bbs-2023`: `u`, and the bytes d9 5d and an even one in
/// base64url. The holder makes others out of it, which alone are for showing.
const BASE_PROOFS: [&str; 5] = ["u2V0A", "u2V0C", "u2V0E", "u2V0G", "u2V0I"];

fn is_base_proof(proof: &Value) -> bool {
    let value = proof.get("proofValue").and_then(Value::as_str).unwrap_or_default();
    BASE_PROOFS.iter().any(|beginning| value.starts_with(beginning))
}

fn from_proof_error(error: &ProofError, proof: &Value) -> Finding {
    let code = Code::named(error.code()).unwrap_or(Code::PROOF_MALFORMED);
    match error {
        ProofError::SignatureMismatch => Finding::fail(code),
        ProofError::UnsupportedSuite { suite } if is_base_proof(proof) => {
            Finding::unknown(Code::PROOF_BASE).because(suite)
        }
        ProofError::UnsupportedSuite { .. } => Finding::unknown(code).because(error),
        // The context check says which; here it means that there is nothing to compare the signature with.
        ProofError::JsonLd(jsonld::JsonLdError::TooComplex) => Finding::unknown(code),
        ProofError::JsonLd(error) => Finding::unknown(Code::PROOF_NOT_COMPUTED).because(error),
        _ => Finding::fail(code).because(error),
    }
}

/// What a proof says about itself: what it is for, and when it holds (VC-DATA-INTEGRITY §2.1).
///
/// Returns remarks, or what keeps the proof from counting.
pub(crate) fn terms(proof: &Value, expected: Purpose, now: Timestamp) -> Result<Vec<Finding>, Finding> {
    let mut remarks = Vec::new();
    if let Some(purpose) = purpose(proof).filter(|purpose| *purpose != expected.as_str()) {
        return Err(Finding::fail(Code::PROOF_PURPOSE).because(purpose));
    }
    for member in ["created", "expires"] {
        let Some(value) = proof.get(member) else { continue };
        let Some(moment) = value.as_str().and_then(Moment::read) else {
            return Err(Finding::fail(Code::PROOF_MALFORMED).because(format!("`{member}` is no date")));
        };
        if moment.is_odd() {
            remarks.push(Finding::warn(Code::PROOF_DATE_ODD).because(value));
        }
        if member == "expires" && moment.last() < now {
            return Err(Finding::fail(Code::PROOF_EXPIRED).because(moment.last()));
        }
    }
    if proof.get("domain").is_some() || proof.get("challenge").is_some() {
        remarks.push(Finding::new(Outcome::Skip, Code::PROOF_DOMAIN_IGNORED));
    }
    // Written before the suite got its name; computed as `eddsa-rdfc-2022`.
    if proof.get("cryptosuite").and_then(Value::as_str) == Some("eddsa-2022") {
        remarks.push(Finding::warn(Code::PROOF_OLDER_NAME));
    }
    Ok(remarks)
}

/// Whether a JWT is signed in a way that can be checked here (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2.2).
pub(crate) fn has_known_alg(jws: &UnverifiedJws) -> bool {
    matches!(jws.alg(), "ES256" | "EdDSA" | "Ed25519")
}

/// Verifies a JWT's signature with a key (RFC 7515 §5.2), and that its claims say what the credential says.
pub(crate) fn jwt(jwt: &Jwt, key: &PublicKey) -> Result<SignatureRight, Finding> {
    let _verified = jws::verify(&jwt.jws, key).map_err(|error| from_jws_error(&error))?;
    let differing = jwt.read.agreement().err().unwrap_or_default();
    // Who issued it is asked by `issuer`.
    match differing.iter().find(|mismatch| mismatch.claim != "iss") {
        Some(mismatch) => {
            Err(Finding::fail(Code::PROOF_CLAIM_DIFFERS).because(mismatch).at(mismatch.pointer))
        }
        None => Ok(SignatureRight(())),
    }
}

pub(crate) fn from_jws_error(error: &JwsError) -> Finding {
    match error {
        JwsError::Mismatch => Finding::fail(Code::PROOF_SIGNATURE_MISMATCH),
        JwsError::WrongKey { .. } => Finding::fail(Code::PROOF_WRONG_KEY_TYPE).because(error),
        JwsError::UnsupportedAlgorithm { .. } => {
            Finding::unknown(Code::PROOF_UNSUPPORTED_SUITE).because(error)
        }
        _ => Finding::fail(Code::PROOF_MALFORMED).because(error),
    }
}
