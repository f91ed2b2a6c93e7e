//! Public keys as JSON Web Keys (RFC 7517, RFC 7518 §6.2 and §6.3, RFC 8037 §2) and their thumbprints (RFC 7638).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::key::{KeyKind, PublicKey, RsaPublicKey};

/// Members that only a private or symmetric key has (RFC 7518 §6.2.2, §6.3.2, §6.4.1; RFC 8037 §2).
pub(crate) const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Why a JSON value is no public key that we can use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JwkError {
    /// No object, or one whose members do not make a key.
    #[error("`{member}` of the JWK is missing or not as RFC 7518 §6 wants it: expected {expected}")]
    Malformed {
        /// The member; empty for the whole.
        member: &'static str,
        /// What was expected.
        expected: &'static str,
    },
    /// A kind of key that we do not verify with.
    #[error("keys of the kind {name} cannot be used here: expected EC P-256, EC P-384, OKP Ed25519 or RSA")]
    Unsupported {
        /// `kty` and `crv` as written.
        name: String,
    },
    /// The private half stands there for everybody to read, so that anybody can sign with it.
    #[error("the JWK shows its private half (`{member}`): whoever reads it can sign, so it proves nothing")]
    Private {
        /// The member that should not be there.
        member: &'static str,
    },
    /// `alg` or `use` say that the key is for something else (RFC 7517 §4.2, §4.4).
    #[error("the JWK's `{member}` is `{found}`, so it is not meant for signatures of its kind")]
    OtherUse {
        /// The member.
        member: &'static str,
        /// What it says.
        found: String,
    },
    /// The coordinates are no point of the curve.
    #[error("the JWK's coordinates are no point of the curve {kind}")]
    NotOnCurve {
        /// The curve.
        kind: KeyKind,
    },
}

impl JwkError {
    /// The stable name of this error in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "jwk.malformed",
            Self::Unsupported { .. } => "jwk.unsupported",
            Self::Private { .. } => "jwk.private_member",
            Self::OtherUse { .. } => "jwk.other_use",
            Self::NotOnCurve { .. } => "jwk.not_on_curve",
        }
    }
}

/// A public key as JWK for a DID document or a key set: its members, `alg`, and its thumbprint as `kid`
/// (CID 1.0 §2.2.3).
#[must_use]
pub fn encode_public(key: &PublicKey) -> Value {
    let mut jwk = required_members(key);
    jwk.insert("alg".to_owned(), json!(algorithm(key.kind())));
    jwk.insert("kid".to_owned(), json!(thumbprint(key)));
    Value::Object(jwk)
}

/// A JWK Set (RFC 7517 §5), as `/.well-known/jwks.json` serves it: each key with `"use": "sig"`.
#[must_use]
pub fn key_set<'a>(keys: impl IntoIterator<Item = &'a PublicKey>) -> Value {
    let keys: Vec<Value> = keys
        .into_iter()
        .map(|key| {
            let mut jwk = encode_public(key);
            jwk["use"] = json!("sig");
            jwk
        })
        .collect();
    json!({ "keys": keys })
}

/// The SHA-256 thumbprint of a key in base64url (RFC 7638; RFC 8037 §2 for Ed25519).
#[must_use]
pub fn thumbprint(key: &PublicKey) -> String {
    // RFC 7638 §3.3: the required members only, sorted, without white space. They are inserted sorted.
    let canonical = Value::Object(required_members(key)).to_string();
    URL_SAFE_NO_PAD.encode(Sha256::digest(canonical))
}

/// Reads a public JWK. What else it says (`kid`, `x5c`, …) is left alone.
///
/// # Errors
/// A private half, another kind or use, missing or wrongly sized members, and coordinates off the curve.
pub fn decode_public(jwk: &Value) -> Result<PublicKey, JwkError> {
    let jwk = jwk.as_object().ok_or(JwkError::Malformed { member: "", expected: "a JSON object" })?;
    if let Some(member) = PRIVATE_MEMBERS.into_iter().find(|member| jwk.contains_key(*member)) {
        return Err(JwkError::Private { member });
    }
    let text = |member| jwk.get(member).and_then(Value::as_str);
    let key = match (text("kty"), text("crv")) {
        (Some("EC"), Some("P-256")) => p256(jwk)?,
        (Some("EC"), Some("P-384")) => p384(jwk)?,
        (Some("RSA"), _) => rsa(jwk)?,
        (Some("OKP"), Some("Ed25519")) => ed25519(jwk)?,
        (Some(kty), crv) => {
            let name = [kty, crv.unwrap_or_default()].join(" ").trim_end().to_owned();
            return Err(JwkError::Unsupported { name });
        }
        (None, _) => return Err(JwkError::Malformed { member: "kty", expected: "a key type, like `EC`" }),
    };
    is_for_signatures(jwk, key.kind())?;
    Ok(key)
}

/// RFC 7517 §4.2 and §4.4: both are optional, but what they say binds.
fn is_for_signatures(jwk: &Map<String, Value>, kind: KeyKind) -> Result<(), JwkError> {
    let accepted: [(&'static str, &[&str]); 2] = match kind {
        // RFC 9864 names the algorithm `Ed25519`, RFC 8037 `EdDSA`.
        KeyKind::Ed25519 => [("use", &["sig"]), ("alg", &["EdDSA", "Ed25519"])],
        KeyKind::P256 => [("use", &["sig"]), ("alg", &["ES256"])],
        KeyKind::P384 => [("use", &["sig"]), ("alg", &["ES384"])],
        KeyKind::Rsa => [("use", &["sig"]), ("alg", &["RS256", "PS256"])],
    };
    for (member, accepted) in accepted {
        match jwk.get(member) {
            None => {}
            Some(Value::String(said)) if accepted.contains(&said.as_str()) => {}
            Some(other) => {
                let found = other.as_str().map_or_else(|| "no text".to_owned(), str::to_owned);
                return Err(JwkError::OtherUse { member, found });
            }
        }
    }
    Ok(())
}

/// The JWS algorithm (RFC 7518 §3.1, RFC 8037 §3.1) that a kind of key signs with here.
pub(crate) fn algorithm(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Ed25519 => "EdDSA",
        KeyKind::P256 => "ES256",
        KeyKind::P384 => "ES384",
        KeyKind::Rsa => "RS256",
    }
}

/// The members that RFC 7638 §3.2 and RFC 8037 §2 take, in lexical order.
pub(crate) fn required_members(key: &PublicKey) -> Map<String, Value> {
    let mut members = Map::new();
    let mut add = |name: &str, value: String| members.insert(name.to_owned(), Value::String(value));
    match key {
        PublicKey::Ed25519(key) => {
            add("crv", "Ed25519".to_owned());
            add("kty", "OKP".to_owned());
            add("x", URL_SAFE_NO_PAD.encode(key.as_bytes()));
        }
        PublicKey::P256(key) => {
            let point = key.to_sec1_point(false);
            add("crv", "P-256".to_owned());
            add("kty", "EC".to_owned());
            add("x", point.x().map(|x| URL_SAFE_NO_PAD.encode(x)).unwrap_or_default());
            add("y", point.y().map(|y| URL_SAFE_NO_PAD.encode(y)).unwrap_or_default());
        }
        PublicKey::P384(key) => {
            let point = key.to_sec1_point(false);
            add("crv", "P-384".to_owned());
            add("kty", "EC".to_owned());
            add("x", point.x().map(|x| URL_SAFE_NO_PAD.encode(x)).unwrap_or_default());
            add("y", point.y().map(|y| URL_SAFE_NO_PAD.encode(y)).unwrap_or_default());
        }
        PublicKey::Rsa(key) => {
            add("e", URL_SAFE_NO_PAD.encode(key.exponent()));
            add("kty", "RSA".to_owned());
            add("n", URL_SAFE_NO_PAD.encode(key.modulus()));
        }
    }
    members
}

fn p256(jwk: &Map<String, Value>) -> Result<PublicKey, JwkError> {
    let expected = "32 bytes in base64url, 43 characters";
    let (x, y): ([u8; 32], _) = (coordinate(jwk, "x", expected)?, coordinate(jwk, "y", expected)?);
    let point = p256::Sec1Point::from_affine_coordinates(&x.into(), &y.into(), false);
    // This checks that the point is on the curve.
    p256::ecdsa::VerifyingKey::from_sec1_point(&point)
        .map(PublicKey::P256)
        .map_err(|_| JwkError::NotOnCurve { kind: KeyKind::P256 })
}

fn p384(jwk: &Map<String, Value>) -> Result<PublicKey, JwkError> {
    let expected = "48 bytes in base64url, 64 characters";
    let (x, y): ([u8; 48], _) = (coordinate(jwk, "x", expected)?, coordinate(jwk, "y", expected)?);
    let point = p384::Sec1Point::from_affine_coordinates(&x.into(), &y.into(), false);
    p384::ecdsa::VerifyingKey::from_sec1_point(&point)
        .map(PublicKey::P384)
        .map_err(|_| JwkError::NotOnCurve { kind: KeyKind::P384 })
}

fn ed25519(jwk: &Map<String, Value>) -> Result<PublicKey, JwkError> {
    ed25519_dalek::VerifyingKey::from_bytes(&coordinate(jwk, "x", "32 bytes in base64url, 43 characters")?)
        .map(PublicKey::Ed25519)
        .map_err(|_| JwkError::NotOnCurve { kind: KeyKind::Ed25519 })
}

/// RFC 7518 §6.3.1: two big-endian numbers.
fn rsa(jwk: &Map<String, Value>) -> Result<PublicKey, JwkError> {
    let expected = "the numbers `n`, odd and of 2048 to 8192 bits, and `e`, odd and above 1, in base64url";
    let malformed = |member| JwkError::Malformed { member, expected };
    let number = |member| bytes(jwk, member).ok_or_else(|| malformed(member));
    RsaPublicKey::new(&number("n")?, &number("e")?).map(PublicKey::Rsa).map_err(|_| malformed("n"))
}

/// RFC 7518 §6.2.1.2: full-size octet strings, leading zeros included.
fn coordinate<const N: usize>(
    jwk: &Map<String, Value>,
    member: &'static str,
    expected: &'static str,
) -> Result<[u8; N], JwkError> {
    let found = bytes(jwk, member).and_then(|bytes| bytes.try_into().ok());
    found.ok_or(JwkError::Malformed { member, expected })
}

fn bytes(jwk: &Map<String, Value>, member: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(jwk.get(member)?.as_str()?).ok()
}

#[cfg(test)]
mod tests;
