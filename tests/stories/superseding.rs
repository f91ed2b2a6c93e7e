//! A badge is corrected: the same address, a newer version, and the one before counts no more.

use serde_json::{Value, json};

use crate::world::{Answer, World, completion, outcome};

fn path(issued: &Value) -> String {
    format!("/v1/credentials/{}/supersede", issued["id"].as_str().unwrap())
}

/// The completion of a badge with another score and name.
fn corrected(external_id: &str) -> Value {
    let mut right = completion(external_id);
    right["recipient"]["name"] = json!("Ada Jones-Lee");
    right["evidence"][0]["name"] = json!("The right portfolio");
    right
}

fn supersede(world: &World, issued: &Value, completion: &Value) -> Answer {
    world.post(&path(issued), completion)
}

fn with_key(world: &World, issued: &Value, key: &str, body: &Value) -> Answer {
    let authorization = format!("Bearer {}", world.key);
    let headers = [
        ("Authorization", authorization.as_str()),
        ("Content-Type", "application/json"),
        ("Idempotency-Key", key),
    ];
    world.request("POST", &path(issued), &headers, body.to_string().as_bytes())
}

#[test]
fn following_the_hint_of_a_conflict_corrects_the_badge_in_every_form() {
    let world = World::new();
    let first = world.issue(&completion("bb-1"));
    let url = first["url"].as_str().unwrap();
    let earlier_jws = world.get(&format!("{url}.jwt")).text();

    let conflict = world.post("/v1/completions", &corrected("bb-1"));
    assert_eq!(conflict.status, 409);
    let detail = conflict.json()["detail"].as_str().unwrap().to_owned();
    let hint = detail.split("POST ").nth(1).unwrap().trim_end_matches('.').to_owned();
    let answer = world.post(&hint, &corrected("bb-1"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let second = answer.json();

    let (old, new) = (&first["credential"], &second["credential"]);
    assert_eq!(
        (&second["id"], &second["url"], &second["status"]),
        (&first["id"], &first["url"], &json!("active"))
    );
    assert_eq!((&new["id"], &new["awardedDate"]), (&old["id"], &old["awardedDate"]));
    assert!(new["validFrom"].as_str().unwrap() > old["validFrom"].as_str().unwrap());
    assert_ne!(new["credentialStatus"]["id"], old["credentialStatus"]["id"]);
    assert!(new.to_string().contains("Jones-Lee") && !old.to_string().contains("Jones-Lee"));

    for (kind, suffix) in [
        ("application/vc", ".json"),
        ("text/plain", ".jwt"),
        ("image/png", ".png"),
        ("image/svg+xml", ".svg"),
    ] {
        let report = world.verify(kind, &world.get(&format!("{url}{suffix}")).body);
        assert_eq!(report["verdict"], "valid", "{suffix} {report}");
        assert_eq!(report["credential"]["validFrom"], new["validFrom"], "{suffix}");
    }
    for (kind, earlier) in [("application/vc", old.to_string()), ("text/plain", earlier_jws)] {
        let report = world.verify(kind, earlier.as_bytes());
        assert_eq!((&report["verdict"], outcome(&report, "proof")), (&json!("invalid"), "pass".to_owned()));
        assert_eq!(report["badge"]["status"], "revoked");
    }
    assert!(world.browse(url).text().contains("Ada Jones-Lee"));
}

#[test]
fn the_same_correction_again_signs_nothing_and_the_completion_finds_the_badge() {
    let world = World::new();
    let first = world.issue(&completion("bb-1"));
    let second = supersede(&world, &first, &corrected("bb-1")).json();
    for again in [
        supersede(&world, &first, &corrected("bb-1")),
        world.post("/v1/completions", &corrected("bb-1")),
        world.post("/v1/completions", &completion("bb-1")),
    ] {
        assert_eq!((again.status, again.json()), (200, second.clone()));
    }
    let all = world.read("/v1/credentials?externalId=bb-1").json();
    assert_eq!(all["credentials"].as_array().unwrap().len(), 1);
    let one = world.read(&format!("/v1/credentials/{}", first["id"].as_str().unwrap())).json();
    assert_eq!(one["correctedAt"], second["credential"]["validFrom"]);
    assert_eq!(one["issuedAt"], second["credential"]["awardedDate"]);
    let acts: Vec<String> = world
        .read("/v1/audit")
        .text()
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|event| event["credential"] == first["id"])
        .map(|event| event["act"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(acts, ["issued", "superseded"]);
    assert!(world.get("/metrics").text().contains("badgewright_badges_superseded_total 1"));
}

#[test]
fn a_late_repetition_under_its_key_does_not_undo_a_later_correction() {
    let world = World::new();
    let first = world.issue(&completion("bb-1"));
    assert_eq!(with_key(&world, &first, "one", &corrected("bb-1")).status, 200);
    let last = with_key(&world, &first, "two", &completion("bb-1"));
    let late = with_key(&world, &first, "one", &corrected("bb-1"));
    assert_eq!((late.status, late.json()), (200, last.json()));
    assert_eq!(with_key(&world, &first, "one", &json!({"badge": "x"})).status, 422);
    let other = world.issue(&completion("bb-2"));
    assert_eq!(with_key(&world, &other, "one", &corrected("bb-2")).status, 409);
}

#[test]
fn another_class_day_and_person_are_corrected_too() {
    let world = World::new();
    let first = world.issue(&completion("bb-1"));
    let right = json!({"badge": "lead-teacher", "recipient": {"email": "eve@district.example"}});
    let second = supersede(&world, &first, &right).json();
    let subject = &second["credential"]["credentialSubject"];
    assert!(subject["achievement"]["id"].as_str().unwrap().ends_with("/achievements/lead-teacher"));
    // What is not said again is as it was: the day, and the client's own name of the badge.
    assert_eq!(subject["activityEndDate"], "2025-11-01T15:04:05Z");
    let found = |query: &str| {
        let page = world.read(&format!("/v1/credentials?{query}")).json();
        page["credentials"].as_array().unwrap().len()
    };
    let queries = ["badge=lead-teacher", "badge=academic-rigor", "externalId=bb-1"];
    assert_eq!(queries.map(found), [1, 0, 1]);
    assert_eq!(
        ["eve@district.example", "ada@district.example"].map(|it| found(&format!("recipient={it}"))),
        [1, 0]
    );
}

#[test]
fn what_cannot_be_corrected_stays_as_it_is() {
    let world = World::configured(&["--issuer.suspension", "true"]);
    let first = world.issue(&completion("bb-1"));
    let act = |verb: &str| {
        let path = format!("/v1/credentials/{}/{verb}", first["id"].as_str().unwrap());
        assert_eq!(world.post(&path, &json!({"reason": "x"})).status, 200);
    };
    let mut renamed = corrected("bb-2");
    let refused = supersede(&world, &first, &renamed);
    assert_eq!((refused.status, &refused.json()["errors"][0]["pointer"]), (422, &json!("/externalId")));
    renamed["recipient"] = json!({});
    let refused = supersede(&world, &first, &renamed);
    assert_eq!(refused.status, 422, "what is no completion is no correction");

    act("suspend");
    let refused = supersede(&world, &first, &corrected("bb-1"));
    assert_eq!((refused.status, &refused.json()["type"]), (409, &json!("/problems/status-conflict")));
    act("revoke");
    let refused = supersede(&world, &first, &corrected("bb-1"));
    assert_eq!(refused.status, 409);
    assert!(refused.json()["detail"].as_str().unwrap().contains("new externalId"));
    let url = first["url"].as_str().unwrap();
    assert_eq!(world.get(&format!("{url}.json")).json(), first["credential"]);
}

#[test]
fn a_client_corrects_its_own_badges_only() {
    let world = World::new();
    let client = |id: &str, body: Value| {
        let mut body = body;
        body["id"] = json!(id);
        world.post("/v1/clients", &body).json()["key"].as_str().unwrap().to_owned()
    };
    let owner = client("owner", json!({"scopes": ["issue"]}));
    let stranger = client("stranger", json!({"scopes": ["issue", "revoke", "read"]}));
    let narrow = client("narrow", json!({"scopes": ["issue"], "badges": ["academic-rigor"]}));
    let reader = client("reader", json!({"scopes": ["read", "revoke"]}));
    let first = world.post_as(&owner, "/v1/completions", &completion("bb-1")).json();
    assert_eq!(world.post_as(&stranger, &path(&first), &corrected("bb-1")).status, 404);
    assert_eq!(world.post_as(&reader, &path(&first), &corrected("bb-1")).status, 403);
    assert_eq!(world.post_as(&owner, &path(&first), &corrected("bb-1")).status, 200);
    // An administrator's correction stays the client's badge.
    let mut by_admin = corrected("bb-1");
    by_admin["recipient"]["name"] = json!("Ada J. Lee");
    assert_eq!(supersede(&world, &first, &by_admin).status, 200);
    assert_eq!(world.post_as(&owner, "/v1/completions", &by_admin).status, 200);

    let own = world.post_as(&narrow, "/v1/completions", &completion("bb-1")).json();
    let other = json!({"badge": "lead-teacher", "recipient": {"email": "ada@district.example"}});
    assert_eq!(world.post_as(&narrow, &path(&own), &other).status, 403);
    let unknown = "/v1/credentials/1b671a64-40d5-491e-99b0-da01ff1f3341/supersede";
    assert_eq!(world.post(unknown, &corrected("bb-1")).status, 404);
}

#[test]
fn a_correction_survives_a_kill() {
    let mut world = World::new();
    let first = world.issue(&completion("bb-1"));
    let second = supersede(&world, &first, &corrected("bb-1")).json();
    world.kill();
    let world = world.again();
    let again = supersede(&world, &first, &corrected("bb-1"));
    assert_eq!((again.status, &again.json()["credential"]), (200, &second["credential"]));
    assert_eq!(world.verify_json(&second["credential"])["verdict"], "valid");
    assert_eq!(world.verify_json(&first["credential"])["verdict"], "invalid");
}
