//! Node `@digitalbazaar/vc` as an independent peer, in both directions. Run `npm ci` in `tests/peers` to have it.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::world::{World, completion, root};

/// Runs a script of `tests/peers`; `None`, and a line that says so, where the peers are not installed.
pub(crate) fn node(script: &str, arguments: &[&str], input: &Value) -> Option<Value> {
    let folder = root().join("tests/peers");
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    if !has_node || !folder.join("node_modules").exists() {
        println!("skipped: Node and the packages of tests/peers not installed");
        return None;
    }
    let mut command = Command::new("node");
    command.arg(script).args(arguments).current_dir(folder);
    let mut process =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    let said = || String::from_utf8_lossy(&output.stderr).into_owned();
    Some(serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{script}: {}", said())))
}

#[test]
fn our_badges_and_status_lists_verify_in_node() {
    let world = World::new();
    let badges = ["academic-rigor", "lead-teacher"].map(|class| {
        let mut body = completion(class);
        body["badge"] = json!(class);
        body["result"] = json!({});
        body["recipient"]["name"] = json!("María-José O’Connor ]]> \u{1F393}");
        world.issue(&body)["credential"].clone()
    });
    let list = world.get(badges[0]["credentialStatus"]["statusListCredential"].as_str().unwrap()).json();
    let all = json!({"credentials": [badges[0], badges[1], list]});
    let Some(told) = node("credential.mjs", &["verify"], &all) else { return };
    assert_eq!(told["verified"], true, "{told:#}");

    let mut forged = badges[0].clone();
    forged["credentialSubject"]["achievement"]["name"] = json!("Forged");
    let told = node("credential.mjs", &["verify"], &json!({"credentials": [forged]})).unwrap();
    assert_eq!(told["verified"], false);
}

#[test]
fn a_badge_made_in_node_verifies_here() {
    let mut credential: Value = serde_json::from_str(include_str!("data/stranger.json")).unwrap();
    credential.as_object_mut().unwrap().remove("proof");
    credential["name"] = json!("Teamwork, today");
    let Some(told) = node("credential.mjs", &["issue"], &json!({"credential": credential, "seed": 9})) else {
        return;
    };
    let world = World::new();
    let report = world.verify_json(&told["credential"]);
    assert_eq!(report["verdict"], "valid", "{report:#}");
    assert_eq!(report["badge"]["issuer"]["id"], told["did"]);
}

#[test]
fn the_jws_form_verifies_in_jose_and_says_what_the_json_says() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let jwt = world.get(issued["links"]["jwt"].as_str().unwrap()).text();
    let Some(told) = node("credential.mjs", &["jwt"], &json!({"jwt": jwt})) else { return };
    assert_eq!(told["verified"], true, "{told:#}");
    assert_eq!(told["type"], "JsonWebKey");
    let members: Vec<&String> = told["header"].as_object().unwrap().keys().collect();
    assert_eq!(members, ["alg", "kid", "typ"]);
    let (claims, credential) = (&told["payload"], &issued["credential"]);
    assert_eq!(claims["iss"], credential["issuer"]["id"]);
    assert_eq!(claims["jti"], credential["id"]);
    assert_eq!(claims["sub"], credential["credentialSubject"]["id"]);
    for member in ["credentialSubject", "credentialStatus", "evidence", "validFrom", "@context"] {
        assert_eq!(claims[member], credential[member], "{member}");
    }
    assert!(claims.get("proof").is_none());
}
