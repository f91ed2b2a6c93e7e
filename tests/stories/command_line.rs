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
