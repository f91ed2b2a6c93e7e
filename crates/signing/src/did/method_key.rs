//! The key of a verification method, in whichever member it stands (CID 1.0 §2.2.1, and what came before).

use serde_json::{Map, Value};

use super::method::MethodNote;
use super::method_error::MethodError;
use crate::key::{KeyKind, PublicKey};
use crate::multikey::{self, MultikeyError};
use crate::pem::PemError;
use crate::{jwk, pem};

/// The longest bare key that is decoded: two coordinates of P-384 in hexadecimal have 194 characters.
const MAX_BARE: usize = 200;

/// The one key of a method. The same key in two forms is noted, two keys are refused: which one signed?
///
/// `of_type` is the kind of key that the method's type names.
pub(super) fn read(
    id: &str,
    method: &Map<String, Value>,
    of_type: Option<KeyKind>,
    notes: &mut Vec<MethodNote>,
) -> Result<PublicKey, MethodError> {
    let invalid = |expected| MethodError::InvalidMethod { method: id.to_owned(), expected };
    let mut keys = Vec::new();
    for (member, expected) in [
        ("publicKeyMultibase", "`publicKeyMultibase`, a string"),
        ("publicKeyBase58", "`publicKeyBase58`, the bare key in base58"),
        ("publicKeyHex", "`publicKeyHex`, the bare key in hexadecimal"),
        ("publicKeyPem", "`publicKeyPem`, a public key"),
    ] {
        let Some(value) = method.get(member) else { continue };
        let text = value.as_str().ok_or_else(|| invalid(expected))?;
        keys.push(match member {
            "publicKeyMultibase" => of_multibase(id, text, of_type, notes)?,
            "publicKeyPem" => pem::decode_public(text).map_err(|error| match error {
                PemError::Malformed => invalid(expected),
                PemError::Unsupported => {
                    let name = "a PEM of another kind than RSA, P-256, P-384 and Ed25519".to_owned();
                    MethodError::Unsupported { method: id.to_owned(), name }
                }
            })?,
            _ => bare(member, text, of_type).ok_or_else(|| invalid(expected))?,
        });
    }
    if let Some(value) = method.get("publicKeyJwk") {
        keys.push(jwk::decode_public(value).map_err(|error| MethodError::from_jwk(id, error))?);
    }
    if keys.len() > 1 {
        notes.push(MethodNote::SeveralForms);
    }
    let key = keys.pop().ok_or_else(|| invalid("`publicKeyMultibase` or `publicKeyJwk`"))?;
    if keys.iter().any(|other| *other != key) {
        return Err(invalid("one key, not two different ones"));
    }
    Ok(key)
}

fn of_multibase(
    id: &str,
    text: &str,
    of_type: Option<KeyKind>,
    notes: &mut Vec<MethodNote>,
) -> Result<PublicKey, MethodError> {
    let key = match multikey::decode_public(text) {
        // The first contexts of `Ed25519VerificationKey2020` had no prefix before the key, which has 32 bytes. With
        // the prefix it would have 34: no text can be read both ways.
        Err(MultikeyError::Unsupported { name }) if of_type == Some(KeyKind::Ed25519) => text
            .strip_prefix('z')
            .and_then(|digits| bare("publicKeyBase58", digits, of_type))
            .ok_or(MultikeyError::Unsupported { name }),
        read => read,
    }
    .map_err(|error| MethodError::from_multikey(id, error))?;
    if multikey::encode_public(&key) != text {
        notes.push(MethodNote::OtherEncoding);
    }
    Ok(key)
}

/// The bare bytes of a key, as the older types have them; where the type names no kind, of Ed25519.
fn bare(member: &str, text: &str, of_type: Option<KeyKind>) -> Option<PublicKey> {
    let text = Some(text).filter(|text| text.len() <= MAX_BARE)?;
    let bytes = match member {
        "publicKeyHex" => hex::decode(text).ok()?,
        _ => bs58::decode(text).into_vec().ok()?,
    };
    multikey::public_key(of_type.unwrap_or(KeyKind::Ed25519), &bytes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::key::{KeyPair, Signer};

    const ED25519: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";

    fn key_of(of_type: Option<KeyKind>, method: Value) -> (Result<PublicKey, MethodError>, Vec<MethodNote>) {
        let mut notes = Vec::new();
        let Value::Object(method) = method else { panic!("an object") };
        let key = read("did:web:a.example#k", &method, of_type, &mut notes);
        (key, notes)
    }

    #[test]
    fn bare_bytes_are_read_as_the_methods_type_says() {
        for kind in [KeyKind::Ed25519, KeyKind::P256, KeyKind::P384] {
            let size = if kind == KeyKind::P384 { 48 } else { 32 };
            let key = KeyPair::from_secret(kind, &vec![7; size]).unwrap().public_key();
            let bytes = match &key {
                PublicKey::Ed25519(key) => key.as_bytes().to_vec(),
                PublicKey::P256(key) => key.to_sec1_point(true).as_bytes().to_vec(),
                PublicKey::P384(key) => key.to_sec1_point(false).as_bytes().to_vec(),
                PublicKey::Rsa(_) => panic!("no curve"),
            };
            for method in [
                json!({"publicKeyBase58": bs58::encode(&bytes).into_string()}),
                json!({"publicKeyHex": hex::encode(&bytes)}),
            ] {
                assert_eq!(key_of(Some(kind), method.clone()).0.as_ref(), Ok(&key), "{method}");
                assert!(key_of(Some(KeyKind::Rsa), method).0.is_err());
            }
        }
    }

    #[test]
    fn a_multibase_of_before_the_prefixes_is_read_as_ed25519_only_where_the_type_says_so() {
        let key = multikey::decode_public(ED25519).unwrap();
        let PublicKey::Ed25519(bytes) = &key else { panic!("Ed25519") };
        let method =
            json!({"publicKeyMultibase": format!("z{}", bs58::encode(bytes.as_bytes()).into_string())});
        let (read, notes) = key_of(Some(KeyKind::Ed25519), method.clone());
        assert_eq!((read, notes), (Ok(key), vec![MethodNote::OtherEncoding]));
        assert!(key_of(None, method.clone()).0.unwrap_err().is_unsupported());
        assert!(key_of(Some(KeyKind::P256), method).0.unwrap_err().is_unsupported());
    }

    #[test]
    fn the_common_form_has_no_note_and_others_have_one() {
        assert_eq!(key_of(None, json!({"publicKeyMultibase": ED25519})).1, []);
        let uncompressed =
            "zrurwcJZss4ruepVNu1H3xmSirvNbzgBk9qrCktB6kaewXnJAhYWwtP3bxACqBpzjZdN7TyHNzzGGSSH5qvZsSDir9z";
        let (key, notes) = key_of(None, json!({"publicKeyMultibase": uncompressed}));
        assert_eq!((key.unwrap().kind(), notes), (KeyKind::P256, vec![MethodNote::OtherEncoding]));
    }

    #[test]
    fn a_pem_is_read_and_one_of_another_kind_is_told_apart() {
        macro_rules! pem {
            ($name:literal) => {
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/known-answers/pem/", $name))
            };
        }
        let (key, _) = key_of(Some(KeyKind::P256), json!({"publicKeyPem": pem!("p256.pem")}));
        assert_eq!(key.unwrap().kind(), KeyKind::P256);
        let (other, _) = key_of(None, json!({"publicKeyPem": pem!("secp256k1.pem")}));
        assert!(other.unwrap_err().is_unsupported());
        assert_eq!(
            key_of(None, json!({"publicKeyPem": "no"})).0.unwrap_err().code(),
            "issuer.method_invalid"
        );
    }

    #[test]
    fn values_that_are_no_text_or_no_key_are_refused() {
        for member in ["publicKeyMultibase", "publicKeyBase58", "publicKeyHex", "publicKeyPem"] {
            for value in [json!(5), json!(""), json!("0"), json!("z".repeat(100_000))] {
                assert!(key_of(Some(KeyKind::P256), json!({ member: value })).0.is_err(), "{member}");
            }
        }
    }
}
