//! Badges to verify, and whoever signs them.

use std::sync::Arc;

use badgewright_credential::{BitString, Did, Secure, Timestamp};
use badgewright_signing::data_integrity::{DataIntegritySigner, ProofOptions, Suite};
use badgewright_signing::did::{ListedKey, did_key, did_web, issuer_document, method_id};
use badgewright_signing::{KeyKind, KeyPair, Signer, jws, vc_jwt};
use serde_json::{Value, json};

use super::web::Web;
use crate::{CheckName, Code, Outcome, Question, Report, Submission, Verifier};

/// The moment at which every test verifies.
pub(crate) const NOW: &str = "2026-11-24T12:00:00Z";

/// Somebody with an Ed25519 and a P-256 key.
pub(crate) struct Person {
    pub(crate) did: Did,
    pub(crate) ed25519: KeyPair,
    pub(crate) p256: KeyPair,
}

impl Person {
    /// Whose DID is their Ed25519 key.
    pub(crate) fn by_key(seed: u8) -> Self {
        let ed25519 = KeyPair::from_secret(KeyKind::Ed25519, &[seed; 32]).unwrap();
        let p256 = KeyPair::from_secret(KeyKind::P256, &[seed; 32]).unwrap();
        Self { did: did_key::from_key(&ed25519.public_key()), ed25519, p256 }
    }

    /// Whose DID is on the web.
    pub(crate) fn on_web(seed: u8, did: &str) -> Self {
        Self { did: did.parse().unwrap(), ..Self::by_key(seed) }
    }

    /// The URL of a key's method.
    pub(crate) fn method(&self, key: &KeyPair) -> String {
        method_id(&self.did, &key.public_key())
    }

    /// The DID document, both keys listed.
    pub(crate) fn document(&self) -> Value {
        let listed =
            [&self.ed25519, &self.p256].map(|key| ListedKey { key: key.public_key(), revoked: None });
        issuer_document(&self.did, &listed)
    }

    /// Where the DID document is fetched from.
    pub(crate) fn document_url(&self) -> String {
        did_web::document_url(&self.did).unwrap().into()
    }

    /// Signs in their own name or in another's.
    pub(crate) fn sign(&self, document: Value) -> Value {
        self.sign_as(document, &self.method(&self.ed25519))
    }

    /// Signs, and names another method than their own.
    pub(crate) fn sign_as(&self, document: Value, method: &str) -> Value {
        let created = Some(NOW.parse().unwrap());
        let options = ProofOptions::assertion(method, created);
        DataIntegritySigner { signer: &self.ed25519, suite: Suite::EddsaRdfc2022, options }
            .secure(document)
            .unwrap()
    }

    /// The badge as a JWT.
    pub(crate) fn jwt(&self, document: &Value) -> String {
        let payload = vc_jwt::claims(document).unwrap();
        jws::sign(&payload, &self.method(&self.p256), &self.p256).unwrap()
    }

    /// A badge in their name, unsigned.
    pub(crate) fn badge(&self) -> Value {
        badge(self.did.as_str())
    }

    /// A status list in their name, unsigned, with the bit at `index` set.
    pub(crate) fn list(&self, purpose: &str, set: Option<u64>) -> Value {
        let mut bits = BitString::clear(0).unwrap();
        if let Some(index) = set {
            bits.set(index, true).unwrap();
        }
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": LIST,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": self.did,
            "validFrom": "2026-11-20T00:00:00Z",
            "validUntil": "2026-12-04T00:00:00Z",
            "credentialSubject": {
                "id": format!("{LIST}#list"), "type": "BitstringStatusList",
                "statusPurpose": purpose, "encodedList": bits.encode()},
        })
    }
}

/// Where the status list of every test stands.
pub(crate) const LIST: &str = "https://badges.example/status/1";

/// A small badge, unsigned.
pub(crate) fn badge(issuer: &str) -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2",
                     "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3341",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Example Corp"},
        "validFrom": "2026-01-01T00:00:00Z",
        "awardedDate": "2026-01-01T00:00:00Z",
        "name": "Teamwork",
        "credentialSubject": {
            "id": "did:example:ada", "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3343", "type": ["Achievement"],
                "name": "Teamwork", "description": "Works well with others.",
                "criteria": {"narrative": "Shown to peers."}}},
    })
}

/// The badge with a status entry for the bit at `index` of [`LIST`].
pub(crate) fn with_status(mut badge: Value, purpose: &str, index: u64) -> Value {
    badge["credentialStatus"] = json!({
        "id": format!("{LIST}#{index}"), "type": "BitstringStatusListEntry", "statusPurpose": purpose,
        "statusListIndex": index.to_string(), "statusListCredential": LIST});
    badge
}

/// Verifies a document.
pub(crate) async fn verify(web: Web, document: &Value) -> Report {
    verify_bytes(web, document.to_string()).await
}

/// Verifies a body.
pub(crate) async fn verify_bytes(web: Web, bytes: impl Into<Vec<u8>>) -> Report {
    let submission = Submission::Document { bytes: bytes.into(), media_type: None };
    ask(web, submission, &Question::default()).await
}

/// Verifies a submission and asks something about it.
pub(crate) async fn ask(web: Web, submission: Submission, question: &Question) -> Report {
    let now: Timestamp = NOW.parse().unwrap();
    let report = Verifier::new(Arc::new(web), Arc::new(move || now)).verify(submission, question).await;
    assert_consistent(&report);
    report
}

/// What holds for every report, whatever it says.
fn assert_consistent(report: &Report) {
    assert!(report.checks.iter().map(|line| line.check).eq(CheckName::ALL));
    let outcomes: Vec<_> = report.checks.iter().map(|line| line.outcome).collect();
    assert_eq!(report.verdict.is_invalid(), outcomes.contains(&Outcome::Fail));
    assert!(!report.verdict.is_valid() || !outcomes.contains(&Outcome::Unknown));
    for line in &report.checks {
        assert!(!line.detail.is_empty(), "{line:?}");
        let codes = line.findings.iter().map(|finding| (finding.outcome, finding.code));
        for (outcome, code) in codes.chain([(line.outcome, line.code)]) {
            assert!(
                outcome == Outcome::Pass || code.is_some_and(|code| Code::named(code.name()).is_some()),
                "{line:?}"
            );
        }
        if let Some(sum) = line.findings.iter().map(|finding| finding.outcome).max() {
            assert_eq!(sum, line.outcome, "{line:?}");
        }
    }
}

/// The verdict, and what `check` says: outcome and code.
pub(crate) fn said(report: &Report, check: CheckName) -> (&'static str, Outcome, Option<&'static str>) {
    let line = report.check(check);
    (report.verdict.as_str(), line.outcome, line.code.map(Code::name))
}
