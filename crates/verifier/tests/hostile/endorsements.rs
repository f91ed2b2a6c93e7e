//! What somebody adds to a good badge to make it look better. The badge stays what it is.

use badgewright_verifier::CheckName::Context;
use badgewright_verifier::{Approving, RegisteredClass};
use serde_json::{Value, json};

use super::case::Case;
use super::person::{LIST, OB, Person, V2, issuer, thief, with, with_status};
use super::web::Web;

/// The approver.
fn agency() -> Person {
    Person::by_key(5)
}

fn approving() -> Approving {
    let class = RegisteredClass {
        id: None,
        human_code: "AR-MC-1".to_owned(),
        creator: "https://dese.example/".to_owned(),
    };
    Approving::by(vec![agency().did], vec![class])
}

/// An endorsement of the issuer, unsigned.
fn approval(author: &Person) -> Value {
    json!({"@context": [V2, OB], "id": "https://dese.example/endorsements/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": author.did, "type": ["Profile"], "name": "Example Agency"},
        "validFrom": "2025-01-01T00:00:00Z", "awardedDate": "2025-01-01T00:00:00Z", "name": "Approval",
        "credentialSubject": {"id": issuer().did, "type": ["EndorsementSubject"], "endorsementComment": "They do well."}})
}

/// A good badge of the registered class with these endorsements of its issuer.
fn endorsed(name: &str, approvals: Value) -> Case {
    Case::of(name, &issuer().sign_bytes(badge(approvals))).approving(approving())
}

fn badge(approvals: Value) -> Value {
    let mut badge = issuer().badge();
    badge["credentialSubject"]["achievement"]["humanCode"] = json!("AR-MC-1");
    badge["credentialSubject"]["achievement"]["creator"] =
        json!({"id": "https://dese.example/", "type": ["Profile"]});
    badge["issuer"]["endorsement"] = approvals;
    badge
}

pub(crate) fn cases() -> Vec<Case> {
    let (ours, agency) = (issuer(), agency());
    let good = agency.sign(approval(&agency));
    let changed = with(good.clone(), "/credentialSubject/endorsementComment", json!("They are the best."));
    let posing = ours.sign(approval(&agency));
    let own = ours.sign(approval(&ours));
    let of_another =
        agency.sign(with(approval(&agency), "/credentialSubject/id", json!("did:example:other")));
    let over = agency.sign(with(approval(&agency), "/validUntil", json!("2025-06-01T00:00:00Z")));
    let later = agency.sign(with(approval(&agency), "/awardedDate", json!("2026-10-01T00:00:00Z")));
    let listed = agency.sign(with_status(approval(&agency), "revocation", 7));
    let revoked = Web::default().with(LIST, agency.sign(agency.list("revocation", Some(7))).to_string());
    let inline = with(approval(&agency), "/@context/-", json!({"issuer": "https://evil.example/i"}));
    let mut badge = badge(json!([agency.sign_bytes(inline)]));
    badge = ours.sign_bytes(badge);
    let mut cases = vec![
        endorsed("an approval that was changed", json!([changed]))
            .gains_nothing("endorsements.not_its_authors"),
        endorsed("an approval in the approver's name, signed by the badge's issuer", json!([posing]))
            .gains_nothing("endorsements.not_its_authors"),
        endorsed("an approval of the issuer by itself", json!([own]))
            .gains_nothing("endorsements.not_approved"),
        endorsed("an approval of another", json!([of_another.clone()]))
            .gains_nothing("endorsements.not_approved"),
        endorsed("an approval that is over", json!([over])).gains_nothing("endorsements.approval_other_time"),
        endorsed("an approval that came after the badge", json!([later]))
            .gains_nothing("endorsements.approval_other_time"),
        endorsed("an approval that nobody signed", json!([approval(&agency)]))
            .gains_nothing("endorsements.not_its_authors"),
        endorsed("an approval that was withdrawn", json!([listed.clone()]))
            .web(revoked)
            .gains_nothing("endorsements.approval_withdrawn"),
        endorsed("an approval whose status is out of reach", json!([listed]))
            .gains_nothing("endorsements.undecided"),
        endorsed("a hundred approvals of another", json!(vec![of_another; 100]))
            .gains_nothing("endorsements.not_approved"),
        Case::of("an approval with definitions of its own", &badge)
            .approving(approving())
            .invalid("context.inline"),
        endorsed("a thousand approvals that were changed", json!(vec![changed_id(&good); 1_000]))
            .unknown("proof.too_complex")
            .in_check(Context),
    ];
    let dense = |count: usize| -> Vec<Value> {
        let evidence: Vec<Value> = (0..count).map(|at| json!({"id": format!("urn:{at}")})).collect();
        let numbered = |number: usize| {
            let id = json!(format!("https://dese.example/endorsements/{number}"));
            with(with(good.clone(), "/evidence", json!(evidence)), "/id", id)
        };
        (0..8).map(numbered).collect()
    };
    cases.extend([
        endorsed("eight approvals of 230 kB of small things, that were changed", json!(dense(14_000)))
            .invalid("parse.too_large"),
        endorsed(
            "eight approvals of as many small things as a document may have, that were changed",
            json!(dense(3_050)),
        )
        .gains_nothing("endorsements.not_its_authors"),
    ]);
    let good = ours.good();
    let theirs = thief().sign(ours.badge())["proof"][0].clone();
    cases.push(
        Case::of(
            "a stranger's proof beside the issuer's good one",
            &with(good.clone(), "/proof", json!([theirs, good["proof"][0]])),
        )
        .gains_nothing("proof.beside"),
    );
    cases
}

fn changed_id(good: &Value) -> Value {
    with(good.clone(), "/id", json!("https://dese.example/endorsements/2"))
}
