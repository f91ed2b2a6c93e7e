//! An issuer platform finds what it sent.

use serde_json::{Value, json};

use crate::world::{World, completion};

fn ids(answer: &Value) -> Vec<Value> {
    answer["credentials"].as_array().unwrap().iter().map(|item| item["externalId"].clone()).collect()
}

#[test]
fn badges_are_found_by_what_the_platform_knows() {
    let world = World::new();
    world.issue(&completion("bb-1"));
    let mut other =
        json!({"badge": "lead-teacher", "externalId": "bb-2", "recipient": {"email": "Bo@District.example"}});
    let second = world.issue(&other);
    other["externalId"] = json!("bb-3");
    world.issue(&other);
    world
        .post(&format!("/v1/credentials/{}/revoke", second["id"].as_str().unwrap()), &json!({"reason": "x"}));
    for (query, expected) in [
        ("externalId=bb-1", vec!["bb-1"]),
        ("badge=lead-teacher", vec!["bb-2", "bb-3"]),
        ("recipient=bo%40district.example", vec!["bb-2", "bb-3"]),
        ("status=revoked", vec!["bb-2"]),
        ("status=active&badge=lead-teacher", vec!["bb-3"]),
        ("issuedAfter=2999-01-01T00:00:00Z", vec![]),
        ("issuedAfter=2020-01-01T00:00:00Z", vec!["bb-1", "bb-2", "bb-3"]),
        ("externalId=none", vec![]),
    ] {
        assert_eq!(ids(&world.read(&format!("/v1/credentials?{query}")).json()), expected, "{query}");
    }
}

#[test]
fn pages_show_each_badge_once_while_more_come_in() {
    let world = World::new();
    (0..7).for_each(|n| drop(world.issue(&completion(&format!("bb-{n}")))));
    let (mut seen, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let query = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page = world.read(&format!("/v1/credentials?limit=3{query}")).json();
        assert!(ids(&page).len() <= 3);
        seen.extend(ids(&page));
        if seen.len() == 3 {
            world.issue(&completion("late"));
        }
        match page["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => break,
        }
    }
    assert_eq!(seen, ["bb-0", "bb-1", "bb-2", "bb-3", "bb-4", "bb-5", "bb-6", "late"]);
}

#[test]
fn wrong_questions_are_named() {
    let world = World::new();
    for (query, name) in [
        ("limit=0", "limit"),
        ("limit=many", "limit"),
        ("cursor=x", "cursor"),
        ("status=gone", "status"),
        ("issuedAfter=yesterday", "issuedAfter"),
        ("badge=A", "badge"),
        ("recipient=nobody", "recipient"),
        ("colour=red", "colour"),
    ] {
        let answer = world.read(&format!("/v1/credentials?{query}"));
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.json()["detail"].as_str().unwrap().contains(name), "{}", answer.text());
    }
}

#[test]
fn a_client_sees_its_own_badges_and_an_administrator_all() {
    let world = World::new();
    let key =
        world.post("/v1/clients", &json!({"id": "bloomboard", "scopes": ["issue", "read"]})).json()["key"]
            .clone();
    world.issue(&completion("admins"));
    world.post_as(key.as_str().unwrap(), "/v1/completions", &completion("theirs"));
    let authorization = format!("Bearer {}", key.as_str().unwrap());
    let theirs = world.request("GET", "/v1/credentials", &[("Authorization", &authorization)], b"").json();
    assert_eq!(ids(&theirs), ["theirs"]);
    assert_eq!(ids(&world.read("/v1/credentials").json()), ["admins", "theirs"]);
}

#[test]
fn the_audit_trail_tells_who_did_what_in_order() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    world
        .post(&format!("/v1/credentials/{}/revoke", issued["id"].as_str().unwrap()), &json!({"reason": "x"}));
    let trail = world.read("/v1/audit").text();
    let events: Vec<Value> = trail.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let acts: Vec<&str> = events.iter().map(|event| event["act"].as_str().unwrap()).collect();
    assert_eq!(acts[acts.len() - 2..], ["issued", "revoked"]);
    assert!(events.iter().enumerate().all(|(n, event)| event["seq"] == n + 1), "{trail}");
    assert_eq!(events.last().unwrap()["actor"], "client:admin");
    assert_eq!(events.last().unwrap()["credential"], issued["id"]);
}
