//! What this issuer says in other ways alone is not signed here, whatever it is called: a proof of `eddsa-rdfc-2022` holds of
//! every document with the same statements, so that words of one's own could be put back into those of the standards.

use serde_json::{Value, json};

use super::{V2, credential};
use crate::world::{World, completion};

const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const OF_BADGES: &str = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
const OF_STATUS: &str = "https://www.w3.org/ns/credentials/status#";

/// Asserts that neither suite signs it, and that the answer names a place.
fn assert_refused(world: &World, asked: &Value, what: &str) {
    for path in ["/vc-api/credentials/issue", "/vc-api/jcs/credentials/issue"] {
        let answer = world.post(path, &json!({ "credential": asked }));
        assert_eq!(answer.status, 422, "{what}: {}", answer.text());
        let pointer = answer.json()["errors"][0]["pointer"].as_str().unwrap().to_owned();
        assert!(pointer.starts_with("/credential"), "{what}: {pointer}");
    }
}

/// A badge of a class of the client's own, in order.
fn badge(world: &World) -> Value {
    json!({
        "@context": [V2, OB],
        "id": "urn:uuid:7d4a2b8c-3e5f-4a6b-8c7d-9e0f1a2b3c4d",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": world.started["did"], "type": ["Profile"], "name": "A district"},
        "validFrom": "2026-01-01T00:00:00Z",
        "name": "Gardening",
        "credentialSubject": {
            "id": "did:example:ada",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://garden.example/achievements/1",
                "type": ["Achievement"],
                "name": "Gardening",
                "description": "Grows things.",
                "criteria": {"narrative": "Grow something."}
            }
        }
    })
}

#[test]
fn no_class_of_this_issuer_s_own_is_signed_under_another_name() {
    let world = World::new();
    for class in [
        format!("{OF_BADGES}EndorsementCredential"),
        format!("{OF_BADGES}OpenBadgeCredential"),
        format!("{OF_STATUS}BitstringStatusListCredential"),
        "https://w3id.org/vc/status-list#StatusList2021Credential".to_owned(),
    ] {
        let mut by_iri = credential();
        by_iri["type"] = json!(["VerifiableCredential", class]);
        assert_refused(&world, &by_iri, &class);

        let mut by_alias = credential();
        by_alias["@context"] = json!([V2, { "Thanks": class }]);
        by_alias["type"] = json!(["VerifiableCredential", "Thanks"]);
        assert_refused(&world, &by_alias, &class);

        let mut by_another_member = credential();
        by_another_member["@context"] = json!([V2, {"kind": "@type", "Thanks": class}]);
        by_another_member["kind"] = json!("Thanks");
        assert_refused(&world, &by_another_member, &class);

        let mut by_a_subject = credential();
        by_a_subject["credentialSubject"]["type"] = json!(class);
        assert_refused(&world, &by_a_subject, &class);
    }
    let mut list = credential();
    list["credentialSubject"]["type"] = json!(format!("{OF_STATUS}BitstringStatusList"));
    assert_refused(&world, &list, "the subject of a list");
}

#[test]
fn a_badge_is_nothing_else_beside() {
    let world = World::new();
    let asked = json!({ "credential": badge(&world) });
    let good = world.post("/vc-api/credentials/issue", &asked);
    assert_eq!(good.status, 201, "{}", good.text());

    for class in ["EndorsementCredential", "BitstringStatusListCredential"] {
        let of = if class.starts_with('E') { OF_BADGES } else { OF_STATUS };
        let mut both = badge(&world);
        both["type"] = json!(["VerifiableCredential", "OpenBadgeCredential", format!("{of}{class}")]);
        assert_refused(&world, &both, class);
    }
    let mut endorsed = badge(&world);
    endorsed["endorsement"] = json!([{
        "@context": [V2, OB],
        "id": "urn:uuid:8d4a2b8c-3e5f-4a6b-8c7d-9e0f1a2b3c4d",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": world.started["did"], "type": ["Profile"], "name": "A district"},
        "validFrom": "2026-01-01T00:00:00Z",
        "name": "Approved",
        "credentialSubject":
            {"id": "did:web:other.example", "type": ["EndorsementSubject"], "endorsementComment": "Good."}
    }]);
    assert_refused(&world, &endorsed, "an endorsement within a badge");
}

#[test]
fn nothing_is_signed_under_an_address_of_this_service() {
    let world = World::new();
    let issued = world.post("/v1/completions", &completion("other")).json();
    let url = issued["url"].as_str().unwrap().to_owned();
    for id in [
        url.clone(),
        url.replace("/credentials/", "/%63redentials/"),
        url.replace("http://", "HTTP://"),
        url.replace("https://", "HTTPS://"),
        format!("{url}#x"),
        url.replace("/credentials/", "/endorsements/"),
    ] {
        let mut other = credential();
        other["id"] = json!(id);
        assert_refused(&world, &other, &id);
        let mut other = badge(&world);
        other["id"] = json!(id);
        assert_refused(&world, &other, &id);
    }
}

#[test]
fn no_badge_of_a_registered_class_is_signed_without_a_completion() {
    let world = World::new();
    let class = world.get("/achievements/academic-rigor.json");
    let class = if class.status == 200 { class } else { world.get("/achievements/academic-rigor") };
    let class = class.json();
    let at = "achievement";

    let mut by_address = badge(&world);
    by_address["credentialSubject"][at]["id"] = class["id"].clone();
    assert_refused(&world, &by_address, "by its address");

    let mut by_reference = badge(&world);
    by_reference["credentialSubject"][at] = class["id"].clone();
    assert_refused(&world, &by_reference, "by its address alone");

    let mut by_code = badge(&world);
    by_code["credentialSubject"][at]["humanCode"] = class["humanCode"].clone();
    let mut another_s = by_code.clone();
    by_code["credentialSubject"][at]["creator"] = class["creator"].clone();
    assert_refused(&world, &by_code, "by its code and who defined it");

    another_s["credentialSubject"][at]["creator"] =
        json!({"id": "https://garden.example/", "type": ["Profile"], "name": "A garden"});
    let answer = world.post("/vc-api/credentials/issue", &json!({ "credential": another_s }));
    assert_eq!(answer.status, 201, "another's class may have the same code: {}", answer.text());
}
