//! `issuer.status_method = "1edtech"`: revoked badges are listed by their ids.

use serde_json::{Value, json};

use crate::world::{World, badgewright, completion, outcome};

const METHOD: [&str; 2] = ["--issuer.status-method", "1edtech"];

fn act(world: &World, issued: &Value, verb: &str) -> u16 {
    let path = format!("/v1/credentials/{}/{verb}", issued["id"].as_str().unwrap());
    world.post(&path, &json!({"reason": "withdrawn"})).status
}

fn list_of(issued: &Value) -> String {
    let status = &issued["credential"]["credentialStatus"];
    assert_eq!(status["type"], "1EdTechRevocationList", "{status}");
    assert_eq!(status.as_object().unwrap().len(), 2, "{status}");
    status["id"].as_str().unwrap().to_owned()
}

/// Ours is `http://localhost:<port>`, whatever port the service has now.
fn path_of(url: &str) -> String {
    format!("/{}", url.splitn(4, '/').nth(3).unwrap())
}

#[test]
fn a_badge_names_the_list_and_the_list_names_the_badge_once_it_is_revoked() {
    let world = World::configured(&METHOD);
    let (issued, other) = (world.issue(&completion("bb-1")), world.issue(&completion("bb-2")));
    let list = list_of(&issued);
    assert_eq!(
        issued["credential"]["@context"],
        json!([
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        ])
    );
    assert_eq!(list_of(&other), list);
    let before = world.get(&list);
    let empty = json!({"id": list, "issuer": issued["credential"]["issuer"]["id"], "revokedCredential": []});
    assert_eq!((before.status, before.json(), before.media_type()), (200, empty, "application/json".into()));
    assert_eq!(before.header("cache-control"), "public, max-age=300");
    let tag = before.header("etag");
    assert_eq!(world.request("GET", &list, &[("If-None-Match", &tag)], b"").status, 304);
    assert_eq!(world.browse(&list).json(), before.json());

    assert_eq!((act(&world, &issued, "revoke"), act(&world, &issued, "revoke")), (200, 200));
    let after = world.request("GET", &list, &[("If-None-Match", &tag)], b"").json();
    assert_eq!(after["revokedCredential"], json!([{"id": issued["url"], "revoked": true}]));

    for (kind, suffix) in [("application/vc", ".json"), ("text/plain", ".jwt"), ("image/png", ".png")] {
        let body = |badge: &Value| world.get(&format!("{}{suffix}", badge["url"].as_str().unwrap())).body;
        let report = world.verify(kind, &body(&issued));
        assert_eq!((&report["verdict"], outcome(&report, "status")), (&json!("invalid"), "fail".into()));
        assert_eq!(report["badge"]["status"], "revoked");
        let report = world.verify(kind, &body(&other));
        assert_eq!((&report["verdict"], outcome(&report, "status")), (&json!("valid"), "pass".into()));
    }
    assert!(world.browse(issued["url"].as_str().unwrap()).text().to_lowercase().contains("revoked"));
}

#[test]
fn the_list_is_not_found_by_guessing() {
    let world = World::configured(&METHOD);
    let list = path_of(&list_of(&world.issue(&completion("bb-1"))));
    let (before, secret) = list.rsplit_once('/').unwrap();
    assert_eq!(secret.len(), 32);
    for guess in [
        format!("{before}/{}", "0".repeat(32)),
        format!("{before}/"),
        "/revocations/0/x".to_owned(),
        format!("/revocations/01/{secret}"),
        format!("/revocations/2/{secret}"),
        format!("/revocations/4294967296/{secret}"),
    ] {
        assert_eq!(world.get(&guess).status, 404, "{guess}");
    }
}

#[test]
fn a_corrected_badge_counts_and_the_version_before_does_not() {
    let world = World::configured(&METHOD);
    let first = world.issue(&completion("bb-1"));
    let path = format!("/v1/credentials/{}/supersede", first["id"].as_str().unwrap());
    let mut right = completion("bb-1");
    right["recipient"]["name"] = json!("Ada Jones-Lee");
    let answer = world.post(&path, &right);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let second = answer.json();
    assert_ne!(list_of(&first), list_of(&second));
    assert_eq!(world.verify_json(&first["credential"])["badge"]["status"], "revoked");
    assert_eq!(world.verify_json(&second["credential"])["verdict"], "valid");
    assert_eq!(act(&world, &second, "revoke"), 200);
    assert_eq!(world.verify_json(&second["credential"])["badge"]["status"], "revoked");
}

#[test]
fn a_badge_keeps_the_method_that_it_was_issued_with() {
    let world = World::new();
    let bit = world.issue(&completion("bb-1"));
    let world = world.again_with(&METHOD);
    let (listed, other) = (world.issue(&completion("bb-2")), world.issue(&completion("bb-3")));
    list_of(&listed);
    assert_eq!(bit["credential"]["credentialStatus"]["type"], "BitstringStatusListEntry");
    let state = |world: &World| {
        [&bit, &listed, &other].map(|badge| {
            let report = world.verify_json(&badge["credential"]);
            report["badge"]["status"].as_str().unwrap().to_owned()
        })
    };
    assert_eq!(state(&world), ["active", "active", "active"]);
    assert_eq!((act(&world, &bit, "revoke"), act(&world, &listed, "revoke")), (200, 200));
    assert_eq!(state(&world), ["revoked", "revoked", "active"]);
    let world = world.again_with(&[]);
    assert_eq!(state(&world), ["revoked", "revoked", "active"]);
    assert_eq!(act(&world, &other, "revoke"), 200);
    assert_eq!(state(&world), ["revoked", "revoked", "revoked"]);
}

#[test]
fn suspension_does_not_go_with_it_and_the_start_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = badgewright();
    command.args(METHOD).args(["--issuer.suspension", "true", "--listen", "127.0.0.1:0", "--data-dir"]);
    let refused = command.arg(folder.path()).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("issuer.suspension") && said.contains("bitstring"), "{said}");
}
