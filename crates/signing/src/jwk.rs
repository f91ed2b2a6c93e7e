//! Public keys as JSON Web Keys (RFC 7517, RFC 7518 §6.2, RFC 8037 §2) and their thumbprints (RFC 7638).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::Sec1Point;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::key::{KeyKind, PublicKey};

/// Members that only a private or symmetric key has (RFC 7518 §6.2.2, §6.3.2, §6.4.1; RFC 8037 §2).
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

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
    #[error("keys of the kind {name} cannot be used here: expected EC P-256 or OKP Ed25519")]
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

fn algorithm(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Ed25519 => "EdDSA",
        KeyKind::P256 => "ES256",
    }
}

/// The members that RFC 7638 §3.2 and RFC 8037 §2 take, in lexical order.
fn required_members(key: &PublicKey) -> Map<String, Value> {
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
            let coordinate = |c: Option<&p256::FieldBytes>| c.map(|c| URL_SAFE_NO_PAD.encode(c));
            add("crv", "P-256".to_owned());
            add("kty", "EC".to_owned());
            add("x", coordinate(point.x()).unwrap_or_default());
            add("y", coordinate(point.y()).unwrap_or_default());
        }
    }
    members
}

fn p256(jwk: &Map<String, Value>) -> Result<PublicKey, JwkError> {
    let (x, y) = (coordinate(jwk, "x")?, coordinate(jwk, "y")?);
    let point = Sec1Point::from_affine_coordinates(&x.into(), &y.into(), false);
    // This checks that the point is on the curve.
    p256::ecdsa::VerifyingKey::from_sec1_point(&point)
        .map(PublicKey::P256)
        .map_err(|_| JwkError::NotOnCurve { kind: KeyKind::P256 })
}

fn ed25519(jwk: &Map<String, Value>) -> Result<PublicKey, JwkError> {
    ed25519_dalek::VerifyingKey::from_bytes(&coordinate(jwk, "x")?)
        .map(PublicKey::Ed25519)
        .map_err(|_| JwkError::NotOnCurve { kind: KeyKind::Ed25519 })
}

/// RFC 7518 §6.2.1.2: full-size octet strings, leading zeros included.
fn coordinate(jwk: &Map<String, Value>, member: &'static str) -> Result<[u8; 32], JwkError> {
    jwk.get(member)
        .and_then(Value::as_str)
        .and_then(|text| URL_SAFE_NO_PAD.decode(text).ok())
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(JwkError::Malformed { member, expected: "32 bytes in base64url, 43 characters" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::multikey;

    /// RFC 7515 §A.3.1.
    fn rfc_7515_a3() -> Value {
        json!({"kty": "EC", "crv": "P-256",
               "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
               "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})
    }

    /// RFC 8037 §A.2.
    fn rfc_8037_a2() -> Value {
        json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})
    }

    #[test]
    fn keys_are_read_and_written_back_with_all_their_members() {
        for jwk in [rfc_7515_a3(), rfc_8037_a2()] {
            let written = encode_public(&decode_public(&jwk).unwrap());
            for (member, value) in jwk.as_object().unwrap() {
                assert_eq!(&written[member], value, "{member}");
            }
            assert_eq!(decode_public(&written), decode_public(&jwk));
        }
    }

    #[test]
    fn the_thumbprint_of_rfc_8037_a3_is_reproduced() {
        let key = decode_public(&rfc_8037_a2()).unwrap();
        assert_eq!(thumbprint(&key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    /// No RFC shows the thumbprint of a P-256 key: this is what Node `jose` 6.2 computes for RFC 7515's.
    #[test]
    fn the_thumbprint_of_a_p256_key_is_the_one_jose_computes() {
        let key = decode_public(&rfc_7515_a3()).unwrap();
        assert_eq!(thumbprint(&key), "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    }

    #[test]
    fn a_private_half_is_refused_wherever_it_stands() {
        let mut jwk = rfc_7515_a3();
        jwk["d"] = json!("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI");
        assert_eq!(decode_public(&jwk), Err(JwkError::Private { member: "d" }));
        let symmetric = json!({"kty": "oct", "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"});
        assert_eq!(decode_public(&symmetric), Err(JwkError::Private { member: "k" }));
    }

    #[test]
    fn a_point_off_the_curve_is_refused() {
        let mut jwk = rfc_7515_a3();
        jwk["y"] = jwk["x"].clone();
        assert_eq!(decode_public(&jwk), Err(JwkError::NotOnCurve { kind: KeyKind::P256 }));
    }

    #[test]
    fn other_kinds_and_uses_are_refused_by_name() {
        let rsa = json!({"kty": "RSA", "n": "0vx7", "e": "AQAB"});
        assert_eq!(decode_public(&rsa), Err(JwkError::Unsupported { name: "RSA".to_owned() }));
        let p384 = json!({"kty": "EC", "crv": "P-384", "x": "", "y": ""});
        assert_eq!(decode_public(&p384), Err(JwkError::Unsupported { name: "EC P-384".to_owned() }));
        for (member, value) in [("use", "enc"), ("alg", "ECDH-ES")] {
            let mut jwk = rfc_7515_a3();
            jwk[member] = json!(value);
            let refused = Err(JwkError::OtherUse { member, found: value.to_owned() });
            assert_eq!(decode_public(&jwk), refused);
        }
    }

    #[test]
    fn coordinates_of_another_length_are_refused() {
        for x in [
            "",
            "AA",
            "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU=",
            "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEV",
        ] {
            let mut jwk = rfc_7515_a3();
            jwk["x"] = json!(x);
            assert!(matches!(decode_public(&jwk), Err(JwkError::Malformed { member: "x", .. })), "{x}");
        }
        assert!(matches!(decode_public(&json!([])), Err(JwkError::Malformed { member: "", .. })));
    }

    #[test]
    fn a_key_set_says_what_its_keys_are_for() {
        let key = multikey::decode_public("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2").unwrap();
        let set = key_set([&key]);
        assert_eq!(set["keys"][0]["use"], "sig");
        assert_eq!(set["keys"][0]["alg"], "EdDSA");
        assert_eq!(decode_public(&set["keys"][0]), Ok(key));
    }
}
