//! What the operator decides: file, environment, flags.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::Value;

use crate::world::{World, badgewright, completion, run};

#[test]
fn flags_stand_over_the_environment_and_that_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = "listen = \"127.0.0.1:1\"\ndata_dir = \"file\"\n[issuer]\nname = \"Of the file\"\n";
    std::fs::write(folder.path().join("badgewright.toml"), file).unwrap();
    let mut process = badgewright()
        .args(["serve", "--json", "--data-dir", "flag"])
        .current_dir(folder.path())
        .env("BADGEWRIGHT_LISTEN", "127.0.0.1:0")
        .env("BADGEWRIGHT_DATA_DIR", "environment")
        .env("BADGEWRIGHT_ISSUER__DID_METHOD", "key")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    let started: Value = serde_json::from_str(&line).unwrap();
    assert!(started["did"].as_str().unwrap().starts_with("did:key:z6Mk"), "{started}");
    assert!(folder.path().join("flag/admin.key").exists());
    assert!(!folder.path().join("environment").exists() && !folder.path().join("file").exists());
}

#[test]
fn the_issuers_name_is_on_its_badges() {
    let world =
        World::configured(&["--issuer.name", "Arkansas DESE", "--issuer.url", "https://dese.example/"]);
    let issued = world.issue(&completion("bb-1"));
    assert_eq!(issued["credential"]["issuer"]["name"], "Arkansas DESE");
    assert_eq!(issued["credential"]["issuer"]["url"], "https://dese.example/");
    let report = world.verify_json(&issued["credential"]);
    assert_eq!(report["verdict"], "valid", "{report:#}");
}

#[test]
fn a_name_of_digits_in_the_environment_stays_as_it_is_written() {
    let world = World::with_environment(&[("BADGEWRIGHT_ISSUER__NAME", "007")]);
    assert_eq!(world.issue(&completion("bb-1"))["credential"]["issuer"]["name"], "007");
}

#[test]
fn an_address_that_nobody_else_reaches_is_demo_mode_whatever_the_issuers_did() {
    for method in ["web", "key"] {
        let world = World::configured(&["--issuer.did-method", method]);
        assert_eq!(world.started["demo"], true, "{method}");
        assert!(world.browse("/").text().to_lowercase().contains("demo mode"), "{method}");
        let elsewhere =
            World::configured(&["--issuer.did-method", method, "--public-url", "https://badges.example"]);
        assert_eq!(elsewhere.started["demo"], false, "{method}");
        assert!(!elsewhere.browse("/").text().to_lowercase().contains("demo mode"), "{method}");
    }
}

/// Runs a start that must fail; what it says.
fn refused(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let place = ["--listen", "127.0.0.1:0", "--data-dir", data.to_str().unwrap()];
    let output = run(&[&["serve"], &place[..], arguments].concat());
    assert!(matches!(output.status.code(), Some(1 | 2)), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_is_configured_wrongly_stops_the_start_and_says_what_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("odd.toml");
    std::fs::write(&file, "public_ulr = \"http://localhost:1\"\n").unwrap();
    let said = refused(&["--config", file.to_str().unwrap()]);
    assert!(
        said.contains("`public_ulr`") && said.contains("odd.toml") && said.contains("`public_url`"),
        "{said}"
    );
    for (flags, expected) in [
        (["--public-url", "https://192.0.2.7"], "public_url"),
        (["--public-url", "badges.example"], "expected an origin like `https://badges.example.org`"),
        (["--issuer.jws-alg", "HS256"], "ES256"),
        (["--config", "no-such.toml"], "no-such.toml"),
        (["--badges-dir", "no-such-folder"], "no-such-folder"),
    ] {
        let said = refused(&flags);
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn an_unknown_key_of_the_environment_is_refused_too() {
    let folder = tempfile::tempdir().unwrap();
    let output = badgewright()
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(folder.path().join("data"))
        .env("BADGEWRIGHT_PUBLIC_ULR", "x")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("public_url"), "{said}");
}

#[test]
fn another_public_url_over_an_issuer_with_badges_stops_the_start() {
    let mut world = World::configured(&["--public-url", "https://badges.example"]);
    world.issue(&completion("bb-1"));
    world.kill();
    let data = world.data();
    let output = run(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data-dir",
        data.to_str().unwrap(),
        "--public-url",
        "https://other.example",
    ]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("did:web:badges.example") && said.contains("public_url"), "{said}");
}

#[test]
fn a_folder_adds_badge_classes() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("images")).unwrap();
    let root = crate::world::root().join("crates/registry/badges");
    let text = std::fs::read_to_string(root.join("academic-rigor.toml")).unwrap();
    let text = text
        .replace("academic-rigor", "reading-coach")
        .replace("Recognizing and Upholding Academic Rigor", "Reading Coach");
    std::fs::write(folder.path().join("reading-coach.toml"), text).unwrap();
    std::fs::copy(root.join("images/academic-rigor.svg"), folder.path().join("images/reading-coach.svg"))
        .unwrap();
    let world = World::configured(&["--badges-dir", folder.path().to_str().unwrap()]);
    let mut body = completion("bb-1");
    body["badge"] = serde_json::json!("reading-coach");
    assert_eq!(world.issue(&body)["credential"]["name"], "Reading Coach");
    assert_eq!(world.get("/achievements").json()["@graph"].as_array().unwrap().len(), 10);

    // A class that is taken away leaves its badges: the same request still has its badge, and a new one is refused.
    std::fs::remove_file(folder.path().join("reading-coach.toml")).unwrap();
    let world = world.again();
    assert_eq!(world.post("/v1/completions", &body).status, 200);
    body["externalId"] = serde_json::json!("bb-2");
    assert_eq!(world.post("/v1/completions", &body).status, 422);
}
