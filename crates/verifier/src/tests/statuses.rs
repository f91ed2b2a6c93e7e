//! Revoked, suspended, or not to be decided.

use serde_json::{Value, json};

use super::badges::{LIST, Person, said, verify, with_status};
use super::by_hand::{jcs_proof, options_of};
use super::web::Web;
use crate::BadgeStatus;
use crate::CheckName::{Proof, Status};
use crate::Outcome::{Fail, Pass, Skip, Unknown, Warn};

/// A badge with its place in a list, and a web with the list.
fn badge_and_web(list: impl FnOnce(&Person) -> Value) -> (Value, Web) {
    let person = Person::by_key(1);
    let badge = person.sign(with_status(person.badge(), "revocation", 7));
    let list = list(&person);
    (badge, Web::default().with(LIST, list.to_string()))
}

#[tokio::test]
async fn a_clear_bit_is_active_and_its_neighbours_do_not_matter() {
    let (badge, web) = badge_and_web(|person| person.sign(person.list("revocation", Some(8))));
    let report = verify(web, &badge).await;
    assert_eq!(said(&report, Status), ("valid", Pass, None));
    assert_eq!(report.badge.unwrap().status, BadgeStatus::Active);
}

#[tokio::test]
async fn a_set_bit_is_revoked_though_the_proof_stays_right() {
    let (badge, web) = badge_and_web(|person| person.sign(person.list("revocation", Some(7))));
    let report = verify(web, &badge).await;
    assert_eq!(said(&report, Status), ("invalid", Fail, Some("status.revoked")));
    assert_eq!(said(&report, Proof).1, Pass);
    assert_eq!(report.badge.unwrap().status, BadgeStatus::Revoked);
}

#[tokio::test]
async fn a_second_entry_can_suspend() {
    let person = Person::by_key(1);
    let mut badge = with_status(person.badge(), "suspension", 7);
    let mut second = badge["credentialStatus"].clone();
    second["statusListCredential"] = json!("https://badges.example/status/2");
    second["statusPurpose"] = json!("revocation");
    badge["credentialStatus"] = json!([badge["credentialStatus"], second]);
    let web = Web::default()
        .with(LIST, person.sign(person.list("suspension", Some(7))).to_string())
        .with("https://badges.example/status/2", person.sign(person.list("revocation", None)).to_string());
    let report = verify(web, &person.sign(badge)).await;
    assert_eq!(said(&report, Status), ("invalid", Fail, Some("status.suspended")));
    assert_eq!(report.badge.unwrap().status, BadgeStatus::Suspended);
}

#[tokio::test]
async fn a_list_out_of_reach_is_never_taken_for_not_revoked() {
    let (badge, _) = badge_and_web(|person| person.list("revocation", None));
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Status), ("unknown", Unknown, Some("status.unreachable")));
    assert_eq!(report.badge.unwrap().status, BadgeStatus::Unknown);
}

#[tokio::test]
async fn a_list_that_its_issuer_did_not_sign_is_not_believed() {
    let unsigned: fn(&Person) -> Value = |person| person.list("revocation", None);
    let changed: fn(&Person) -> Value = |person| {
        let mut list = person.sign(person.list("revocation", Some(7)));
        list["credentialSubject"] = person.list("revocation", None)["credentialSubject"].clone();
        list
    };
    let by_another: fn(&Person) -> Value = |person| Person::by_key(2).sign(person.list("revocation", None));
    let no_list: fn(&Person) -> Value = |_| json!("a page");
    for list in [unsigned, changed, by_another, no_list] {
        let (badge, web) = badge_and_web(list);
        let report = verify(web, &badge).await;
        assert_eq!(said(&report, Status), ("unknown", Unknown, Some("status.unverified")));
    }
}

#[tokio::test]
async fn a_list_of_another_issuer_is_used_with_a_warning() {
    let other = Person::by_key(2);
    let (badge, web) = badge_and_web(|_| other.sign(other.list("revocation", None)));
    assert_eq!(said(&verify(web, &badge).await, Status), ("valid", Warn, Some("status.other_issuer")));
    let (badge, web) = badge_and_web(|_| other.sign(other.list("revocation", Some(7))));
    assert_eq!(said(&verify(web, &badge).await, Status).1, Fail);
}

#[tokio::test]
async fn a_list_past_its_end_or_for_another_purpose_decides_nothing() {
    let (badge, web) = badge_and_web(|person| {
        let mut list = person.list("revocation", None);
        list["validUntil"] = json!("2026-11-24T11:59:59Z");
        person.sign(list)
    });
    assert_eq!(said(&verify(web, &badge).await, Status), ("unknown", Unknown, Some("status.stale")));
    let (badge, web) = badge_and_web(|person| person.sign(person.list("suspension", None)));
    assert_eq!(
        said(&verify(web, &badge).await, Status),
        ("unknown", Unknown, Some("status.purpose_mismatch"))
    );
}

#[tokio::test]
async fn a_list_may_be_kept_for_several_purposes() {
    let (badge, web) = badge_and_web(|person| {
        let mut list = person.list("revocation", Some(7));
        list["credentialSubject"]["statusPurpose"] = json!(["suspension", "revocation"]);
        person.sign(list)
    });
    assert_eq!(said(&verify(web, &badge).await, Status), ("invalid", Fail, Some("status.revoked")));
}

#[tokio::test]
async fn a_list_as_a_jwt_is_read_too() {
    let person = Person::on_web(1, "did:web:badges.example");
    let badge = person.sign(with_status(person.badge(), "revocation", 7));
    let web = Web::default()
        .with(&person.document_url(), person.document().to_string())
        .with(LIST, person.jwt(&person.list("revocation", Some(7))));
    assert_eq!(said(&verify(web, &badge).await, Status), ("invalid", Fail, Some("status.revoked")));
}

#[tokio::test]
async fn a_place_beyond_the_list_and_a_list_too_short_have_the_standards_errors() {
    let person = Person::by_key(1);
    let badge = person.sign(with_status(person.badge(), "revocation", 131_072));
    let web = Web::default().with(LIST, person.sign(person.list("revocation", None)).to_string());
    let report = verify(web, &badge).await;
    assert_eq!(said(&report, Status), ("unknown", Unknown, Some("status.index_out_of_range")));
    assert_eq!(report.check(Status).standard, Some("https://www.w3.org/TR/vc-data-model#RANGE_ERROR"));

    // Eight entries, all clear: gzip of one zero byte.
    let (badge, web) = badge_and_web(|person| {
        let mut list = person.list("revocation", None);
        list["credentialSubject"]["encodedList"] = json!("uH4sIAAAAAAAA_2MAAI3vAtIBAAAA");
        person.sign(list)
    });
    assert_eq!(said(&verify(web, &badge).await, Status), ("unknown", Unknown, Some("status.list_too_short")));
}

#[tokio::test]
async fn a_badge_without_a_status_says_that_a_revocation_could_not_be_seen() {
    let person = Person::by_key(1);
    let report = verify(Web::default(), &person.sign(person.badge())).await;
    assert_eq!(said(&report, Status), ("valid", Skip, Some("status.none")));
}

#[tokio::test]
async fn nothing_is_fetched_for_a_badge_that_is_forged() {
    let (mut badge, web) = badge_and_web(|person| person.sign(person.list("revocation", None)));
    badge["name"] = json!("Forged");
    let report = verify(web, &badge).await;
    assert_eq!(said(&report, Status), ("invalid", Skip, Some("status.not_asked")));
    assert_eq!(report.badge.unwrap().status, BadgeStatus::Unknown);
}

#[tokio::test]
async fn more_entries_than_are_looked_at_leave_the_status_open() {
    let person = Person::by_key(1);
    let mut badge = with_status(person.badge(), "revocation", 7);
    badge["credentialStatus"] = json!(vec![badge["credentialStatus"].clone(); 9]);
    let web = Web::default().with(LIST, person.sign(person.list("revocation", None)).to_string());
    let report = verify(web, &person.sign(badge)).await;
    assert_eq!(said(&report, Status), ("unknown", Unknown, Some("status.too_many")));
}

#[tokio::test]
async fn a_list_that_was_signed_while_the_verification_ran_is_in_force() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    let (badge, web) = badge_and_web(|person| {
        let mut list = person.list("revocation", None);
        list["validFrom"] = json!("2026-11-24T12:00:01Z");
        person.sign(list)
    });
    // Each look at this clock is a second later.
    let began: badgewright_credential::Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
    let seconds = AtomicI64::new(began.unix());
    let ticking = move || {
        badgewright_credential::Timestamp::from_unix(seconds.fetch_add(1, Ordering::Relaxed)).unwrap()
    };
    let verifier = crate::Verifier::new(Arc::new(web), Arc::new(ticking));
    let submission = crate::Submission::Document { bytes: badge.to_string().into_bytes(), media_type: None };
    let report = verifier.verify(submission, &crate::Question::default()).await;
    assert_eq!(said(&report, Status), ("valid", Pass, None));
}

#[tokio::test]
async fn a_list_may_be_signed_by_a_chain_of_proofs_of_another_suite_and_a_broken_one_is_not_believed() {
    let (issuer, witness) = (Person::by_key(1), Person::by_key(2));
    let badge = issuer.sign(with_status(issuer.badge(), "revocation", 7));
    let mut list = issuer.list("revocation", Some(7));
    let mut options = options_of(&witness, &list);
    options["id"] = json!("urn:p:0");
    let first = jcs_proof(&witness, &list, options);
    let mut options = options_of(&issuer, &list);
    options["previousProof"] = json!(["urn:p:0"]);
    let mut with_first = list.clone();
    with_first["proof"] = json!([first]);
    let second = jcs_proof(&issuer, &with_first, options);
    list["proof"] = json!([first, second]);
    let report = verify(Web::default().with(LIST, list.to_string()), &badge).await;
    assert_eq!(said(&report, Status), ("invalid", Fail, Some("status.revoked")));
    list["proof"] = json!([second]);
    let report = verify(Web::default().with(LIST, list.to_string()), &badge).await;
    assert_eq!(said(&report, Status), ("unknown", Unknown, Some("status.unverified")));
}
