//! Every suite, algorithm and kind of key that badges are signed with.

use std::sync::LazyLock;

use badgewright_credential::{Did, Entropy, Secure};
use badgewright_signing::data_integrity::{DataIntegritySigner, ProofOptions, Suite};
use badgewright_signing::did::{ListedKey, did_jwk, did_key, did_web, issuer_document, method_id};
use badgewright_signing::{KeyKind, KeyPair, Signer, jws, multikey, vc_jwt};
use serde_json::{Value, json};

use super::badges::{NOW, badge, said, verify, verify_bytes};
use super::web::Web;
use crate::CheckName::{Issuer, Proof};
use crate::Outcome::{Fail, Pass, Unknown, Warn};

struct Same;

impl Entropy for Same {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// A key of each kind. One of RSA takes a moment to make.
fn key(kind: KeyKind) -> KeyPair {
    static RSA: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let made = KeyPair::generate(KeyKind::Rsa, &Same);
        multikey::encode_secret(&made).as_bytes().to_vec()
    });
    match kind {
        KeyKind::Rsa => multikey::decode_secret(std::str::from_utf8(&RSA).unwrap()).unwrap(),
        kind => KeyPair::generate(kind, &Same),
    }
}

fn signed(suite: Suite, key: &KeyPair, issuer: &Did, method: &str) -> Value {
    let mut badge = badge(issuer.as_str());
    let of_its_own = match suite {
        Suite::Ed25519Signature2020 => Some("ed25519-2020"),
        Suite::Ed25519Signature2018 => Some("ed25519-2018"),
        Suite::JsonWebSignature2020 => Some("jws-2020"),
        _ => None,
    };
    if let Some(name) = of_its_own {
        let contexts = badge["@context"].as_array_mut().unwrap();
        contexts.push(json!(format!("https://w3id.org/security/suites/{name}/v1")));
    }
    let options = ProofOptions::assertion(method, Some(NOW.parse().unwrap()));
    DataIntegritySigner { signer: key, suite, options }.secure(badge).unwrap()
}

fn jwt(key: &KeyPair, issuer: &Did, kid: &str) -> String {
    let claims = vc_jwt::claims(&badge(issuer.as_str())).unwrap();
    jws::sign(&claims, kid, key).unwrap()
}

#[tokio::test]
async fn every_suite_with_every_kind_of_key_is_valid_and_invalid_once_changed() {
    for suite in [
        Suite::EddsaRdfc2022,
        Suite::EddsaJcs2022,
        Suite::EcdsaRdfc2019,
        Suite::EcdsaJcs2019,
        Suite::Ed25519Signature2020,
        Suite::Ed25519Signature2018,
        Suite::JsonWebSignature2020,
    ] {
        for kind in suite.key_kinds() {
            let key = key(*kind);
            let did = did_key::from_key(&key.public_key());
            let mut badge = signed(suite, &key, &did, &did_key::method_id(&did));
            let report = verify(Web::default(), &badge).await;
            assert_eq!(said(&report, Proof), ("valid", Pass, None), "{suite:?} {kind}");
            assert_eq!(said(&report, Issuer), ("valid", Pass, None), "{suite:?} {kind}");
            badge["name"] = json!("Leadership");
            let report = verify(Web::default(), &badge).await;
            let expected = ("invalid", Fail, Some("proof.signature_mismatch"));
            assert_eq!(said(&report, Proof), expected, "{suite:?} {kind}");
        }
    }
}

/// The normal way of one large issuer.
#[tokio::test]
async fn two_proofs_of_an_older_and_a_newer_suite_are_both_right() {
    let key = key(KeyKind::Ed25519);
    let did = did_key::from_key(&key.public_key());
    let first = signed(Suite::Ed25519Signature2020, &key, &did, &did_key::method_id(&did));
    let options = ProofOptions::assertion(did_key::method_id(&did), Some(NOW.parse().unwrap()));
    let both =
        DataIntegritySigner { signer: &key, suite: Suite::EddsaRdfc2022, options }.secure(first).unwrap();
    let report = verify(Web::default(), &both).await;
    assert_eq!(said(&report, Proof), ("valid", Pass, None));
}

#[tokio::test]
async fn a_jwt_by_every_kind_of_key_is_valid_by_did_jwk_and_by_did_web() {
    for (kind, alg) in [
        (KeyKind::Ed25519, "EdDSA"),
        (KeyKind::P256, "ES256"),
        (KeyKind::P384, "ES384"),
        (KeyKind::Rsa, "RS256"),
    ] {
        let key = key(kind);
        let did = did_jwk::from_key(&key.public_key());
        let text = jwt(&key, &did, &did_jwk::method_id(&did));
        assert_eq!(jws::parse(&text).unwrap().alg(), alg);
        let report = verify_bytes(Web::default(), text).await;
        assert_eq!(said(&report, Proof), ("valid", Pass, None), "{alg}");
        assert_eq!(said(&report, Issuer), ("valid", Pass, None), "{alg}");

        let did: Did = "did:web:badges.example".parse().unwrap();
        let document = issuer_document(&did, &[ListedKey { key: key.public_key(), revoked: None }]);
        let url = did_web::document_url(&did).unwrap();
        let web = Web::default().with(url.as_str(), document.to_string());
        let report = verify_bytes(web, jwt(&key, &did, &method_id(&did, &key.public_key()))).await;
        assert_eq!(said(&report, Proof), ("valid", Pass, None), "{alg}");
    }
}

#[tokio::test]
async fn a_bare_did_jwk_signs_for_itself_and_for_nobody_else() {
    let key = key(KeyKind::P256);
    let did = did_jwk::from_key(&key.public_key());
    let report = verify(Web::default(), &signed(Suite::EcdsaRdfc2019, &key, &did, did.as_str())).await;
    assert_eq!(said(&report, Issuer), ("valid", Warn, Some("issuer.method_without_fragment")));
    let other: Did = "did:web:badges.example".parse().unwrap();
    let forged = signed(Suite::EcdsaRdfc2019, &key, &other, &did_jwk::method_id(&did));
    let report = verify(Web::default(), &forged).await;
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.key_of_another")));
}

#[tokio::test]
async fn a_key_of_a_kind_that_is_not_known_decides_nothing() {
    let secp256k1: Did = "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme".parse().unwrap();
    let method = did_key::method_id(&secp256k1);
    let badge = signed(Suite::EcdsaRdfc2019, &key(KeyKind::P256), &secp256k1, &method);
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Issuer), ("unknown", Unknown, Some("issuer.method_unsupported")));
}
