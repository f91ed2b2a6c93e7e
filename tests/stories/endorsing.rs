//! The department approves a provider, the provider shows it on its badges, and the department withdraws it.

use serde_json::{Value, json};

use crate::https::Published;
use crate::peer::{has_node, in_node};
use crate::stranger;
use crate::world::{Answer, World, completion, outcome};

/// A service that can be asked about from another one: its DID needs no https, and its neighbours may be asked.
fn neighbour() -> World {
    World::configured(&["--issuer.did-method", "key", "--allow-private-networks", "true"])
}

fn did(world: &World) -> String {
    world.started["did"].as_str().unwrap().to_owned()
}

fn request(subject: &str, external_id: &str) -> Value {
    json!({
        "subject": subject,
        "name": "Approved micro-credential provider",
        "comment": "Approved to issue academic-rigor for the 2026-2027 school year.",
        "externalId": external_id,
    })
}

/// The answer's body where the department approves somebody.
fn approve(department: &World, subject: &str) -> Value {
    let answer = department.post("/v1/endorsements", &request(subject, subject));
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

fn withdraw(department: &World, approval: &Value) -> Answer {
    let path = format!("/v1/endorsements/{}/withdraw", approval["id"].as_str().unwrap());
    department.post(&path, &json!({"reason": "The contract ended."}))
}

fn attach(provider: &World, media_type: &str, body: &[u8]) -> Answer {
    let authorization = format!("Bearer {}", provider.key);
    let headers = [("Authorization", authorization.as_str()), ("Content-Type", media_type)];
    provider.request("POST", "/v1/issuer/endorsements", &headers, body)
}

fn attach_json(provider: &World, credential: &Value) -> Answer {
    attach(provider, "application/vc", credential.to_string().as_bytes())
}

#[test]
fn an_approval_is_signed_hosted_listed_and_logged_once() {
    let world = World::new();
    let body = request("did:web:provider.example", "approval-1");
    let first = world.post("/v1/endorsements", &body);
    assert_eq!(first.status, 201, "{}", first.text());
    let issued = first.json();
    assert_eq!(first.header("location"), format!("/endorsements/{}", issued["id"].as_str().unwrap()));
    let credential = &issued["credential"];
    assert_eq!(credential["id"], issued["url"]);
    assert_eq!(credential["type"], json!(["VerifiableCredential", "EndorsementCredential"]));
    assert_eq!(credential["issuer"]["id"], world.started["did"]);
    assert_eq!(credential["credentialSubject"]["id"], "did:web:provider.example");
    assert_eq!(credential["credentialSubject"]["endorsementComment"], body["comment"]);
    assert_eq!(credential["validFrom"], credential["awardedDate"]);
    let report = world.verify_json(credential);
    assert_eq!((outcome(&report, "proof"), outcome(&report, "issuer")), ("pass".into(), "pass".into()));
    assert!(
        report["checks"][2]["detail"].as_str().unwrap().starts_with("This is an endorsement"),
        "{report:#}"
    );

    let again = world.post("/v1/endorsements", &body);
    assert_eq!((again.status, again.json()), (200, issued.clone()));
    let mut other = body.clone();
    other["comment"] = json!("Something else.");
    let conflict = world.post("/v1/endorsements", &other);
    assert_eq!((conflict.status, &conflict.json()["credential"]), (409, &issued["url"]));

    let second = world.post("/v1/endorsements", &request("https://provider.example/", "approval-2")).json();
    let list = world.read("/v1/endorsements?limit=1").json();
    assert_eq!(list["endorsements"][0]["id"], issued["id"]);
    let next = world.read(&format!("/v1/endorsements?cursor={}", list["next"].as_str().unwrap())).json();
    assert_eq!((&next["endorsements"][0]["id"], &next["next"]), (&second["id"], &Value::Null));
    let log = world.read("/v1/audit").text();
    assert_eq!(log.matches("\"endorsement-issued\"").count(), 2, "{log}");

    let world = world.again();
    let kept = world.get(&format!("/endorsements/{}", issued["id"].as_str().unwrap()));
    assert_eq!(kept.json(), *credential);
}

#[test]
fn an_approval_is_read_in_each_form_and_as_a_page() {
    let world = World::new();
    let issued = approve(&world, "did:web:provider.example");
    let path = format!("/endorsements/{}", issued["id"].as_str().unwrap());
    let json = world.get(&path);
    assert_eq!((json.media_type().as_str(), json.header("vary").as_str()), ("application/json", "Accept"));
    assert_eq!(json.header("access-control-allow-origin"), "*");
    assert_eq!(world.request("HEAD", &path, &[], b"").status, 200);
    let tag = json.header("etag");
    assert_eq!(world.request("GET", &path, &[("If-None-Match", &tag)], b"").status, 304);
    assert_eq!(world.get(&format!("{path}.json")).json(), issued["credential"]);

    let jws = world.get(&format!("{path}.jwt"));
    assert_eq!(jws.media_type(), "application/vc+jwt");
    assert_eq!(outcome(&world.verify("application/vc+jwt", &jws.body), "proof"), "pass");
    assert_eq!(world.get(&format!("{path}.png")).status, 404);

    let page = world.browse(&path);
    assert_eq!(page.media_type(), "text/html");
    for words in ["Approved micro-credential provider", "did:web:provider.example", "In force."] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert_eq!(withdraw(&world, &issued).status, 200);
    let page = world.browse(&path).text();
    assert!(page.contains("data-standing=\"withdrawn\"") && !page.contains("The contract ended."), "{page}");
}

#[test]
fn a_withdrawn_approval_says_since_when_and_its_older_version_is_revoked() {
    let world = World::new();
    let issued = approve(&world, "did:web:provider.example");
    let before = &issued["credential"];
    let answer = withdraw(&world, &issued);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let withdrawn = answer.json();
    assert_eq!(
        (&withdrawn["status"], &withdrawn["reason"]),
        (&json!("withdrawn"), &json!("The contract ended."))
    );
    let now = &withdrawn["credential"];
    for member in ["id", "name", "awardedDate", "credentialSubject"] {
        assert_eq!(now[member], before[member], "{member}");
    }
    assert!(now["validFrom"].as_str() > before["validFrom"].as_str());
    assert_eq!(now["validUntil"], now["validFrom"]);
    assert_ne!(now["credentialStatus"]["id"], before["credentialStatus"]["id"]);
    assert_eq!(world.get(issued["url"].as_str().unwrap()).json(), *now);
    let (older, newer) = (world.verify_json(before), world.verify_json(now));
    assert_eq!((outcome(&older, "proof"), outcome(&older, "status")), ("pass".into(), "fail".into()));
    assert_eq!((outcome(&newer, "proof"), outcome(&newer, "status")), ("pass".into(), "pass".into()));

    let again = world.post(
        &format!("/v1/endorsements/{}/withdraw", issued["id"].as_str().unwrap()),
        &json!({"reason": "Another reason."}),
    );
    assert_eq!((again.status, again.json()), (200, withdrawn));
    assert_eq!(world.read("/v1/endorsements").json()["endorsements"][0]["status"], "withdrawn");
    let log = world.read("/v1/audit").text();
    assert_eq!(log.matches("\"endorsement-withdrawn\"").count(), 1, "{log}");
}

#[test]
fn who_may_not_speak_for_the_issuer_endorses_nobody() {
    let world = World::new();
    let key =
        world.post("/v1/clients", &json!({"id": "platform", "scopes": ["issue", "revoke", "read"]})).json();
    let key = key["key"].as_str().unwrap();
    let body = request("did:web:provider.example", "x");
    assert_eq!(world.post_as(key, "/v1/endorsements", &body).status, 403);
    let issued = approve(&world, "did:web:provider.example");
    let path = format!("/v1/endorsements/{}/withdraw", issued["id"].as_str().unwrap());
    assert_eq!(world.post_as(key, &path, &json!({"reason": "x"})).status, 403);
    assert_eq!(world.post_as(key, "/v1/issuer/endorsements", &issued["credential"]).status, 403);

    let wrong =
        json!({"subject": did(&world), "comment": " ", "validUntil": "2020-01-01T00:00:00Z", "colour": 1});
    let refused = world.post("/v1/endorsements", &wrong).json();
    let errors = refused["errors"].as_array().unwrap().iter();
    let pointers: Vec<&str> = errors.map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/colour", "/name", "/subject", "/comment", "/validUntil"]);
    assert_eq!(world.post(&path, &json!({})).status, 422);
    let unknown = "/v1/endorsements/1b671a64-40d5-491e-99b0-da01ff1f3341/withdraw";
    assert_eq!(world.post(unknown, &json!({"reason": "x"})).status, 404);
}

#[test]
fn a_provider_shows_its_approval_on_every_badge_until_it_is_taken_away() {
    let (department, provider) = (neighbour(), neighbour());
    let approval = approve(&department, &did(&provider))["credential"].clone();
    let attached = attach_json(&provider, &approval);
    assert_eq!(attached.status, 201, "{}", attached.text());
    let kept = attached.json();
    assert_eq!((&kept["onBadges"], &kept["endorser"]), (&json!(true), &json!(did(&department))));
    assert_eq!(attach_json(&provider, &approval).status, 200, "again");
    let by_address =
        attach(&provider, "application/json", json!({"url": approval["id"]}).to_string().as_bytes());
    assert_eq!((by_address.status, by_address.json()["id"].clone()), (200, kept["id"].clone()));

    let issued = provider.issue(&completion("bb-1"));
    let badge = &issued["credential"];
    assert_eq!(badge["issuer"]["endorsement"], json!([approval]));
    let report = provider.verify_json(badge);
    assert_eq!(report["verdict"], "valid", "{report:#}");
    assert_eq!(outcome(&report, "schema"), "pass");
    for suffix in [".png", ".svg"] {
        let picture = provider.get(&format!("/credentials/{}{suffix}", issued["id"].as_str().unwrap())).body;
        assert_eq!(provider.verify("application/octet-stream", &picture)["verdict"], "valid", "{suffix}");
    }
    let third = neighbour();
    assert_eq!(third.verify_json(badge)["verdict"], "valid");
    let mut forged = badge.clone();
    forged["issuer"]["endorsement"][0]["credentialSubject"]["endorsementComment"] = json!("Forged.");
    assert_eq!(third.verify_json(&forged)["verdict"], "invalid", "it is signed with the badge");

    let profile = provider.get("/issuers/default").json();
    assert_eq!((&profile["id"], &profile["endorsement"]), (&json!(did(&provider)), &json!([approval])));
    let page = provider.browse("/issuers/default").text();
    assert!(page.contains("Approved micro-credential provider") && page.contains(&did(&provider)), "{page}");
    assert_eq!(provider.read("/v1/issuer/endorsements").json()["endorsements"].as_array().unwrap().len(), 1);

    let path = format!("/v1/issuer/endorsements/{}", kept["id"].as_str().unwrap());
    let authorization = format!("Bearer {}", provider.key);
    let delete = || provider.request("DELETE", &path, &[("Authorization", &authorization)], b"").status;
    assert_eq!((delete(), delete()), (204, 404));
    assert_eq!(provider.issue(&completion("bb-2"))["credential"]["issuer"]["endorsement"], Value::Null);
    assert_eq!(third.verify_json(badge)["verdict"], "valid", "what was issued keeps it");
    let log = provider.read("/v1/audit").text();
    assert!(log.contains("endorsement-attached") && log.contains("endorsement-detached"), "{log}");
}

#[test]
fn an_approval_and_a_badge_that_carries_it_verify_in_node() {
    if !has_node() {
        return;
    }
    let published = Published::new();
    let approval = approve(&published.world, "did:web:provider.example");
    let department = neighbour();
    let given = approve(&department, &did(&published.world));
    assert_eq!(attach_json(&published.world, &given["credential"]).status, 201);
    let badge = published.world.issue(&completion("bb-1"))["credential"].clone();
    let mut forged = badge.clone();
    forged["issuer"]["endorsement"][0]["name"] = json!("Forged");
    let told = in_node(&published, &json!({"credentials": [approval["credential"], badge, forged]}));
    for place in [0, 1] {
        let told = &told["credentials"][place];
        assert_eq!(
            (&told["digitalBazaar"]["verified"], &told["dcc"]["valid_signature"]),
            (&json!(true), &json!(true)),
            "{told:#}"
        );
    }
    assert_eq!(told["credentials"][2]["digitalBazaar"]["verified"], false);
}

#[test]
fn what_does_not_hold_or_is_about_another_is_not_shown() {
    let (department, provider) = (neighbour(), neighbour());
    let refused = |answer: Answer| {
        assert_eq!(
            (answer.status, answer.json()["type"].clone()),
            (422, json!("/problems/endorsement-refused")),
            "{}",
            answer.text()
        );
        answer.json()
    };
    let about_another = approve(&department, "did:web:another.example");
    let told = refused(attach_json(&provider, &about_another["credential"]));
    assert!(told["detail"].as_str().unwrap().contains("did:web:another.example"), "{told}");

    let approval = approve(&department, &did(&provider));
    let mut forged = approval["credential"].clone();
    forged["name"] = json!("Forged");
    let told = refused(attach_json(&provider, &forged));
    assert_eq!(told["checks"][0]["code"], "proof.signature_mismatch", "{told}");
    let mut unsigned = approval["credential"].clone();
    unsigned.as_object_mut().unwrap().remove("proof");
    refused(attach_json(&provider, &unsigned));
    refused(attach_json(&provider, &provider.issue(&completion("bb-1"))["credential"]));
    refused(attach(&provider, "application/vc+jwt", b"no.jws.atall"));
    assert_eq!(attach(&provider, "text/plain", b"x").status, 415);
    assert_eq!(attach(&provider, "application/json", b"{").status, 400);

    let withdrawn = withdraw(&department, &approval).json();
    let told = refused(attach_json(&provider, &approval["credential"]));
    assert_eq!(told["checks"][0]["code"], "status.revoked", "{told}");
    // Withdrawn in the second in which it was given, it ends with the next.
    while !department.verify_json(&withdrawn["credential"]).to_string().contains("validity.expired") {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let told = refused(attach_json(&provider, &withdrawn["credential"]));
    assert_eq!(told["checks"][0]["check"], "validity", "{told}");
    assert_eq!(provider.read("/v1/issuer/endorsements").json(), json!({"endorsements": []}));
}

#[test]
fn an_approval_that_came_as_a_jws_stands_beside_the_badges() {
    if !has_node() {
        return;
    }
    // As between two hosts: the department's key is looked up by its did:web.
    let department = Published::named("localhost", &[]);
    let provider = World::with(&["--issuer.did-method", "key"], &department.authority.environment());
    let approval = approve(&department.world, &did(&provider));
    let path = format!("/endorsements/{}.jwt", approval["id"].as_str().unwrap());
    let jws = department.world.get(&path).text();
    let attached = attach(&provider, "application/vc+jwt", jws.as_bytes());
    let told = (attached.status, attached.json()["onBadges"].clone());
    assert_eq!(told, (201, json!(false)), "{}", attached.text());
    assert_eq!(provider.get("/issuers/default").json()["endorsementJwt"], json!([jws]));
    let badge = provider.issue(&completion("bb-1"))["credential"].clone();
    assert!(badge["issuer"].get("endorsement").is_none() && badge["issuer"].get("endorsementJwt").is_none());

    // The same as JSON, by its address, takes its place; badges carry that.
    let body = json!({"url": approval["url"]}).to_string();
    let attached = attach(&provider, "application/json", body.as_bytes());
    let told = (attached.status, attached.json()["onBadges"].clone());
    assert_eq!(told, (200, json!(true)), "{}", attached.text());
    let badge = provider.issue(&completion("bb-2"))["credential"].clone();
    assert_eq!(badge["issuer"]["endorsement"], json!([approval["credential"]]));
}

#[test]
fn what_a_badge_could_not_carry_is_refused_with_its_place() {
    let world = World::new();
    let subject = &world.started["did"];
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut document = stranger::endorsement(subject, "1");
        change(&mut document);
        let answer = attach(&world, "application/vc", &stranger::signed(document, "application/vc"));
        assert_eq!(answer.status, 422, "{}", answer.text());
        answer.json()
    };
    let told = refused(&|it| it["credentialSubject"]["endorsementComment"] = json!("x".repeat(40_000)));
    assert!(told["detail"].as_str().unwrap().contains("32,768"), "{told}");
    let told = refused(&|it| drop(it.as_object_mut().unwrap().remove("name")));
    assert_eq!(told["errors"][0]["pointer"], "/name", "{told}");
    let told = refused(&|it| drop(it.as_object_mut().unwrap().remove("id")));
    assert!(told["detail"].as_str().unwrap().contains("`id`"), "{told}");
    // A member that not every copy of the context defines: signing it would make badges that some cannot verify.
    let told = refused(&|it| it["issuer"]["endorsementJwt"] = json!(["a.b.c"]));
    assert!(told["errors"][0]["message"].as_str().unwrap().contains("endorsementJwt"), "{told}");

    let plain = stranger::signed(stranger::endorsement(subject, "1"), "application/vc");
    assert_eq!(attach(&world, "application/ld+json", &plain).status, 201);
    let badge = world.issue(&completion("bb-1"))["credential"].clone();
    assert_eq!(badge["issuer"]["endorsement"][0]["name"], "A good neighbour");
    assert_eq!(world.verify_json(&badge)["verdict"], "valid");
}

#[test]
fn an_endorsement_that_is_over_is_on_no_further_badge() {
    let world = World::new();
    let now = approve(&world, "did:web:a.example")["credential"]["validFrom"].clone();
    let now: badgewright_credential::Timestamp = now.as_str().unwrap().parse().unwrap();
    let until = now.saturating_add(time::Duration::seconds(3));
    let mut document = stranger::endorsement(&world.started["did"], "1");
    document["validUntil"] = json!(until);
    let sent = stranger::signed(document, "application/vc");
    assert_eq!(attach(&world, "application/vc", &sent).status, 201);
    let carries = |badge: &Value| badge["credential"]["issuer"].get("endorsement").is_some();
    let first = world.issue(&completion("first"));
    assert!(carries(&first) || first["credential"]["validFrom"].as_str() >= Some(until.to_string().as_str()));
    let mut badge = first;
    while badge["credential"]["validFrom"].as_str() < Some(until.to_string().as_str()) {
        std::thread::sleep(std::time::Duration::from_millis(200));
        badge = world.issue(&completion(&format!("bb-{}", badge["id"])));
    }
    assert!(!carries(&badge), "{badge:#}");
    assert_eq!(
        world.get("/issuers/default").json()["endorsement"].as_array().unwrap().len(),
        1,
        "it is still told of"
    );
}

#[test]
fn approvals_are_given_and_carried_with_1edtechs_status_method_too() {
    let world = World::configured(&["--issuer.status-method", "1edtech"]);
    let plain = stranger::signed(stranger::endorsement(&world.started["did"], "1"), "application/vc");
    assert_eq!(attach(&world, "application/vc", &plain).status, 201);
    let badge = world.issue(&completion("bb-1"))["credential"].clone();
    assert_eq!(badge["credentialStatus"]["type"], "1EdTechRevocationList");
    assert_eq!(badge["issuer"]["endorsement"][0]["name"], "A good neighbour");
    assert_eq!(world.verify_json(&badge)["verdict"], "valid");

    let approval = approve(&world, "did:web:provider.example");
    assert_eq!(approval["credential"]["credentialStatus"]["type"], "BitstringStatusListEntry");
    assert_eq!(withdraw(&world, &approval).status, 200);
    assert_eq!(outcome(&world.verify_json(&approval["credential"]), "status"), "fail");
}

#[test]
fn an_address_that_is_too_long_in_bytes_is_refused_as_the_request_s_fault() {
    let world = World::new();
    let subject = format!("https://provider.example/{}", "ü".repeat(1_500));
    let answer = world.post("/v1/endorsements", &request(&subject, "long"));
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert_eq!(answer.json()["errors"][0]["pointer"], "/subject");
}
