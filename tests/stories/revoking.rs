//! After `/revoke` every question answers so, everywhere.

use serde_json::{Value, json};

use crate::world::{World, completion, outcome};

fn revoke(world: &World, issued: &Value) -> crate::world::Answer {
    world.post(
        &format!("/v1/credentials/{}/revoke", issued["id"].as_str().unwrap()),
        &json!({"reason": "withdrawn"}),
    )
}

#[test]
fn a_revoked_badge_is_invalid_by_status_in_every_form_and_stays_readable() {
    let world = World::new();
    let (issued, other) = (world.issue(&completion("bb-1")), world.issue(&completion("bb-2")));
    let url = issued["url"].as_str().unwrap();
    let before = world.browse(url).text();

    for _ in 0..2 {
        let answer = revoke(&world, &issued);
        assert_eq!((answer.status, &answer.json()["status"]), (200, &json!("revoked")));
    }

    let forms = [
        ("application/vc", ".json"),
        ("text/plain", ".jwt"),
        ("image/png", ".png"),
        ("image/svg+xml", ".svg"),
    ];
    let mut reports: Vec<Value> = forms
        .iter()
        .map(|(kind, suffix)| world.verify(kind, &world.get(&format!("{url}{suffix}")).body))
        .collect();
    reports.push(world.get(&format!("/verify?url={url}")).json());
    for report in reports {
        assert_eq!(report["verdict"], "invalid");
        assert_eq!((outcome(&report, "status"), outcome(&report, "proof")), ("fail".into(), "pass".into()));
        assert_eq!(report["badge"]["status"], "revoked");
    }
    let page = world.browse(url);
    assert_eq!(page.status, 200);
    assert!(page.text().to_lowercase().contains("revoked") && !before.to_lowercase().contains("revoked"));
    assert!(!page.text().contains("withdrawn"), "the reason is the issuer's");
    assert_eq!(world.get(&format!("{url}.json")).json(), issued["credential"]);
    assert_eq!(world.verify_json(&other["credential"])["verdict"], "valid");
}

#[test]
fn the_status_list_changes_by_one_bit_and_one_tag() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let entry = &issued["credential"]["credentialStatus"];
    let list = entry["statusListCredential"].as_str().unwrap();
    let before = world.get(list);
    assert_eq!(before.header("cache-control"), "public, max-age=300");
    assert_eq!(before.json()["credentialSubject"]["ttl"], 300_000);
    let tag = before.header("etag");
    assert_eq!(world.request("GET", list, &[("If-None-Match", &tag)], b"").status, 304);
    revoke(&world, &issued);
    let after = world.request("GET", list, &[("If-None-Match", &tag)], b"");
    assert_eq!(after.status, 200);
    let (clear, set) = (bits(&before.json()), bits(&after.json()));
    let index: usize = entry["statusListIndex"].as_str().unwrap().parse().unwrap();
    assert_eq!(clear.iter().map(|byte| byte.count_ones()).sum::<u32>(), 0);
    assert_eq!(set.iter().map(|byte| byte.count_ones()).sum::<u32>(), 1);
    assert_eq!(set[index / 8], 0x80 >> (index % 8));
    assert!(clear.len() >= 131_072 / 8);
}

fn bits(list: &Value) -> Vec<u8> {
    use base64::Engine as _;
    use std::io::Read as _;
    let encoded = list["credentialSubject"]["encodedList"].as_str().unwrap().strip_prefix('u').unwrap();
    let packed = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(encoded).unwrap();
    let mut bits = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bits).unwrap();
    bits
}

#[test]
fn twenty_revocations_between_two_readers_leave_one_list_that_stands() {
    let world = World::new();
    let issued: Vec<Value> = (0..20).map(|n| world.issue(&completion(&format!("bb-{n}")))).collect();
    let list = issued[0]["credential"]["credentialStatus"]["statusListCredential"].as_str().unwrap();
    let signed = |world: &World| world.get(list).json()["proof"].clone();
    let first = signed(&world);
    issued.iter().for_each(|badge| assert_eq!(revoke(&world, badge).status, 200));
    let second = signed(&world);
    assert_ne!(first, second);
    assert_eq!(signed(&world), second, "it stands until something changes");
}

#[test]
fn suspension_is_off_until_the_issuer_turns_it_on() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let path = format!("/v1/credentials/{}/suspend", issued["id"].as_str().unwrap());
    let refused = world.post(&path, &json!({"reason": "x"}));
    assert_eq!((refused.status, &refused.json()["type"]), (409, &json!("/problems/status-conflict")));
    assert!(refused.json()["detail"].as_str().unwrap().contains("issuer.suspension = true"));
}

#[test]
fn reinstating_is_off_until_the_issuer_turns_suspension_on() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let path = format!("/v1/credentials/{}/reinstate", issued["id"].as_str().unwrap());
    let refused = world.post(&path, &json!({}));
    assert_eq!((refused.status, &refused.json()["type"]), (409, &json!("/problems/status-conflict")));
    assert!(refused.json()["detail"].as_str().unwrap().contains("issuer.suspension = true"));
    assert_eq!(world.verify_json(&issued["credential"])["verdict"], "valid");
}

#[test]
fn a_badge_is_reinstated_without_a_body() {
    let world = World::configured(&["--issuer.suspension", "true"]);
    let issued = world.issue(&completion("bb-1"));
    let path = |verb: &str| format!("/v1/credentials/{}/{verb}", issued["id"].as_str().unwrap());
    assert_eq!(world.post(&path("suspend"), &json!({"reason": "under review"})).status, 200);
    let authorization = format!("Bearer {}", world.key);
    let without_body =
        |verb: &str| world.request("POST", &path(verb), &[("Authorization", &authorization)], b"");
    let answer = without_body("reinstate");
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["status"], "active");
    assert_eq!(world.verify_json(&issued["credential"])["verdict"], "valid");
    for verb in ["suspend", "revoke"] {
        assert!((400..500).contains(&without_body(verb).status), "{verb} needs a reason");
    }
}

#[test]
fn a_suspended_badge_can_be_reinstated_and_a_revoked_one_cannot() {
    let world = World::configured(&["--issuer.suspension", "true"]);
    let issued = world.issue(&completion("bb-1"));
    let credential = &issued["credential"];
    assert_eq!(credential["credentialStatus"].as_array().unwrap().len(), 2);
    let act = |verb: &str, body: Value| {
        world.post(&format!("/v1/credentials/{}/{verb}", issued["id"].as_str().unwrap()), &body)
    };
    let state = || {
        let report = world.verify_json(credential);
        (
            report["verdict"].as_str().unwrap().to_owned(),
            report["badge"]["status"].as_str().unwrap().to_owned(),
        )
    };
    assert_eq!(state(), ("valid".into(), "active".into()));
    assert_eq!(act("suspend", json!({"reason": "under review"})).json()["status"], "suspended");
    assert_eq!(state(), ("invalid".into(), "suspended".into()));
    assert_eq!(act("reinstate", json!({})).json()["status"], "active");
    assert_eq!(state(), ("valid".into(), "active".into()));
    assert_eq!(act("revoke", json!({"reason": "x"})).status, 200);
    assert_eq!(state(), ("invalid".into(), "revoked".into()));
    assert_eq!(act("reinstate", json!({})).status, 409, "revocation is final");
}

#[test]
fn who_may_not_revoke_revokes_nothing() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let key = world.post("/v1/clients", &json!({"id": "reader", "scopes": ["read", "issue"]})).json()["key"]
        .clone();
    let path = format!("/v1/credentials/{}/revoke", issued["id"].as_str().unwrap());
    let body = json!({"reason": "x"});
    assert_eq!(world.post_as(key.as_str().unwrap(), &path, &body).status, 403);
    assert_eq!(world.post_as("bw_nobody", &path, &body).status, 401);
    assert_eq!(world.post(&path, &json!({})).status, 422);
    assert_eq!(world.post(&path, &json!({"reason": " "})).status, 422);
    assert_eq!(world.post(&path, &json!({"reason": "a\u{0000}b"})).status, 422);
    let unknown = "/v1/credentials/1b671a64-40d5-491e-99b0-da01ff1f3341/revoke";
    assert_eq!(world.post(unknown, &body).status, 404);
    assert_eq!(world.verify_json(&issued["credential"])["verdict"], "valid");
}
