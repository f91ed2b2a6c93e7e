//! Data Integrity proofs: one, several, and none.

use serde_json::{Value, json};

use super::badges::{LIST, Person, badge, said, verify, with_status};
use super::by_hand::{jcs_proof, options_of, rdfc_proof};
use super::web::Web;
use crate::CheckName::{Context, Issuer, Proof, Status};
use crate::Outcome::{Fail, Pass, Skip, Unknown, Warn};

fn signed() -> (Person, Value) {
    let person = Person::by_key(1);
    let badge = person.sign(person.badge());
    (person, badge)
}

fn only(badge: &Value) -> Value {
    badge["proof"][0].clone()
}

#[tokio::test]
async fn a_changed_badge_fails_by_its_proof() {
    let (_, mut badge) = signed();
    badge["credentialSubject"]["achievement"]["name"] = json!("Forged");
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.signature_mismatch")));
    assert_eq!(said(&report, Issuer).1, Pass);
}

/// JSON Pointers to every value of a document.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(values) => {
            values.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (name, value) in below {
        let at = format!("{at}/{name}");
        places(value, &at, found);
        found.push(at);
    }
}

#[tokio::test]
async fn no_value_of_a_signed_badge_can_be_changed_and_the_badge_stay_valid() {
    let (_, badge) = signed();
    let mut found = Vec::new();
    places(&badge, "", &mut found);
    assert!(found.len() > 30, "{}", found.len());
    for place in found {
        for other in [json!(null), json!("x"), json!(7), json!([]), json!({}), json!(true)] {
            let mut changed = badge.clone();
            *changed.pointer_mut(&place).unwrap() = other.clone();
            let report = verify(Web::default(), &changed).await;
            assert!(!report.verdict.is_valid(), "{place} became {other}");
        }
    }
}

#[tokio::test]
async fn a_badge_without_a_proof_is_never_valid() {
    for proof in [None, Some(json!([])), Some(json!(null))] {
        let (person, _) = signed();
        let mut badge = person.badge();
        if let Some(proof) = proof {
            badge["proof"] = proof;
        }
        let report = verify(Web::default(), &badge).await;
        assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.missing")));
        assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.unproven")));
    }
}

#[tokio::test]
async fn one_proof_may_stand_alone_or_in_a_list() {
    let (_, mut badge) = signed();
    badge["proof"] = only(&badge);
    assert_eq!(said(&verify(Web::default(), &badge).await, Proof), ("valid", Pass, None));
}

#[tokio::test]
async fn anothers_good_proof_beside_a_bad_one_of_the_issuers_is_invalid_in_either_order() {
    let (ours, badge) = signed();
    let other = Person::by_key(2);
    let mut changed = ours.badge();
    changed["name"] = json!("Another name");
    let mut forged = other.sign(changed);
    let pair = [only(&forged), only(&badge)];
    for proofs in [json!([pair[0], pair[1]]), json!([pair[1], pair[0]])] {
        forged["proof"] = proofs;
        let report = verify(Web::default(), &forged).await;
        assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.signature_mismatch")));
        assert_eq!(report.check(Proof).findings.len(), 2);
    }
}

#[tokio::test]
async fn one_good_proof_of_the_issuers_suffices_beside_one_that_cannot_be_checked() {
    let (_, mut badge) = signed();
    let older = json!({"type": "EcdsaSecp256k1Signature2019", "created": "2026-01-01T00:00:00Z",
        "verificationMethod": only(&badge)["verificationMethod"], "proofPurpose": "assertionMethod",
        "jws": "e30..AA"});
    for proofs in [json!([older, only(&badge)]), json!([only(&badge), older])] {
        badge["proof"] = proofs;
        let report = verify(Web::default(), &badge).await;
        assert_eq!(said(&report, Proof).1, Pass, "{:?}", report.check(Proof));
        assert!(report.check(Proof).findings.iter().any(|finding| finding.outcome == Skip));
    }
}

#[tokio::test]
async fn a_bad_proof_beside_a_good_one_of_the_issuers_is_a_warning() {
    let (person, mut badge) = signed();
    let stranger = only(&Person::by_key(2).sign(person.badge()));
    badge["proof"] = json!([stranger, only(&badge)]);
    assert_eq!(said(&verify(Web::default(), &badge).await, Proof), ("valid", Warn, Some("proof.beside")));
}

#[tokio::test]
async fn a_suite_that_is_not_known_decides_nothing() {
    for (member, name) in
        [("cryptosuite", "ecdsa-sd-2023"), ("cryptosuite", "bbs-2023"), ("type", "Other2099")]
    {
        let (_, mut badge) = signed();
        badge["proof"][0][member] = json!(name);
        let report = verify(Web::default(), &badge).await;
        assert_eq!(said(&report, Proof), ("unknown", Unknown, Some("proof.unsupported_suite")), "{name}");
        assert_eq!(said(&report, Issuer).1, Pass);
    }
}

#[tokio::test]
async fn a_proof_for_another_purpose_or_past_its_end_fails() {
    for (member, value, code) in [
        ("proofPurpose", json!("authentication"), "proof.purpose"),
        ("expires", json!("2026-11-24T11:59:59Z"), "proof.expired"),
        ("created", json!("yesterday"), "proof.malformed"),
        ("proofValue", json!("not base58"), "proof.malformed"),
    ] {
        let (_, mut badge) = signed();
        badge["proof"][0][member] = value;
        assert_eq!(said(&verify(Web::default(), &badge).await, Proof), ("invalid", Fail, Some(code)));
    }
}

#[tokio::test]
async fn a_proof_without_a_purpose_is_neither_valid_nor_forged() {
    let person = Person::by_key(1);
    let unsigned = person.badge();
    for (badge, expected) in [
        (unsigned.clone(), ("unknown", Unknown, Some("proof.purpose_absent"))),
        (badge("did:example:other"), ("invalid", Fail, Some("proof.signature_mismatch"))),
    ] {
        let mut options = options_of(&person, &unsigned);
        options.as_object_mut().unwrap().shift_remove("proofPurpose");
        let proof = jcs_proof(&person, &unsigned, options);
        let mut badge = badge;
        badge["proof"] = json!([proof]);
        assert_eq!(said(&verify(Web::default(), &badge).await, Proof), expected);
    }
}

#[tokio::test]
async fn a_proof_of_another_kind_is_not_judged_by_the_rules_of_ours() {
    let (person, mut badge) = signed();
    for proof in [
        json!({"type": "JwtProof2020", "jwt": "eyJh.e30.c2ln"}),
        json!({"type": "RsaSignature2018", "creator": person.did, "jws": "eyJh..c2ln", "created": "now"}),
        json!({"type": "DataIntegrityProof", "cryptosuite": "anoncreds-2023", "proofPurpose": "other", "proofValue": "u"}),
    ] {
        badge["proof"] = json!([proof]);
        let report = verify(Web::default(), &badge).await;
        assert_eq!(said(&report, Proof), ("unknown", Unknown, Some("proof.unsupported_suite")), "{proof}");
        assert_eq!(said(&report, Issuer).1, Unknown);
    }
}

#[tokio::test]
async fn of_a_large_badge_two_proofs_are_looked_at_and_of_a_small_one_eight() {
    let person = Person::by_key(1);
    for (length, looked_at) in [(10, 8), (700_000, 5), (1_500_000, 2)] {
        let mut badge = person.badge();
        badge["credentialSubject"]["achievement"]["description"] = json!("x".repeat(length));
        let options = options_of(&person, &badge);
        badge["proof"] = json!(vec![jcs_proof(&person, &badge, options); 9]);
        let report = verify(Web::default(), &badge).await;
        let findings = &report.check(Proof).findings;
        assert_eq!(said(&report, Proof), ("valid", Warn, Some("proof.too_many")), "{length}");
        assert_eq!(findings.len(), looked_at + 1, "{length}");
    }
}

#[tokio::test]
async fn a_base_proof_is_for_its_holder_alone() {
    for (suite, value) in [("ecdsa-sd-2023", "u2V0AhVhA"), ("bbs-2023", "u2V0ChVhQ")] {
        let (_, mut badge) = signed();
        badge["proof"][0]["cryptosuite"] = json!(suite);
        badge["proof"][0]["proofValue"] = json!(value);
        let report = verify(Web::default(), &badge).await;
        assert_eq!(said(&report, Proof), ("unknown", Unknown, Some("proof.base")), "{suite}");
        badge["proof"][0]["proofValue"] = json!(value.replace(['A', 'C'], "B"));
        let report = verify(Web::default(), &badge).await;
        assert_eq!(said(&report, Proof), ("unknown", Unknown, Some("proof.unsupported_suite")), "{suite}");
    }
}

#[tokio::test]
async fn odd_proofs_are_judged_and_crash_nothing() {
    for (member, value, outcome) in [
        // A context in the proof itself is replaced by the document's (VC-DI-EDDSA §3.2.5 step 4).
        ("@context", json!("https://w3id.org/security/data-integrity/v2"), Pass),
        ("@context", json!({"x": 7}), Pass),
        ("created", json!("2026-11-24"), Fail),
        ("created", json!(7), Fail),
        ("verificationMethod", json!(7), Unknown),
        ("verificationMethod", json!([]), Unknown),
        ("cryptosuite", json!({}), Fail),
        ("type", json!(null), Fail),
        ("proofValue", json!(["z"]), Fail),
        ("proofPurpose", json!("capabilityInvocation"), Fail),
    ] {
        let (_, mut badge) = signed();
        badge["proof"][0][member] = value.clone();
        let report = verify(Web::default(), &badge).await;
        assert_eq!(report.outcome(Proof), outcome, "{member} {value}");
    }
    for proof in [json!("eyJ"), json!(7), json!([null]), json!([[{}]])] {
        let (_, mut badge) = signed();
        badge["proof"] = proof.clone();
        assert!(!verify(Web::default(), &badge).await.verdict.is_valid(), "{proof}");
    }
}

#[tokio::test]
async fn a_proof_without_a_date_or_with_an_odd_one_is_right() {
    let person = Person::by_key(1);
    for (created, expected) in [
        (None, ("valid", Pass, None)),
        (Some("2026-11-24T11:00:00.123456789"), ("valid", Warn, Some("proof.date_odd"))),
        (Some("2026-11-24"), ("valid", Warn, Some("proof.date_odd"))),
    ] {
        let mut badge = person.badge();
        let mut options = options_of(&person, &badge);
        match created {
            Some(created) => options["created"] = json!(created),
            None => drop(options.as_object_mut().unwrap().shift_remove("created")),
        }
        badge["proof"] = json!([jcs_proof(&person, &person.badge(), options)]);
        assert_eq!(said(&verify(Web::default(), &badge).await, Proof), expected, "{created:?}");
    }
}

#[tokio::test]
async fn definitions_that_a_badge_brings_fail_it_though_its_signature_is_right() {
    let person = Person::by_key(1);
    let mut badge = person.badge();
    badge["@context"].as_array_mut().unwrap().push(json!({"salary": "https://a.example/salary"}));
    let options = options_of(&person, &badge);
    for proof in [jcs_proof(&person, &badge, options.clone()), rdfc_proof(&person, &badge, options.clone())] {
        badge["proof"] = json!([proof]);
        let report = verify(Web::default(), &badge).await;
        assert_eq!(said(&report, Context), ("invalid", Fail, Some("context.inline")));
        assert_eq!(said(&report, Proof).1, Pass);
    }
}

#[tokio::test]
async fn a_status_list_that_brings_definitions_of_its_own_is_not_believed() {
    let person = Person::by_key(1);
    let badge = person.sign(with_status(person.badge(), "revocation", 7));
    let mut list = person.list("revocation", None);
    let signed = |mut list: Value| {
        list["proof"] = rdfc_proof(&person, &list, options_of(&person, &list));
        list
    };
    let report = verify(Web::default().with(LIST, signed(list.clone()).to_string()), &badge).await;
    assert_eq!(said(&report, Status), ("valid", Pass, None));
    list["@context"].as_array_mut().unwrap().push(json!({"x": "https://a.example/x"}));
    let report = verify(Web::default().with(LIST, signed(list).to_string()), &badge).await;
    assert_eq!(said(&report, Status), ("unknown", Unknown, Some("status.unverified")));
}

#[tokio::test]
async fn what_the_vocabulary_does_not_define_fails_though_the_proof_may_not_be_computed() {
    let (_, badge) = signed();
    let mut with_term = badge.clone();
    with_term["credentialSubject"]["salary"] = json!("1000000");
    let report = verify(Web::default(), &with_term).await;
    assert_eq!(said(&report, Context), ("invalid", Fail, Some("context.undefined_term")));

    let mut with_type = badge;
    with_type["credentialSubject"]["achievement"]["type"] = json!(["Achievement", "Forged"]);
    let report = verify(Web::default(), &with_type).await;
    assert_eq!(said(&report, Context), ("invalid", Fail, Some("context.relative_type")));
}

#[tokio::test]
async fn a_vocabulary_that_is_not_pinned_decides_nothing() {
    let (_, mut badge) = signed();
    badge["@context"].as_array_mut().unwrap().push(json!("https://contexts.example/none.json"));
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Context), ("unknown", Unknown, Some("context.unknown")));
    assert_eq!(said(&report, Proof).1, Unknown);
}

#[tokio::test]
async fn the_vocabularies_stand_in_their_order() {
    let (person, _) = signed();
    for (contexts, code) in [
        (json!(["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]), "context.first"),
        (json!(["https://www.w3.org/ns/credentials/v2"]), "context.no_open_badges"),
        (
            json!(["https://www.w3.org/ns/credentials/v2", {"name": "https://schema.org/name"}]),
            "context.inline",
        ),
        (json!([]), "context.missing"),
        (json!(["https://www.w3.org/ns/credentials/v2", 7]), "context.malformed"),
    ] {
        let mut badge = person.badge();
        badge["@context"] = contexts;
        let report = verify(Web::default(), &badge).await;
        let found =
            report.check(Context).findings.iter().any(|found| found.code.is_some_and(|is| is.name() == code));
        assert!(found || report.check(Context).code.is_some_and(|is| is.name() == code), "{code}");
        assert_eq!(report.check(Context).outcome, Fail, "{code}");
    }
}

#[tokio::test]
async fn a_context_in_the_midst_of_a_badge_fails() {
    let (person, _) = signed();
    let mut badge = person.badge();
    badge["credentialSubject"]["@context"] = json!("https://www.w3.org/ns/credentials/v2");
    let report = verify(Web::default(), &badge).await;
    assert_eq!(said(&report, Context), ("invalid", Fail, Some("context.nested")));
}

#[tokio::test]
async fn contexts_in_endorsements_hide_none_elsewhere() {
    let person = Person::by_key(1);
    let mut badge = person.badge();
    badge["endorsement"] = (0..24).map(|n| json!({"@context": [], "id": format!("urn:e:{n}")})).collect();
    badge["issuer"]["@context"] = json!("https://www.w3.org/ns/credentials/v2");
    let report = verify(Web::default(), &badge).await;
    let context = report.check(Context);
    assert_eq!(context.outcome, Fail);
    let places: Vec<&str> = context.findings.iter().map(|finding| finding.pointer.as_str()).collect();
    assert!(places.contains(&"/issuer/@context"), "{places:?}");
}

#[tokio::test]
async fn a_long_name_over_many_values_costs_no_more_than_it_weighs() {
    // Written out for each of them, the places of these values would fill 8 GB.
    let mut badge = Person::by_key(1).badge();
    badge["n".repeat(200_000)] = vec![0; 40_000].into();
    let report = verify(Web::default(), &badge).await;
    assert_eq!(report.outcome(Context), Fail);
    let findings = serde_json::to_string(&report.checks).unwrap();
    assert!(findings.len() < 20_000, "what is found tells the beginning of a long name: {}", findings.len());
}

#[tokio::test]
async fn of_a_badge_of_many_small_parts_few_proofs_are_looked_at() {
    let person = Person::by_key(1);
    let mut badge = person.badge();
    let part = |at: usize| json!({"type": ["Evidence"], "name": format!("{at:08}")});
    badge["evidence"] = json!((0..3_000).map(part).collect::<Vec<_>>());
    let signed = person.sign(badge);
    let mut many = signed.clone();
    many["proof"] = json!(vec![only(&signed); 8]);
    let report = verify(Web::default(), &many).await;
    assert_eq!(said(&report, Proof), ("valid", Warn, Some("proof.too_many")));
    assert_eq!(report.check(Proof).findings.len(), 2, "one proof, and that there are more");
}
