//! `did:jwk` (did:jwk method specification): the DID is a JWK in base64url, and its document is computed from it.

use badgewright_credential::{Did, strict_json};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::jwk::{self, JwkError};
use crate::key::PublicKey;

/// The longest `did:jwk` that is read, in bytes. One of an RSA key with 8192 bits has some 1,950.
const MAX_LENGTH: usize = 4096;

/// Why a DID is no `did:jwk` that we can use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DidJwkError {
    /// Another method, or no JSON in base64url.
    #[error("this is no did:jwk: expected `did:jwk:` and a JWK in base64url without padding")]
    NotADidJwk,
    /// The key cannot be read, or is of a kind that we do not know.
    #[error("the key of the did:jwk cannot be read: {0}")]
    Key(#[from] JwkError),
}

impl DidJwkError {
    /// The stable name of this error in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotADidJwk => "did_jwk.malformed",
            Self::Key(error) => error.code(),
        }
    }
}

/// A key as a DID: its required members (RFC 7638 §3.2) and nothing else.
#[must_use]
#[expect(clippy::expect_used, reason = "base64url has only what every DID may have")]
pub fn from_key(key: &PublicKey) -> Did {
    let jwk = Value::Object(jwk::required_members(key)).to_string();
    let did = format!("did:jwk:{}", URL_SAFE_NO_PAD.encode(jwk));
    did.parse().expect("`did:jwk:` and base64url are a DID")
}

/// The id of a `did:jwk`'s one method.
#[must_use]
pub fn method_id(did: &Did) -> String {
    format!("{did}#0")
}

/// The key of a `did:jwk`.
///
/// # Errors
/// Another method, text that is no JWK, and a key that cannot be read or is not for signatures.
pub fn read(did: &Did) -> Result<PublicKey, DidJwkError> {
    Ok(jwk::decode_public(&jwk_of(did)?)?)
}

pub(super) fn jwk_of(did: &Did) -> Result<Value, DidJwkError> {
    if did.method() != "jwk" || did.as_str().len() > MAX_LENGTH {
        return Err(DidJwkError::NotADidJwk);
    }
    let decoded = URL_SAFE_NO_PAD.decode(did.method_specific_id()).map_err(|_| DidJwkError::NotADidJwk)?;
    // One reader may take another of two members with the same name, and so another key.
    strict_json::read(&decoded).map_err(|_| DidJwkError::NotADidJwk)
}

/// The document of a `did:jwk`, which is never fetched: one `JsonWebKey`, `#0`, for every purpose of signing.
///
/// # Errors
/// As [`read`].
pub fn document(did: &Did) -> Result<Value, DidJwkError> {
    let jwk = jwk_of(did)?;
    // A key that is not for signatures has no such document (`use` is `enc`).
    jwk::decode_public(&jwk)?;
    Ok(document_of_jwk(did, &jwk))
}

/// The document, whatever the key is.
pub(super) fn document_of_jwk(did: &Did, jwk: &Value) -> Value {
    let method = method_id(did);
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": did,
        "verificationMethod": [{"id": method, "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}],
        "authentication": [method],
        "assertionMethod": [method],
        "capabilityInvocation": [method],
        "capabilityDelegation": [method],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::did::{MethodNote, Purpose, verification_method};

    /// The P-256 example of the method's specification.
    const EXAMPLE: &str = "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTF\
        QSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9";

    fn did_of(jwk: &Value) -> Did {
        format!("did:jwk:{}", URL_SAFE_NO_PAD.encode(jwk.to_string())).parse().unwrap()
    }

    #[test]
    fn the_specifications_example_is_read_and_its_method_is_number_0() {
        let did: Did = EXAMPLE.parse().unwrap();
        let key = read(&did).unwrap();
        assert_eq!(from_key(&key), did);
        assert_eq!(jwk::encode_public(&key)["x"], "acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0");
        let document = document(&did).unwrap();
        for purpose in [Purpose::AssertionMethod, Purpose::Authentication] {
            let method = verification_method(&document, &format!("{EXAMPLE}#0"), purpose).unwrap();
            assert_eq!((method.key(), method.controller(), method.notes()), (&key, EXAMPLE, &[][..]));
        }
    }

    #[test]
    fn a_bare_did_jwk_signs_for_itself_and_another_fragment_is_no_key() {
        let document = document(&EXAMPLE.parse().unwrap()).unwrap();
        let bare = verification_method(&document, EXAMPLE, Purpose::AssertionMethod).unwrap();
        assert_eq!(bare.notes(), [MethodNote::WithoutFragment]);
        assert_eq!(bare.of_issuer("did:web:badges.example").unwrap_err().code(), "issuer.key_of_another");
        let other = verification_method(&document, &format!("{EXAMPLE}#1"), Purpose::AssertionMethod);
        assert_eq!(other.unwrap_err().code(), "issuer.method_not_found");
    }

    #[test]
    fn keys_that_are_private_of_another_use_or_of_another_kind_are_told_apart() {
        let jwk = jwk::encode_public(&read(&EXAMPLE.parse().unwrap()).unwrap());
        let with = |name: &str, value: &str| {
            let mut jwk = jwk.clone();
            jwk[name] = json!(value);
            document(&did_of(&jwk)).unwrap_err().code()
        };
        assert_eq!(with("d", "AA"), "jwk.private_member");
        assert_eq!(with("use", "enc"), "jwk.other_use");
        assert_eq!(with("crv", "secp256k1"), "jwk.unsupported");
        for text in ["did:web:a.example", "did:jwk:AA", "did:jwk:z6Mk", "did:jwk:W10.W10"] {
            assert!(read(&text.parse().unwrap()).is_err(), "{text}");
        }
        let long: Did = format!("did:jwk:{}", "A".repeat(MAX_LENGTH)).parse().unwrap();
        assert_eq!(read(&long), Err(DidJwkError::NotADidJwk));
    }
}
