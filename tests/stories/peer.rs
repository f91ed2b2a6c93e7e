//! Our badges in the hands of others: Node's `@digitalbazaar/vc`, DCC's `verifier-core` and `jose`, and PyPI's
//! `openbadgeslib`, which look up our keys and status lists over https as they would anywhere. README.md, Start, says what installs them.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::https::Published;
use crate::world::{completion, root};

/// Whether Node and the packages of `tests/peers` are there; if not, a line says so.
pub(crate) fn has_node() -> bool {
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    let is_there =
        has_node && root().join("tests/peers/node_modules/@digitalcredentials/verifier-core").exists();
    if !is_there {
        println!("skipped: Node and the packages of tests/peers not installed");
    }
    is_there
}

/// The Python that has `openbadgeslib`: `PEERS_PYTHON`, else `python3`. `None`, and a line that says so, without one.
pub(crate) fn python() -> Option<Command> {
    let program = std::env::var("PEERS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let found = Command::new(&program).args(["-c", "import openbadgeslib, pyld"]).output();
    if !found.is_ok_and(|output| output.status.success()) {
        println!("skipped: Python's packages of tests/peers/requirements.txt not installed");
        return None;
    }
    Some(Command::new(program))
}

/// Runs a script of `tests/peers`; `None`, and a line that says so, where the peers are not installed.
pub(crate) fn node(script: &str, arguments: &[&str], input: &Value) -> Option<Value> {
    let mut command = Command::new("node");
    command.arg(script).args(arguments).current_dir(root().join("tests/peers"));
    has_node().then(|| answer(&mut command, input))
}

/// What a program answers, in JSON, to JSON.
pub(crate) fn answer(command: &mut Command, input: &Value) -> Value {
    let mut process =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    let said = || String::from_utf8_lossy(&output.stderr).into_owned();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{command:?}: {}", said()))
}

/// What Node's verifiers say of credentials, and of a JWT.
pub(crate) fn in_node(published: &Published, input: &Value) -> Value {
    let mut command = Command::new("node");
    command.args(["--import", "./names.mjs", "credential.mjs"]);
    answer(published.authority.lend(&mut command), input)
}

/// The form of a badge under its address, asked where the service listens.
fn form(published: &Published, issued: &Value, suffix: &str) -> String {
    published.world.get(&format!("/credentials/{}{suffix}", issued["id"].as_str().unwrap())).text()
}

fn list_of(published: &Published, credential: &Value) -> Value {
    let url = credential["credentialStatus"]["statusListCredential"].as_str().unwrap();
    let path = url.strip_prefix(published.world.started["url"].as_str().unwrap()).unwrap();
    published.world.get(path).json()
}

#[test]
fn our_badges_and_status_lists_verify_in_node_over_https() {
    if !has_node() {
        return;
    }
    let published = Published::new();
    let issue = |class: &str| {
        let mut body = completion(class);
        body["badge"] = json!(class);
        body["result"] = json!({});
        body["recipient"]["name"] = json!("María-José O’Connor ]]> \u{1F393}");
        published.world.issue(&body)
    };
    let (good, other) = (issue("academic-rigor"), issue("lead-teacher"));
    let revoke = format!("/v1/credentials/{}/revoke", other["id"].as_str().unwrap());
    assert_eq!(published.world.post(&revoke, &json!({"reason": "a test"})).status, 200);
    let mut forged = good["credential"].clone();
    forged["credentialSubject"]["achievement"]["name"] = json!("Forged");
    let list = list_of(&published, &good["credential"]);
    let told =
        in_node(&published, &json!({"credentials": [good["credential"], other["credential"], forged, list]}));
    let [good, revoked, forged, list] = [0, 1, 2, 3].map(|place| &told["credentials"][place]);

    assert_eq!(good["digitalBazaar"]["verified"], true, "{good:#}");
    for step in ["valid_signature", "revocation_status", "expiration"] {
        assert_eq!(good["dcc"][step], true, "{good:#}");
    }
    assert_eq!(good["digitalBazaar"]["revoked"], false);
    assert_eq!(revoked["digitalBazaar"]["revoked"], true, "{revoked:#}");
    assert_eq!(revoked["dcc"]["valid_signature"], true, "{revoked:#}");
    assert_eq!(revoked["dcc"]["revocation_status"], false);
    assert_eq!(forged["digitalBazaar"]["verified"], false);
    assert_eq!(forged["dcc"]["errors"], json!(["The signature is not valid."]));
    assert_eq!(list["digitalBazaar"]["verified"], true, "{list:#}");
    assert_eq!(list["dcc"]["valid_signature"], true);
}

#[test]
fn badges_of_a_did_key_and_with_two_status_entries_verify_in_node() {
    if !has_node() {
        return;
    }
    let variables = [("BADGEWRIGHT_ISSUER__DID_METHOD", "key"), ("BADGEWRIGHT_ISSUER__SUSPENSION", "true")];
    let published = Published::configured(&variables);
    let (good, other) =
        (published.world.issue(&completion("bb-1")), published.world.issue(&completion("bb-2")));
    let suspend = format!("/v1/credentials/{}/suspend", other["id"].as_str().unwrap());
    assert_eq!(published.world.post(&suspend, &json!({"reason": "a test"})).status, 200);
    let told = in_node(&published, &json!({"credentials": [good["credential"], other["credential"]]}));
    let [good, suspended] = [0, 1].map(|place| &told["credentials"][place]);
    assert_eq!(good["digitalBazaar"], json!({"verified": true, "revoked": false, "errors": []}));
    assert_eq!(suspended["digitalBazaar"]["revoked"], true, "{suspended:#}");
    for (step, expected) in
        [("valid_signature", true), ("revocation_status", true), ("suspension_status", false)]
    {
        assert_eq!(good["dcc"][step], true, "{good:#}");
        assert_eq!(suspended["dcc"][step], expected, "{suspended:#}");
    }
}

#[test]
fn a_revocation_in_1edtechs_list_is_seen_by_none_of_nodes_verifiers() {
    if !has_node() {
        return;
    }
    let published = Published::configured(&[("BADGEWRIGHT_ISSUER__STATUS_METHOD", "1edtech")]);
    let issued = published.world.issue(&completion("bb-1"));
    let revoke = format!("/v1/credentials/{}/revoke", issued["id"].as_str().unwrap());
    assert_eq!(published.world.post(&revoke, &json!({"reason": "a test"})).status, 200);
    let told = &in_node(&published, &json!({"credentials": [issued["credential"]]}))["credentials"][0];
    assert_eq!(told["dcc"]["valid_signature"], true, "{told:#}");
    assert_eq!(told["dcc"]["revocation_status"], Value::Null, "it does not look");
    assert_eq!(told["digitalBazaar"]["revoked"], Value::Null, "it knows no such method: {told:#}");
}

#[test]
fn a_library_with_an_older_copy_of_the_context_cannot_verify_what_it_does_not_define() {
    if !has_node() {
        return;
    }
    let published = Published::new();
    let badge = published.world.issue(&completion("bb-1"))["credential"].clone();
    let told = in_node(&published, &json!({"credentials": [badge]}));
    assert_eq!(told["credentials"][0]["digitalBazaar"]["verified"], true, "{told:#}");
    // In a process of its own: the library keeps a context once it has read it.
    let told = in_node(&published, &json!({"older": badge}));
    assert_eq!(told["older"]["verified"], false, "{told:#}");
    let why = told["older"]["errors"][0].as_str().unwrap();
    assert!(why.contains("Safe mode") && why.contains("awardedDate"), "{why}");
}

#[test]
fn the_jws_form_verifies_in_jose_and_says_what_the_json_says() {
    if !has_node() {
        return;
    }
    for algorithm in ["ES256", "RS256"] {
        let published = Published::configured(&[("BADGEWRIGHT_ISSUER__JWS_ALG", algorithm)]);
        says_the_same_in_jose(&published, algorithm);
    }
}

fn says_the_same_in_jose(published: &Published, algorithm: &str) {
    let issued = published.world.issue(&completion("bb-1"));
    let told = &in_node(published, &json!({"jwt": form(published, &issued, ".jwt")}))["jwt"];
    assert_eq!((&told["verified"], &told["header"]["alg"]), (&json!(true), &json!(algorithm)), "{told:#}");
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

#[test]
fn both_forms_verify_in_openbadgeslib_over_https_until_they_are_revoked() {
    let Some(_) = python().filter(|_| has_node()) else { return };
    for algorithm in ["ES256", "RS256"] {
        verify_in_openbadgeslib_until_revoked(algorithm);
    }
}

fn verify_in_openbadgeslib_until_revoked(algorithm: &str) {
    let published = Published::configured(&[("BADGEWRIGHT_ISSUER__JWS_ALG", algorithm)]);
    let issued = published.world.issue(&completion("bb-1"));
    let jwt = form(&published, &issued, ".jwt");
    let (head, signature) = jwt.trim_end().rsplit_once('.').unwrap();
    let flipped = if signature.starts_with('A') { "B" } else { "A" };
    let forged = format!("{head}.{flipped}{}", &signature[1..]);
    let issuer = &issued["credential"]["issuer"]["id"];
    let asked =
        json!({"issuer": issuer, "jwt": jwt.trim_end(), "json": issued["credential"], "forged": forged});
    let ask = || answer(published.authority.lend(python().unwrap().arg("jwt_peer.py")), &asked);

    let told = ask();
    for form in ["jwt", "json"] {
        assert_eq!(told[form]["id"], issued["url"], "{told:#}");
    }
    assert_eq!(told["forged"]["error"], "Invalid signature");
    // It knows no signed list but a JWT, and asks for none: ours, signed in JSON, it can only believe unsigned.
    let why = told["jwtWithSignedList"]["error"].as_str().unwrap();
    assert!(why.contains("is not a signed JWT-VC"), "{told:#}");

    let revoke = format!("/v1/credentials/{}/revoke", issued["id"].as_str().unwrap());
    assert_eq!(published.world.post(&revoke, &json!({"reason": "a test"})).status, 200);
    let told = ask();
    for form in ["jwt", "json"] {
        let why = told[form]["error"].as_str().unwrap_or_default();
        assert!(why.contains("'revocation' is set"), "{told:#}");
    }
}
