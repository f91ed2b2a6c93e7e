//! The ways of publishing a status that are not W3C's Bitstring Status List.

use badgewright_credential::BitString;
use serde_json::{Value, json};

use super::badges::{LIST, Person, said, verify, with_status};
use super::web::Web;
use crate::BadgeStatus;
use crate::CheckName::{Proof, Status};
use crate::Outcome::{Fail, Pass, Unknown, Warn};

/// Where the list of revoked badges stands.
const REVOCATIONS: &str = "https://badges.example/revocations";
const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

/// The bits of a list with one set, as the older methods write them.
fn bits(set: Option<u64>) -> String {
    let mut bits = BitString::clear(0).unwrap();
    if let Some(index) = set {
        bits.set(index, true).unwrap();
    }
    bits.encode()[1..].to_owned()
}

/// A list as these methods were written: by VC 1.1, with whose successor's context theirs do not go together.
fn older_list(person: &Person, context: &str) -> Value {
    let mut list = person.list("revocation", None);
    list["@context"] = json!([
        "https://www.w3.org/2018/credentials/v1",
        "https://w3id.org/security/data-integrity/v2",
        context
    ]);
    for (old, new) in [("issuanceDate", "validFrom"), ("expirationDate", "validUntil")] {
        list[old] = list.as_object_mut().unwrap().remove(new).unwrap();
    }
    list
}

fn with_context(mut document: Value, url: &str) -> Value {
    document["@context"].as_array_mut().unwrap().push(json!(url));
    document
}

/// A badge with a `StatusList2021Entry` for the bit at 7, and a web with its list.
fn of_2021(set: Option<u64>, change: impl FnOnce(&mut Value)) -> (Value, Web) {
    const CONTEXT: &str = "https://w3id.org/vc/status-list/2021/v1";
    let person = Person::by_key(1);
    let mut badge = with_context(with_status(person.badge(), "revocation", 7), CONTEXT);
    badge["credentialStatus"]["type"] = json!("StatusList2021Entry");
    let mut list = older_list(&person, CONTEXT);
    list["type"] = json!(["VerifiableCredential", "StatusList2021Credential"]);
    list["credentialSubject"]["type"] = json!("StatusList2021");
    list["credentialSubject"]["encodedList"] = json!(bits(set));
    change(&mut list);
    (person.sign(badge), Web::default().with(LIST, person.sign(list).to_string()))
}

#[tokio::test]
async fn a_status_list_of_2021_is_read_as_its_successor_is() {
    let (badge, web) = of_2021(Some(8), |_| {});
    assert_eq!(said(&verify(web, &badge).await, Status), ("valid", Pass, None));
    let (badge, web) = of_2021(Some(7), |_| {});
    assert_eq!(said(&verify(web, &badge).await, Status), ("invalid", Fail, Some("status.revoked")));
    let (badge, web) = of_2021(None, |list| list["credentialSubject"]["statusPurpose"] = json!("suspension"));
    assert_eq!(
        said(&verify(web, &badge).await, Status),
        ("unknown", Unknown, Some("status.purpose_mismatch"))
    );
}

#[tokio::test]
async fn a_list_of_another_method_than_the_entrys_decides_nothing() {
    let person = Person::by_key(1);
    let (badge, _) = of_2021(None, |_| {});
    let web = Web::default().with(LIST, person.sign(person.list("revocation", None)).to_string());
    assert_eq!(said(&verify(web, &badge).await, Status), ("unknown", Unknown, Some("status.malformed")));
}

#[tokio::test]
async fn a_revocation_list_of_2020_is_read_where_its_bits_are_clear_in_both_ways_of_counting() {
    const CONTEXT: &str = "https://w3id.org/vc-revocation-list-2020/v1";
    let person = Person::by_key(1);
    let mut badge = with_context(person.badge(), CONTEXT);
    badge["credentialStatus"] = json!({
        "id": format!("{LIST}#8"), "type": "RevocationList2020Status",
        "revocationListIndex": "8", "revocationListCredential": LIST});
    let badge = person.sign(badge);
    for (set, expected) in [
        (None, ("valid", Pass, None)),
        (Some(9), ("valid", Pass, None)),
        (Some(8), ("unknown", Unknown, Some("status.ambiguous"))),
        (Some(15), ("unknown", Unknown, Some("status.ambiguous"))),
    ] {
        let mut list = older_list(&person, CONTEXT);
        list["type"] = json!(["VerifiableCredential", "RevocationList2020Credential"]);
        list["credentialSubject"] = json!({"id": format!("{LIST}#list"), "type": "RevocationList2020",
            "encodedList": bits(set)});
        let web = Web::default().with(LIST, person.sign(list).to_string());
        assert_eq!(said(&verify(web, &badge).await, Status), expected, "{set:?}");
    }
}

#[tokio::test]
async fn an_older_badge_names_a_bitstring_list_with_a_context_of_its_own() {
    let person = Person::by_key(1);
    let mut badge = with_status(person.badge(), "revocation", 7);
    badge["@context"] = json!([
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "https://w3id.org/security/data-integrity/v2",
        "https://www.w3.org/ns/credentials/status/v1"
    ]);
    badge["issuanceDate"] = badge.as_object_mut().unwrap().remove("validFrom").unwrap();
    badge.as_object_mut().unwrap().remove("awardedDate");
    let web = Web::default().with(LIST, person.sign(person.list("revocation", Some(7))).to_string());
    let report = verify(web, &person.sign(badge)).await;
    assert_eq!((said(&report, Status).1, said(&report, Proof).1), (Fail, Pass), "{report:#?}");
}

#[tokio::test]
async fn a_list_may_stand_elsewhere_than_its_own_id_says() {
    let person = Person::by_key(1);
    let badge = person.sign(with_status(person.badge(), "revocation", 7));
    let mut list = person.list("revocation", Some(7));
    list["id"] = json!("https://elsewhere.example/lists/9");
    let web = Web::default().with(LIST, person.sign(list).to_string());
    assert_eq!(said(&verify(web, &badge).await, Status), ("invalid", Fail, Some("status.revoked")));
}

#[tokio::test]
async fn an_unknown_method_is_named_and_decides_nothing() {
    let person = Person::by_key(1);
    let mut badge = person.badge();
    badge["credentialStatus"] = json!({"id": "https://badges.example/t#1", "type": "TokenStatusListEntry"});
    badge["@context"].as_array_mut().unwrap().push(json!("https://www.w3.org/ns/credentials/examples/v2"));
    let report = verify(Web::default(), &person.sign(badge)).await;
    assert_eq!(said(&report, Status), ("unknown", Unknown, Some("status.unsupported")));
    assert!(report.check(Status).detail.contains("TokenStatusListEntry"));
}

/// A badge that is looked up in a list of revoked badges, in the name of a did:web issuer.
fn listed() -> Value {
    let person = Person::by_key(1);
    let mut badge = with_context(person.badge(), EXTENSIONS);
    badge["credentialStatus"] = json!({"id": REVOCATIONS, "type": "1EdTechRevocationList"});
    person.sign(badge)
}

fn list(entries: Value) -> Value {
    json!({"id": REVOCATIONS, "issuer": Person::by_key(1).did, "revokedCredential": entries})
}

async fn with_list(list: &Value) -> crate::Report {
    verify(Web::default().with(REVOCATIONS, list.to_string()), &listed()).await
}

#[tokio::test]
async fn a_badge_in_its_issuers_list_of_revoked_ones_is_revoked() {
    let id = listed()["id"].clone();
    let other = json!({"id": "urn:uuid:another", "revoked": true});
    for entries in [
        json!([other, {"id": id}]),
        json!([{"id": id, "revoked": true}]),
        json!([{"id": id, "revoked": null}]),
        json!({"id": id}),
        json!([id]),
        json!([{"id": id.as_str().unwrap().replace('-', "%2D")}]),
        json!([{"id": id, "revoked": false}, {"id": id, "revoked": true}]),
    ] {
        let report = with_list(&list(entries.clone())).await;
        assert_eq!(said(&report, Status), ("invalid", Fail, Some("status.revoked")), "{entries}");
        assert_eq!(report.badge.unwrap().status, BadgeStatus::Revoked);
    }
    let why = list(json!([{"id": id, "revocationReason": "Issued in error"}]));
    assert!(with_list(&why).await.check(Status).detail.contains("(Issued in error)"));
    let mut plural = list(json!([]));
    plural["revokedCredentials"] = json!([{ "id": id }]);
    plural.as_object_mut().unwrap().remove("revokedCredential");
    assert_eq!(said(&with_list(&plural).await, Status).1, Fail);
}

#[tokio::test]
async fn a_badge_that_the_list_does_not_name_or_takes_back_is_active() {
    let id = listed()["id"].clone();
    let mut without = list(json!([]));
    without.as_object_mut().unwrap().remove("revokedCredential");
    for list in [
        list(json!([])),
        list(json!([{"id": "urn:uuid:another"}])),
        list(json!([{"id": id, "revoked": false}])),
        without,
    ] {
        let report = with_list(&list).await;
        assert_eq!(said(&report, Status), ("valid", Pass, None), "{list}");
        assert_eq!(report.badge.unwrap().status, BadgeStatus::Active);
    }
}

#[tokio::test]
async fn an_answer_that_is_no_such_list_decides_nothing() {
    let id = listed()["id"].clone();
    for answer in [
        json!({}),
        json!([]),
        json!({"error": "not found"}),
        json!({"id": REVOCATIONS}),
        json!({"id": "https://badges.example/other", "issuer": "x"}),
        list(json!("none")),
        list(json!([{"revoked": true}])),
        list(json!([{"id": id, "revoked": "no"}])),
    ] {
        let report = with_list(&answer).await;
        assert_eq!(said(&report, Status), ("unknown", Unknown, Some("status.malformed")), "{answer}");
    }
    let page = Web::default().with(REVOCATIONS, "<html>");
    assert_eq!(said(&verify(page, &listed()).await, Status).2, Some("status.malformed"));
    assert_eq!(said(&verify(Web::default(), &listed()).await, Status).2, Some("status.unreachable"));
}

#[tokio::test]
async fn an_unsigned_list_is_believed_only_from_where_the_badge_says_and_over_https() {
    let elsewhere = "https://evil.example/revocations";
    let web =
        Web::default().with(elsewhere, list(json!([])).to_string()).with_redirect(REVOCATIONS, elsewhere);
    assert_eq!(said(&verify(web, &listed()).await, Status), ("unknown", Unknown, Some("status.unreachable")));
    let person = Person::by_key(1);
    let mut badge = with_context(person.badge(), EXTENSIONS);
    let in_clear = "http://badges.example/revocations";
    badge["credentialStatus"] = json!({"id": in_clear, "type": "1EdTechRevocationList"});
    let web = Web::default().with(in_clear, list(json!([])).to_string());
    let report = verify(web, &person.sign(badge)).await;
    assert_eq!(said(&report, Status), ("unknown", Unknown, Some("status.unverified")));
}

#[tokio::test]
async fn a_list_in_anothers_name_is_used_with_a_warning() {
    let mut list = list(json!([]));
    list["issuer"] = json!({"id": "did:web:another.example"});
    assert_eq!(said(&with_list(&list).await, Status), ("valid", Warn, Some("status.other_issuer")));
}

#[tokio::test]
async fn a_badge_without_an_id_cannot_be_found_in_a_list() {
    let person = Person::by_key(1);
    let mut badge = with_context(person.badge(), EXTENSIONS);
    badge.as_object_mut().unwrap().remove("id");
    badge["credentialStatus"] = json!({"id": REVOCATIONS, "type": "1EdTechRevocationList"});
    let web = || Web::default().with(REVOCATIONS, list(json!([])).to_string());
    let mut badge = person.sign(badge);
    assert_eq!(said(&verify(web(), &badge).await, Status), ("unknown", Unknown, Some("status.unnamed")));
    // A name that means nothing outside can be given to it, and its signature stays right.
    badge["id"] = json!("_:b0");
    let report = verify(web(), &badge).await;
    assert_eq!(said(&report, Proof).1, Pass);
    assert_eq!(said(&report, Status), ("unknown", Unknown, Some("status.unnamed")));
}
