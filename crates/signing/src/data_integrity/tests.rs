//! What proofs of ours are like, and what becomes of wrong ones.

use badgewright_credential::Secure;
use serde_json::{Value, json};

use super::*;
use crate::jsonld::{JsonLdError, Loss};
use crate::{KeyKind, KeyPair, Signer, SignerError, multikey};

const METHOD: &str = "did:web:badges.example.edu#key-1";

fn key(kind: KeyKind, seed: u8) -> KeyPair {
    let length = if kind == KeyKind::P384 { 48 } else { 32 };
    KeyPair::from_secret(kind, &vec![seed; length]).unwrap()
}

fn badge() -> Value {
    serde_json::from_str(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/known-answers/open-badge/open-badge.json"
    )))
    .unwrap()
}

fn secured_by(key: &KeyPair, suite: Suite, document: Value) -> Result<Value, SecureError> {
    let options = ProofOptions::assertion(METHOD, Some("2026-11-24T10:15:30Z".parse().unwrap()));
    DataIntegritySigner { signer: key, suite, options }.secure(document)
}

fn secured_with(suite: Suite, document: Value) -> Result<Value, SecureError> {
    secured_by(&key(KeyKind::Ed25519, 7), suite, document)
}

fn verify_first(secured: &Value) -> Result<(), ProofError> {
    verify(secured, &secured["proof"][0], &key(KeyKind::Ed25519, 7).public_key())
}

#[test]
fn a_proof_is_one_of_an_array_and_says_what_it_is() {
    let secured = secured_with(Suite::EddsaRdfc2022, badge()).unwrap();
    let mut proof = secured["proof"][0].clone();
    proof["proofValue"] = json!("z…");
    assert_eq!(
        proof,
        json!({
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2026-11-24T10:15:30Z",
            "verificationMethod": METHOD,
            "proofPurpose": "assertionMethod",
            "proofValue": "z…"
        })
    );
    let mut unsecured = secured;
    unsecured.as_object_mut().unwrap().shift_remove("proof");
    assert_eq!(unsecured, badge());
}

#[test]
fn both_suites_verify_what_they_signed_and_the_same_bytes_come_out_again() {
    for suite in [Suite::EddsaRdfc2022, Suite::EddsaJcs2022] {
        let secured = secured_with(suite, badge()).unwrap();
        verify_first(&secured).unwrap();
        assert_eq!(secured_with(suite, badge()).unwrap().to_string(), secured.to_string());
    }
}

#[test]
fn a_second_proof_is_added_after_the_first_and_both_hold() {
    let first = secured_with(Suite::EddsaRdfc2022, badge()).unwrap();
    let both = secured_with(Suite::EddsaJcs2022, first).unwrap();
    let proofs = both["proof"].as_array().unwrap();
    assert_eq!(proofs.len(), 2);
    for proof in proofs {
        verify(&both, proof, &key(KeyKind::Ed25519, 7).public_key()).unwrap();
    }
}

#[test]
fn a_change_of_any_string_of_the_document_or_of_the_proof_is_noticed() {
    for suite in [Suite::EddsaRdfc2022, Suite::EddsaJcs2022] {
        let secured = secured_with(suite, badge()).unwrap();
        for pointer in string_pointers(&secured) {
            let mut changed = secured.clone();
            let value = changed.pointer_mut(&pointer).unwrap();
            *value = json!(value.as_str().unwrap().replacen(|c: char| c.is_ascii_alphanumeric(), "Q", 1));
            assert!(verify_first(&changed).is_err(), "{suite:?} {pointer}");
        }
    }
}

fn string_pointers(value: &Value) -> Vec<String> {
    let inside = |name: &str, value: &Value| -> Vec<String> {
        string_pointers(value).iter().map(|rest| format!("/{name}{rest}")).collect()
    };
    match value {
        Value::String(_) => vec![String::new()],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(i, item)| inside(&i.to_string(), item)).collect()
        }
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| inside(&name.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn another_key_gives_a_mismatch_and_another_kind_of_key_says_so() {
    let secured = secured_with(Suite::EddsaRdfc2022, badge()).unwrap();
    let with = |key: KeyPair| verify(&secured, &secured["proof"][0], &key.public_key()).unwrap_err();
    let mismatch = with(key(KeyKind::Ed25519, 8));
    assert_eq!(mismatch.code(), "proof.signature_mismatch");
    assert_eq!(mismatch.standard(), Some("https://w3id.org/security#PROOF_VERIFICATION_ERROR"));
    assert_eq!(with(key(KeyKind::P256, 8)).code(), "proof.wrong_key_type");
}

#[test]
fn a_key_of_another_kind_signs_nothing() {
    let options = ProofOptions::assertion(METHOD, None);
    let key = key(KeyKind::P256, 7);
    let signer = DataIntegritySigner { signer: &key, suite: Suite::EddsaRdfc2022, options };
    let error = signer.secure(badge()).unwrap_err();
    assert!(matches!(error, SecureError::Signer(SignerError::WrongKind { .. })));
}

#[test]
fn an_undefined_term_is_not_signed_and_does_not_verify() {
    let mut secured = secured_with(Suite::EddsaRdfc2022, badge()).unwrap();
    secured["credentialSubject"]["honours"] = json!("summa cum laude");
    let lost = JsonLdError::TermLost {
        pointer: "/credentialSubject/honours".to_owned(),
        term: "honours".to_owned(),
        loss: Loss::UndefinedTerm,
    };
    assert!(matches!(verify_first(&secured).unwrap_err(), ProofError::JsonLd(error) if error == lost));
    let mut unsigned = badge();
    unsigned["credentialSubject"]["honours"] = json!("summa cum laude");
    let error = secured_with(Suite::EddsaRdfc2022, unsigned).unwrap_err();
    assert!(matches!(error, SecureError::JsonLd(error) if error == lost));
}

#[test]
fn an_undefined_term_in_the_proof_is_refused_with_its_place() {
    let mut secured = secured_with(Suite::EddsaRdfc2022, badge()).unwrap();
    secured["proof"][0]["comment"] = json!("trust me");
    let error = verify_first(&secured).unwrap_err();
    assert_eq!(error.code(), "context.undefined_term");
    assert!(error.to_string().contains("/proof/comment"), "{error}");
}

#[test]
fn a_context_in_the_proof_is_replaced_by_the_document_s() {
    let mut secured = secured_with(Suite::EddsaRdfc2022, badge()).unwrap();
    secured["proof"][0]["@context"] = json!("https://unknown.example/context");
    verify_first(&secured).unwrap();
}

#[test]
fn by_jcs_the_document_s_contexts_may_go_on_after_the_proof_s_but_must_start_with_them() {
    let mut secured = secured_with(Suite::EddsaJcs2022, badge()).unwrap();
    let contexts = secured["@context"].as_array_mut().unwrap();
    contexts.push(json!("https://w3id.org/security/data-integrity/v2"));
    verify_first(&secured).unwrap();
    secured["@context"].as_array_mut().unwrap().reverse();
    assert!(matches!(verify_first(&secured), Err(ProofError::ContextMismatch)));
}

#[test]
fn the_draft_s_name_is_computed_like_the_standard_s() {
    let key = key(KeyKind::Ed25519, 7);
    let mut options = ProofOptions::assertion(METHOD, None).to_proof(Suite::EddsaRdfc2022);
    options.insert("cryptosuite".to_owned(), json!("eddsa-2022"));
    let strict = Processing::strict(Purpose::Sign);
    let proof = eddsa_rdfc_2022::create_proof(badge().as_object().unwrap(), options, &key, strict).unwrap();
    verify(&badge(), &Value::Object(proof), &key.public_key()).unwrap();
}

#[test]
fn other_suites_and_what_is_no_proof_are_told_apart() {
    let key = key(KeyKind::Ed25519, 7).public_key();
    for (proof, code) in [
        (json!("proof"), "proof.malformed"),
        (json!({}), "proof.malformed"),
        (json!({"type": "DataIntegrityProof"}), "proof.malformed"),
        (json!({"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}), "proof.malformed"),
        (json!({"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023"}), "proof.unsupported_suite"),
        (json!({"type": "DataIntegrityProof", "cryptosuite": "bbs-2023"}), "proof.unsupported_suite"),
        (json!({"type": "DataIntegrityProof", "cryptosuite": "ecdsa-rdfc-2019"}), "proof.wrong_key_type"),
        (json!({"type": "Ed25519Signature2018", "jws": "e..e"}), "proof.malformed"),
        (json!({"type": "JsonWebSignature2020", "jws": "e30..AA"}), "proof.malformed"),
        (json!({"type": "EcdsaSecp256k1Signature2019"}), "proof.unsupported_suite"),
        (json!({"type": "Ed25519Signature2020", "proofValue": "z1"}), "proof.malformed"),
    ] {
        assert_eq!(verify(&badge(), &proof, &key).unwrap_err().code(), code, "{proof}");
    }
    assert!(verify(&json!([]), &json!({}), &key).is_err());
}

#[test]
fn options_are_read_with_the_older_suites_own_words_where_the_document_has_none() {
    let mut document = badge();
    document["@context"]
        .as_array_mut()
        .unwrap()
        .push(json!("https://w3id.org/security/suites/ed25519-2020/v1"));
    let mut secured = secured_with(Suite::Ed25519Signature2020, document).unwrap();
    // Contexts are no statements of the document, so nothing that was signed is changed.
    secured["@context"].as_array_mut().unwrap().pop();
    verify_first(&secured).unwrap();
    secured["name"] = json!("Forged");
    assert!(verify_first(&secured).is_err());
}

#[test]
fn a_detached_jws_must_say_that_its_payload_is_as_it_is_and_name_the_keys_algorithm() {
    let text = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/known-answers/ed25519-signature-2018/signed.json"
    ));
    let secured: Value = serde_json::from_str(text).unwrap();
    let key = key(KeyKind::Ed25519, 9).public_key();
    let (header, signature) = secured["proof"]["jws"].as_str().unwrap().split_once("..").unwrap();
    for (header, error) in [
        (header.to_owned(), None),
        (base64url(r#"{"alg":"EdDSA"}"#), Some("proof.malformed")),
        (base64url(r#"{"alg":"EdDSA","b64":true,"crit":["b64"]}"#), Some("proof.malformed")),
        (base64url(r#"{"alg":"EdDSA","b64":false,"crit":["b64","exp"]}"#), Some("proof.malformed")),
        (base64url(r#"{"alg":"ES256","b64":false,"crit":["b64"]}"#), Some("proof.malformed")),
        (base64url(r#"{"alg":"none","b64":false,"crit":["b64"]}"#), Some("proof.malformed")),
        (base64url(r#"{"b64":false,"alg":"EdDSA","crit":["b64"]}"#), Some("proof.signature_mismatch")),
    ] {
        let mut proof = secured["proof"].clone();
        proof["jws"] = json!(format!("{header}..{signature}"));
        let code = verify(&secured, &proof, &key).err().map(|error| error.code());
        assert_eq!(code, error, "{header}");
    }
}

fn base64url(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
}

/// All suites, each with every kind of key that it is for.
fn suites() -> Vec<(Suite, KeyKind)> {
    let suites = [
        Suite::EddsaRdfc2022,
        Suite::EddsaJcs2022,
        Suite::EcdsaRdfc2019,
        Suite::EcdsaJcs2019,
        Suite::Ed25519Signature2020,
    ];
    suites.into_iter().flat_map(|suite| suite.key_kinds().iter().map(move |kind| (suite, *kind))).collect()
}

/// A badge whose contexts have the terms of every suite.
fn badge_of_any_suite() -> Value {
    let mut badge = badge();
    let contexts = badge["@context"].as_array_mut().unwrap();
    contexts.push(json!("https://w3id.org/security/suites/ed25519-2020/v1"));
    badge
}

#[test]
fn every_suite_verifies_what_it_signed_and_notices_a_change() {
    for (suite, kind) in suites() {
        let pair = key(kind, 7);
        let secured = secured_by(&pair, suite, badge_of_any_suite()).unwrap();
        let proof = &secured["proof"][0];
        verify(&secured, proof, &pair.public_key()).unwrap();
        let mut changed = secured.clone();
        changed["credentialSubject"]["achievement"]["name"] = json!("Another");
        let error = verify(&changed, proof, &pair.public_key()).unwrap_err();
        assert!(matches!(error, ProofError::SignatureMismatch), "{suite:?} {kind}: {error}");
        let mut later = proof.clone();
        later["created"] = json!("2026-11-24T10:15:31Z");
        assert!(verify(&secured, &later, &pair.public_key()).is_err(), "{suite:?} {kind}");
        assert!(verify(&secured, proof, &key(kind, 8).public_key()).is_err(), "{suite:?} {kind}");
    }
}

/// A proof that names another suite, or has a key of another curve, than it was made with.
#[test]
fn no_suite_takes_the_proof_of_another_and_no_curve_that_of_another() {
    for (suite, kind) in suites() {
        let secured = secured_by(&key(kind, 7), suite, badge_of_any_suite()).unwrap();
        for (other, other_kind) in suites().into_iter().filter(|other| *other != (suite, kind)) {
            let mut proof = secured["proof"][0].clone();
            if other == Suite::Ed25519Signature2020 {
                proof["type"] = json!(other.name());
            } else {
                proof["type"] = json!("DataIntegrityProof");
                proof["cryptosuite"] = json!(other.name());
            }
            let key = key(other_kind, 7).public_key();
            assert!(verify(&secured, &proof, &key).is_err(), "{suite:?} {kind} as {other:?} {other_kind}");
        }
    }
}

#[test]
fn an_ed25519_signature_2020_is_a_type_of_its_own_and_needs_its_context() {
    let secured = secured_with(Suite::Ed25519Signature2020, badge_of_any_suite()).unwrap();
    assert_eq!(secured["proof"][0]["type"], "Ed25519Signature2020");
    assert!(secured["proof"][0].get("cryptosuite").is_none());
    let error = secured_with(Suite::Ed25519Signature2020, badge()).unwrap_err();
    assert!(matches!(error, SecureError::JsonLd(JsonLdError::TermLost { .. })), "{error}");
}

/// As jsonld-signatures does: a proof that brings its contexts along was signed with them.
#[test]
fn a_proof_that_was_signed_with_contexts_of_its_own_verifies() {
    let key = key(KeyKind::Ed25519, 7);
    let badge = badge();
    let mut options = ProofOptions::assertion(METHOD, None).to_proof(Suite::Ed25519Signature2020);
    options.insert("@context".to_owned(), json!("https://w3id.org/security/suites/ed25519-2020/v1"));
    let processing = Processing::strict(Purpose::Sign);
    let form = |value: &Value| crate::canonical_form(value, processing).unwrap();
    let hash = |text: String| <sha2::Sha256 as sha2::Digest>::digest(text);
    let hash_data = [hash(form(&Value::Object(options.clone()))), hash(form(&badge))].concat();
    let mut proof = options;
    proof.insert("proofValue".to_owned(), json!(proof_value::encode(&key.sign(&hash_data).unwrap())));
    let mut proof = Value::Object(proof);
    verify(&badge, &proof, &key.public_key()).unwrap();
    proof["created"] = json!("2026-11-24T10:15:31Z");
    assert!(verify(&badge, &proof, &key.public_key()).is_err());
}

#[test]
fn the_draft_s_name_of_ecdsa_is_computed_like_the_standard_s() {
    let key = key(KeyKind::P384, 7);
    let mut options = ProofOptions::assertion(METHOD, None).to_proof(Suite::EcdsaRdfc2019);
    options.insert("cryptosuite".to_owned(), json!("ecdsa-2019"));
    let processing = Processing::strict(Purpose::Sign);
    let proof =
        ecdsa_rdfc_2019::create_proof(badge().as_object().unwrap(), options, &key, processing).unwrap();
    verify(&badge(), &Value::Object(proof), &key.public_key()).unwrap();
}

/// The same cases as W3C's suite asks of implementations (`w3c-previous-proof`), where that folder is.
#[test]
fn w3c_s_corpus_of_previous_proofs_is_judged_as_its_names_say() {
    let Some(corpora) = std::env::var_os("BADGEWRIGHT_CORPORA") else { return };
    let folder = std::path::Path::new(&corpora).join("w3c-previous-proof");
    let mut judged = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".json") {
            continue;
        }
        let secured: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let processing = Processing { inline_contexts: true, ..Processing::strict(Purpose::Verify) };
        let holds = secured["proof"].as_array().unwrap().iter().all(|proof| {
            let method = proof["verificationMethod"].as_str().unwrap();
            let key = multikey::decode_public(method.rsplit_once('#').unwrap().1).unwrap();
            verify_with(&secured, proof, &key, processing).is_ok()
        });
        assert_eq!(holds, name.contains("Ok-"), "{name}");
        judged += 1;
    }
    assert_eq!(judged, 12);
}

/// W3C's own case of a chain (w3c-ccg/data-integrity-test-suite-assertion, `2.0-previousProofStringOk`, BSD-3-Clause).
fn chain() -> Value {
    serde_json::from_str(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/known-answers/chain/previousProofStringOk.json"
    )))
    .unwrap()
}

fn verify_last(secured: &Value) -> Result<(), ProofError> {
    let proof = secured["proof"].as_array().unwrap().last().unwrap();
    let key = proof["verificationMethod"].as_str().unwrap().rsplit_once('#').unwrap().1;
    let processing = Processing { inline_contexts: true, ..Processing::strict(Purpose::Verify) };
    verify_with(secured, proof, &multikey::decode_public(key).unwrap(), processing)
}

#[test]
fn a_proof_that_builds_on_another_signs_it_too() {
    verify_last(&chain()).unwrap();
    let mut changed = chain();
    changed["proof"][0]["created"] = json!("2023-02-26T22:06:39Z");
    assert!(matches!(verify_last(&changed), Err(ProofError::SignatureMismatch)));
}

#[test]
fn a_previous_proof_that_is_missing_is_named() {
    let mut missing = chain();
    missing["proof"].as_array_mut().unwrap().remove(0);
    let error = verify_last(&missing).unwrap_err();
    assert!(matches!(error, ProofError::PreviousProofMissing { id } if id.starts_with("urn:uuid:26329423")));
    let mut number = chain();
    number["proof"][1]["previousProof"] = json!(5);
    assert!(matches!(verify_last(&number), Err(ProofError::Malformed { .. })));
}
