//! Badges of which the issuer offers a newer version.

use serde_json::{Value, json};

use super::badges::{LIST, Person, said, verify, with_status};
use super::web::Web;
use crate::CheckName::{Status, Validity};
use crate::Outcome::{Fail, Pass, Warn};

const SERVICE: &str = "https://badges.example/refresh/1";

fn person() -> Person {
    Person::by_key(1)
}

/// A badge that says where a newer version is, of this moment and name.
fn version(from: &str, name: &str) -> Value {
    let mut badge = person().badge();
    badge["@context"]
        .as_array_mut()
        .unwrap()
        .push(json!("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"));
    badge["validFrom"] = json!(from);
    badge["name"] = json!(name);
    badge["refreshService"] = json!({"id": SERVICE, "type": "1EdTechCredentialRefresh"});
    badge
}

fn sent() -> Value {
    let mut badge = version("2026-01-01T00:00:00Z", "Older");
    badge["validUntil"] = json!("2026-11-01T00:00:00Z");
    person().sign(badge)
}

fn web(answer: &Value) -> Web {
    Web::default().with(SERVICE, answer.to_string())
}

#[tokio::test]
async fn a_newer_version_is_judged_in_the_place_of_the_one_that_was_sent() {
    for newer in ["2026-06-01T00:00:00Z", "2026-01-01T00:00:00Z"] {
        let report = verify(web(&person().sign(version(newer, "Newer"))), &sent()).await;
        assert_eq!(said(&report, Validity), ("valid", Pass, None));
        assert_eq!(report.refreshed_from.as_deref(), Some(SERVICE));
        assert_eq!(report.badge.unwrap().name.as_deref(), Some("Newer"));
        assert_eq!(report.credential.unwrap()["validFrom"], newer);
    }
}

#[tokio::test]
async fn a_newer_version_that_is_revoked_is_invalid() {
    let newer = with_status(version("2026-06-01T00:00:00Z", "Newer"), "revocation", 7);
    let list = person().sign(person().list("revocation", Some(7)));
    let report = verify(web(&person().sign(newer)).with(LIST, list.to_string()), &sent()).await;
    assert_eq!(said(&report, Status), ("invalid", Fail, Some("status.revoked")));
    assert_eq!(report.refreshed_from.as_deref(), Some(SERVICE));
}

#[tokio::test]
async fn whatever_is_amiss_with_a_newer_version_the_one_that_was_sent_is_judged() {
    let good = || version("2026-06-01T00:00:00Z", "Newer");
    let with = |member: &str, value: Value| {
        let mut badge = good();
        badge[member] = value;
        person().sign(badge)
    };
    let mut forged = person().sign(good());
    forged["name"] = json!("Forged");
    let stranger = Person::by_key(2);
    let mut theirs = good();
    theirs["issuer"]["id"] = json!(stranger.did);
    let mut undated = good();
    undated.as_object_mut().unwrap().shift_remove("validFrom");
    for answer in [
        forged,
        stranger.sign(theirs),
        stranger.sign(good()),
        good(),
        person().sign(version("2025-06-01T00:00:00Z", "Older still")),
        person().sign(undated),
        with("id", json!("urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3399")),
        json!({"error": "none"}),
        json!([]),
    ] {
        let mut lasting = version("2026-01-01T00:00:00Z", "As sent");
        lasting["validUntil"] = json!("2027-01-01T00:00:00Z");
        let report = verify(web(&answer), &person().sign(lasting)).await;
        assert_eq!(said(&report, Validity), ("valid", Warn, Some("validity.not_refreshed")), "{answer}");
        assert_eq!(report.refreshed_from, None);
        assert_eq!(report.badge.unwrap().name.as_deref(), Some("As sent"));
    }
    let silent = verify(Web::default(), &sent()).await;
    assert_eq!(said(&silent, Validity), ("invalid", Fail, Some("validity.expired")));
    assert!(silent.check(Validity).findings.iter().any(|finding| finding.outcome == Warn));
}

#[tokio::test]
async fn a_newer_version_is_never_that_of_an_issuer_whose_name_is_written_alike() {
    let issuer = Person::on_web(1, "did:web:a.example%3A8080");
    let neighbour = Person::on_web(2, "did:web:a.example:8080");
    let of = |person: &Person, name: &str| {
        let mut badge = version("2026-01-01T00:00:00Z", name);
        badge["issuer"]["id"] = json!(person.did);
        person.sign(badge)
    };
    let web = web(&of(&neighbour, "Theirs"))
        .with(&issuer.document_url(), issuer.document().to_string())
        .with(&neighbour.document_url(), neighbour.document().to_string());
    let report = verify(web, &of(&issuer, "As sent")).await;
    assert_eq!(said(&report, Validity), ("valid", Warn, Some("validity.not_refreshed")));
    assert_eq!(report.badge.unwrap().name.as_deref(), Some("As sent"));
}

#[tokio::test]
async fn a_newer_version_is_asked_for_once_and_never_for_a_forged_badge() {
    let answer = person().sign(version("2026-06-01T00:00:00Z", "Newer"));
    let web = std::sync::Arc::new(web(&answer));
    let now: badgewright_credential::Timestamp = super::badges::NOW.parse().unwrap();
    let verifier = crate::Verifier::new(web.clone(), std::sync::Arc::new(move || now));
    let ask = async |document: &Value| {
        let bytes = document.to_string().into_bytes();
        let submission = crate::Submission::Document { bytes, media_type: None };
        verifier.verify(submission, &crate::Question::default()).await
    };
    let mut forged = sent();
    forged["name"] = json!("Forged");
    assert_eq!(ask(&forged).await.refreshed_from, None);
    assert_eq!(web.asked(), Vec::<String>::new());
    assert!(ask(&sent()).await.refreshed_from.is_some());
    assert_eq!(web.asked(), [SERVICE]);
}

#[tokio::test]
async fn services_of_other_kinds_are_left_alone() {
    let mut badge = person().badge();
    badge["@context"]
        .as_array_mut()
        .unwrap()
        .push(json!("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"));
    badge["refreshService"] = json!([
        {"id": "https://badges.example/other", "type": "1EdTechJsonSchemaValidator2019"},
        {"id": SERVICE, "type": ["1EdTechCredentialRefresh"]}]);
    let report = verify(Web::default(), &person().sign(badge)).await;
    let findings = &report.check(Validity).findings;
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].code.is_some_and(|code| code.name() == "validity.not_refreshed"));
}
