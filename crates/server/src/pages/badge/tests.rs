use std::sync::Arc;

use askama::Template as _;
use async_trait::async_trait;
use badgewright_credential::{
    AchievedResult, Award, BitString, Clock, Did, Evidence, OpenBadge, Profile, Secure as _, StatusEntry,
    StatusList, StatusPurpose, Subject, Timestamp, identity,
};
use badgewright_fetch::{Request, Retrieve, RetrieveError, Retrieved};
use badgewright_signing::data_integrity::{DataIntegritySigner, ProofOptions, Suite};
use badgewright_signing::did::did_key;
use badgewright_signing::{KeyKind, KeyPair, Signer as _};
use badgewright_store::{Status, StatusRecord};
use badgewright_verifier::{Question, Submission, Verifier};
use serde_json::{Value, json};

use super::*;

const BASE: &str = "https://badges.example";
const ID: &str = "0a8e5c1e-5d8e-4c46-8d3e-6a4f1f0e7c11";
const PLACE: u32 = 7;

/// It is always this moment.
struct Frozen;

impl Clock for Frozen {
    fn now(&self) -> Timestamp {
        at("2026-11-24T15:04:05Z")
    }
}

/// A web that has nothing but one status list.
struct OnlyTheList(Option<Value>);

#[async_trait]
impl Retrieve for OnlyTheList {
    async fn get(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError> {
        let list = self.0.as_ref().ok_or(RetrieveError::Unreachable)?;
        Ok(Retrieved::just_now(list.to_string().into(), None, request.url.clone()))
    }
}

/// An issuer under did:key, so that nothing has to be resolved.
struct Signing {
    key: KeyPair,
    did: Did,
}

impl Signing {
    fn new() -> Self {
        let key = KeyPair::from_secret(KeyKind::Ed25519, &[7; 32]).unwrap();
        let did = did_key::from_key(&key.public_key());
        Self { key, did }
    }

    fn sign(&self, document: Value) -> Value {
        let options =
            ProofOptions::assertion(did_key::method_id(&self.did), Some(at("2026-11-01T15:04:05Z")));
        DataIntegritySigner { signer: &self.key, suite: Suite::EddsaRdfc2022, options }
            .secure(document)
            .unwrap()
    }

    /// The status list, in which the badge is revoked or is not.
    fn list(&self, revoked: bool) -> Value {
        let mut bits = BitString::clear(0).unwrap();
        if revoked {
            bits.set(PLACE.into(), true).unwrap();
        }
        let list = StatusList {
            id: format!("{BASE}/status/1").parse().unwrap(),
            issuer: self.did.clone(),
            purpose: StatusPurpose::Revocation,
            valid_from: at("2026-11-20T00:00:00Z"),
            valid_until: at("2026-12-20T00:00:00Z"),
            ttl_ms: 300_000,
            bits: &bits,
        };
        self.sign(list.prepare().unwrap().document().clone())
    }

    fn badge(&self, slug: &str, name: Option<&str>) -> Value {
        let class = Registry::built_in().get(&slug.parse().unwrap()).unwrap().clone();
        let part = |fragment: &str| format!("{}#{fragment}", class.id(BASE)).parse().unwrap();
        let mut evidence = Evidence::at("https://portfolio.example/e/1".parse().unwrap());
        evidence.name = Some("Lesson <portfolio>".to_owned());
        let badge = OpenBadge {
            issuer: Profile::new(self.did.as_str().parse().unwrap(), "Arkansas Badges".to_owned()),
            achievement: class.achievement(BASE),
            award: Award {
                id: format!("{BASE}/credentials/{ID}").parse().unwrap(),
                subject: Subject {
                    id: "urn:uuid:6f2c2e0e-2a4b-4a38-9f0e-0d8f5a3f3b11".parse().unwrap(),
                    identifiers: name.into_iter().map(identity::name).collect(),
                    activity_end_date: Some(at("2026-11-01T15:04:05Z")),
                    narrative: None,
                },
                valid_from: at("2026-11-03T09:00:00Z"),
                awarded_date: at("2026-11-03T09:00:00Z"),
                valid_until: None,
                evidence: vec![evidence],
                results: vec![
                    AchievedResult::level(part("analyze"), part("analyze-demonstrated")).into(),
                    AchievedResult::value(part("hours"), "12".to_owned()).into(),
                ],
                status: vec![
                    StatusEntry::new(
                        format!("{BASE}/status/1").parse().unwrap(),
                        PLACE.into(),
                        StatusPurpose::Revocation,
                    )
                    .unwrap(),
                ],
            },
        };
        self.sign(badge.prepare().unwrap().document().clone())
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn record(document: Value, badge: &str, status: Status) -> CredentialRecord {
    CredentialRecord {
        id: ID.parse().unwrap(),
        issuer: "did:web:badges.example".parse().unwrap(),
        badge: badge.parse().unwrap(),
        class_version: "1".to_owned(),
        client: "admin".parse().unwrap(),
        idempotency_key: None,
        external_id: None,
        recipients: Vec::new(),
        slots: Vec::new(),
        completed_at: at("2026-11-01T15:04:05Z"),
        issued_at: at("2026-11-03T09:00:00Z"),
        revision: 0,
        corrected_at: None,
        body: badgewright_store::BodyDigest([0; 32]),
        attestations: json!({"standardLicense": "never public"}),
        status: StatusRecord {
            status,
            reason: Some("portfolio withdrawn".to_owned()),
            changed_at: (status != Status::Active).then(|| at("2026-11-20T10:00:00Z")),
        },
        document: document.into(),
    }
}

async fn report(document: &Value, list: Option<Value>) -> Report {
    let submission = Submission::Document { bytes: document.to_string().into_bytes(), media_type: None };
    Verifier::new(Arc::new(OnlyTheList(list)), Arc::new(Frozen))
        .verify(submission, &Question::default())
        .await
}

async fn page(record: &CredentialRecord, list: Option<Value>) -> String {
    let registry = Registry::built_in();
    let frame =
        Frame { base: BASE.to_owned(), issuer: "Arkansas Badges".to_owned(), ..Frame::without_service() };
    let report = report(&record.document, list).await;
    let picture = registry.picture(&record.badge);
    let shown = Shown { frame, registry: &registry, picture, has_jws: true, record, report: &report };
    BadgePage::of(shown).render().unwrap()
}

/// What a person reads on it, a line a line.
fn read(html: &str) -> String {
    let main = html.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let text: Vec<&str> = main.split('<').map(|it| it.split_once('>').map_or(it, |(_, text)| text)).collect();
    let text = text.join("").replace("&#60;", "<").replace("&#62;", ">").replace("&#39;", "'");
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn the_page_of_a_badge_in_force_reads_so() {
    let signing = Signing::new();
    let record = record(signing.badge("academic-rigor", Some("Ada Jones")), "academic-rigor", Status::Active);
    let html = page(&record, Some(signing.list(false))).await;
    assert!(!html.to_lowercase().contains("revoked"), "{}", read(&html));
    assert!(!html.contains("withdrawn") && !html.contains("never public"));
    insta::assert_snapshot!(read(&html));
}

#[tokio::test]
async fn the_page_of_a_revoked_badge_reads_so() {
    let signing = Signing::new();
    let record =
        record(signing.badge("academic-rigor", Some("Ada Jones")), "academic-rigor", Status::Revoked);
    let html = page(&record, Some(signing.list(true))).await;
    assert!(!html.contains("withdrawn"), "the reason may be about the person");
    assert!(!html.contains("linkedin.com"), "a revoked badge is not offered to a profile");
    assert!(html.contains("<meta name=\"description\" content=\"Revoked. "));
    insta::assert_snapshot!(read(&html));
}

#[tokio::test]
async fn the_record_takes_a_badge_out_of_force_before_its_list_does_and_the_other_way_round() {
    let signing = Signing::new();
    let document = signing.badge("academic-rigor", None);
    for (status, listed, words) in [
        (Status::Revoked, false, "Revoked"),
        (Status::Active, true, "Revoked"),
        (Status::Suspended, false, "Suspended"),
    ] {
        let record = record(document.clone(), "academic-rigor", status);
        let html = page(&record, Some(signing.list(listed))).await;
        assert!(html.contains(&format!("<p class=\"words\">{words}</p>")), "{words}: {}", read(&html));
        assert!(html.contains("data-standing=\"invalid\""));
    }
}

#[tokio::test]
async fn what_could_not_be_checked_is_neither_valid_nor_revoked() {
    let signing = Signing::new();
    let record = record(signing.badge("academic-rigor", None), "academic-rigor", Status::Active);
    let html = page(&record, None).await;
    assert!(
        html.contains("data-standing=\"unknown\"") && read(&html).contains("Could not be checked"),
        "{}",
        read(&html)
    );
}

#[tokio::test]
async fn a_changed_badge_is_not_valid() {
    let signing = Signing::new();
    let mut document = signing.badge("academic-rigor", Some("Ada Jones"));
    document["credentialSubject"]["identifier"][0]["identityHash"] = json!("Mallory");
    let html = page(&record(document, "academic-rigor", Status::Active), Some(signing.list(false))).await;
    assert!(
        html.contains("data-standing=\"invalid\"") && read(&html).contains("Not valid"),
        "{}",
        read(&html)
    );
}

#[tokio::test]
async fn a_badge_whose_class_is_not_registered_any_more_keeps_its_page() {
    let signing = Signing::new();
    let record = record(signing.badge("academic-rigor", Some("Ada Jones")), "gone", Status::Active);
    let html = page(&record, Some(signing.list(false))).await;
    let text = read(&html);
    assert!(
        text.contains("Recognizing and Upholding Academic Rigor") && text.contains("Ada Jones"),
        "{text}"
    );
    assert!(text.contains("not registered here any more") && text.contains("Valid now"), "{text}");
    assert!(html.contains("src=\"data:image/svg+xml;base64,"));
}

#[tokio::test]
async fn what_others_wrote_is_text_and_the_badge_can_be_taken_along() {
    let signing = Signing::new();
    let record = record(
        signing.badge("academic-rigor", Some("<b>Ada</b> & \"Co\"")),
        "academic-rigor",
        Status::Active,
    );
    let html = page(&record, Some(signing.list(false))).await;
    assert!(html.contains("&#60;b&#62;Ada&#60;/b&#62; &#38; &#34;Co&#34;") && !html.contains("<b>Ada"));
    assert!(html.contains("<a href=\"https://portfolio.example/e/1\" rel=\"nofollow noopener noreferrer\">"));
    for suffix in ["json", "jwt", "png", "svg"] {
        assert!(html.contains(&format!("<a href=\"/credentials/{ID}.{suffix}\">")), "{suffix}");
    }
    // The page loads in one request and a stylesheet.
    assert!(!html.contains("<script") && !html.contains(" style=") && !html.contains("<img src=\"/"));
}
