//! An issuer platform POSTs a completion and gets a signed badge.

use serde_json::{Value, json};

use crate::world::{World, completion};

const CLASSES: [&str; 9] = [
    "academic-rigor",
    "formative-assessment-math",
    "formative-assessment-ela",
    "positive-relationships",
    "collaborative-learning",
    "effective-practices",
    "lead-teacher",
    "master-teacher",
    "district-stack",
];

#[test]
fn a_completion_becomes_a_signed_badge_with_its_links() {
    let world = World::new();
    let answer = world.post("/v1/completions", &completion("bb-1"));
    assert_eq!(answer.status, 201, "{}", answer.text());
    let issued = answer.json();
    let id = issued["id"].as_str().unwrap();
    assert_eq!(answer.header("location"), format!("/credentials/{id}"));
    assert_eq!(issued["url"], format!("{}/credentials/{id}", world.url));
    assert_eq!(issued["status"], "active");
    assert_eq!(issued["credential"]["id"], issued["url"]);
    assert_eq!(issued["credential"]["proof"][0]["cryptosuite"], "eddsa-rdfc-2022");
    for form in ["json", "jwt", "png", "svg", "page"] {
        assert_eq!(world.get(issued["links"][form].as_str().unwrap()).status, 200, "{form}");
    }
    assert!(issued["links"].get("offer").is_none(), "offers are not served yet");
}

#[test]
fn each_of_the_nine_classes_issues_a_badge_that_verifies() {
    let world = World::new();
    for class in CLASSES {
        let mut completion = completion(class);
        completion["badge"] = json!(class);
        completion["result"] = json!({"score": "3.5"});
        let issued = world.issue(&completion);
        let report = world.verify_json(&issued["credential"]);
        assert_eq!(report["verdict"], "valid", "{class}: {report:#}");
        assert!(
            report["checks"].as_array().unwrap().iter().all(|c| c["outcome"] != "warn"),
            "{class}: {report:#}"
        );
    }
}

#[test]
fn what_is_private_is_in_no_form_and_in_no_log() {
    let world = World::new();
    let mut body = completion("bb-1");
    body["result"]["score"] = json!("score-of-97");
    let issued = world.issue(&body);
    let url = issued["url"].as_str().unwrap();
    let mut public = vec![issued["credential"].to_string(), world.browse(url).text()];
    public
        .extend([".json", ".jwt", ".png", ".svg"].map(|suffix| world.get(&format!("{url}{suffix}")).text()));
    let claims = world.get(&format!("{url}.jwt")).text();
    public.push(world.get(&format!("/verify?url={url}")).text());
    public.push(decoded(claims.split('.').nth(1).unwrap()));
    for private in ["district.example", "provisionalLicense", "Three lessons", "score-of-97"] {
        for form in &public {
            assert!(!form.contains(private), "{private} in {form}");
        }
    }
    let last = world.get("/healthz").header("x-request-id");
    let log = world.logged(&last);
    assert!(log.contains("/v1/completions"), "{log}");
    for personal in ["ada@", "Ada Jones", world.key.as_str(), issued["id"].as_str().unwrap()] {
        assert!(!log.contains(personal), "{personal} in the log");
    }
}

fn decoded(base64url: &str) -> String {
    use base64::Engine as _;
    String::from_utf8(base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(base64url).unwrap()).unwrap()
}

#[test]
fn attestations_are_kept_for_who_may_read_them() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let record = world.read(&format!("/v1/credentials/{}", issued["id"].as_str().unwrap()));
    assert_eq!(record.json()["attestations"], json!({"provisionalLicense": true, "scoreWithinTwoSem": true}));
    assert_eq!(world.get(&format!("/v1/credentials/{}", issued["id"].as_str().unwrap())).status, 401);
}

#[test]
fn the_least_completion_is_enough() {
    let world = World::new();
    let issued =
        world.issue(&json!({"badge": "lead-teacher", "recipient": {"email": "least@district.example"}}));
    let subject = &issued["credential"]["credentialSubject"];
    assert!(subject["id"].as_str().unwrap().starts_with("urn:uuid:"));
    let identities: Vec<&Value> =
        subject["identifier"].as_array().unwrap().iter().map(|i| &i["identityType"]).collect();
    assert_eq!(identities, ["emailAddress"], "no name was sent, so none is written");
}

#[test]
fn a_recipient_named_by_did_is_the_subject() {
    let world = World::new();
    let did = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    let issued = world.issue(&json!({"badge": "lead-teacher", "recipient": {"did": did}}));
    assert_eq!(issued["credential"]["credentialSubject"]["id"], did);
    let asked = |who: &str| {
        let path = format!("/verify?recipient={who}");
        let body = issued["credential"].to_string();
        let answer = world.request("POST", &path, &[("Content-Type", "application/vc")], body.as_bytes());
        answer.json()["verdict"].clone()
    };
    assert_eq!(asked(did), "valid");
    assert_eq!(asked("did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"), "invalid");
}

#[test]
fn an_issuer_without_a_host_signs_by_did_key_and_has_no_jws_form() {
    let world = World::configured(&["--issuer.did-method", "key"]);
    let issued = world.issue(&completion("bb-1"));
    let did = issued["credential"]["issuer"]["id"].as_str().unwrap();
    assert!(did.starts_with("did:key:z6Mk"), "{did}");
    assert!(issued["links"].get("jwt").is_none());
    let refused = world.get(&format!("{}.jwt", issued["url"].as_str().unwrap()));
    assert_eq!((refused.status, refused.json()["type"].clone()), (406, json!("/problems/not-acceptable")));
    assert_eq!(world.verify_json(&issued["credential"])["verdict"], "valid");
}
