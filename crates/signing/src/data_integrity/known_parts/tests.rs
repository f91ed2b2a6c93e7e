//! Parts that are known beforehand change nothing.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{KnownParts, PartsSigner};
use crate::data_integrity::{DataIntegritySigner, ProofOptions, ProofPurpose, SecureError, Suite, signer};
use crate::{KeyKind, KeyPair, canonical_form};
use badgewright_credential::{Secure, SecureBeside, Stencil, Timestamp};

const CONTEXTS: [&str; 2] =
    ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];

fn badge() -> Value {
    serde_json::from_str(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/known-answers/open-badge/open-badge.json"
    )))
    .unwrap()
}

/// The same document with its picture, its issuer and its achievement replaced by references.
fn around(badge: &Value) -> Value {
    let mut around = badge.clone();
    for part in ["/image", "/issuer", "/credentialSubject/achievement"] {
        let place = around.pointer_mut(part).unwrap();
        *place = json!({"id": place["id"]});
    }
    around
}

/// What is the same in all badges of the class, and nothing else.
fn outline() -> Value {
    let badge = badge();
    json!({
        "@context": CONTEXTS,
        "id": "urn:badge",
        "type": badge["type"],
        "image": badge["image"],
        "issuer": badge["issuer"],
        "credentialSubject": {
            "id": "urn:subject",
            "type": ["AchievementSubject"],
            "achievement": badge["credentialSubject"]["achievement"],
        },
    })
}

/// The same for all tests, so that documents come again and again.
static KNOWN: LazyLock<KnownParts> =
    LazyLock::new(|| KnownParts::of(&outline(), &around(&outline())).unwrap());

fn proof_beside(parts: &KnownParts, around: &Value, pair: &KeyPair) -> Result<Value, SecureError> {
    proof_with(ProofOptions::assertion("did:web:badges.example.edu#key-1", None), parts, around, pair)
}

fn proof_with(
    options: ProofOptions,
    parts: &KnownParts,
    around: &Value,
    pair: &KeyPair,
) -> Result<Value, SecureError> {
    let proof = PartsSigner { signer: pair, options, parts }.prove(&Stencil::from(around))?;
    Ok(serde_json::from_str(&proof).unwrap())
}

#[test]
fn parts_that_could_be_taken_for_what_is_around_them_are_not_known() {
    let mut nameless = outline();
    nameless["evidence"] = json!([{"type": ["Evidence"], "name": "A"}]);
    assert!(KnownParts::of(&nameless, &around(&nameless)).is_err());
    let mut same = outline();
    same["issuer"]["id"] = json!("urn:subject");
    same["issuer"]["type"] = json!(["Profile", "AchievementSubject"]);
    assert!(KnownParts::of(&same, &around(&same)).is_err());
}

#[test]
fn a_document_with_other_contexts_or_that_is_a_part_itself_has_no_proof_beside_them() {
    let pair = KeyPair::from_secret(KeyKind::Ed25519, &[7; 32]).unwrap();
    let good = around(&badge());
    assert!(proof_beside(&KNOWN, &good, &pair).is_ok());
    let mut other = good.clone();
    other["@context"] =
        json!([CONTEXTS[0], CONTEXTS[1], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]);
    assert!(proof_beside(&KNOWN, &other, &pair).is_err());
    let mut itself = good;
    itself["id"] = itself["issuer"]["id"].clone();
    assert!(proof_beside(&KNOWN, &itself, &pair).is_err());
}

/// Results and evidence that are alike, or like what the class says itself, and a subject that may be the issuer.
fn earned() -> impl Strategy<Value = Value> {
    let id = prop::sample::select(vec!["urn:uuid:1", "did:web:badges.example.edu", "did:key:z6Mk"]);
    let text = prop::sample::select(vec![
        "92",
        "Portfolio",
        "Student Assessment and Data Analysis",
        "MTS-7",
        "é\n\"",
        "",
    ]);
    let result = (text.clone(), prop::option::of(text.clone()))
        .prop_map(|(value, described)| json!({"type": ["Result"], "value": value, "status": described}));
    let evidence = prop_oneof![
        text.clone().prop_map(|name| json!({"type": ["Evidence"], "name": name})),
        text.clone().prop_map(|name| json!({"type": ["Evidence"], "name": name, "id": "https://badges.example.edu/achievements/assessment-design"})),
        (text.clone(), text).prop_map(|(code, name)| json!({"type": ["Alignment"], "targetCode": code, "targetName": name, "targetUrl": "https://standards.example.org/mts/7"})),
    ];
    (id, prop::collection::vec(result, 0..4), prop::collection::vec(evidence, 0..4))
        .prop_map(|(id, results, evidence)| json!({"id": id, "result": results, "evidence": evidence}))
}

fn badge_of(earned: &Value) -> Value {
    let mut badge = badge();
    badge["credentialSubject"]["id"] = earned["id"].clone();
    badge["evidence"] = earned["evidence"].clone();
    let mut results = earned["result"].clone();
    for result in results.as_array_mut().unwrap() {
        let members = result.as_object_mut().unwrap();
        members.retain(|_, value| !value.is_null());
    }
    badge["credentialSubject"]["result"] = results;
    badge
}

#[test]
fn the_second_of_a_kind_is_filled_in() {
    let pair = KeyPair::from_secret(KeyKind::Ed25519, &[7; 32]).unwrap();
    let parts = KnownParts::of(&outline(), &around(&outline())).unwrap();
    let around = around(&badge());
    let filled = || parts.templates.form(&Stencil::from(&around), &parts.common);
    assert_eq!(filled(), None);
    proof_beside(&parts, &around, &pair).unwrap();
    assert_eq!(filled(), Some(canonical_form(&badge(), signer::processing()).unwrap()));
}

/// One key after another, and one twice, so that what the proof before said is used again and is not.
#[test]
fn each_proof_has_the_configuration_of_its_own_options() {
    let pair = KeyPair::from_secret(KeyKind::Ed25519, &[7; 32]).unwrap();
    let parts = KnownParts::of(&outline(), &around(&outline())).unwrap();
    for key in ["did:web:a.example#1", "did:web:a.example#1", "did:web:a.example#2", "did:web:a.example#1"] {
        let options = ProofOptions::assertion(key, Timestamp::from_unix(0));
        let signer = DataIntegritySigner { signer: &pair, suite: Suite::EddsaRdfc2022, options };
        let beside = proof_with(signer.options.clone(), &parts, &around(&badge()), &pair).unwrap();
        assert_eq!(beside, signer.secure(badge()).unwrap()["proof"][0]);
    }
}

fn options() -> impl Strategy<Value = ProofOptions> {
    let keys = prop::sample::select(vec![
        "did:web:badges.example.edu#key-1",
        "urn:key",
        "did:web:é#1",
        "https://a.example/#1",
    ]);
    let purposes = prop::sample::select(vec![ProofPurpose::AssertionMethod, ProofPurpose::Authentication]);
    let text = || prop::option::weighted(0.2, Just("said".to_owned()));
    (keys, prop::option::of(0..4_000_000_000_i64), purposes, text(), text()).prop_map(
        |(key, created, proof_purpose, challenge, domain)| ProofOptions {
            created: created.and_then(Timestamp::from_unix),
            verification_method: key.to_owned(),
            proof_purpose,
            challenge,
            domain,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_proof_beside_known_parts_is_the_proof_of_the_whole(earned in earned(), options in options()) {
        let pair = KeyPair::from_secret(KeyKind::Ed25519, &[7; 32]).unwrap();
        let signer = DataIntegritySigner { signer: &pair, suite: Suite::EddsaRdfc2022, options };
        let badge = badge_of(&earned);
        let beside = proof_with(signer.options.clone(), &KNOWN, &around(&badge), &pair);
        match signer.secure(badge) {
            // Text by text, as the order of the members is a part of it.
            Ok(whole) => prop_assert_eq!(beside.unwrap().to_string(), whole["proof"][0].to_string()),
            Err(error) => prop_assert_eq!(beside.unwrap_err().to_string(), error.to_string()),
        }
    }
}
