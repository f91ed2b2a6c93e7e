//! W3C's VC-API: credentials of any kind, issued, verified, revoked and presented.

mod corpus;
mod holder;
mod said_elsewhere;

use badgewright_signing::data_integrity::Suite;
use serde_json::{Value, json};

use self::holder::{CHALLENGE, DOMAIN, Holder};
use crate::world::{Answer, World, completion};

const V2: &str = "https://www.w3.org/ns/credentials/v2";
const V1: &str = "https://www.w3.org/2018/credentials/v1";

/// A credential of VC 2.0 with little in it.
fn credential() -> Value {
    json!({
        "@context": [V2],
        "id": "urn:uuid:1d4a2b8c-3e5f-4a6b-8c7d-9e0f1a2b3c4d",
        "type": ["VerifiableCredential"],
        "credentialSubject": {"id": "did:example:subject", "name": "Ada"}
    })
}

fn issue(world: &World, credential: &Value) -> Value {
    let answer = world.post("/vc-api/credentials/issue", &json!({ "credential": credential }));
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["verifiableCredential"].clone()
}

/// POST of JSON without a key.
fn anonymous(world: &World, path: &str, body: &Value) -> Answer {
    world.request("POST", path, &[("Content-Type", "application/json")], body.to_string().as_bytes())
}

fn verify(world: &World, credential: &Value) -> Answer {
    anonymous(world, "/vc-api/credentials/verify", &json!({ "verifiableCredential": credential }))
}

fn present(world: &World, presentation: &Value, challenge: &str, domain: &str) -> Answer {
    let options = json!({"challenge": challenge, "domain": domain});
    let body = json!({"verifiablePresentation": presentation, "options": options});
    anonymous(world, "/vc-api/presentations/verify", &body)
}

/// The codes of the errors, or of the warnings.
fn codes(answer: &Answer, kind: &str) -> Vec<String> {
    let found = answer.json()[kind].as_array().unwrap().clone();
    found.iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_credential_is_issued_in_the_issuer_s_name_and_verifies_without_a_key() {
    let world = World::new();
    let issued = issue(&world, &credential());
    assert_eq!(issued["issuer"], world.started["did"]);
    assert_eq!(issued["proof"]["cryptosuite"], "eddsa-rdfc-2022");
    assert_eq!(issued["credentialSubject"], credential()["credentialSubject"]);
    let good = verify(&world, &issued);
    assert_eq!((good.status, &good.json()["verified"]), (200, &json!(true)), "{}", good.text());
    assert_eq!((&good.json()["errors"], &good.json()["warnings"]), (&json!([]), &json!([])));

    let mut changed = issued;
    changed["credentialSubject"]["name"] = json!("Eve");
    let bad = verify(&world, &changed);
    assert_eq!((bad.status, &bad.json()["verified"]), (400, &json!(false)));
    assert_eq!(codes(&bad, "errors"), ["proof.signature_mismatch"]);
    assert_eq!(
        bad.json()["errors"][0]["type"],
        "https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR"
    );
}

#[test]
fn the_other_path_signs_jcs_and_each_verifies_both() {
    let world = World::new();
    let answer = world.post("/vc-api/jcs/credentials/issue", &json!({ "credential": credential() }));
    let issued = answer.json()["verifiableCredential"].clone();
    assert_eq!(issued["proof"]["cryptosuite"], "eddsa-jcs-2022");
    for base in ["/vc-api", "/vc-api/jcs"] {
        let path = format!("{base}/credentials/verify");
        let body = json!({ "verifiableCredential": issued });
        assert_eq!(anonymous(&world, &path, &body).status, 200, "{path}");
    }
    // JCS asks nothing of words. We do.
    let mut undefined = credential();
    undefined["credentialSubject"]["colour"] = json!("red");
    for base in ["/vc-api", "/vc-api/jcs"] {
        let refused = world.post(&format!("{base}/credentials/issue"), &json!({ "credential": undefined }));
        let pointer = refused.json()["errors"][0]["pointer"].clone();
        assert_eq!((refused.status, pointer), (422, json!("/credential/credentialSubject/colour")));
    }
}

#[test]
fn the_issuer_is_filled_in_and_never_another_s() {
    let world = World::new();
    let ours = world.started["did"].clone();
    for (issuer, expected) in [
        (json!("https://vc.example/issuers/5678"), ours.clone()),
        (json!({"name": "A school"}), json!({"name": "A school", "id": ours})),
        (json!({"id": "did:example:other", "name": "A school"}), json!({"id": ours, "name": "A school"})),
    ] {
        let mut asked = credential();
        asked["issuer"] = issuer;
        assert_eq!(issue(&world, &asked)["issuer"], expected);
    }
    for none in [json!(null), json!("nobody"), json!({"id": null}), json!(7), json!([])] {
        let mut asked = credential();
        asked["issuer"] = none;
        let refused = world.post("/vc-api/credentials/issue", &json!({ "credential": asked }));
        assert_eq!(refused.status, 422, "{}", asked["issuer"]);
    }
}

#[test]
fn a_credential_of_vc_1_1_gets_the_context_of_its_proof_and_no_status() {
    let world = World::new();
    let mut older = json!({
        "@context": [V1], "type": ["VerifiableCredential"], "issuer": world.started["did"],
        "issuanceDate": "2020-03-16T22:37:26.544Z", "credentialSubject": {"id": "did:example:subject"}
    });
    let issued = issue(&world, &older);
    assert_eq!(issued["@context"], json!([V1, "https://w3id.org/security/data-integrity/v2"]));
    assert_eq!(issued["credentialStatus"], json!(null));
    assert_eq!(verify(&world, &issued).status, 200);
    older.as_object_mut().unwrap().remove("issuer");
    let refused = world.post("/vc-api/credentials/issue", &json!({ "credential": older }));
    assert_eq!(
        (refused.status, &refused.json()["errors"][0]["pointer"]),
        (422, &json!("/credential/issuer"))
    );
}

#[test]
fn a_revoked_credential_verifies_with_a_warning_also_after_a_restart() {
    let world = World::new();
    let (revoked, kept) = (issue(&world, &credential()), {
        let mut other = credential();
        other["id"] = json!("urn:uuid:0c8d7e6f-5a4b-4c3d-9e2f-1a0b9c8d7e6f");
        issue(&world, &other)
    });
    let entry = &revoked["credentialStatus"];
    assert_eq!(
        (&entry["type"], &entry["statusPurpose"]),
        (&json!("BitstringStatusListEntry"), &json!("revocation"))
    );
    let asked = json!({"credentialId": revoked["id"],
        "credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}});
    for _ in 0..2 {
        let answer = world.post("/vc-api/credentials/status", &asked);
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json()["credentialStatus"][0]["statusListIndex"], entry["statusListIndex"]);
    }
    let world = world.again();
    for (credential, warnings) in [(&revoked, vec!["status.revoked"]), (&kept, vec![])] {
        let answer = verify(&world, credential);
        assert_eq!(
            (answer.status, codes(&answer, "warnings")),
            (200, warnings.iter().map(ToString::to_string).collect())
        );
    }
    // By the entry, and not back.
    let mut by_entry = json!({ "credentialStatus": kept["credentialStatus"] });
    assert_eq!(world.post("/vc-api/credentials/status", &by_entry).status, 200);
    assert_eq!(codes(&verify(&world, &kept), "warnings"), ["status.revoked"]);
    by_entry["status"] = json!(false);
    assert_eq!(world.post("/vc-api/credentials/status", &by_entry).status, 409);
    let proof_only = json!({"verifiableCredential": kept, "options": {"checks": ["proof"]}});
    let unasked = anonymous(&world, "/vc-api/credentials/verify", &proof_only);
    assert_eq!((unasked.status, codes(&unasked, "warnings")), (200, vec![]));
}

#[test]
fn a_suspension_comes_and_goes() {
    let world = World::configured(&["--issuer.suspension", "true"]);
    let issued = issue(&world, &credential());
    assert_eq!(issued["credentialStatus"][1]["statusPurpose"], "suspension");
    for (value, warnings) in [(true, vec!["status.suspended".to_owned()]), (false, vec![])] {
        let asked = json!({"credentialId": issued["id"], "status": value,
            "credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "suspension"}});
        assert_eq!(world.post("/vc-api/credentials/status", &asked).status, 200);
        assert_eq!(codes(&verify(&world, &issued), "warnings"), warnings);
    }
}

#[test]
fn nobody_changes_the_status_of_another_s_credential_or_of_a_badge() {
    let world = World::new();
    let issued = issue(&world, &credential());
    let badge = world.issue(&completion("bb-1"));
    let client = json!({"id": "other", "scopes": ["issue", "revoke"]});
    let key = world.post("/v1/clients", &client).json()["key"].as_str().unwrap().to_owned();
    let entry = json!({ "credentialStatus": issued["credentialStatus"] });
    assert_eq!(world.post_as(&key, "/vc-api/credentials/status", &entry).status, 404);
    let of_badge = json!({ "credentialStatus": badge["credential"]["credentialStatus"] });
    assert_eq!(world.post("/vc-api/credentials/status", &of_badge).status, 404);
    assert_eq!(codes(&verify(&world, &issued), "warnings"), [""; 0]);
}

#[test]
fn a_client_of_some_badge_classes_has_nothing_else_signed() {
    let world = World::new();
    let client = json!({"id": "pilot", "scopes": ["issue"], "badges": ["academic-rigor"]});
    let key = world.post("/v1/clients", &client).json()["key"].as_str().unwrap().to_owned();
    let asked = json!({ "credential": credential() });
    assert_eq!(world.post_as(&key, "/vc-api/credentials/issue", &asked).status, 403);
}

#[test]
fn status_lists_are_not_signed_for_others_and_badges_only_in_order() {
    let world = World::new();
    let mut list = credential();
    list["type"] = json!(["VerifiableCredential", "BitstringStatusListCredential"]);
    let mut badge = credential();
    badge["@context"] = json!([V2, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]);
    badge["type"] = json!(["VerifiableCredential", "OpenBadgeCredential"]);
    for refused in [list, badge] {
        let answer = world.post("/vc-api/credentials/issue", &json!({ "credential": refused }));
        assert_eq!(answer.status, 422, "{}", answer.text());
    }
}

/// In somebody else's name, and expired: signed all the same, which is what is asked here. `/verify` says more.
#[test]
fn a_foreign_key_and_an_expired_credential_are_warnings() {
    let (world, holder) = (World::new(), Holder::new(7));
    let mut foreign = credential();
    foreign["issuer"] = json!("https://vc.example/issuers/5678");
    foreign["validUntil"] = json!("2020-01-01T00:00:00Z");
    let answer = verify(&world, &holder.signs(&foreign, Suite::EddsaRdfc2022));
    assert_eq!(
        (answer.status, codes(&answer, "warnings")),
        (200, vec!["issuer.key_of_another".to_owned(), "validity.expired".to_owned()]),
        "{}",
        answer.text()
    );
}

#[test]
fn every_proof_of_a_set_must_hold() {
    let (world, one, two) = (World::new(), Holder::new(7), Holder::new(8));
    let mut asked = credential();
    asked["issuer"] = json!(one.did);
    let mut both = two.signs(&one.signs(&asked, Suite::EddsaRdfc2022), Suite::EddsaJcs2022);
    assert_eq!(verify(&world, &both).status, 200);
    both["proof"][1]["proofValue"] = both["proof"][0]["proofValue"].clone();
    let answer = verify(&world, &both);
    assert_eq!((answer.status, codes(&answer, "errors")), (400, vec!["proof.signature_mismatch".to_owned()]));
    assert_eq!(answer.json()["errors"][0]["pointer"], "/proof/1");
}

#[test]
fn contexts_of_its_own_are_taken_and_cannot_redefine_what_is_protected() {
    let (world, holder) = (World::new(), Holder::new(7));
    let mut own = credential();
    own["@context"] = json!([V2, {"colour": "https://example.org/#colour"}]);
    own["credentialSubject"]["colour"] = json!("red");
    assert_eq!(verify(&world, &issue(&world, &own)).status, 200);
    own["@context"] = json!([V2, {"name": "https://example.org/#colour"}]);
    own["credentialSubject"].as_object_mut().unwrap().remove("colour");
    assert_eq!(world.post("/vc-api/credentials/issue", &json!({ "credential": own })).status, 422);
    own["issuer"] = json!(holder.did);
    let answer = verify(&world, &holder.signs(&own, Suite::EddsaJcs2022));
    assert_eq!((answer.status, codes(&answer, "errors")), (400, vec!["context.invalid".to_owned()]));
}

#[test]
fn a_resource_with_another_digest_is_refused_and_does_not_verify() {
    let (world, holder) = (World::new(), Holder::new(7));
    let mut asked = credential();
    asked["relatedResource"] = json!([{"id": V2, "digestSRI":
        "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU"}]);
    assert_eq!(verify(&world, &issue(&world, &asked)).status, 200);
    asked["relatedResource"][0]["digestSRI"] = json!(format!("sha384-{}", "A".repeat(64)));
    let refused = world.post("/vc-api/credentials/issue", &json!({ "credential": asked }));
    assert_eq!(refused.json()["errors"][0]["pointer"], "/credential/relatedResource/0/digestSRI");
    asked["issuer"] = json!(holder.did);
    let answer = verify(&world, &holder.signs(&asked, Suite::EddsaRdfc2022));
    assert_eq!((answer.status, codes(&answer, "errors")), (400, vec!["context.resource_changed".to_owned()]));
}

#[test]
fn a_presentation_answers_the_question_and_carries_what_verifies() {
    let (world, holder, thief) = (World::new(), Holder::new(7), Holder::new(8));
    let issued = issue(&world, &credential());
    let presentation = json!({"@context": [V2], "type": ["VerifiablePresentation"], "holder": holder.did,
        "verifiableCredential": [issued]});
    let shown = holder.presents(&presentation, Suite::EddsaRdfc2022);
    let good = present(&world, &shown, CHALLENGE, DOMAIN);
    assert_eq!((good.status, &good.json()["verified"]), (200, &json!(true)), "{}", good.text());

    for (challenge, domain, code) in
        [("another", DOMAIN, "proof.challenge"), (CHALLENGE, "elsewhere.example", "proof.domain")]
    {
        let replayed = present(&world, &shown, challenge, domain);
        assert_eq!((replayed.status, codes(&replayed, "errors")), (400, vec![code.to_owned()]));
    }
    let stolen = present(&world, &thief.presents(&presentation, Suite::EddsaRdfc2022), CHALLENGE, DOMAIN);
    assert_eq!((stolen.status, codes(&stolen, "errors")), (400, vec!["issuer.not_holder".to_owned()]));
    let unsigned = present(&world, &presentation, CHALLENGE, DOMAIN);
    assert_eq!((unsigned.status, codes(&unsigned, "errors")), (400, vec!["proof.missing".to_owned()]));

    let mut changed = presentation;
    changed["verifiableCredential"][0]["credentialSubject"]["name"] = json!("Eve");
    let bad = present(&world, &holder.presents(&changed, Suite::EddsaRdfc2022), CHALLENGE, DOMAIN);
    assert_eq!((bad.status, codes(&bad, "errors")), (400, vec!["proof.signature_mismatch".to_owned()]));
    assert_eq!(bad.json()["errors"][0]["pointer"], "/verifiableCredential/0/proof");
}

#[test]
fn a_credential_is_not_shown_with_a_proof_that_was_made_for_asserting() {
    let (world, holder) = (World::new(), Holder::new(7));
    let presentation = json!({"@context": [V2], "type": ["VerifiablePresentation"], "holder": holder.did});
    let asserted = holder.signs(&presentation, Suite::EddsaRdfc2022);
    let body = json!({ "verifiablePresentation": asserted });
    let answer = anonymous(&world, "/vc-api/presentations/verify", &body);
    assert_eq!((answer.status, codes(&answer, "errors")), (400, vec!["proof.purpose".to_owned()]));
}

#[test]
fn enveloped_credentials_verify_too() {
    let (world, holder) = (World::new(), Holder::new(7));
    let mut inner = credential();
    inner["issuer"] = json!(holder.did);
    let envelope = |jws: &str| {
        json!({"@context": V2, "type": "EnvelopedVerifiableCredential",
            "id": format!("data:application/vc+jwt,{jws}")})
    };
    let jws = holder.envelops(&inner);
    let good = verify(&world, &envelope(&jws));
    assert_eq!(good.status, 200, "{}", good.text());
    let (kept, last) = jws.split_at(jws.len() - 6);
    let forged = format!("{kept}{}", if last == "AAAAAA" { "BBBBBA" } else { "AAAAAA" });
    assert_eq!(verify(&world, &envelope(&forged)).status, 400);
}

#[test]
fn enveloped_presentations_verify_too() {
    let (world, holder) = (World::new(), Holder::new(7));
    let presentation = json!({"@context": [V2], "type": ["VerifiablePresentation"], "holder": holder.did,
        "verifiableCredential": [issue(&world, &credential())]});
    let envelope = |jws: &str| {
        json!({"@context": V2, "type": "EnvelopedVerifiablePresentation",
            "id": format!("data:application/vp+jwt,{jws}")})
    };
    let shown = envelope(&holder.presents_as_jwt(&presentation));
    let good = present(&world, &shown, CHALLENGE, DOMAIN);
    assert_eq!(good.status, 200, "{}", good.text());
    let replayed = present(&world, &shown, "another", "elsewhere.example");
    assert_eq!(
        (replayed.status, codes(&replayed, "errors")),
        (400, vec!["proof.challenge".to_owned(), "proof.domain".to_owned()])
    );
    let stolen =
        present(&world, &envelope(&Holder::new(8).presents_as_jwt(&presentation)), CHALLENGE, DOMAIN);
    assert_eq!((stolen.status, codes(&stolen, "errors")), (400, vec!["issuer.not_holder".to_owned()]));
    let mut bare = shown;
    bare["@context"] = json!([]);
    assert_eq!(present(&world, &bare, CHALLENGE, DOMAIN).status, 400);
}

#[test]
fn what_is_no_credential_and_no_request_is_refused_and_harms_nobody() {
    let world = World::new();
    for none in [json!(null), json!("eyJ"), json!([]), json!({}), json!({"type": ["NonconformingDocument"]})]
    {
        let answer = verify(&world, &none);
        assert_eq!((answer.status, &answer.json()["verified"]), (400, &json!(false)), "{none}");
        assert_eq!(present(&world, &none, CHALLENGE, DOMAIN).status, 400, "{none}");
        let issued = world.post("/vc-api/credentials/issue", &json!({ "credential": none }));
        assert_eq!(issued.status, 422, "{none}");
    }
    let json = [("Content-Type", "application/json")];
    let twice = br#"{"verifiableCredential": {"type": "A", "type": "B"}}"#;
    let refused = world.request("POST", "/vc-api/credentials/verify", &json, twice);
    assert_eq!((refused.status, &refused.json()["type"]), (400, &json!("/problems/malformed-body")));
    let deep = format!("{}{}", r#"{"verifiableCredential":"#, "[".repeat(100_000));
    assert_eq!(world.request("POST", "/vc-api/credentials/verify", &json, deep.as_bytes()).status, 400);
    let large = json!({ "verifiableCredential": {"credentialSubject": vec![1; 50_000]} });
    for path in ["/vc-api/credentials/verify", "/vc-api/presentations/verify"] {
        let refused = anonymous(&world, path, &large);
        assert_eq!((refused.status, &refused.json()["type"]), (413, &json!("/problems/too-large")), "{path}");
    }
    let many = json!({"@context": [V2], "type": ["VerifiablePresentation"], "holder": "did:example:1",
        "verifiableCredential": vec![credential(); 500]});
    let answer = present(&world, &many, CHALLENGE, DOMAIN);
    assert!(codes(&answer, "errors").contains(&"parse.too_many_credentials".to_owned()), "{}", answer.text());
}
