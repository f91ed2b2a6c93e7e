//! JSON Web Signatures in compact form (RFC 7515 §3.1): reading them with bounds, writing them, and the algorithms
//! `RS256` (RFC 7518 §3.3), `ES256` and `ES384` (§3.4), `PS256` (§3.5, only read) and `EdDSA` (RFC 8037 §3.1).

use badgewright_credential::strict_json;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use crate::jwk;
use crate::key::{KeyKind, PublicKey, Signer, SignerError};

/// The longest compact JWS that is read, in bytes: a document of 2 MB in base64url, and its header.
pub const MAX_LENGTH: usize = 3 * 1024 * 1024;

/// The longest header that is read, in base64url characters. Certificate chains (`x5c`) take some 10,000.
const MAX_HEADER_LENGTH: usize = 32 * 1024;

/// Why a text is no JWS, or one that proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JwsError {
    /// Too long to be looked at.
    #[error("the JWS has {length} bytes: expected at most {limit}")]
    TooLong {
        /// Bytes that were sent.
        length: usize,
        /// Bytes that are read.
        limit: usize,
    },
    /// Not of the compact form.
    #[error("the {part} of the JWS is not as RFC 7515 wants it: expected {expected}")]
    Malformed {
        /// `whole`, `header`, `payload` or `signature`.
        part: &'static str,
        /// What was expected.
        expected: &'static str,
    },
    /// `alg` is `none`: there is no signature (RFC 7515 appendix A.5).
    #[error("`alg` is `none`: anybody can write such a JWS, it proves nothing")]
    AlgNone,
    /// `alg` is a keyed hash: whoever can verify it could have written it.
    #[error("`alg` is `{alg}`, a keyed hash: whoever can verify it could have written it")]
    AlgRefused {
        /// The algorithm.
        alg: String,
    },
    /// Extensions that must be understood, of which none is (RFC 7515 §4.1.11).
    #[error("the header has `crit`, extensions that must be understood: none is known here")]
    Critical,
    /// A signature algorithm that is not implemented. This says nothing about the signature.
    #[error(
        "signatures with `alg` `{alg}` cannot be verified here: expected `RS256`, `ES256`, `ES384`, `PS256` or `EdDSA`"
    )]
    UnsupportedAlgorithm {
        /// The algorithm.
        alg: String,
    },
    /// The key is not of the kind that `alg` needs.
    #[error("`alg` is `{alg}`, but the key is of the kind {kind}")]
    WrongKey {
        /// The algorithm.
        alg: String,
        /// The key's kind.
        kind: KeyKind,
    },
    /// The signature is not this key's over these bytes.
    #[error("the signature does not belong to this content and this key")]
    Mismatch,
}

impl JwsError {
    /// The stable name of this error in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "jws.too_long",
            Self::Malformed { .. } => "jws.malformed",
            Self::AlgNone => "jws.alg_none",
            Self::AlgRefused { .. } => "jws.alg_refused",
            Self::Critical => "jws.crit_refused",
            Self::UnsupportedAlgorithm { .. } => "jws.alg_unsupported",
            Self::WrongKey { .. } => "jws.wrong_key",
            Self::Mismatch => "proof.signature_mismatch",
        }
    }
}

/// A compact JWS that was taken apart. Nothing in it is proven.
#[derive(Clone, Debug)]
pub struct UnverifiedJws {
    header: Map<String, Value>,
    alg: String,
    signing_input: String,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

/// The evidence that a JWS was signed with a key. Whose key that is, is another question.
#[derive(Clone, Copy, Debug)]
#[must_use = "a signature proves nothing until it is asked whose key it was"]
pub struct VerifiedJws<'a>(&'a UnverifiedJws);

impl VerifiedJws<'_> {
    /// The signed payload.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.0.payload
    }
}

impl UnverifiedJws {
    /// The header's members, as written.
    #[must_use]
    pub fn header(&self) -> &Map<String, Value> {
        &self.header
    }

    /// The algorithm's name. Never `none` nor a keyed hash, but perhaps one that [`verify`] does not know.
    #[must_use]
    pub fn alg(&self) -> &str {
        &self.alg
    }

    /// Whether [`verify`] knows the algorithm.
    #[must_use]
    pub fn has_known_alg(&self) -> bool {
        key_kind(&self.alg).is_some()
    }

    /// `kid`: which key signed, as its writer says (RFC 7515 §4.1.4).
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.header.get("kid").and_then(Value::as_str)
    }

    /// `jwk`: the key itself (RFC 7515 §4.1.3). Anybody can write any key here: it proves no issuer until the
    /// issuer's own document has it.
    #[must_use]
    pub fn jwk(&self) -> Option<&Value> {
        self.header.get("jwk")
    }

    /// `typ`: what the payload is (RFC 7515 §4.1.9), as written.
    #[must_use]
    pub fn typ(&self) -> Option<&str> {
        self.header.get("typ").and_then(Value::as_str)
    }

    /// What is signed: header and payload as they were written (RFC 7515 §5.2).
    #[cfg(feature = "long-tail")]
    #[must_use]
    pub fn signing_input(&self) -> &str {
        &self.signing_input
    }

    /// The signature's bytes.
    #[cfg(feature = "long-tail")]
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The payload, not yet proven.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }
}

/// Writes a compact JWS, by the algorithm of the signer's kind of key, with the header `alg`, `kid`, `typ` (`JWT`) and nothing else.
///
/// # Errors
/// When the signer does not sign.
pub fn sign(payload: &Value, kid: &str, signer: &dyn Signer) -> Result<String, SignerError> {
    let alg = jwk::algorithm(signer.public_key().kind());
    let header = json!({"alg": alg, "kid": kid, "typ": "JWT"}).to_string();
    // RFC 7515 §5.1 steps 2 to 5 and 7.
    let mut jws = [URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload.to_string())].join(".");
    let signature = signer.sign(jws.as_bytes())?;
    jws.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut jws);
    Ok(jws)
}

/// Takes a compact JWS apart. White space around it is ignored: files end with a line break.
///
/// # Errors
/// Everything that cannot be a signature worth verifying: bounds, parts, base64url, header, `alg`, `crit`.
pub fn parse(text: &str) -> Result<UnverifiedJws, JwsError> {
    if text.len() > MAX_LENGTH {
        return Err(JwsError::TooLong { length: text.len(), limit: MAX_LENGTH });
    }
    let (signing_input, header, payload, signature) =
        three_parts(text.trim_ascii()).ok_or(JwsError::Malformed {
            part: "whole",
            expected: "three parts in base64url with a dot between them",
        })?;
    let header = read_header(header)?;
    let alg = read_alg(&header)?;
    // RFC 7515 §4.1.11: what must be understood and is not makes the JWS invalid. `b64` (RFC 7797) is among it.
    if header.contains_key("crit") {
        return Err(JwsError::Critical);
    }
    Ok(UnverifiedJws {
        header,
        alg,
        signing_input: signing_input.to_owned(),
        payload: decode("payload", payload)?,
        signature: decode("signature", signature)?,
    })
}

/// Verifies the signature with a key.
///
/// The key decides: `alg` must be the one that the key is for, so that no writer of a header can choose another.
///
/// # Errors
/// An algorithm that is not implemented, a key of another kind, and a signature that is not the key's.
pub fn verify<'a>(jws: &'a UnverifiedJws, key: &PublicKey) -> Result<VerifiedJws<'a>, JwsError> {
    let needed = key_kind(&jws.alg);
    let needed = needed.ok_or_else(|| JwsError::UnsupportedAlgorithm { alg: jws.alg.clone() })?;
    if key.kind() != needed {
        return Err(JwsError::WrongKey { alg: jws.alg.clone(), kind: key.kind() });
    }
    let message = jws.signing_input.as_bytes();
    match key {
        PublicKey::Rsa(key) if jws.alg == "PS256" => key.verify_pss(message, &jws.signature),
        key => key.verify(message, &jws.signature),
    }
    .map_err(|_| JwsError::Mismatch)?;
    Ok(VerifiedJws(jws))
}

/// The kind of key that an algorithm is for, if it is known here.
fn key_kind(alg: &str) -> Option<KeyKind> {
    match alg {
        "ES256" => Some(KeyKind::P256),
        "ES384" => Some(KeyKind::P384),
        "RS256" | "PS256" => Some(KeyKind::Rsa),
        // RFC 9864 §2.2 names `Ed25519` what RFC 8037 §3.1 does with `EdDSA` and this curve.
        "EdDSA" | "Ed25519" => Some(KeyKind::Ed25519),
        _ => None,
    }
}

/// What is signed, header, payload, signature; `None` unless there are exactly two dots.
fn three_parts(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (signing_input, signature) = text.rsplit_once('.')?;
    let (header, payload) = signing_input.split_once('.')?;
    (!payload.contains('.')).then_some((signing_input, header, payload, signature))
}

fn decode(part: &'static str, text: &str) -> Result<Vec<u8>, JwsError> {
    URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_| JwsError::Malformed { part, expected: "base64url without padding" })
}

/// RFC 7515 §4: a JSON object. A name that occurs twice is refused, as it allows: two readers could take two keys.
fn read_header(text: &str) -> Result<Map<String, Value>, JwsError> {
    if text.len() > MAX_HEADER_LENGTH {
        return Err(JwsError::Malformed { part: "header", expected: "at most 32,768 characters" });
    }
    match strict_json::read(&decode("header", text)?) {
        Ok(Value::Object(header)) => Ok(header),
        _ => Err(JwsError::Malformed {
            part: "header",
            expected: "a JSON object in which no member is given twice",
        }),
    }
}

/// RFC 7515 §4.1.1. Compared without regard to case: `None` has been a way round this check elsewhere.
fn read_alg(header: &Map<String, Value>) -> Result<String, JwsError> {
    let alg = header
        .get("alg")
        .and_then(Value::as_str)
        .filter(|alg| alg.len() <= 64)
        .ok_or(JwsError::Malformed { part: "header", expected: "`alg` with an algorithm's name" })?;
    if alg.eq_ignore_ascii_case("none") {
        return Err(JwsError::AlgNone);
    }
    if alg.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("HS")) {
        return Err(JwsError::AlgRefused { alg: alg.to_owned() });
    }
    Ok(alg.to_owned())
}

#[cfg(test)]
mod tests;
