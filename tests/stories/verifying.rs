//! A stranger brings a badge in any form and gets the same answer.

use badgewright_credential::Secure;
use badgewright_signing::data_integrity::{DataIntegritySigner, ProofOptions, Suite};
use badgewright_signing::did::{did_key, method_id};
use badgewright_signing::{KeyKind, KeyPair, Signer};
use serde_json::{Value, json};

use crate::world::{World, completion, outcome};

const CHECKS: [&str; 10] = [
    "parse",
    "context",
    "schema",
    "subject",
    "issuer",
    "proof",
    "status",
    "validity",
    "recipient",
    "endorsements",
];

#[test]
fn every_form_of_a_badge_is_valid_with_all_ten_checks() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let url = issued["url"].as_str().unwrap();
    let form = |suffix: &str| world.get(&format!("{url}{suffix}")).body;
    let json = form(".json");
    let mut reports: Vec<(String, Value)> = Vec::new();
    for media_type in
        ["application/json", "application/vc", "application/ld+json", "application/octet-stream"]
    {
        reports.push((media_type.into(), world.verify(media_type, &json)));
    }
    for media_type in ["text/plain", "application/vc+jwt", "application/jwt"] {
        reports.push((media_type.into(), world.verify(media_type, &form(".jwt"))));
    }
    reports.push(("png".into(), world.verify("image/png", &form(".png"))));
    reports.push(("svg".into(), world.verify("image/svg+xml", &form(".svg"))));
    reports.push(("upload".into(), world.verify("multipart/form-data; boundary=x", &upload(&form(".png")))));
    for address in [url.to_owned(), format!("{url}.jwt"), format!("{url}.png"), format!("{url}.svg")] {
        reports.push((address.clone(), world.verify_json(&json!({"url": address}))));
        reports.push((format!("GET {address}"), world.get(&format!("/verify?url={address}")).json()));
    }
    for (way, report) in reports {
        let checks: Vec<&str> =
            report["checks"].as_array().unwrap().iter().map(|c| c["check"].as_str().unwrap()).collect();
        assert_eq!(checks, CHECKS, "{way}");
        assert_eq!(report["verdict"], "valid", "{way}: {report:#}");
        assert_eq!(report["badge"]["recipient"], "Ada Jones", "{way}");
        assert_eq!(report["badge"]["status"], "active", "{way}");
        assert_eq!(report["credential"]["id"], issued["url"], "{way}");
    }
}

fn upload(picture: &[u8]) -> Vec<u8> {
    let head = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"badge.png\"\r\nContent-Type: image/png\r\n\r\n";
    [head, picture, b"\r\n--x--\r\n"].concat()
}

#[test]
fn the_answer_to_a_completion_can_be_sent_on_as_it_came() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    assert_eq!(world.verify_json(&issued)["verdict"], "valid");
}

#[test]
fn a_browser_gets_the_report_as_a_page() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let page = world.browse(&format!("/verify?url={}", issued["url"].as_str().unwrap()));
    assert_eq!(page.media_type(), "text/html");
    assert!(page.text().contains("data-verdict=\"valid\""), "{}", page.text());
}

#[test]
fn what_was_changed_is_forged() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let mut changed = issued["credential"].clone();
    changed["credentialSubject"]["achievement"]["name"] = json!("Forged");
    let report = world.verify_json(&changed);
    assert_eq!((report["verdict"].clone(), outcome(&report, "proof")), (json!("invalid"), "fail".into()));
    for (pointer, value) in [("/credentialSubject/salary", json!("1000000")), ("/note", json!("x"))] {
        let mut undefined = issued["credential"].clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        undefined.pointer_mut(parent).unwrap()[name] = value;
        let report = world.verify_json(&undefined);
        assert_eq!(
            (report["verdict"].clone(), outcome(&report, "context")),
            (json!("invalid"), "fail".into()),
            "{pointer}"
        );
    }
    let mut unpinned = issued["credential"].clone();
    unpinned["@context"].as_array_mut().unwrap().push(json!("https://contexts.example/none.json"));
    let report = world.verify_json(&unpinned);
    assert_eq!((&report["verdict"], outcome(&report, "context")), (&json!("unknown"), "unknown".into()));
    let checks = report["checks"].as_array().unwrap();
    let context = checks.iter().find(|check| check["check"] == "context").unwrap();
    assert_eq!(context["code"], "context.unknown", "{report:#}");
}

#[test]
fn the_recipient_is_compared_as_people_write_addresses() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let body = issued["credential"].to_string();
    let asked = |who: &str| {
        let path = format!("/verify?recipient={who}");
        let report =
            world.request("POST", &path, &[("Content-Type", "application/vc")], body.as_bytes()).json();
        (report["verdict"].as_str().unwrap().to_owned(), outcome(&report, "recipient"))
    };
    assert_eq!(asked("ADA%40District.example"), ("valid".into(), "pass".into()));
    assert_eq!(asked("bo%40district.example"), ("invalid".into(), "fail".into()));
    assert_eq!(asked("ada%20jones"), ("valid".into(), "pass".into()));
}

#[test]
fn a_badge_in_a_presentation_is_judged_and_older_badges_are_named() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let jwt = String::from_utf8(world.get(&format!("{}.jwt", issued["url"].as_str().unwrap())).body).unwrap();
    for carried in [json!([issued["credential"]]), json!([jwt])] {
        let presentation = json!({"@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation"], "verifiableCredential": carried});
        let report = world.verify_json(&presentation);
        assert_eq!(report["verdict"], "valid", "{report:#}");
        assert_eq!(report["credential"]["id"], issued["url"]);
    }
    let two = json!({"type": "VerifiablePresentation",
        "verifiableCredential": [issued["credential"], issued["credential"]]});
    let report = world.verify_json(&two);
    assert_eq!(report["verdict"], "valid");
    assert_eq!(outcome(&report, "parse"), "warn");
    let older = json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://a.example/1"});
    let report = world.verify_json(&older);
    assert!(report["checks"][0]["detail"].as_str().unwrap().contains("Open Badges 2"), "{report:#}");
}

#[test]
fn the_services_own_addresses_need_no_network() {
    // Nobody can resolve this name, and still its own badges are found: they are read in-process.
    let world = World::configured(&["--public-url", "https://badges.example"]);
    let issued = world.issue(&completion("bb-1"));
    assert_eq!(issued["credential"]["issuer"]["id"], "did:web:badges.example");
    let report = world.verify_json(&json!({"url": issued["url"]}));
    assert_eq!(report["verdict"], "valid", "{report:#}");
    assert!(
        !world
            .browse(&format!("/credentials/{}", issued["id"].as_str().unwrap()))
            .text()
            .contains("demo mode")
    );
}

#[test]
fn nothing_on_this_machine_is_ever_fetched() {
    let world = World::new();
    let canary = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = canary.local_addr().unwrap().port();
    for host in [
        "127.0.0.1",
        "localhost",
        "0x7f000001",
        "2130706433",
        "127.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ] {
        let report = world.verify_json(&json!({"url": format!("http://{host}:{port}/x")}));
        assert_eq!(report["verdict"], "unknown", "{host}: {report:#}");
        assert!(report["checks"][0]["code"].is_string(), "{report:#}");
    }
    // Nor where a rightly signed badge says that a newer version is, or something that it refers to.
    let report = world.verify_json(&refers_to(&format!("https://localhost:{port}/x")));
    assert_eq!(report["verdict"], "valid", "{report:#}");
    assert_eq!((outcome(&report, "validity"), outcome(&report, "context")), ("warn".into(), "warn".into()));
    assert_eq!(report["refreshedFrom"], Value::Null);
    canary.set_nonblocking(true).unwrap();
    assert!(canary.accept().is_err(), "somebody connected");
}

/// A badge of somebody's who is their own key, with a newer version and a related resource at `url`.
fn refers_to(url: &str) -> Value {
    let key = KeyPair::from_secret(KeyKind::Ed25519, &[7; 32]).unwrap();
    let did = did_key::from_key(&key.public_key());
    let badge = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],
        "id": "urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3341",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": did, "type": ["Profile"], "name": "Example Corp"},
        "validFrom": "2026-01-01T00:00:00Z", "name": "Teamwork",
        "credentialSubject": {"id": "did:example:ada", "type": ["AchievementSubject"],
            "achievement": {"id": "urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3343", "type": ["Achievement"],
                "name": "Teamwork", "description": "Works well with others.",
                "criteria": {"narrative": "Shown to peers."}}},
        "refreshService": {"id": url, "type": "1EdTechCredentialRefresh"},
        "relatedResource": [{"id": url, "digestMultibase": "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k"}]});
    let options = ProofOptions::assertion(method_id(&did, &key.public_key()), None);
    DataIntegritySigner { signer: &key, suite: Suite::EddsaRdfc2022, options }.secure(badge).unwrap()
}

/// Signed is the graph, not the JSON: a member under its IRI keeps the signature right and is seen by nobody.
#[test]
fn a_revoked_badge_cannot_hide_where_its_status_is_told() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let path = format!("/v1/credentials/{}/revoke", issued["id"].as_str().unwrap());
    assert_eq!(world.post(&path, &json!({"reason": "x"})).status, 200);
    for name in ["https://www.w3.org/2018/credentials#credentialStatus", "credentialstatus"] {
        let mut hidden = issued["credential"].clone();
        let status = hidden.as_object_mut().unwrap().remove("credentialStatus").unwrap();
        hidden[name] = status;
        let report = world.verify_json(&hidden);
        assert_eq!(
            (&report["verdict"], outcome(&report, "context")),
            (&json!("invalid"), "fail".into()),
            "{name}: {report:#}"
        );
    }
}
