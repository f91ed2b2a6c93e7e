//! What the VC-API makes of keys and suites.

use std::sync::Arc;

use badgewright_credential::Timestamp;
use badgewright_signing::Signer as _;
use badgewright_signing::did::{ListedKey, issuer_document};
use serde_json::{Value, json};

use super::badges::{NOW, Person};
use super::web::Web;
use crate::{Code, Expected, Finding, Verification, Verifier};

async fn verify(web: Web, credential: &Value) -> Verification {
    let now: Timestamp = NOW.parse().unwrap();
    let verifier = Verifier::new(Arc::new(web), Arc::new(move || now));
    verifier.verify_credential(credential, &Expected::default()).await
}

fn codes(findings: &[Finding]) -> Vec<Code> {
    findings.iter().filter_map(|finding| finding.code).collect()
}

#[tokio::test]
async fn a_revoked_key_is_an_error_whoever_s_it_is() {
    let (person, other) = (Person::on_web(1, "did:web:a.example"), Person::by_key(2));
    let listed = ListedKey { key: person.ed25519.public_key(), revoked: Some(NOW.parse().unwrap()) };
    let revoked = issuer_document(&person.did, &[listed]).to_string();
    for issuer in [&person, &other] {
        let good = Web::default().with(&person.document_url(), person.document().to_string());
        let signed = person.sign(issuer.badge());
        assert!(verify(good, &signed).await.verified());
        let web = Web::default().with(&person.document_url(), revoked.clone());
        assert!(!verify(web, &signed).await.verified());
    }
    let web = Web::default().with(&person.document_url(), revoked);
    let found = verify(web, &person.sign(person.badge())).await;
    assert!(codes(&found.errors).contains(&Code::ISSUER_KEY_REVOKED), "{found:?}");
}

#[tokio::test]
async fn keys_out_of_reach_verify_nothing() {
    let person = Person::on_web(1, "did:web:a.example");
    let found = verify(Web::default(), &person.sign(person.badge())).await;
    assert!(codes(&found.errors).contains(&Code::PROOF_KEY_UNAVAILABLE), "{found:?}");
}

#[tokio::test]
async fn a_suite_that_is_not_known_is_a_warning_only_beside_a_proof_that_holds() {
    let person = Person::by_key(1);
    let mut signed = person.sign(person.badge());
    let mut unknown = signed["proof"][0].clone();
    unknown["cryptosuite"] = json!("unknown-2099");
    signed["proof"].as_array_mut().unwrap().push(unknown.clone());
    let beside = verify(Web::default(), &signed).await;
    assert!(beside.verified(), "{beside:?}");
    assert!(codes(&beside.warnings).contains(&Code::PROOF_UNSUPPORTED_SUITE));
    signed["proof"] = unknown;
    assert_eq!(codes(&verify(Web::default(), &signed).await.errors), [Code::PROOF_UNSUPPORTED_SUITE]);
}
