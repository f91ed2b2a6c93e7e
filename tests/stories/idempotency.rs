//! The same request again: one badge, however often and however many at once.

use std::thread;

use serde_json::{Value, json};

use crate::world::{Answer, World, completion};

fn with_key(world: &World, key: &str, body: &Value) -> Answer {
    let authorization = format!("Bearer {}", world.key);
    let headers = [
        ("Authorization", authorization.as_str()),
        ("Content-Type", "application/json"),
        ("Idempotency-Key", key),
    ];
    world.request("POST", "/v1/completions", &headers, body.to_string().as_bytes())
}

#[test]
fn sixteen_identical_requests_at_once_make_one_badge() {
    let world = World::new();
    let mut by_key_alone = completion("unused");
    by_key_alone.as_object_mut().unwrap().remove("externalId");
    for (key, body) in [(Some("race"), by_key_alone), (None, completion("race"))] {
        let answers: Vec<Answer> = thread::scope(|scope| {
            let ask = || match key {
                Some(key) => with_key(&world, key, &body),
                None => world.post("/v1/completions", &body),
            };
            let asked: Vec<_> = (0..16).map(|_| scope.spawn(ask)).collect();
            asked.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [vec![200; 15], vec![201]].concat());
        assert!(answers.iter().all(|answer| answer.json() == answers[0].json()));
    }
    let all = world.read("/v1/credentials").json();
    assert_eq!(all["credentials"].as_array().unwrap().len(), 2);
}

#[test]
fn the_same_json_in_another_spelling_is_the_same_request() {
    let world = World::new();
    let first = world.issue(
        &json!({"badge": "lead-teacher", "externalId": "x", "recipient": {"did": "did:web:a.example"}}),
    );
    let spelled =
        br#"{"externalId":"\u0078", "recipient":{"did":"did:web:a.example"},   "badge":"lead-teacher"}"#;
    let authorization = format!("Bearer {}", world.key);
    let headers =
        [("Authorization", authorization.as_str()), ("Content-Type", "application/json; charset=utf-8")];
    let again = world.request("POST", "/v1/completions", &headers, spelled);
    assert_eq!((again.status, again.json()), (200, first));
}

#[test]
fn a_repetition_tells_the_status_the_badge_has_now() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    world
        .post(&format!("/v1/credentials/{}/revoke", issued["id"].as_str().unwrap()), &json!({"reason": "x"}));
    let again = world.post("/v1/completions", &completion("bb-1"));
    assert_eq!((again.status, &again.json()["status"]), (200, &json!("revoked")));
    assert_eq!(again.json()["credential"], issued["credential"]);
}

#[test]
fn the_same_key_or_external_id_with_another_body_names_the_first_badge() {
    let world = World::new();
    let first = with_key(&world, "k", &completion("bb-1")).json();
    let mut other = completion("bb-1");
    other["badge"] = json!("lead-teacher");
    other["result"] = json!({});
    for answer in [
        world.post("/v1/completions", &other),
        with_key(&world, "k", &completion("bb-2")),
        with_key(&world, "another", &other),
    ] {
        let problem = answer.json();
        assert_eq!(
            (answer.status, &problem["type"]),
            (409, &json!("/problems/idempotency-conflict")),
            "{problem}"
        );
        assert_eq!(problem["credential"], first["url"]);
    }
}

#[test]
fn a_key_that_comes_with_a_repetition_is_remembered() {
    let world = World::new();
    let first = with_key(&world, "one", &completion("bb-1")).json();
    let again = with_key(&world, "two", &completion("bb-1"));
    assert_eq!((again.status, &again.json()["id"]), (200, &first["id"]));
    for key in ["one", "two"] {
        let other = with_key(&world, key, &completion("bb-2"));
        let problem = other.json();
        assert_eq!(
            (other.status, &problem["type"]),
            (409, &json!("/problems/idempotency-conflict")),
            "{key}"
        );
        assert_eq!(problem["credential"], first["url"], "{key}");
    }
}

#[test]
fn what_one_client_sent_does_not_hinder_another() {
    let world = World::new();
    let key =
        world.post("/v1/clients", &json!({"id": "bloomboard", "scopes": ["issue"]})).json()["key"].clone();
    let one = world.issue(&completion("bb-1"));
    let other = world.post_as(key.as_str().unwrap(), "/v1/completions", &completion("bb-1"));
    assert_eq!(other.status, 201);
    assert_ne!(other.json()["id"], one["id"]);
}
