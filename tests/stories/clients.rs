//! Clients and their API keys.

use serde_json::json;

use crate::world::{World, completion, run};

#[test]
fn a_client_may_issue_only_what_it_was_approved_for() {
    let world = World::new();
    let client = json!({"id": "bloomboard", "scopes": ["issue"], "badges": ["academic-rigor"]});
    let key = world.post("/v1/clients", &client).json()["key"].as_str().unwrap().to_owned();
    assert_eq!(world.post_as(&key, "/v1/completions", &completion("bb-1")).status, 201);
    let mut other = completion("bb-2");
    other["badge"] = json!("lead-teacher");
    other["result"] = json!({});
    let refused = world.post_as(&key, "/v1/completions", &other);
    assert_eq!((refused.status, &refused.json()["type"]), (403, &json!("/problems/forbidden")));
    assert!(refused.json()["detail"].as_str().unwrap().contains("lead-teacher"));
}

#[test]
fn keys_are_refused_when_absent_unknown_expired_revoked_or_too_weak() {
    let world = World::new();
    let ask = |key: &str| world.post_as(key, "/v1/completions", &completion("bb-1"));
    let none = world.request("POST", "/v1/completions", &[("Content-Type", "application/json")], b"{}");
    assert_eq!((none.status, none.header("www-authenticate").as_str()), (401, "Bearer realm=\"badgewright\""));
    assert_eq!(ask("bw_unknown").status, 401);

    let expired = json!({"id": "late", "scopes": ["issue"], "expiresAt": "2020-01-01T00:00:00Z"});
    let expired = world.post("/v1/clients", &expired).json()["key"].as_str().unwrap().to_owned();
    let refused = ask(&expired);
    assert_eq!(refused.status, 401);
    assert!(refused.json()["detail"].as_str().unwrap().contains("expired"));

    let reader = world.post("/v1/clients", &json!({"id": "reader", "scopes": ["read"]})).json();
    let reader_key = reader["key"].as_str().unwrap();
    assert_eq!(ask(reader_key).status, 403);
    let path = format!("/v1/clients/reader/keys/{}", reader["keys"][0]["id"].as_str().unwrap());
    let authorization = format!("Bearer {}", world.key);
    assert_eq!(world.request("DELETE", &path, &[("Authorization", &authorization)], b"").status, 204);
    assert_eq!(ask(reader_key).status, 401);
}

#[test]
fn the_command_adds_lists_and_revokes() {
    let world = World::new();
    let key_file = world.data().join("admin.key");
    let client = |arguments: &[&str]| {
        let place = ["--server", &world.url, "--key-file", key_file.to_str().unwrap(), "--json"];
        let output = run(&[&["client"], arguments, &place].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap_or_default()
    };
    let added = client(&["add", "bloomboard", "--scope", "issue", "--badge", "academic-rigor"]);
    let key = added["key"].as_str().unwrap();
    assert!(key.starts_with("bw_"));
    assert_eq!(world.post_as(key, "/v1/completions", &completion("bb-1")).status, 201);
    let second = client(&["add-key", "bloomboard", "--expires", "2999-01-01T00:00:00Z"]);
    assert_eq!(world.post_as(second["key"].as_str().unwrap(), "/v1/completions", &completion("bb-2")).status, 201);
    let listed = client(&["list"]);
    let theirs = listed["clients"].as_array().unwrap().iter().find(|c| c["id"] == "bloomboard").unwrap();
    assert_eq!(theirs["keys"].as_array().unwrap().len(), 2);
    assert!(!listed.to_string().contains(key), "a key is shown once");
    client(&["revoke-key", "bloomboard", theirs["keys"][0]["id"].as_str().unwrap()]);
    assert_eq!(world.post_as(key, "/v1/completions", &completion("bb-3")).status, 401);
}
