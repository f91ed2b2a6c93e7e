//! Whole verifications, from the bytes of a badge to its report, where what has to be fetched is at hand.

#![expect(clippy::unwrap_used, reason = "a benchmark that panics fails")]

use std::collections::HashMap;
use std::hint::black_box;
use std::sync::Arc;

use async_trait::async_trait;
use badgewright_credential::{BitString, Secure as _, Timestamp};
use badgewright_fetch::{Request, Retrieve, RetrieveError, Retrieved};
use badgewright_signing::data_integrity::{DataIntegritySigner, ProofOptions, Suite};
use badgewright_signing::did::{ListedKey, did_web, issuer_document, method_id};
use badgewright_signing::{KeyKind, KeyPair, Signer as _};
use badgewright_verifier::{Question, Submission, Verifier};
use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::{Value, json};

const NOW: &str = "2026-11-25T12:00:00Z";
const BADGE: &str = include_str!("../../signing/known-answers/open-badge/open-badge.json");

/// The issuer of the badges, with the only key it has.
struct Issuer {
    did: badgewright_credential::Did,
    key: KeyPair,
}

impl Issuer {
    fn sign(&self, document: Value) -> Value {
        let method = method_id(&self.did, &self.key.public_key());
        let options = ProofOptions::assertion(&method, Some("2026-11-24T10:15:30Z".parse().unwrap()));
        DataIntegritySigner { signer: &self.key, suite: Suite::EddsaRdfc2022, options }
            .secure(document)
            .unwrap()
    }

    fn status_list(&self, url: &str) -> Value {
        let bits = BitString::clear(0).unwrap();
        self.sign(json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": self.did,
            "validFrom": "2026-11-20T00:00:00Z",
            "validUntil": "2026-12-18T00:00:00Z",
            "credentialSubject": {
                "id": format!("{url}#list"), "type": "BitstringStatusList",
                "statusPurpose": "revocation", "encodedList": bits.encode()},
        }))
    }
}

/// Everything that stands anywhere.
struct Web(HashMap<String, Vec<u8>>);

#[async_trait]
impl Retrieve for Web {
    async fn get(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError> {
        let bytes = self.0.get(request.url.as_str()).ok_or(RetrieveError::Unreachable)?.clone();
        Ok(Retrieved::just_now(bytes.into(), None, request.url.clone()))
    }
}

/// A verifier, and `count` badges that differ in their ids.
fn badges(count: usize) -> (Verifier, Vec<Vec<u8>>) {
    let unsigned: Value = serde_json::from_str(BADGE).unwrap();
    let did: badgewright_credential::Did = unsigned["issuer"]["id"].as_str().unwrap().parse().unwrap();
    let key = KeyPair::from_secret(KeyKind::Ed25519, &[7; 32]).unwrap();
    let issuer = Issuer { did, key };
    let list = unsigned["credentialStatus"]["statusListCredential"].as_str().unwrap();
    let listed = [ListedKey { key: issuer.key.public_key(), revoked: None }];
    let document = issuer_document(&issuer.did, &listed);
    let web = HashMap::from([
        (did_web::document_url(&issuer.did).unwrap().to_string(), document.to_string().into_bytes()),
        (list.to_owned(), issuer.status_list(list).to_string().into_bytes()),
    ]);
    let now: Timestamp = NOW.parse().unwrap();
    let verifier = Verifier::new(Arc::new(Web(web)), Arc::new(move || now));
    let signed = |number| {
        let mut badge = unsigned.clone();
        badge["id"] = json!(format!("https://badges.example.edu/credentials/{number}"));
        issuer.sign(badge).to_string().into_bytes()
    };
    (verifier, (0..count).map(signed).collect())
}

fn verifying(c: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let question = Question::default();
    let verify = |verifier: &Verifier, bytes: &[u8]| {
        let submission = Submission::Document { bytes: bytes.to_vec(), media_type: None };
        let report = runtime.block_on(verifier.verify(submission, &question));
        assert!(report.verdict.is_valid(), "{:?}", report.checks);
        black_box(report)
    };
    let mut group = c.benchmark_group("whole verification");
    let (verifier, badge) = badges(1);
    group.bench_function("the same badge again", |b| b.iter(|| verify(&verifier, &badge[0])));
    // More than are remembered of anything.
    let (verifier, many) = badges(20_000);
    let mut next = many.iter().cycle();
    group.bench_function("another badge of the same issuer", |b| {
        b.iter(|| verify(&verifier, next.next().unwrap()));
    });
    group.finish();
}

criterion_group!(benches, verifying);
criterion_main!(benches);
