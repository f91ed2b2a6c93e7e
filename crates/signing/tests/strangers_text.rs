//! Whatever strangers send to the readers of keys, DIDs and JWTs: an answer, never a panic.

use badgewright_credential::Did;
use badgewright_signing::did::{self, DidUrl, Purpose, did_jwk, did_key, did_web};
use badgewright_signing::{data_integrity, jwk, jws, multikey, vc_jwt};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use serde_json::{Value, json};

/// JSON of the names and values that the readers look for, in places where they do not belong.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(|number| json!(number)),
        any::<f64>().prop_map(|number| json!(number)),
        "\\PC{0,20}".prop_map(Value::String),
        prop::sample::select(vec![
            "did:web:a.example",
            "did:web:a.example#k",
            "#k",
            "Multikey",
            "JsonWebKey",
            "EC",
            "P-256",
            "OKP",
            "Ed25519",
            "2026-11-01",
            "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
            "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "RSA",
            "AQAB",
            "P-384",
            "RsaVerificationKey2018",
            "Ed25519VerificationKey2020",
            "EcdsaSecp256r1VerificationKey2019",
            "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----",
        ])
        .prop_map(|text| json!(text)),
    ];
    let names = prop::sample::select(vec![
        "id",
        "type",
        "controller",
        "verificationMethod",
        "assertionMethod",
        "authentication",
        "revoked",
        "expires",
        "publicKeyMultibase",
        "publicKeyJwk",
        "publicKeyBase58",
        "publicKeyHex",
        "publicKeyPem",
        "n",
        "e",
        "keys",
        "kty",
        "crv",
        "x",
        "y",
        "kid",
        "alg",
        "vc",
        "iss",
        "sub",
        "nbf",
        "exp",
        "jti",
        "aud",
        "@context",
        "issuer",
        "credentialSubject",
        "validFrom",
        "validUntil",
    ]);
    leaf.prop_recursive(4, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((names.clone(), inner), 0..8).prop_map(|members| members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_gets_an_answer(text in "\\PC{0,80}", part in "[a-zA-Z0-9.:%_-]{0,40}") {
        for text in [&text, &format!("did:web:{part}"), &format!("did:key:z{part}#z{part}"), &format!("z{part}")] {
            let _ = multikey::decode_public(text);
            let _ = multikey::decode_secret(text);
            let _ = jws::parse(text);
            let _ = did_key::read(text);
            if let Ok(did) = text.parse() {
                let _ = did_jwk::document(&did);
            }
            if let Ok(url) = text.parse::<DidUrl>() {
                prop_assert_eq!(url.as_str(), text);
            }
            if let Ok(did) = text.parse::<Did>()
                && let Ok(url) = did_web::document_url(&did)
            {
                // The DID's own host, and a place below it that the DID spells out.
                prop_assert_eq!(url.scheme(), "https");
                prop_assert!(url.domain().is_some(), "{}", url);
                prop_assert!(url.path().ends_with("/did.json"), "{}", url);
                let parts = did.method_specific_id().split(':').count();
                prop_assert_eq!(url.path().matches('/').count(), parts.max(2), "{}", url);
            }
        }
    }

    #[test]
    fn any_bytes_after_a_prefix_get_an_answer(prefix in 0..6_usize, bytes in prop::collection::vec(any::<u8>(), 0..140)) {
        let prefix: &[u8] = [&[0xed, 1][..], &[0x80, 0x24], &[0x81, 0x24], &[0x85, 0x24], &[0xd1, 0xd6, 3], &[]][prefix];
        let bytes = [prefix, &bytes].concat();
        let text = format!("u{}", URL_SAFE_NO_PAD.encode(&bytes));
        if let Ok(key) = multikey::decode_public(&text) {
            prop_assert_eq!(multikey::decode_public(&multikey::encode_public(&key)), Ok(key));
        }
        let _ = multikey::decode_secret(&text);
        let did = format!("did:jwk:{}", URL_SAFE_NO_PAD.encode(&bytes)).parse::<Did>();
        let _ = did.map(|did| did_jwk::document(&did));
    }

    #[test]
    fn any_jwk_in_a_did_gets_an_answer(jwk in any_json()) {
        let did: Did = format!("did:jwk:{}", URL_SAFE_NO_PAD.encode(jwk.to_string())).parse().unwrap();
        prop_assert_eq!(did_jwk::read(&did).is_ok(), jwk::decode_public(&jwk).is_ok());
    }

    #[test]
    fn any_proof_gets_an_answer_and_none_is_right(
        proof in any_json(),
        suite in prop::sample::select(vec!["eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019", "Ed25519Signature2020"]),
        value in "[zu][1-9A-HJ-NP-Za-km-z]{0,140}",
    ) {
        let mut proof = proof;
        if let Some(members) = proof.as_object_mut() {
            let proof_type = if suite.starts_with("Ed") { suite } else { "DataIntegrityProof" };
            members.insert("type".to_owned(), json!(proof_type));
            members.insert("cryptosuite".to_owned(), json!(suite));
            members.insert("proofValue".to_owned(), json!(value));
        }
        let document = json!({"@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential", "proof": proof});
        for key in [
            "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
            "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
            "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ",
        ] {
            let key = multikey::decode_public(key).unwrap();
            prop_assert!(data_integrity::verify(&document, &document["proof"], &key).is_err());
        }
    }

    #[test]
    fn any_document_gets_an_answer_and_a_key_only_if_it_lists_one(document in any_json()) {
        let _ = jwk::decode_public(&document);
        let _ = did::https_key(&document, "https://a.example/k#k");
        if let Ok(method) = did::verification_method(&document, "did:web:a.example#k", Purpose::AssertionMethod) {
            prop_assert_eq!(method.controller(), "did:web:a.example");
            prop_assert_eq!(&document["id"], "did:web:a.example");
        }
    }

    #[test]
    fn any_payload_of_a_jwt_gets_an_answer(header in any_json(), payload in any_json()) {
        let text = [
            URL_SAFE_NO_PAD.encode(json!({"alg": "ES256", "typ": header}).to_string()),
            URL_SAFE_NO_PAD.encode(payload.to_string()),
            String::new(),
        ].join(".");
        let jws = jws::parse(&text).unwrap();
        if let Ok(read) = vc_jwt::read(&jws) {
            let _ = read.agreement();
        }
        if let Ok(claims) = vc_jwt::claims(&payload) {
            let mut without_proof = payload.clone();
            if let Some(members) = without_proof.as_object_mut() {
                members.shift_remove("proof");
            }
            let members = without_proof.as_object().into_iter().flatten();
            for (name, value) in members {
                prop_assert_eq!(&claims[name.as_str()], value);
            }
        }
    }
}
