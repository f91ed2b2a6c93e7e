//! Badges whose words are not those that stand at their contexts' addresses now, or that have none.

use badgewright_credential::Secure;
use badgewright_signing::context::Contexts;
use badgewright_signing::data_integrity::{DataIntegritySigner, OpenSigner, ProofOptions, Suite};
use badgewright_signing::jsonld::{Processing, Purpose};
use serde_json::{Value, json};

use super::badges::{NOW, Person, said, verify};
use super::by_hand::{jcs_proof, options_of};
use super::endorsements;
use super::web::Web;
use crate::CheckName::{Context, Endorsements, Issuer, Proof};
use crate::Outcome::{Fail, Pass, Unknown, Warn};

const V1: &str = "https://www.w3.org/2018/credentials/v1";
const V2: &str = "https://www.w3.org/ns/credentials/v2";
const WITHOUT_VERSION: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context.json";

/// A badge of its signer's, with contexts that are older than `awardedDate`.
fn older(person: &Person, credentials: &str) -> Value {
    let mut badge = json!({
        "@context": [credentials, WITHOUT_VERSION],
        "id": "urn:uuid:0d7b2a3f-5b5c-4b7e-9c3a-4f7f3a1c2b11",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": person.did.as_str(), "type": "Profile", "name": "Example Institute"},
        "name": "Welding",
        "credentialSubject": {"id": "did:example:ada", "type": "AchievementSubject", "achievement": {
            "id": "urn:uuid:3c1f5a52-9a58-4a53-8d0c-6a6d4f8a2b77", "type": "Achievement", "name": "Welding",
            "description": "Welds.", "criteria": {"type": "Criteria", "narrative": "Weld three seams."}}},
    });
    let date = if credentials == V1 { "issuanceDate" } else { "validFrom" };
    badge[date] = json!("2022-10-01T00:00:00Z");
    badge
}

/// Signs as somebody did who had other copies of the contexts.
fn sign_under(person: &Person, document: Value, contexts: &'static Contexts) -> Value {
    let options = ProofOptions::assertion(person.method(&person.ed25519), Some(NOW.parse().unwrap()));
    let signer = DataIntegritySigner { signer: &person.ed25519, suite: Suite::EddsaRdfc2022, options };
    // Older documents declare the words of their proof beside.
    let mut document = document;
    if document["@context"][0] == V1 {
        let words = json!("https://w3id.org/security/data-integrity/v2");
        document["@context"].as_array_mut().unwrap().push(words);
    }
    let processing = Processing { contexts, ..Processing::strict(Purpose::Verify) };
    OpenSigner { signer, processing }.secure(document).unwrap()
}

#[tokio::test]
async fn a_signature_under_another_copy_of_a_context_is_right_and_told() {
    let person = Person::by_key(1);
    for ((url, contexts), credentials) in Contexts::with_other_copies().iter().zip([V1, V1, V2]) {
        assert_eq!(*url, WITHOUT_VERSION);
        let badge = sign_under(&person, older(&person, credentials), contexts);
        let report = verify(Web::default(), &badge).await;
        assert_eq!(said(&report, Proof), ("unknown", Warn, Some("proof.other_copy")), "{credentials}");
        assert_eq!(said(&report, Context), ("unknown", Unknown, Some("context.other_copy")));

        let mut changed = badge;
        changed["credentialSubject"]["achievement"]["name"] = json!("Forged");
        let report = verify(Web::default(), &changed).await;
        assert_eq!(said(&report, Proof).1, Fail, "{credentials}");
    }
}

#[tokio::test]
async fn a_second_proof_over_the_words_of_today_speaks_before_one_over_others() {
    let person = Person::by_key(1);
    let (_, contexts) = &Contexts::with_other_copies()[1];
    let mut badge = sign_under(&person, older(&person, V1), contexts);
    let first = badge.as_object_mut().unwrap().shift_remove("proof").unwrap();
    let over_json = jcs_proof(&person, &badge, options_of(&person, &badge));
    let first = first.get(0).cloned().unwrap_or(first);
    badge["proof"] = json!([first, over_json]);
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof), ("valid", Pass, None), "{report:#?}");
}

#[tokio::test]
async fn an_endorsement_under_another_copy_is_not_counted() {
    let (issuer, author) = (Person::by_key(1), Person::by_key(2));
    let (_, contexts) = &Contexts::with_other_copies()[1];
    let mut endorsement = endorsements::endorsement(&author, issuer.did.as_str());
    endorsement["@context"] = json!([V1, WITHOUT_VERSION]);
    endorsement["issuanceDate"] = endorsement.as_object_mut().unwrap().remove("validFrom").unwrap();
    endorsement.as_object_mut().unwrap().remove("name");
    let signed = sign_under(&author, endorsement, contexts);
    // The badge's own signature does not look into what words mean in it.
    let mut badge = issuer.badge();
    badge["endorsement"] = json!([signed]);
    badge["proof"] = jcs_proof(&issuer, &badge, options_of(&issuer, &badge));
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Endorsements).2, Some("endorsements.undecided"), "{report:#?}");
}

#[tokio::test]
async fn another_copy_makes_no_word_of_a_badge_go_unsigned() {
    let person = Person::by_key(1);
    let (_, drafts) = &Contexts::with_other_copies()[0];
    let mut badge = sign_under(&person, older(&person, V1), drafts);
    badge["credentialSubject"]["achievement"]["inLanguage"] = json!("en");
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof).1, Fail);
}

#[tokio::test]
async fn a_proof_cannot_stand_for_words_without_a_meaning_whoever_has_the_key() {
    let person = Person::by_key(1);
    let mut badge = person.sign(person.badge());
    badge["credentialSubject"]["nickname"] = json!("Ace");
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.not_of_all")));
    assert_eq!(said(&report, Issuer).1, Pass);

    badge["proof"][0]["verificationMethod"] = json!("https://badges.example/issuer#key");
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.not_of_all")));
}

#[tokio::test]
async fn a_proof_without_a_value_fails_though_its_key_is_out_of_reach() {
    let person = Person::by_key(1);
    let mut badge = person.sign_as(person.badge(), "https://badges.example/issuer#key");
    assert_eq!(said(&verify(Web::default(), &badge).await, Proof).1, Unknown);
    badge["proof"][0]["proofValue"] = json!("z…");
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.malformed")));
    badge["proof"][0].as_object_mut().unwrap().remove("proofValue");
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.malformed")));
}

#[tokio::test]
async fn a_date_that_the_signers_copy_did_not_know_is_named_and_the_rest_not_called_forged() {
    let person = Person::by_key(1);
    let mut badge = person.badge();
    badge.as_object_mut().unwrap().shift_remove("awardedDate");
    let mut badge = person.sign(badge);
    badge["awardedDate"] = json!("2025-04-01T00:00:00Z");
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.not_of_all")));
    assert!(report.check(Proof).detail.contains("awardedDate"), "{}", report.check(Proof).detail);

    badge["name"] = json!("Forged");
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.signature_mismatch")));
}
