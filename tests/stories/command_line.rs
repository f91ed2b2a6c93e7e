//! The binary's commands, without a service or a network.

use std::path::Path;

use serde_json::{Value, json};

use crate::world::{World, completion, run};

fn exit(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = run(arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// A valid badge of a did:key issuer, in a file: it needs no network. Its status list does, so there is none to ask.
fn badge(folder: &Path) -> (std::path::PathBuf, Value) {
    let credential: Value = serde_json::from_str(include_str!("data/stranger.json")).unwrap();
    let file = folder.join("badge.json");
    std::fs::write(&file, credential.to_string()).unwrap();
    (file, credential)
}

#[test]
fn verify_says_by_its_exit_code_whether_a_file_is_valid_invalid_or_unknown() {
    let folder = tempfile::tempdir().unwrap();
    let (file, mut credential) = badge(folder.path());
    let (code, report, _) = exit(&["verify", file.to_str().unwrap(), "--json"]);
    assert_eq!(code, Some(0), "{report}");
    assert_eq!(serde_json::from_str::<Value>(&report).unwrap()["verdict"], "valid");

    credential["credentialSubject"]["achievement"]["name"] = json!("Forged");
    std::fs::write(&file, credential.to_string()).unwrap();
    let (code, text, _) = exit(&["verify", file.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(text.starts_with("INVALID") && text.contains("fail     proof"), "{text}");

    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    std::fs::write(&file, issued["credential"].to_string()).unwrap();
    assert_eq!(
        exit(&["verify", file.to_str().unwrap()]).0,
        Some(2),
        "nobody but its own service resolves localhost"
    );
    let (code, _, error) = exit(&["verify", "no-such-file.json"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("no-such-file.json"), "{error}");
}

#[test]
fn a_picture_takes_a_badge_gives_it_back_and_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let (file, credential) = badge(folder.path());
    let world = World::new();
    for kind in ["png", "svg"] {
        let (plain, baked) =
            (folder.path().join(format!("plain.{kind}")), folder.path().join(format!("baked.{kind}")));
        std::fs::write(&plain, world.get(&format!("/achievements/academic-rigor/image.{kind}")).body)
            .unwrap();
        for source in [&plain, &baked] {
            let (code, _, error) = exit(&[
                "bake",
                file.to_str().unwrap(),
                source.to_str().unwrap(),
                "-o",
                baked.to_str().unwrap(),
            ]);
            assert_eq!(code, Some(0), "{error}");
            let (code, extracted, _) = exit(&["extract", baked.to_str().unwrap()]);
            assert_eq!(
                (code, serde_json::from_str::<Value>(&extracted).unwrap()),
                (Some(0), credential.clone())
            );
        }
        assert_eq!(exit(&["verify", baked.to_str().unwrap()]).0, Some(0));
        let (code, _, error) = exit(&["extract", plain.to_str().unwrap()]);
        assert_eq!(code, Some(1));
        assert!(error.contains(&format!("plain.{kind}")), "{error}");
    }
}

#[test]
fn badge_check_names_file_line_and_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wrong.toml");
    std::fs::write(&file, "# a badge class\n\nname = 5\n").unwrap();
    let (code, text, _) = exit(&["badge", "check", file.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(text.contains("wrong.toml:3: /name: "), "{text}");
    let (_, json, _) = exit(&["badge", "check", file.to_str().unwrap(), "--json"]);
    let faults: Value = serde_json::from_str(&json).unwrap();
    assert!(
        faults["faults"].as_array().unwrap().iter().any(|f| f["pointer"] == "/name" && f["line"] == 3),
        "{json}"
    );
    let built_in = crate::world::root().join("crates/registry/badges/academic-rigor.toml");
    let (code, text, _) = exit(&["badge", "check", built_in.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{text}");
}

#[test]
fn keys_are_made_listed_rotated_imported_and_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let key = |arguments: &[&str]| {
        let place =
            ["--data-dir", data.to_str().unwrap(), "--public-url", "https://badges.example", "--json"];
        let (code, text, error) = exit(&[&["key"], arguments, &place].concat());
        assert_eq!(code, Some(0), "{text}{error}");
        let keys: Value = serde_json::from_str(&text).unwrap();
        let keys = keys["keys"].as_array().unwrap().clone();
        keys.iter()
            .map(|k| (k["state"].as_str().unwrap().to_owned(), k["id"].as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    let states = |keys: &[(String, String)]| {
        let mut states: Vec<String> = keys.iter().map(|(state, _)| state.clone()).collect();
        states.sort();
        states
    };
    assert!(key(&["list"]).is_empty());
    let made = key(&["generate"]);
    assert_eq!(states(&made), ["in use", "in use"]);
    assert!(made.iter().all(|(_, id)| id.starts_with("did:web:badges.example#")));
    assert_eq!(states(&key(&["rotate", "--kind", "ed25519"])), ["in use", "in use", "retired"]);
    // The secret of a published test vector, VC-DI-EDDSA §B.1: never a real key.
    let file = folder.path().join("key.txt");
    std::fs::write(&file, "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq\n").unwrap();
    let imported = key(&["import", file.to_str().unwrap()]);
    let id = "did:web:badges.example#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    assert!(imported.contains(&("in use".into(), id.into())), "{imported:?}");
    assert!(key(&["revoke", id]).contains(&("revoked".into(), id.into())));
}

#[test]
fn badges_signed_before_a_rotation_still_verify() {
    let mut world = World::configured(&["--public-url", "https://badges.example"]);
    let issued = world.issue(&completion("bb-1"));
    world.kill();
    let data = world.data();
    let rotated = run(&["key", "rotate", "--kind", "ed25519", "--data-dir", data.to_str().unwrap()]);
    assert!(rotated.status.success());
    let world = world.again();
    assert_eq!(world.verify_json(&issued["credential"])["verdict"], "valid");
    let after = world.issue(&completion("bb-2"));
    let method = |badge: &Value| badge["credential"]["proof"][0]["verificationMethod"].clone();
    assert_ne!(method(&issued), method(&after));
    assert_eq!(world.verify_json(&after["credential"])["verdict"], "valid");
}

#[test]
fn a_revoked_key_is_told_of_in_the_did_document_and_left_out_of_the_key_set() {
    let mut world = World::configured(&["--public-url", "https://badges.example"]);
    world.kill();
    let data = world.data();
    let key = |arguments: &[&str]| {
        let output = run(&[&["key"], arguments, &["--data-dir", data.to_str().unwrap(), "--json"]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let keys = key(&["rotate", "--kind", "ed25519"]);
    let retired = keys["keys"].as_array().unwrap().iter().find(|key| key["state"] == "retired").unwrap();
    let id = retired["id"].as_str().unwrap().to_owned();
    let listed = |world: &World| {
        let keys = world.get("/.well-known/jwks.json").json()["keys"].as_array().unwrap().len();
        let document = world.get("/.well-known/did.json").json();
        let methods = document["verificationMethod"].as_array().unwrap().clone();
        (keys, methods.iter().find(|method| method["id"] == *id).unwrap()["revoked"].is_string())
    };
    let mut world = world.again();
    assert_eq!(listed(&world), (3, false), "a retired key stays");
    world.kill();
    key(&["revoke", &id]);
    assert_eq!(listed(&world.again()), (2, true));
}

#[test]
fn who_reads_only_the_beginning_of_what_is_printed_sees_no_panic() {
    let binary = env!("CARGO_BIN_EXE_badgewright");
    for json in ["", "--json"] {
        let line = format!("'{binary}' openapi {json} | head -1");
        let output = std::process::Command::new("bash").args(["-c", &line]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1, "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[test]
fn every_command_has_help_with_an_example_and_the_openapi_is_printed() {
    for command in ["serve", "verify", "bake", "extract", "key", "client", "badge", "openapi"] {
        let (code, help, _) = exit(&[command, "--help"]);
        assert_eq!(code, Some(0));
        assert!(help.matches(&format!("badgewright {command}")).count() > 1, "{help}");
    }
    let (_, yaml, _) = exit(&["openapi"]);
    assert_eq!(yaml, std::fs::read_to_string(crate::world::root().join("openapi.yaml")).unwrap());
    let (_, json, _) = exit(&["openapi", "--json"]);
    assert!(serde_json::from_str::<Value>(&json).unwrap()["paths"]["/v1/completions"].is_object());
}
