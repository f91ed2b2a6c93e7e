//! A key that is given as an https URL (Open Badges 3.0 §8.5): a `Multikey`, a JWK, or a JWK Set with `#kid`.

use badgewright_credential::Timestamp;
use serde_json::Value;

use super::method::read_method;
use super::method_error::MethodError;
use crate::jwk;
use crate::key::PublicKey;

/// A key that was served at an https URL. **It is nobody's yet**: anybody can serve a key and name anybody as its
/// controller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpsKey {
    /// The key.
    pub key: PublicKey,
    /// Who controls it, as the document says; JWKs say nothing. It is the issuer's only if the issuer's own document
    /// lists the key ([`method_with_key`](super::method_with_key)), or is served from the same origin.
    pub controller: Option<String>,
    /// Since when it is in a stranger's hands.
    pub revoked: Option<Timestamp>,
    /// When it was announced to end.
    pub expires: Option<Timestamp>,
}

/// Reads the document that an https key URL led to.
///
/// # Errors
/// Where it is none of the three forms, has another id, or has no key of the URL's fragment.
pub fn https_key(document: &Value, url: &str) -> Result<HttpsKey, MethodError> {
    let fragment = url.split_once('#').map(|(_, fragment)| fragment);
    if let Some(keys) = document.get("keys").and_then(Value::as_array) {
        return bare(jwk_of_set(keys, url, fragment)?, url);
    }
    if document.get("kty").is_some() {
        let is_named = fragment.is_none_or(|fragment| has_kid(document, url, fragment));
        return if is_named { bare(document, url) } else { Err(not_found(url)) };
    }
    let invalid = MethodError::InvalidDocument { expected: "a Multikey, a JWK or a JWK Set" };
    let method = document.as_object().ok_or(invalid)?;
    match method.get("id").and_then(Value::as_str) {
        // A page about whoever keeps the address, and the fragment is no key in it.
        Some(id) if url.split_once('#').is_some_and(|(address, _)| address == id) => Err(not_found(url)),
        Some(id) if id != url => Err(MethodError::OtherDocument {
            expected: url.to_owned(),
            found: id.chars().take(200).collect(),
        }),
        _ => {
            let method = read_method(url, method)?;
            Ok(HttpsKey {
                key: method.key().clone(),
                controller: Some(method.controller().to_owned()),
                revoked: method.revoked(),
                expires: method.expires(),
            })
        }
    }
}

fn bare(document: &Value, url: &str) -> Result<HttpsKey, MethodError> {
    let key = jwk::decode_public(document).map_err(|error| MethodError::from_jwk(url, error))?;
    Ok(HttpsKey { key, controller: None, revoked: None, expires: None })
}

/// The key of the fragment's `kid`; without a fragment the only key there is.
fn jwk_of_set<'a>(keys: &'a [Value], url: &str, fragment: Option<&str>) -> Result<&'a Value, MethodError> {
    let mut named = keys.iter().filter(|key| fragment.is_none_or(|fragment| has_kid(key, url, fragment)));
    match (named.next(), named.next()) {
        (Some(key), None) => Ok(key),
        (Some(_), Some(_)) => Err(MethodError::InvalidMethod {
            method: url.to_owned(),
            expected: "one key of that `kid`, not several",
        }),
        (None, _) => Err(not_found(url)),
    }
}

fn has_kid(jwk: &Value, url: &str, fragment: &str) -> bool {
    jwk.get("kid").and_then(Value::as_str).is_some_and(|kid| kid == fragment || kid == url)
}

fn not_found(url: &str) -> MethodError {
    MethodError::NotFound { method: url.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::multikey;

    const KEY: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    const OTHER: &str = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP";

    fn jwk(multikey: &str, kid: &str) -> Value {
        let mut jwk = jwk::encode_public(&multikey::decode_public(multikey).unwrap());
        jwk["kid"] = json!(kid);
        jwk
    }

    #[test]
    fn the_three_forms_of_a_key_are_read() {
        let multikey = json!({"id": "https://a.example/k", "type": "Multikey",
                              "controller": "https://a.example", "publicKeyMultibase": KEY});
        let key = multikey::decode_public(KEY).unwrap();
        let read = https_key(&multikey, "https://a.example/k").unwrap();
        assert_eq!((read.key, read.controller.as_deref()), (key.clone(), Some("https://a.example")));
        let read = https_key(&jwk(KEY, "1"), "https://a.example/k").unwrap();
        assert_eq!((read.key, read.controller), (key.clone(), None));
        let set = json!({"keys": [jwk(OTHER, "1"), jwk(KEY, "2")]});
        assert_eq!(https_key(&set, "https://a.example/k#2").unwrap().key, key);
    }

    #[test]
    fn a_key_of_another_name_is_not_taken() {
        let set = json!({"keys": [jwk(OTHER, "1"), jwk(KEY, "2")]});
        for url in ["https://a.example/k#3", &format!("https://a.example/k#{KEY}")] {
            assert!(matches!(https_key(&set, url), Err(MethodError::NotFound { .. })));
            assert!(matches!(https_key(&jwk(KEY, "1"), url), Err(MethodError::NotFound { .. })));
        }
        assert!(matches!(https_key(&set, "https://a.example/k"), Err(MethodError::InvalidMethod { .. })));
        let moved = json!({"id": "https://a.example/other", "type": "Multikey", "controller": "x", "publicKeyMultibase": KEY});
        assert!(matches!(https_key(&moved, "https://a.example/k"), Err(MethodError::OtherDocument { .. })));
        assert!(matches!(
            https_key(&json!([]), "https://a.example/k"),
            Err(MethodError::InvalidDocument { .. })
        ));
    }
}
