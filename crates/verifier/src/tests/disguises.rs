//! What was signed, written in other words or in another place, where no reader looks for it.

use serde_json::{Value, json};

use super::badges::{LIST, Person, said, verify, with_status};
use super::by_hand::{options_of, rdfc_proof};
use super::endorsements;
use super::web::Web;
use crate::CheckName::{Context, Proof, Status};
use crate::Outcome::Fail;

/// A badge whose proof says what `change` makes of it.
fn proven_with(change: impl Fn(&mut Value)) -> Value {
    let person = Person::by_key(1);
    let mut badge = person.badge();
    let mut options = options_of(&person, &badge);
    change(&mut options);
    badge["proof"] = rdfc_proof(&person, &badge, options);
    badge
}

const EXPIRATION: &str = "https://w3id.org/security#expiration";
const DATE_TIME: &str = "http://www.w3.org/2001/XMLSchema#dateTime";

#[tokio::test]
async fn a_proof_cannot_hide_its_end_under_another_name() {
    let mut badge = proven_with(|options| options["expires"] = json!("2026-02-01T00:00:00Z"));
    assert_eq!(said(&verify(Web::default(), &badge).await, Proof), ("invalid", Fail, Some("proof.expired")));
    badge["proof"].as_object_mut().unwrap().shift_remove("expires");
    badge["proof"][EXPIRATION] = json!({"@value": "2026-02-01T00:00:00Z", "@type": DATE_TIME});
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.not_of_all")));
}

#[tokio::test]
async fn a_proof_cannot_give_its_words_other_meanings() {
    let mut badge = proven_with(|options| options["expires"] = json!("2026-02-01T00:00:00Z"));
    badge["proof"].as_object_mut().unwrap().shift_remove("expires");
    badge["proof"]["end"] = json!("2026-02-01T00:00:00Z");
    let mut contexts = badge["@context"].as_array().unwrap().clone();
    contexts.push(json!({"end": {"@id": EXPIRATION, "@type": DATE_TIME}}));
    badge["proof"]["@context"] = json!(contexts);
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.not_of_all")));
}

#[tokio::test]
async fn a_revoked_badge_cannot_hide_its_status_where_it_is_spoken_of() {
    let (person, author) = (Person::by_key(1), Person::by_key(2));
    let mut badge = with_status(person.badge(), "revocation", 7);
    let id = badge["id"].clone();
    badge["endorsement"] = json!([author.sign(endorsements::endorsement(&author, id.as_str().unwrap()))]);
    let mut badge = endorsements::sign(&person, badge);
    let web = || Web::default().with(LIST, person.sign(person.list("revocation", Some(7))).to_string());
    assert_eq!(said(&verify(web(), &badge).await, Status), ("invalid", Fail, Some("status.revoked")));
    let status = badge.as_object_mut().unwrap().shift_remove("credentialStatus").unwrap();
    let subject = &mut badge["endorsement"][0]["credentialSubject"];
    subject["type"] = json!(["VerifiableCredential", "OpenBadgeCredential", "EndorsementSubject"]);
    subject["credentialStatus"] = status;
    let report = verify(web(), &badge).await;
    assert_eq!(said(&report, Context), ("invalid", Fail, Some("context.not_at_top")));
}

/// The oldest way to write what `id` and `type` say.
#[tokio::test]
async fn what_readers_look_up_cannot_be_hidden_behind_a_keyword() {
    for member in ["id", "type"] {
        let person = Person::by_key(1);
        let mut badge = person.badge();
        badge["evidence"] = json!([{"id": "https://a.example/work", "type": ["Evidence"], "name": "Work"}]);
        let mut badge = person.sign(badge);
        let evidence = badge["evidence"][0].as_object_mut().unwrap();
        let value = evidence.shift_remove(member).unwrap();
        evidence.insert(format!("@{member}"), value);
        let report = verify(Web::default(), &badge).await;
        assert_eq!(said(&report, Context), ("invalid", Fail, Some("context.not_a_term")));
    }
}
