//! Data Integrity proofs (VC Data Integrity 1.0) of the cryptosuites for Ed25519 (VC-DI-EDDSA), P-256 and P-384
//! (VC-DI-ECDSA).
//!
//! Each suite stands in a file of its own, from the document to the bytes that are signed. How a document is transformed
//! and hashed is the same for all suites of a kind: `rdfc_hash`, `jcs_hash`. What nearly all proofs say about themselves is
//! brought into its form ahead: `known_config`. Of documents that have parts in common, these are read ahead: `known_parts`.

mod chain;
mod detached_jws;
mod ecdsa_jcs_2019;
mod ecdsa_rdfc_2019;
mod ed25519_signature_2020;
mod eddsa_jcs_2022;
mod eddsa_rdfc_2022;
mod error;
mod jcs_hash;
#[cfg(test)]
mod known_answers;
mod known_config;
mod known_parts;
mod options;
mod proof_value;
mod rdfc_hash;
mod signer;
mod terms_shown;
#[cfg(test)]
mod tests;

pub use error::{ProofError, SecureError};
pub use known_parts::{KnownParts, PartsSigner};
pub use options::{ProofOptions, ProofPurpose, Suite};
pub use signer::{DataIntegritySigner, OpenSigner};

use chain::Unsecured;
use serde_json::Value;

use crate::json::Tree;
use crate::jsonld::{Processing, Purpose};
use crate::{KeyKind, PublicKey};

/// Whether `proof` is `key`'s over `document` (VC-DI-EDDSA §3.2.2, §3.3.2; VC-DI-ECDSA §3.2.2, §3.3.2).
///
/// The document may still have its `proof`: it is no part of what is signed, but for the proofs that `previousProof`
/// names, which are looked up in it and whose own signatures are not verified here. Nor is it asked whose key it is, and
/// when and what for the proof was made.
///
/// # Errors
/// [`ProofError`], which tells a wrong signature from what could not be decided.
pub fn verify<J: Tree>(document: &J, proof: &J, key: &PublicKey) -> Result<(), ProofError> {
    verify_with(document, proof, key, Processing::strict(Purpose::Verify))
}

/// [`verify`] for documents that need more of JSON-LD, such as presentations.
///
/// # Errors
/// As [`verify`].
pub fn verify_with<J: Tree>(
    document: &J,
    proof: &J,
    key: &PublicKey,
    processing: Processing,
) -> Result<(), ProofError> {
    let malformed = |pointer: &str, expected| ProofError::Malformed { pointer: pointer.to_owned(), expected };
    let proof = proof.as_members().ok_or_else(|| malformed("", "a proof object"))?;
    let document = document.as_members().ok_or(crate::jsonld::JsonLdError::NotAnObject)?;
    let suite = Suite::of(proof)?;
    check_kind(suite, key.kind())?;
    let unsecured = Unsecured::of(document, proof)?;
    match suite {
        Suite::EddsaRdfc2022 => eddsa_rdfc_2022::verify_proof(&unsecured, proof, key, processing),
        Suite::EddsaJcs2022 => eddsa_jcs_2022::verify_proof(unsecured, proof, key),
        Suite::EcdsaRdfc2019 => ecdsa_rdfc_2019::verify_proof(&unsecured, proof, key, processing),
        Suite::EcdsaJcs2019 => ecdsa_jcs_2019::verify_proof(unsecured, proof, key),
        Suite::Ed25519Signature2020 => {
            ed25519_signature_2020::verify_proof(&unsecured, proof, key, processing)
        }
        Suite::Ed25519Signature2018 | Suite::JsonWebSignature2020 => {
            detached_jws::verify_proof(&unsecured, proof, key, processing)
        }
    }
}

/// Whether a proof of a suite that is known has a value that some key could have made: what cannot be read is wrong
/// whoever has the key.
#[must_use]
pub fn has_readable_value(proof: &Value) -> bool {
    let Some((proof, Ok(suite))) = proof.as_object().map(|proof| (proof, Suite::of(proof))) else {
        return true;
    };
    match suite {
        Suite::Ed25519Signature2018 | Suite::JsonWebSignature2020 => {
            proof.get("jws").is_some_and(Value::is_string)
        }
        _ => {
            let mut lengths = suite.key_kinds().iter().map(|kind| proof_value::length(*kind));
            lengths.any(|length| proof_value::decode(proof, length).is_ok())
        }
    }
}

/// What a proof of the suite `EcdsaSecp256k1Signature2019` signs, and its signature by ES256K: for whoever has a library for
/// the curve.
///
/// # Errors
/// As [`verify`].
#[cfg(feature = "long-tail")]
pub fn signed_by_es256k(
    document: &Value,
    proof: &Value,
    processing: Processing,
) -> Result<(Vec<u8>, Vec<u8>), ProofError> {
    let malformed = ProofError::Malformed { pointer: String::new(), expected: "a proof object" };
    let (Value::Object(document), Value::Object(proof)) = (document, proof) else { return Err(malformed) };
    detached_jws::signed_by_es256k(&Unsecured::of(document, proof)?, proof, processing)
}

/// Whether the suite is for keys of this kind; a key's kind decides nothing else but the hash of ECDSA.
fn check_kind(suite: Suite, found: KeyKind) -> Result<(), ProofError> {
    match suite.key_kinds() {
        kinds if kinds.contains(&found) => Ok(()),
        kinds => Err(ProofError::WrongKeyType { expected: kinds, found }),
    }
}
