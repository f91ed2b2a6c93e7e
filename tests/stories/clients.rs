//! Clients and their API keys.

use serde_json::json;

use crate::world::{Answer, World, completion, run};

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
    assert_eq!(
        (none.status, none.header("www-authenticate").as_str()),
        (401, "Bearer realm=\"badgewright\"")
    );
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
    assert_eq!(
        world.post_as(second["key"].as_str().unwrap(), "/v1/completions", &completion("bb-2")).status,
        201
    );
    let listed = client(&["list"]);
    let theirs = listed["clients"].as_array().unwrap().iter().find(|c| c["id"] == "bloomboard").unwrap();
    assert_eq!(theirs["keys"].as_array().unwrap().len(), 2);
    assert!(!listed.to_string().contains(key), "a key is shown once");
    client(&["revoke-key", "bloomboard", theirs["keys"][0]["id"].as_str().unwrap()]);
    assert_eq!(world.post_as(key, "/v1/completions", &completion("bb-3")).status, 401);
}

#[test]
fn everything_that_is_wrong_with_a_client_is_said_at_once() {
    let world = World::new();
    let wrong = json!({
        "id": "a b", "name": "", "scopes": ["isue"], "badges": ["academic-rigour"], "expiresAt": "soon", "badge": "x",
    });
    let answer = world.post("/v1/clients", &wrong);
    assert_eq!(answer.status, 422, "{}", answer.text());
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    let mut pointers: Vec<&str> = errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/badge", "/badges/0", "/expiresAt", "/id", "/name", "/scopes/0"]);
    assert_eq!(
        world.post("/v1/clients", &json!({"id": "x", "scopes": ["read"], "name": "é".repeat(150)})).status,
        422
    );
}

#[test]
fn what_cannot_be_changed_of_clients_is_a_conflict_of_clients() {
    let world = World::new();
    let conflict = |answer: &Answer| {
        let problem = answer.json();
        assert_eq!(
            (answer.status, &problem["type"]),
            (409, &json!("/problems/client-conflict")),
            "{problem}"
        );
        assert_eq!(problem["title"], "The client or key cannot be changed so");
    };
    let delete = |key: &str, path: &str| {
        world.request("DELETE", path, &[("Authorization", &format!("Bearer {key}"))], b"")
    };
    let platform = json!({"id": "bloomboard", "scopes": ["issue"]});
    assert_eq!(world.post("/v1/clients", &platform).status, 201);
    conflict(&world.post("/v1/clients", &platform));
    for _ in 0..15 {
        assert_eq!(world.post("/v1/clients/bloomboard/keys", &json!({})).status, 201);
    }
    conflict(&world.post("/v1/clients/bloomboard/keys", &json!({})));

    let clients = world.read("/v1/clients").json();
    let admin = clients["clients"].as_array().unwrap().iter().find(|client| client["id"] == "admin").unwrap();
    let first = format!("/v1/clients/admin/keys/{}", admin["keys"][0]["id"].as_str().unwrap());
    conflict(&delete(&world.key, &first));
    assert_eq!(world.read("/v1/clients").status, 200, "the key still opens");
    let second = world.post("/v1/clients/admin/keys", &json!({})).json();
    let second = second["key"].as_str().unwrap();
    assert_eq!(delete(second, &first).status, 204, "now it is not the last");
    assert_eq!(world.read("/v1/clients").status, 401);
}

#[test]
fn a_client_may_revoke_its_own_badges_only() {
    let world = World::new();
    let theirs = json!({"id": "bloomboard", "scopes": ["issue", "revoke"]});
    let key = world.post("/v1/clients", &theirs).json()["key"].as_str().unwrap().to_owned();
    let (own, other) =
        (world.post_as(&key, "/v1/completions", &completion("a")).json(), world.issue(&completion("b")));
    let revoke = |key: &str, badge: &serde_json::Value| {
        let path = format!("/v1/credentials/{}/revoke", badge["id"].as_str().unwrap());
        world.post_as(key, &path, &json!({"reason": "withdrawn"})).status
    };
    assert_eq!((revoke(&key, &other), revoke(&key, &own)), (404, 200));
    assert_eq!(world.verify_json(&other["credential"])["verdict"], "valid");
    assert_eq!(revoke(&world.key, &other), 200, "an administrator may revoke every badge");
}
