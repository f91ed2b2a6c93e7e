//! The keys of an issuer, through the commands: made, replaced, brought, found stolen.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::world::{World, completion, run};

/// A world that can be started again, and its keys' folder can be worked on meanwhile.
fn stopped() -> World {
    let mut world = World::configured(&["--public-url", "https://badges.example"]);
    world.kill();
    world
}

/// What `badgewright key` says of the keys: each one's state and id, the newest first.
fn key(data: &Path, arguments: &[&str]) -> Vec<(String, String)> {
    let place = ["--data-dir", data.to_str().unwrap(), "--public-url", "https://badges.example", "--json"];
    let output = run(&[&["key"], arguments, &place].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let keys: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |key: &Value, member: &str| key[member].as_str().unwrap().to_owned();
    keys["keys"].as_array().unwrap().iter().map(|key| (text(key, "state"), text(key, "id"))).collect()
}

fn states(keys: &[(String, String)]) -> Vec<&str> {
    let mut states: Vec<&str> = keys.iter().map(|(state, _)| state.as_str()).collect();
    states.sort_unstable();
    states
}

/// The one id of a key with this state, of the kind that proofs are made with.
fn id_of(keys: &[(String, String)], state: &str) -> String {
    let found: Vec<_> = keys.iter().filter(|(its, id)| its == state && id.contains("#z6Mk")).collect();
    assert_eq!(found.len(), 1, "{state}: {keys:?}");
    found[0].1.clone()
}

fn method(badge: &Value) -> &str {
    badge["credential"]["proof"][0]["verificationMethod"].as_str().unwrap()
}

/// The file of a key.
fn file_of(data: &Path, id: &str) -> std::path::PathBuf {
    data.join("keys").join(id.split_once('#').unwrap().1).with_extension("json")
}

#[test]
fn keys_are_made_listed_rotated_imported_and_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let key = |arguments: &[&str]| key(&data, arguments);
    assert!(key(&["list"]).is_empty());
    let made = key(&["generate"]);
    assert_eq!(states(&made), ["in use", "in use"]);
    assert!(made.iter().all(|(_, id)| id.starts_with("did:web:badges.example#")));
    assert_eq!(states(&key(&["rotate", "--kind", "ed25519"])), ["in use", "in use", "next"]);
    assert_eq!(states(&key(&["rotate", "--kind", "p256", "--now"])), ["in use", "in use", "next", "retired"]);
    // The secret of a published test vector, VC-DI-EDDSA §B.1: never a real key.
    let file = folder.path().join("key.txt");
    std::fs::write(&file, "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq\n").unwrap();
    let imported = key(&["import", file.to_str().unwrap(), "--now"]);
    let id = "did:web:badges.example#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    assert!(imported.contains(&("in use".into(), id.into())), "{imported:?}");
    assert_eq!(states(&imported), ["in use", "in use", "retired", "retired", "retired"]);
    assert!(key(&["revoke", id]).contains(&("revoked".into(), id.into())));
}

#[test]
fn a_rotation_at_once_keeps_what_was_signed_before_it() {
    let mut world = World::configured(&["--public-url", "https://badges.example"]);
    let issued = world.issue(&completion("bb-1"));
    world.kill();
    assert_eq!(
        states(&key(&world.data(), &["rotate", "--kind", "ed25519", "--now"])),
        ["in use", "in use", "retired"]
    );
    let world = world.again();
    assert_eq!(world.verify_json(&issued["credential"])["verdict"], "valid");
    let after = world.issue(&completion("bb-2"));
    assert_ne!(method(&issued), method(&after));
    assert_eq!(world.verify_json(&after["credential"])["verdict"], "valid");
}

#[test]
fn a_rotated_key_is_listed_first_and_takes_over_while_the_service_runs() {
    let world = stopped();
    let data = world.data();
    let keys = key(&data, &["rotate", "--kind", "ed25519"]);
    let (old, new) = (id_of(&keys, "in use"), id_of(&keys, "next"));
    let secret =
        |id: &str| std::fs::read_to_string(file_of(&data, id)).unwrap().contains("secretKeyMultibase");

    let mut world = world.again();
    let listed = world.get("/.well-known/did.json").json()["assertionMethod"].clone();
    assert!([&old, &new].into_iter().all(|id| listed.as_array().unwrap().contains(&json!(id))), "{listed}");
    let before = world.issue(&completion("bb-1"));
    assert_eq!(method(&before), old);
    world.kill();
    let path = file_of(&data, &new);
    let mut file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert!(file["signsFrom"].is_string(), "an hour from the first start on: {file}");
    assert!(secret(&old) && secret(&new));

    // As if almost all of that hour were over.
    let signs_from: badgewright_credential::Timestamp = file["signsFrom"].as_str().unwrap().parse().unwrap();
    file["signsFrom"] = json!(signs_from.saturating_add(time::Duration::seconds(6 - 3_600)));
    std::fs::write(&path, file.to_string()).unwrap();
    let world = world.again();
    let deadline = Instant::now() + Duration::from_secs(20);
    while secret(&old) {
        assert!(Instant::now() < deadline, "the old key was not retired");
        std::thread::sleep(Duration::from_millis(50));
    }
    let after = world.issue(&completion("bb-2"));
    assert_eq!(method(&after), new);
    for badge in [&before, &after] {
        assert_eq!(world.verify_json(&badge["credential"])["verdict"], "valid");
    }
    assert_eq!(states(&key(&data, &["list"])), ["in use", "in use", "retired"]);
}

#[test]
fn what_a_stolen_key_signed_is_invalid_and_is_issued_again() {
    let mut world = World::configured(&["--public-url", "https://badges.example"]);
    let (issued, other) = (world.issue(&completion("bb-1")), world.issue(&completion("bb-2")));
    let supersede = |world: &World, badge: &Value, name: &str| {
        let path = format!("/v1/credentials/{}/supersede", badge["id"].as_str().unwrap());
        world.post(&path, &completion(name)).json()
    };
    assert_eq!(supersede(&world, &issued, "bb-1"), issued, "nothing is signed without a reason");
    world.kill();
    let data = world.data();
    key(&data, &["revoke", method(&issued)]);
    let mut world = world.again();
    for badge in [&issued, &other] {
        let report = world.verify_json(&badge["credential"]);
        assert_eq!(report["verdict"], "invalid");
        let issuer =
            report["checks"].as_array().unwrap().iter().find(|check| check["check"] == "issuer").unwrap();
        assert_eq!(issuer["code"], "issuer.key_revoked", "{issuer}");
    }
    let again = supersede(&world, &issued, "bb-1");
    assert_eq!((&again["url"], again["credential"] == issued["credential"]), (&issued["url"], false));
    assert_eq!(world.verify_json(&again["credential"])["verdict"], "valid");
    assert_eq!(supersede(&world, &issued, "bb-1"), again, "once is enough");

    // The key of the JWS form: a badge of which such a form was signed is issued again too.
    let url = again["url"].as_str().unwrap().strip_prefix("https://badges.example").unwrap();
    let form = |world: &World| world.get(&format!("{url}.jwt")).text();
    let stolen = form(&world);
    world.kill();
    let p256 = key(&data, &["list"]).into_iter().find(|(_, id)| !id.contains("#z6Mk")).unwrap().1;
    key(&data, &["revoke", &p256]);
    let world = world.again();
    assert_eq!(world.verify("text/plain", stolen.as_bytes())["verdict"], "invalid");
    assert_ne!(supersede(&world, &issued, "bb-1"), again);
    assert_eq!(world.verify("text/plain", form(&world).as_bytes())["verdict"], "valid");
}

#[test]
fn a_revoked_key_is_told_of_in_the_did_document_and_left_out_of_the_key_set() {
    let world = stopped();
    let data = world.data();
    let id = id_of(&key(&data, &["rotate", "--kind", "ed25519", "--now"]), "retired");
    let listed = |world: &World| {
        let keys = world.get("/.well-known/jwks.json").json()["keys"].as_array().unwrap().len();
        let document = world.get("/.well-known/did.json").json();
        let methods = document["verificationMethod"].as_array().unwrap().clone();
        (keys, methods.iter().find(|method| method["id"] == *id).unwrap()["revoked"].is_string())
    };
    let mut world = world.again();
    assert_eq!(listed(&world), (3, false), "a retired key stays");
    world.kill();
    key(&data, &["revoke", &id]);
    assert_eq!(listed(&world.again()), (2, true));
}

#[test]
fn with_rs256_new_jws_forms_are_signed_by_an_rsa_key_and_earlier_ones_stay() {
    let world = World::new();
    let first = world.issue(&completion("bb-1"));
    let path = |badge: &Value| format!("/credentials/{}.jwt", badge["id"].as_str().unwrap());
    let earlier = world.get(&path(&first)).text();
    let world = world.again_with(&["--issuer.jws-alg", "RS256"]);
    assert_eq!(world.get(&path(&first)).text(), earlier);

    let second = world.issue(&completion("bb-2"));
    let form = world.get(&path(&second)).text();
    let header = |jws: &str| {
        use base64::Engine as _;
        let header = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(jws.split('.').next().unwrap());
        serde_json::from_slice::<Value>(&header.unwrap()).unwrap()
    };
    assert_eq!((&header(&earlier)["alg"], &header(&form)["alg"]), (&json!("ES256"), &json!("RS256")));
    for jws in [&earlier, &form] {
        assert_eq!(world.verify("text/plain", jws.as_bytes())["verdict"], "valid");
    }
    let document = world.get("/.well-known/did.json").json();
    let methods = document["verificationMethod"].as_array().unwrap();
    let method = methods.iter().find(|method| method["id"] == header(&form)["kid"]).unwrap();
    assert_eq!((&method["type"], &method["publicKeyJwk"]["kty"]), (&json!("JsonWebKey"), &json!("RSA")));
    let jwks = world.get("/.well-known/jwks.json").json();
    let mut kinds: Vec<&str> =
        jwks["keys"].as_array().unwrap().iter().map(|key| key["kty"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["EC", "OKP", "RSA"]);
    assert!(!jwks.to_string().contains("\"d\"") && !document.to_string().contains("\"d\""));

    let list = format!("/status/{}", 1);
    let list = world.request("GET", &list, &[("Accept", "application/vc+jwt")], b"");
    assert_eq!(header(&list.text())["alg"], "RS256");
}
