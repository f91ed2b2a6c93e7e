//! What the operator at 3 a.m. has: health, metrics, logs, keys on disk.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::world::{World, completion, run};

#[test]
fn health_readiness_and_metrics_answer() {
    let world = World::new();
    let issued = world.issue(&completion("bb-1"));
    world.verify_json(&issued["credential"]);
    assert_eq!(world.get("/healthz").json()["status"], "ok");
    assert_eq!(world.get("/readyz").json()["status"], "ready");
    let metrics = world.get("/metrics").text();
    for line in [
        "badgewright_badges_issued_total 1",
        "badgewright_verifications_total{verdict=\"valid\"} 1",
        "badgewright_http_requests_total{route=\"/v1/completions\",method=\"POST\",status=\"201\"} 1",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    assert!(!metrics.contains(issued["id"].as_str().unwrap()), "no badge is named");
}

#[test]
fn words_that_strangers_send_as_methods_are_counted_as_one() {
    let world = World::new();
    for method in ["BREW", "PROPFIND"] {
        assert_eq!(world.request(method, "/healthz", &[], b"").status, 405, "{method}");
    }
    let metrics = world.get("/metrics").text();
    assert!(metrics.contains("method=\"other\",status=\"405\"} 2"), "{metrics}");
    assert!(!metrics.contains("BREW") && !metrics.contains("PROPFIND"), "{metrics}");
}

#[test]
fn every_answer_has_an_id_that_the_log_knows() {
    let world = World::configured(&["--log.format", "json"]);
    let answer = world.post("/v1/completions", &json!({}));
    let id = answer.header("x-request-id");
    assert_eq!(answer.json()["instance"], format!("urn:uuid:{id}"));
    let log = world.logged(&id);
    let lines: Vec<Value> = log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert!(lines.iter().any(|line| line["span"]["id"] == id && line["fields"]["status"] == 422), "{log}");
}

#[test]
fn secrets_are_readable_by_their_owner_alone() {
    let world = World::new();
    let mode = |name: &str| std::fs::metadata(world.data().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(""), mode("admin.key"), mode("lookup.key"), mode("keys")), (0o700, 0o600, 0o600, 0o700));
    for key in std::fs::read_dir(world.data().join("keys")).unwrap() {
        assert_eq!(key.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let admin = std::fs::read_to_string(world.data().join("admin.key")).unwrap();
    assert_eq!(admin.lines().count(), 1);
}

#[test]
fn a_lost_look_up_key_stops_the_start_once_there_are_badges() {
    let mut world = World::configured(&["--public-url", "https://badges.example"]);
    let file = world.data().join("lookup.key");
    world.kill();
    std::fs::remove_file(&file).unwrap();
    let mut world = world.again();
    world.issue(&completion("bb-1"));
    world.kill();
    std::fs::remove_file(&file).unwrap();
    let data = world.data();
    let place = ["--listen", "127.0.0.1:0", "--data-dir", data.to_str().unwrap()];
    let output = run(&[&["serve", "--public-url", "https://badges.example"], &place[..]].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("lookup.key") && said.contains("backup"), "{said}");
    assert!(!file.exists(), "none is made in its place");
}

#[test]
fn key_files_are_encrypted_where_a_passphrase_is_configured() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("passphrase");
    std::fs::write(&file, "correct horse battery staple\n").unwrap();
    let world = World::configured(&["--key-passphrase-file", file.to_str().unwrap()]);
    for key in std::fs::read_dir(world.data().join("keys")).unwrap() {
        let text = std::fs::read_to_string(key.unwrap().path()).unwrap();
        assert!(!text.contains("secretKeyMultibase"), "{text}");
    }
    let issued = world.issue(&completion("bb-1"));
    let world = world.again();
    assert_eq!(world.verify_json(&issued["credential"])["verdict"], "valid");
}

#[test]
fn a_start_prints_where_it_is_and_two_lines_that_work() {
    use std::io::Read as _;
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("a folder's data");
    let mut process = crate::world::badgewright()
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir", data.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (mut said, mut chunk) = (String::new(), [0; 4096]);
    let mut output = process.stdout.take().unwrap();
    while said.matches("curl ").count() < 2 || !said.ends_with("\n\n") {
        let n = output.read(&mut chunk).unwrap();
        assert_ne!(n, 0, "{said}");
        said.push_str(&String::from_utf8_lossy(&chunk[..n]));
    }
    assert!(
        said.contains("Demo mode") && said.contains("did:web:localhost%3A") && said.contains("admin.key"),
        "{said}"
    );
    let lines = said.lines().map(str::trim).filter(|line| line.starts_with("curl "));
    let answers: Vec<String> = lines
        .map(|line| {
            String::from_utf8(Command::new("bash").args(["-c", line]).output().unwrap().stdout).unwrap()
        })
        .collect();
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(answers[0].contains("\"status\":\"active\""), "{answers:?}");
    assert!(answers[1].contains("\"verdict\":\"valid\""), "{answers:?}");
}
