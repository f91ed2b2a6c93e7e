//! Whether a badge's issuer was approved when it awarded the badge.

use std::sync::Arc;

use async_trait::async_trait;
use badgewright_credential::Timestamp;
use serde_json::{Value, json};

use super::badges::{LIST, NOW, Person, said, with_status};
use super::endorsements::{endorsement, sign};
use super::web::Web;
use crate::CheckName::Endorsements;
use crate::Outcome::{Pass, Skip, Warn};
use crate::{Approvals, Approving, Question, RegisteredClass, Report, Submission, Verifier};

/// Where the approval stands, in its newest version.
const APPROVAL: &str = "https://dese.example/endorsements/1";

fn provider() -> Person {
    Person::by_key(1)
}

fn agency() -> Person {
    Person::by_key(2)
}

/// An approval of the provider since the beginning of February 2026, unsigned.
fn approval() -> Value {
    let mut approval = with_status(endorsement(&agency(), provider().did.as_str()), "revocation", 7);
    approval["awardedDate"] = json!("2026-02-01T00:00:00Z");
    approval["validFrom"] = json!("2026-02-01T00:00:00Z");
    approval
}

/// A badge of the registered class that the provider awarded at `awarded`, with these approvals.
fn badge(awarded: &str, approvals: Value) -> Value {
    let mut badge = provider().badge();
    badge["awardedDate"] = json!(awarded);
    badge["credentialSubject"]["achievement"]["humanCode"] = json!("AR-MC-1");
    badge["credentialSubject"]["achievement"]["creator"] =
        json!({"id": "https://dese.example/", "type": ["Profile"]});
    if approvals != json!([]) {
        badge["issuer"]["endorsement"] = approvals;
    }
    sign(&provider(), badge)
}

fn approving() -> Approving {
    let class = RegisteredClass {
        id: None,
        human_code: "AR-MC-1".to_owned(),
        creator: "https://dese.example/".to_owned(),
    };
    Approving::by(vec![agency().did], vec![class])
}

/// A web with the agency's status list, the bit of the approval set or clear.
fn web(set: Option<u64>) -> Web {
    Web::default().with(LIST, agency().sign(agency().list("revocation", set)).to_string())
}

async fn verify(approving: Approving, web: Web, badge: &Value) -> Report {
    let now: Timestamp = NOW.parse().unwrap();
    let verifier = Verifier::new(Arc::new(web), Arc::new(move || now)).approving(approving);
    let submission = Submission::Document { bytes: badge.to_string().into_bytes(), media_type: None };
    let report = verifier.verify(submission, &Question::default()).await;
    assert!(report.verdict.is_valid(), "{report:#?}");
    report
}

const DURING: &str = "2026-03-01T00:00:00Z";
const BEFORE: &str = "2026-01-15T00:00:00Z";

#[tokio::test]
async fn an_approved_issuer_passes_and_the_approver_is_named() {
    let badge = badge(DURING, json!([agency().sign(approval())]));
    let report = verify(approving(), web(None), &badge).await;
    assert_eq!(said(&report, Endorsements), ("valid", Pass, None));
    let detail = &report.check(Endorsements).detail;
    assert!(
        detail.contains("approved by Example Agency") && detail.contains(agency().did.as_str()),
        "{detail}"
    );
}

#[tokio::test]
async fn without_an_approval_it_is_a_warning_and_without_approvers_nothing_is_asked() {
    let badge = badge(DURING, json!([]));
    let report = verify(approving(), web(None), &badge).await;
    assert_eq!(said(&report, Endorsements), ("valid", Warn, Some("endorsements.not_approved")));
    let report = verify(Approving::default(), web(None), &badge).await;
    assert_eq!(said(&report, Endorsements), ("valid", Skip, Some("endorsements.none")));
}

#[tokio::test]
async fn a_badge_of_an_approver_or_of_another_class_needs_none() {
    let mut own = provider().badge();
    own["credentialSubject"]["achievement"]["humanCode"] = json!("AR-MC-1");
    let report = verify(approving(), web(None), &provider().sign(own)).await;
    assert_eq!(
        said(&report, Endorsements),
        ("valid", Skip, Some("endorsements.none")),
        "another's class with the same code"
    );
    let by_itself = Approving::by(
        vec![provider().did],
        vec![RegisteredClass {
            id: Some("urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3343".to_owned()),
            human_code: String::new(),
            creator: String::new(),
        }],
    );
    let report = verify(by_itself, web(None), &badge(DURING, json!([]))).await;
    assert_eq!(said(&report, Endorsements), ("valid", Pass, None));
}

#[tokio::test]
async fn what_only_looks_like_an_approval_is_none() {
    let stranger = Person::by_key(3);
    let mut of_another = approval();
    of_another["credentialSubject"]["id"] = json!("did:web:other.example");
    let mut tampered = agency().sign(approval());
    tampered["awardedDate"] = json!("2020-01-01T00:00:00Z");
    let mut by_a_stranger = approval();
    by_a_stranger["issuer"]["id"] = json!(stranger.did);
    for (approval, code) in [
        (agency().sign(of_another), "endorsements.not_approved"),
        (stranger.sign(by_a_stranger), "endorsements.not_approved"),
        (stranger.sign(approval()), "endorsements.not_its_authors"),
        (tampered, "endorsements.not_its_authors"),
    ] {
        let report = verify(approving(), web(None), &badge(DURING, json!([approval]))).await;
        assert_eq!(said(&report, Endorsements), ("valid", Warn, Some(code)));
    }
}

#[tokio::test]
async fn an_approval_counts_from_its_own_beginning_to_its_end_as_of_the_award() {
    let mut ended = approval();
    ended["validUntil"] = json!("2026-06-01T00:00:00Z");
    let other_time = ("valid", Warn, Some("endorsements.approval_other_time"));
    for (awarded, expected) in [
        (BEFORE, other_time),
        ("2026-01-31T23:59:59Z", other_time),
        ("2026-02-01T00:00:00Z", ("valid", Pass, None)),
        (DURING, ("valid", Pass, None)),
        ("2026-06-01T00:00:00Z", ("valid", Pass, None)),
        ("2026-06-01T00:00:01Z", other_time),
    ] {
        let badge = badge(awarded, json!([agency().sign(ended.clone())]));
        let report = verify(approving(), web(None), &badge).await;
        assert_eq!(said(&report, Endorsements), expected, "{awarded}");
    }
}

/// The version by which the agency withdrew the approval in May.
fn withdrawal() -> Value {
    let mut withdrawn = with_status(approval(), "revocation", 8);
    withdrawn["validFrom"] = json!("2026-05-01T00:00:00Z");
    withdrawn["validUntil"] = json!("2026-05-01T00:00:00Z");
    withdrawn
}

#[tokio::test]
async fn a_withdrawn_approval_still_covers_what_was_awarded_while_it_held() {
    for (awarded, expected) in [
        (BEFORE, ("valid", Warn, Some("endorsements.approval_other_time"))),
        (DURING, ("valid", Pass, None)),
        ("2026-05-02T00:00:00Z", ("valid", Warn, Some("endorsements.approval_other_time"))),
    ] {
        let badge = badge(awarded, json!([agency().sign(approval())]));
        let web = web(Some(7)).with(APPROVAL, agency().sign(withdrawal()).to_string());
        let report = verify(approving(), web, &badge).await;
        assert_eq!(said(&report, Endorsements), expected, "{awarded}");
    }
}

#[tokio::test]
async fn a_withdrawn_approval_whose_end_is_not_known_is_a_warning() {
    let badge = badge(DURING, json!([agency().sign(approval())]));
    let stranger = Person::by_key(3);
    let mut other_id = withdrawal();
    other_id["id"] = json!("https://dese.example/endorsements/2");
    let mut other_subject = withdrawal();
    other_subject["credentialSubject"]["id"] = json!("did:web:other.example");
    for newest in [
        json!("a page"),
        // The same version again: its bit is set.
        agency().sign(approval()),
        stranger.sign(withdrawal()),
        agency().sign(other_id),
        agency().sign(other_subject),
    ] {
        let web = web(Some(7)).with(APPROVAL, newest.to_string());
        let report = verify(approving(), web, &badge).await;
        let expected = ("valid", Warn, Some("endorsements.approval_withdrawn"));
        assert_eq!(said(&report, Endorsements), expected, "{newest}");
    }
    let report = verify(approving(), web(Some(7)), &badge).await;
    assert_eq!(said(&report, Endorsements).2, Some("endorsements.approval_withdrawn"));
}

#[tokio::test]
async fn an_approval_whose_status_is_out_of_reach_decides_nothing() {
    let badge = badge(DURING, json!([agency().sign(approval())]));
    let report = verify(approving(), Web::default(), &badge).await;
    assert_eq!(said(&report, Endorsements), ("valid", Warn, Some("endorsements.undecided")));
}

#[tokio::test]
async fn one_approval_that_holds_is_enough() {
    let mut early = approval();
    early["validUntil"] = json!("2026-02-02T00:00:00Z");
    early["id"] = json!("https://dese.example/endorsements/0");
    let both = json!([agency().sign(early), agency().sign(approval())]);
    let report = verify(approving(), web(None), &badge(DURING, both)).await;
    assert_eq!(said(&report, Endorsements), ("valid", Pass, None));
}

/// Approvals as a service keeps them.
struct Held(Vec<Value>);

#[async_trait]
impl Approvals for Held {
    async fn about(&self, issuer: &str) -> Vec<Value> {
        assert_eq!(issuer, provider().did.as_str());
        self.0.clone()
    }
}

#[tokio::test]
async fn an_approval_at_hand_counts_like_one_that_the_badge_carries() {
    let badge = badge(DURING, json!([]));
    let held = |approval: Value| approving().with_held(Arc::new(Held(vec![approval])));
    let report = verify(held(agency().sign(approval())), web(None), &badge).await;
    assert_eq!(said(&report, Endorsements), ("valid", Pass, None));
    let jwt = json!(Person { did: agency().did, ..Person::by_key(3) }.jwt(&approval()));
    for unproven in [approval(), Person::by_key(3).sign(approval()), jwt] {
        let report = verify(held(unproven), web(None), &badge).await;
        assert_eq!(said(&report, Endorsements).1, Warn);
    }
}
