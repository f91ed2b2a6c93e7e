//! What others say, each verified alone, and none of it able to harm the badge.

use badgewright_credential::Secure;
use badgewright_signing::data_integrity::{DataIntegritySigner, OpenSigner, ProofOptions, Suite};
use badgewright_signing::jsonld::{Processing, Purpose};
use serde_json::{Value, json};

use super::badges::{LIST, NOW, Person, said, verify, with_status};
use super::web::Web;
use crate::CheckName::{Context, Endorsements, Proof, Status};
use crate::Finding;
use crate::Outcome::{Pass, Skip, Warn};

/// An endorsement in `author`'s name, unsigned.
pub(crate) fn endorsement(author: &Person, about: &str) -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2",
                     "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "https://dese.example/endorsements/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": author.did, "type": ["Profile"], "name": "Example Agency"},
        "validFrom": "2026-01-01T00:00:00Z",
        "name": "Approval",
        "credentialSubject": {"id": about, "type": ["EndorsementSubject"], "endorsementComment": "They do well."},
    })
}

/// Signs a badge that has endorsements in it, which keep their own contexts.
pub(crate) fn sign(person: &Person, document: Value) -> Value {
    let created = Some(NOW.parse().unwrap());
    let options = ProofOptions::assertion(person.method(&person.ed25519), created);
    let signer = DataIntegritySigner { signer: &person.ed25519, suite: Suite::EddsaRdfc2022, options };
    // As verifiers read it: `endorsementJwt` is not in every copy of its context.
    let processing = Processing { nested_contexts: true, ..Processing::strict(Purpose::Verify) };
    OpenSigner { signer, processing }.secure(document).unwrap()
}

/// The badge of every test here, whose issuer is `issuer`.
fn badge(issuer: &Person, pointer: &str, endorsements: Value) -> Value {
    let mut badge = issuer.badge();
    let (holder, member) = pointer.rsplit_once('/').unwrap();
    badge.pointer_mut(holder).unwrap()[member] = endorsements;
    sign(issuer, badge)
}

async fn findings(web: Web, badge: &Value) -> Vec<Finding> {
    let report = verify(web, badge).await;
    assert!(report.verdict.is_valid(), "{report:#?}");
    let line = report.check(Endorsements);
    let alone = Finding {
        outcome: line.outcome,
        code: line.code,
        pointer: String::new(),
        detail: line.detail.clone(),
        standard: None,
    };
    if line.findings.is_empty() { vec![alone] } else { line.findings.clone() }
}

fn codes(findings: &[Finding]) -> Vec<Option<&'static str>> {
    findings.iter().map(|finding| finding.code.map(crate::Code::name)).collect()
}

const ISSUERS: &str = "/issuer/endorsement";

#[tokio::test]
async fn an_endorsement_is_verified_alone_with_its_own_context_wherever_it_stands() {
    let (issuer, author) = (Person::by_key(1), Person::by_key(2));
    for (pointer, about) in [
        ("/endorsement", issuer.did.as_str()),
        (ISSUERS, issuer.did.as_str()),
        ("/credentialSubject/achievement/endorsement", "urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3343"),
    ] {
        let signed = author.sign(endorsement(&author, about));
        let report = verify(Web::default(), &badge(&issuer, pointer, json!([signed]))).await;
        assert_eq!(said(&report, Endorsements), ("valid", Pass, None), "{pointer}");
        assert_eq!((said(&report, Proof).1, said(&report, Context).1), (Pass, Pass), "{report:#?}");
        let [finding] = report.check(Endorsements).findings.as_slice() else { panic!("{report:#?}") };
        assert_eq!(finding.pointer, format!("{pointer}/0"));
        assert!(finding.detail.contains("Example Agency") && finding.detail.contains(author.did.as_str()));
    }
}

#[tokio::test]
async fn an_endorsement_without_a_context_is_read_by_the_badges() {
    let (issuer, author) = (Person::by_key(1), Person::by_key(2));
    let mut signed = author.sign(endorsement(&author, issuer.did.as_str()));
    signed.as_object_mut().unwrap().remove("@context");
    let badge = badge(&issuer, ISSUERS, json!([signed]));
    assert_eq!(codes(&findings(Web::default(), &badge).await), [None]);
}

#[tokio::test]
async fn an_endorsement_may_be_a_jwt() {
    let (issuer, author) = (Person::by_key(1), Person::on_web(2, "did:web:dese.example"));
    let jwt = author.jwt(&endorsement(&author, issuer.did.as_str()));
    let web = || Web::default().with(&author.document_url(), author.document().to_string());
    let endorsed = badge(&issuer, "/issuer/endorsementJwt", json!([jwt]));
    let found = findings(web(), &endorsed).await;
    assert_eq!((found[0].outcome, found[0].pointer.as_str()), (Pass, "/issuer/endorsementJwt/0"));
    let forged = jwt.replace(jwt.rsplit('.').next().unwrap(), &"A".repeat(86));
    let endorsed = badge(&issuer, "/issuer/endorsementJwt", json!([forged]));
    assert_eq!(codes(&findings(web(), &endorsed).await), [Some("endorsements.not_its_authors")]);
}

#[tokio::test]
async fn a_bad_endorsement_is_a_warning_and_says_what_is_wrong() {
    let (issuer, author) = (Person::by_key(1), Person::by_key(2));
    let good = endorsement(&author, issuer.did.as_str());
    let with = |pointer: &str, value: Value| {
        let mut changed = good.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        changed
    };
    let mut tampered = author.sign(good.clone());
    tampered["credentialSubject"]["endorsementComment"] = json!("They do very well.");
    let ended = {
        let mut ended = good.clone();
        ended["validUntil"] = json!("2026-11-01T00:00:00Z");
        author.sign(ended)
    };
    let unreadable = with("/type", json!(["VerifiableCredential", "OpenBadgeCredential"]));
    for (bad, code) in [
        (tampered, "endorsements.not_its_authors"),
        (good.clone(), "endorsements.not_its_authors"),
        (issuer.sign(good.clone()), "endorsements.not_its_authors"),
        (ended, "endorsements.not_in_force"),
        (author.sign(with("/validFrom", json!("2027-01-01T00:00:00Z"))), "endorsements.not_in_force"),
        (
            author.sign(with("/credentialSubject/id", json!("did:web:x.example"))),
            "endorsements.other_subject",
        ),
        (author.sign(unreadable), "endorsements.unreadable"),
        (
            author.sign(with("/credentialSubject", json!({"id": issuer.did, "type": ["Profile"]}))),
            "endorsements.unreadable",
        ),
        (author.sign(with("/issuer/id", json!("did:web:away.example"))), "endorsements.not_its_authors"),
    ] {
        let found = findings(Web::default(), &badge(&issuer, ISSUERS, json!([bad]))).await;
        assert_eq!((found[0].outcome, codes(&found)), (Warn, vec![Some(code)]), "{found:#?}");
    }
}

#[tokio::test]
async fn an_endorsement_has_a_status_of_its_own() {
    let (issuer, author) = (Person::by_key(1), Person::by_key(2));
    let signed = author.sign(with_status(endorsement(&author, issuer.did.as_str()), "revocation", 7));
    let badge = badge(&issuer, ISSUERS, json!([signed]));
    for (set, code) in [(None, None), (Some(7), Some("endorsements.withdrawn"))] {
        let web = Web::default().with(LIST, author.sign(author.list("revocation", set)).to_string());
        assert_eq!(codes(&findings(web, &badge).await), [code]);
    }
    assert_eq!(codes(&findings(Web::default(), &badge).await), [Some("endorsements.undecided")]);
}

#[tokio::test]
async fn endorsements_come_after_the_badges_own_checks_and_cannot_starve_them() {
    let issuer = Person::by_key(1);
    let mut badge = with_status(issuer.badge(), "revocation", 7);
    let hostile = |at: usize| {
        let author = Person::on_web(2, &format!("did:web:h{at}.example"));
        author.sign(endorsement(&author, "urn:x"))
    };
    badge["endorsement"] = (0..30).map(hostile).collect();
    let badge = sign(&issuer, badge);
    let web = Web::default().with(LIST, issuer.sign(issuer.list("revocation", None)).to_string());
    let web = std::sync::Arc::new(web);
    let now: badgewright_credential::Timestamp = NOW.parse().unwrap();
    let verifier = crate::Verifier::new(web.clone(), std::sync::Arc::new(move || now));
    let submission = crate::Submission::Document { bytes: badge.to_string().into_bytes(), media_type: None };
    let report = verifier.verify(submission, &crate::Question::default()).await;
    assert_eq!(said(&report, Status), ("valid", Pass, None));
    assert_eq!(said(&report, Endorsements), ("valid", Warn, Some("endorsements.undecided")));
    assert_eq!(web.asked()[0], LIST, "the badge's own comes first");
    assert_eq!(web.asked().len(), 9, "no more than eight endorsements are looked into");
    let skipped = report.check(Endorsements).findings.iter().filter(|finding| finding.outcome == Skip);
    assert_eq!(skipped.count(), 9, "eight more are listed, and the others counted");
}

#[tokio::test]
async fn nothing_is_fetched_for_the_endorsements_of_a_forged_badge() {
    let (issuer, author) = (Person::by_key(1), Person::on_web(2, "did:web:dese.example"));
    let signed = author.sign(endorsement(&author, issuer.did.as_str()));
    let mut badge = badge(&issuer, ISSUERS, json!([signed]));
    badge["name"] = json!("Forged");
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Endorsements), ("invalid", Skip, Some("endorsements.not_asked")));
    assert!(report.check(Endorsements).detail.starts_with("Not looked at"));
}

/// The endorsement with ten nameless organisations, each a parent of every other: told apart by nothing.
fn poisoned(mut endorsement: Value) -> Value {
    let parents = |of: usize| (0..10).filter(move |at| *at != of).map(|at| json!({"id": format!("_:b{at}")}));
    let organisation = |at: usize| json!({"id": format!("_:b{at}"), "type": ["Profile"], "parentOrg": parents(at).collect::<Value>()});
    endorsement["issuer"]["parentOrg"] = (0..10).map(organisation).collect();
    endorsement
}

#[tokio::test]
async fn one_endorsement_that_is_made_to_be_work_is_enough() {
    let (issuer, author) = (Person::on_web(1, "did:web:badges.example"), Person::by_key(2));
    let poisoned = poisoned(author.sign(endorsement(&author, issuer.did.as_str())));
    let mut badge = issuer.badge();
    badge["issuer"]["endorsement"] = json!(vec![poisoned; 8]);
    let web = Web::default().with(&issuer.document_url(), issuer.document().to_string());
    let report = super::badges::verify_bytes(web, issuer.jwt(&badge)).await;
    let found = codes(&report.check(Endorsements).findings);
    assert_eq!(found[0], Some("endorsements.undecided"), "{report:#?}");
    assert_eq!(found[1..], vec![Some("endorsements.not_checked"); 7]);
}
