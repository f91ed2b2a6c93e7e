//! Badges that somebody shows in a presentation, in each of its forms.

use badgewright_signing::jws;
use serde_json::{Value, json};

use super::badges::{NOW, Person, said, verify, verify_bytes};
use super::by_hand::{jcs_proof, options_of, rdfc_proof};
use super::web::Web;
use crate::CheckName::{Issuer, Parse, Proof};
use crate::Outcome::{Fail, Pass, Skip, Unknown, Warn};
use crate::{Outcome, Report};

fn badge() -> Value {
    let issuer = Person::by_key(1);
    issuer.sign(issuer.badge())
}

fn holder() -> Person {
    Person::by_key(5)
}

fn presentation(carried: Value) -> Value {
    json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"],
        "holder": holder().did, "verifiableCredential": carried})
}

/// A proof of the holder's, by hand.
fn shown(mut presentation: Value, purpose: &str) -> Value {
    let holder = holder();
    let options = json!({"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": NOW,
        "verificationMethod": holder.method(&holder.ed25519), "proofPurpose": purpose, "challenge": "7",
        "domain": "https://verifier.example", "@context": presentation["@context"]});
    presentation["proof"] = jcs_proof(&holder, &presentation, options);
    presentation
}

/// A JWS of the holder's with any payload.
fn shown_as_jwt(payload: &Value) -> String {
    let holder = holder();
    jws::sign(payload, &holder.method(&holder.ed25519), &holder.ed25519).unwrap()
}

/// What is told of the presentation: the last finding of the check `proof`.
fn told(report: &Report) -> (Outcome, Option<&'static str>) {
    let last = report.check(Proof).findings.last().unwrap();
    (last.outcome, last.code.map(crate::Code::name))
}

#[tokio::test]
async fn the_badge_in_a_presentation_is_found_in_every_form() {
    let jwt_badge = Person::by_key(1);
    let jwt = jws::sign(
        &badgewright_signing::vc_jwt::claims(&jwt_badge.badge()).unwrap(),
        &jwt_badge.method(&jwt_badge.ed25519),
        &jwt_badge.ed25519,
    )
    .unwrap();
    let enveloped = json!({"@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential", "id": format!("data:application/vc+jwt,{jwt}")});
    let mut with_parameter = enveloped.clone();
    with_parameter["id"] = json!(format!("data:application/vc+jwt;charset=utf-8,{jwt}"));
    let wrapped = verify(Web::default(), &json!({"verifiableCredential": badge()})).await;
    assert_eq!(said(&wrapped, Parse).0, "valid", "the answer of an issuing service");
    for carried in
        [json!(badge()), json!([badge()]), json!([enveloped]), json!([with_parameter]), json!([jwt])]
    {
        let report = verify(Web::default(), &presentation(carried)).await;
        assert_eq!((said(&report, Parse).0, said(&report, Parse).1), ("valid", Pass));
        assert_eq!(told(&report).0, Skip, "nobody signed it");
        assert_eq!(report.badge.unwrap().name.as_deref(), Some("Teamwork"));
        assert_eq!(report.credential.unwrap()["name"], "Teamwork");
    }
}

#[tokio::test]
async fn the_holders_signature_is_told_and_no_condition() {
    for (purpose, expected) in
        [("authentication", (Pass, None)), ("assertionMethod", (Warn, Some("proof.presentation")))]
    {
        let report = verify(Web::default(), &shown(presentation(json!([badge()])), purpose)).await;
        assert_eq!(said(&report, Proof).0, "valid");
        assert_eq!(told(&report), expected);
    }
    let mut changed = shown(presentation(json!([badge()])), "authentication");
    changed["id"] = json!("urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3399");
    let report = verify(Web::default(), &changed).await;
    assert_eq!((said(&report, Proof).0, told(&report)), ("valid", (Warn, Some("proof.presentation"))));

    let mut anothers = shown(presentation(json!([badge()])), "authentication");
    anothers["holder"] = json!("did:web:out-of-reach.example");
    assert_eq!(told(&verify(Web::default(), &anothers).await), (Warn, Some("proof.presentation")));
}

/// The same with `eddsa-rdfc-2022`, with the contexts of what the presentation embeds.
fn shown_over_rdf(mut presentation: Value) -> Value {
    let mut options = options_of(&holder(), &presentation);
    options["proofPurpose"] = json!("authentication");
    presentation["proof"] = rdfc_proof(&holder(), &presentation, options);
    presentation
}

#[tokio::test]
async fn a_presentation_signed_over_rdf_is_verified_with_the_contexts_of_what_it_embeds() {
    let signed = shown_over_rdf(presentation(json!([badge()])));
    let report = verify(Web::default(), &signed).await;
    assert_eq!((said(&report, Proof).0, told(&report)), ("valid", (Pass, None)));
    let mut swapped = signed;
    let other = Person::by_key(2);
    swapped["verifiableCredential"] = json!([other.sign(other.badge())]);
    let report = verify(Web::default(), &swapped).await;
    assert_eq!((said(&report, Proof).0, told(&report)), ("valid", (Warn, Some("proof.presentation"))));
}

#[tokio::test]
async fn a_presentation_as_a_jwt_is_read_in_its_older_and_its_newer_form() {
    let inner = presentation(json!([badge()]));
    let enveloped = |jwt: &str| {
        json!({"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiablePresentation",
            "id": format!("data:application/vp+jwt,{jwt}")})
    };
    for payload in [
        inner.clone(),
        json!({"iss": holder().did, "vp": {"@context": inner["@context"], "type": inner["type"],
            "verifiableCredential": inner["verifiableCredential"]}, "nonce": "7"}),
    ] {
        let jwt = shown_as_jwt(&payload);
        for body in [jwt.clone(), enveloped(&jwt).to_string()] {
            let report = verify_bytes(Web::default(), body).await;
            assert_eq!((said(&report, Proof).0, told(&report)), ("valid", (Pass, None)));
        }
        let (signed, _) = jwt.rsplit_once('.').unwrap();
        let report = verify_bytes(Web::default(), format!("{signed}.AAAA")).await;
        assert_eq!((said(&report, Proof).0, told(&report).0), ("valid", Warn));
    }
}

#[tokio::test]
async fn a_holder_out_of_reach_is_told_as_such_and_nobody_is_asked_for_a_forged_badge() {
    let holder = Person::on_web(5, "did:web:holder.example");
    let mut shown = presentation(json!([badge()]));
    shown["holder"] = json!(holder.did);
    shown["proof"] = json!({"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022",
        "verificationMethod": holder.method(&holder.ed25519), "proofPurpose": "authentication", "proofValue": "z1"});
    let report = verify(Web::default(), &shown).await;
    assert_eq!(
        (said(&report, Proof).0, told(&report)),
        ("valid", (Skip, Some("proof.presentation_unchecked")))
    );
    shown["verifiableCredential"][0]["name"] = json!("Forged");
    let report = verify(Web::default(), &shown).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.signature_mismatch")));
    assert_eq!(told(&report), (Skip, Some("proof.presentation_not_asked")));
}

#[tokio::test]
async fn of_several_credentials_the_first_badge_is_judged_and_the_others_are_told() {
    let issuer = Person::by_key(1);
    let diploma = json!({"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"],
        "issuer": issuer.did, "credentialSubject": {"id": "did:example:ada"}});
    let mut forged = badge();
    forged["name"] = json!("Forged");
    let report = verify(Web::default(), &presentation(json!([7, "a.b", diploma, badge(), forged]))).await;
    assert_eq!(said(&report, Parse), ("valid", Warn, Some("parse.other_credentials")));
    assert!(report.check(Parse).detail.contains("(4)"), "{}", report.check(Parse).detail);

    let report = verify(Web::default(), &presentation(json!([diploma, 7]))).await;
    assert_eq!(said(&report, Parse), ("invalid", Warn, Some("parse.other_credentials")));
    assert_eq!(said(&report, Issuer).2, Some("issuer.unproven"));
}

#[tokio::test]
async fn a_presentation_without_a_credential_that_can_be_read_is_told_as_what_it_is() {
    for (carried, outcome, code) in [
        (json!([]), Fail, "parse.empty_presentation"),
        (json!(null), Fail, "parse.empty_presentation"),
        (json!([7]), Fail, "parse.not_an_object"),
        (json!(["a.b.c~d~"]), Unknown, "parse.sd_jwt"),
        (presentation(json!([badge()])), Fail, "parse.not_a_credential"),
        (json!({"@context": "https://w3id.org/openbadges/v2"}), Fail, "parse.open_badges_2"),
    ] {
        let report = verify(Web::default(), &presentation(carried.clone())).await;
        assert_eq!((said(&report, Parse).1, said(&report, Parse).2), (outcome, Some(code)), "{carried}");
    }
}
