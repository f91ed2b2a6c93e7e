//! The `did.json` of our own issuers.

use badgewright_credential::{Did, Timestamp};
use serde_json::{Map, Value, json};

use crate::jwk;
use crate::key::{KeyKind, PublicKey};
use crate::multikey;

/// Every term of the document is defined by one of these, so that JSON-LD readers lose nothing.
const CONTEXTS: [&str; 3] = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
];

/// A key as an issuer's document lists it. Keys in use and retired ones are listed alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedKey {
    /// The public half.
    pub key: PublicKey,
    /// Since when the key is known to be in a stranger's hands. Never set for a key that was merely retired.
    pub revoked: Option<Timestamp>,
}

/// The absolute id of a key's method: after `#` the Multikey of an Ed25519 key and of every `did:key`, or the JWK
/// thumbprint of any other (CID 1.0 §2.2.3 recommends it).
#[must_use]
pub fn method_id(did: &Did, key: &PublicKey) -> String {
    match key.kind() {
        _ if did.method() == "key" => format!("{did}#{}", multikey::encode_public(key)),
        KeyKind::Ed25519 => format!("{did}#{}", multikey::encode_public(key)),
        KeyKind::P256 | KeyKind::P384 | KeyKind::Rsa => format!("{did}#{}", jwk::thumbprint(key)),
    }
}

/// An issuer's DID document: Ed25519 keys as `Multikey`, others as `JsonWebKey`, never both in one method.
///
/// A retired key stays listed with neither `expires` nor `revoked`, or the badges it signed would die. A revoked key
/// stays in `verificationMethod` with its `revoked`, so that a reader learns why, but leaves `assertionMethod`: most
/// verifiers look at the list and not at the date.
#[must_use]
pub fn issuer_document(did: &Did, keys: &[ListedKey]) -> Value {
    let methods: Vec<Value> = keys.iter().map(|listed| method(did, listed)).collect();
    let asserting: Vec<String> = keys
        .iter()
        .filter(|listed| listed.revoked.is_none())
        .map(|listed| method_id(did, &listed.key))
        .collect();
    json!({
        "@context": CONTEXTS,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": asserting,
    })
}

fn method(did: &Did, listed: &ListedKey) -> Value {
    let mut method = Map::new();
    method.insert("id".to_owned(), json!(method_id(did, &listed.key)));
    let (kind, member, material) = match listed.key.kind() {
        KeyKind::Ed25519 => ("Multikey", "publicKeyMultibase", json!(multikey::encode_public(&listed.key))),
        KeyKind::P256 | KeyKind::P384 | KeyKind::Rsa => {
            ("JsonWebKey", "publicKeyJwk", jwk::encode_public(&listed.key))
        }
    };
    method.insert("type".to_owned(), json!(kind));
    method.insert("controller".to_owned(), json!(did));
    if let Some(revoked) = listed.revoked {
        method.insert("revoked".to_owned(), json!(revoked));
    }
    method.insert(member.to_owned(), material);
    Value::Object(method)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canonical_form;
    use crate::did::{MethodError, Purpose, verification_method};
    use crate::jsonld::{Processing, Purpose as Reading};

    const DID: &str = "did:web:badges.example:issuers:dese";

    fn keys() -> [PublicKey; 3] {
        [
            "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
            "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
            "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi",
        ]
        .map(|key| multikey::decode_public(key).unwrap())
    }

    fn document() -> (Did, Value) {
        let did: Did = DID.parse().unwrap();
        let [active, jws, stolen] = keys();
        let listed = [
            ListedKey { key: active, revoked: None },
            ListedKey { key: jws, revoked: None },
            ListedKey { key: stolen, revoked: Some("2026-11-01T15:04:05Z".parse().unwrap()) },
        ];
        let document = issuer_document(&did, &listed);
        (did, document)
    }

    #[test]
    fn the_document_is_as_every_known_verifier_reads_it() {
        let (_, document) = document();
        let ed = format!("{DID}#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");
        let thumbprint = document["verificationMethod"][1]["publicKeyJwk"]["kid"].as_str().unwrap();
        let p256 = format!("{DID}#{thumbprint}");
        let stolen = format!("{DID}#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi");
        let expected = json!({
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1",
                         "https://w3id.org/security/jwk/v1"],
            "id": DID,
            "verificationMethod": [
                {"id": ed, "type": "Multikey", "controller": DID,
                 "publicKeyMultibase": "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"},
                {"id": p256, "type": "JsonWebKey", "controller": DID,
                 "publicKeyJwk": {"crv": "P-256", "kty": "EC", "alg": "ES256", "kid": thumbprint,
                                  "x": "YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y",
                                  "y": "eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk"}},
                {"id": stolen, "type": "Multikey", "controller": DID, "revoked": "2026-11-01T15:04:05Z",
                 "publicKeyMultibase": "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"},
            ],
            "assertionMethod": [ed, p256],
        });
        assert_eq!(document, expected);
    }

    #[test]
    fn every_word_of_it_is_defined_by_its_contexts() {
        let (_, document) = document();
        let processing = Processing::strict(Reading::Verify);
        let statements = canonical_form(&document, processing).unwrap();
        let security =
            |term: &str| statements.matches(&format!("<https://w3id.org/security#{term}>")).count();
        // Each of them three times, but for those of one key alone: nothing is lost on the way.
        assert_eq!(["verificationMethod", "controller"].map(security), [3, 3]);
        assert_eq!(
            ["assertionMethod", "publicKeyMultibase", "publicKeyJwk", "revoked"].map(security),
            [2, 2, 1, 1]
        );
        let mut more = document;
        more["verificationMethod"][0]["retired"] = json!("2026-11-01T15:04:05Z");
        assert!(canonical_form(&more, processing).is_err(), "a word of ours would be noticed");
    }

    #[test]
    fn it_keeps_to_the_rules_of_controlled_identifiers() {
        let (did, document) = document();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let mut ids = std::collections::BTreeSet::new();
        for method in document["verificationMethod"].as_array().unwrap() {
            // CID §2.2: absolute, of the document, each once; controlled by the document's subject.
            assert!(text(&method["id"]).strip_prefix(did.as_str()).unwrap().starts_with('#'));
            assert!(ids.insert(text(&method["id"])), "{method}");
            assert_eq!(method["controller"], *did.as_str());
            // CID §2.2.2 and §2.2.3: one form of the key, the one that the type has, without anything private.
            let forms = ["publicKeyMultibase", "publicKeyJwk"].map(|form| method.get(form).is_some());
            assert_eq!(forms, [method["type"] == "Multikey", method["type"] == "JsonWebKey"]);
            assert!(!method.to_string().contains("ecretKey") && method["publicKeyJwk"].get("d").is_none());
            // CID §2.2: XML Schema's dateTimeStamp.
            assert!(method.get("revoked").is_none_or(|at| text(at).ends_with('Z')));
        }
        let asserting: Vec<String> =
            document["assertionMethod"].as_array().unwrap().iter().map(text).collect();
        assert!(asserting.iter().all(|id| ids.contains(id)), "{asserting:?}");
    }

    #[test]
    fn our_own_reading_of_it_finds_the_keys_in_use_and_says_why_not_the_stolen_one() {
        let (did, document) = document();
        let [active, jws, stolen] = keys();
        for key in [active, jws] {
            let method =
                verification_method(&document, &method_id(&did, &key), Purpose::AssertionMethod).unwrap();
            assert_eq!((method.key(), method.revoked(), method.notes()), (&key, None, &[][..]));
        }
        let refused = verification_method(&document, &method_id(&did, &stolen), Purpose::AssertionMethod);
        assert!(matches!(refused, Err(MethodError::NotListed { revoked: Some(_), .. })), "{refused:?}");
    }
}
