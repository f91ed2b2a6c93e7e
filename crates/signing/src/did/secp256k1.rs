//! Keys of secp256k1, with which our own code does not verify, for whoever has a library that does (feature `long-tail`).
//!
//! Whose key it is, is asked here as of any other: the same document, listing, controller and dates count. Only the key
//! itself is handed out as bytes.

use badgewright_credential::Did;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use super::method::{VerificationMethod, read_method_with};
use super::method_error::MethodError;
use super::retrieval::{Purpose, retrieve};
use super::{did_jwk, did_key};
use crate::jwk::PRIVATE_MEMBERS;

/// The longest text of a key: a point with both coordinates has 130 characters in hexadecimal.
const MAX_LENGTH: usize = 200;

/// The types of methods that such keys stand in.
const TYPES: [&str; 4] = ["Multikey", "JsonWebKey", "JsonWebKey2020", "EcdsaSecp256k1VerificationKey2019"];

/// The multicodec prefix.
const PREFIX: [u8; 2] = [0xe7, 0x01];

/// A public key that was read, but not looked into: whether it is a point of the curve is for whoever uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secp256k1Key(Vec<u8>);

impl Secp256k1Key {
    /// The point, marked with its form (SEC 1 §2.3.3).
    #[must_use]
    pub fn point(&self) -> &[u8] {
        &self.0
    }

    fn of_point(bytes: &[u8]) -> Option<Self> {
        let is_point = matches!((bytes.first()?, bytes.len()), (2 | 3, 33) | (4, 65));
        is_point.then(|| Self(bytes.to_vec()))
    }

    fn of_multikey(text: &str) -> Option<Self> {
        let digits = Some(text).filter(|text| text.len() <= MAX_LENGTH)?.strip_prefix('z')?;
        let bytes = bs58::decode(digits).into_vec().ok()?;
        Self::of_point(bytes.strip_prefix(&PREFIX)?)
    }

    /// RFC 8812 §3.1: with both coordinates. What else the JWK says of its use binds.
    fn of_jwk(jwk: &Map<String, Value>) -> Option<Self> {
        let text = |member| jwk.get(member).and_then(Value::as_str);
        let says = |member, accepted| jwk.get(member).is_none_or(|value| value == accepted);
        let is_one = text("kty") == Some("EC") && text("crv") == Some("secp256k1");
        if !is_one || !says("alg", "ES256K") || !says("use", "sig") {
            return None;
        }
        let coordinate = |member| {
            let text = text(member).filter(|text| text.len() <= MAX_LENGTH)?;
            URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() == 32)
        };
        Self::of_point(&[vec![4], coordinate("x")?, coordinate("y")?].concat())
    }

    /// The bare point in hexadecimal or base58.
    fn of_bare(member: &str, text: &str) -> Option<Self> {
        let text = Some(text).filter(|text| text.len() <= MAX_LENGTH)?;
        let bytes = match member {
            "publicKeyHex" => hex::decode(text).ok()?,
            _ => bs58::decode(text).into_vec().ok()?,
        };
        Self::of_point(&bytes)
    }
}

/// Retrieves a method as [`super::verification_method`] does.
///
/// # Errors
/// The same. A key of another kind, or one that is written twice, is [`MethodError::Unsupported`].
pub fn method(
    document: &Value,
    method_url: &str,
    purpose: Purpose,
) -> Result<VerificationMethod<Secp256k1Key>, MethodError> {
    retrieve(document, method_url, purpose, |id, method| {
        let kind = method.get("type").and_then(Value::as_str).unwrap_or_default();
        let unsupported =
            || MethodError::Unsupported { method: id.to_owned(), name: kind.chars().take(100).collect() };
        let is_known = TYPES.contains(&kind);
        read_method_with(id, method, is_known.then(Vec::new), |_| read(kind, method).ok_or_else(unsupported))
    })
}

/// The key of a method, in the one member that it stands in.
fn read(kind: &str, method: &Map<String, Value>) -> Option<Secp256k1Key> {
    let members = ["publicKeyMultibase", "publicKeyJwk", "publicKeyHex", "publicKeyBase58"];
    let mut written = members.into_iter().filter_map(|member| Some((member, method.get(member)?)));
    let (member, value) = written.next()?;
    if written.next().is_some() {
        return None;
    }
    match member {
        "publicKeyMultibase" => Secp256k1Key::of_multikey(value.as_str()?),
        "publicKeyJwk" => {
            let jwk = value.as_object()?;
            // Whoever reads it can sign.
            let is_public = !PRIVATE_MEMBERS.iter().any(|member| jwk.contains_key(*member));
            is_public.then(|| Secp256k1Key::of_jwk(jwk)).flatten()
        }
        _ if kind == "EcdsaSecp256k1VerificationKey2019" => Secp256k1Key::of_bare(member, value.as_str()?),
        _ => None,
    }
}

/// The document of a `did:key` or `did:jwk` that is such a key; `None` for any other.
#[must_use]
pub fn document(did: &Did) -> Option<Value> {
    match did.method() {
        "key" => {
            Secp256k1Key::of_multikey(did.method_specific_id())?;
            Some(did_key::document_unread(did))
        }
        "jwk" => {
            let jwk = did_jwk::jwk_of(did).ok()?;
            Secp256k1Key::of_jwk(jwk.as_object()?)?;
            Some(did_jwk::document_of_jwk(did, &jwk))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SECP256K1: &str = "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme";

    fn method_of(document: &Value, url: &str) -> Result<VerificationMethod<Secp256k1Key>, MethodError> {
        method(document, url, Purpose::AssertionMethod)
    }

    fn document_with(method: Value) -> Value {
        let mut method = method;
        method["id"] = json!("did:web:a.example#k");
        method["controller"] = json!("did:web:a.example");
        json!({"id": "did:web:a.example", "verificationMethod": [method], "assertionMethod": ["#k"]})
    }

    #[test]
    fn a_did_key_is_read_and_its_key_written_as_it_was() {
        let document = document(&SECP256K1.parse().unwrap()).unwrap();
        let id = SECP256K1.strip_prefix("did:key:").unwrap();
        let method = method_of(&document, &format!("{SECP256K1}#{id}")).unwrap();
        assert_eq!(method.key().point().len(), 33);
        assert!(method.of_issuer(SECP256K1).is_ok() && method.of_issuer("did:web:a.example").is_err());
        assert!(method_of(&document, &format!("{SECP256K1}#other")).is_err());
    }

    #[test]
    fn keys_of_other_kinds_are_none_of_these() {
        let did = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
        assert_eq!(document(&did.parse().unwrap()), None);
        assert_eq!(document(&"did:web:a.example".parse().unwrap()), None);
    }

    #[test]
    fn the_same_key_is_read_from_every_member() {
        let key = Secp256k1Key::of_multikey(SECP256K1.strip_prefix("did:key:").unwrap()).unwrap();
        for member in [
            json!({"type": "Multikey", "publicKeyMultibase": SECP256K1.strip_prefix("did:key:")}),
            json!({"type": "EcdsaSecp256k1VerificationKey2019", "publicKeyHex": hex::encode(key.point())}),
            json!({"type": "EcdsaSecp256k1VerificationKey2019",
                "publicKeyBase58": bs58::encode(key.point()).into_string()}),
        ] {
            let document = document_with(member);
            assert_eq!(method_of(&document, "did:web:a.example#k").unwrap().key(), &key, "{document}");
        }
        let x = URL_SAFE_NO_PAD.encode([7; 32]);
        let jwk = json!({"kty": "EC", "crv": "secp256k1", "x": x, "y": x});
        let document = document_with(json!({"type": "JsonWebKey", "publicKeyJwk": jwk}));
        assert_eq!(method_of(&document, "did:web:a.example#k").unwrap().key().point().len(), 65);
    }

    #[test]
    fn a_key_that_is_doubtful_is_not_read() {
        let key = SECP256K1.strip_prefix("did:key:").unwrap();
        let x = URL_SAFE_NO_PAD.encode([7; 32]);
        let jwk = |more: Value| {
            let mut jwk = json!({"kty": "EC", "crv": "secp256k1", "x": x, "y": x});
            jwk.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            json!({"type": "JsonWebKey", "publicKeyJwk": jwk})
        };
        for method in [
            json!({"type": "Multikey", "publicKeyMultibase": key, "publicKeyHex": "02"}),
            json!({"type": "Multikey", "publicKeyHex": "02".repeat(33)}),
            json!({"type": "UnheardOf2030", "publicKeyMultibase": key}),
            json!({"type": "Multikey", "publicKeyMultibase": "z".repeat(100_000)}),
            jwk(json!({"d": x})),
            jwk(json!({"use": "enc"})),
            jwk(json!({"alg": "ES256"})),
            jwk(json!({"y": "AA"})),
        ] {
            let document = document_with(method);
            assert!(method_of(&document, "did:web:a.example#k").unwrap_err().is_unsupported(), "{document}");
        }
        let secret = json!({"type": "Multikey", "publicKeyMultibase": key, "privateKeyHex": "00"});
        assert!(matches!(
            method_of(&document_with(secret), "did:web:a.example#k"),
            Err(MethodError::SecretShown { .. })
        ));
    }

    #[test]
    fn a_key_that_is_not_listed_for_the_purpose_is_not_had() {
        let key = SECP256K1.strip_prefix("did:key:").unwrap();
        let mut document = document_with(json!({"type": "Multikey", "publicKeyMultibase": key}));
        document["assertionMethod"] = json!([]);
        assert!(matches!(method_of(&document, "did:web:a.example#k"), Err(MethodError::NotListed { .. })));
    }
}
