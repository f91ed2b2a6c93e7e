//! SIGKILL at any moment loses nothing that was acknowledged, and a power cut neither.

use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::world::{World, completion};

#[test]
fn every_acknowledged_badge_survives_a_kill_and_still_verifies() {
    let world = World::configured(&["--public-url", "https://badges.example"]);
    let (acknowledged, stop) = (Mutex::new(Vec::<(Value, Value)>::new()), AtomicBool::new(false));
    let killed = Mutex::new(world);
    // The world is locked only to be killed; requests go to its address.
    let (url, key) = {
        let world = killed.lock().unwrap();
        (world.url.clone(), world.key.clone())
    };
    thread::scope(|scope| {
        for writer in 0..4 {
            let (acknowledged, stop, url, key) = (&acknowledged, &stop, &url, &key);
            scope.spawn(move || {
                for n in 0.. {
                    let body = completion(&format!("kill-{writer}-{n}"));
                    let posted = ureq::post(format!("{url}/v1/completions"))
                        .header("Authorization", format!("Bearer {key}"))
                        .header("Content-Type", "application/json")
                        .send(body.to_string());
                    let Ok(mut answer) = posted else { return };
                    let Ok(issued) = answer.body_mut().read_to_vec() else { return };
                    if answer.status() == 201 {
                        let Ok(issued) = serde_json::from_slice(&issued) else { return };
                        acknowledged.lock().unwrap().push((body, issued));
                    }
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                }
            });
        }
        let deadline = Instant::now() + Duration::from_secs(30);
        while acknowledged.lock().unwrap().len() < 40 && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(1));
        }
        killed.lock().unwrap().kill();
        stop.store(true, Ordering::Relaxed);
    });
    let enough = acknowledged.lock().unwrap().len();
    assert!(enough >= 40, "only {enough} badges were acknowledged within 30 s");
    let world = killed.into_inner().unwrap().again();
    let acknowledged = acknowledged.into_inner().unwrap();
    let mut slots = std::collections::BTreeSet::new();
    for (sent, issued) in &acknowledged {
        let path = format!("/credentials/{}", issued["id"].as_str().unwrap());
        assert_eq!(world.get(&path).json(), issued["credential"]);
        let entry = &issued["credential"]["credentialStatus"];
        assert!(slots.insert(entry["id"].clone().to_string()), "a status index was used twice");
        let again = world.post("/v1/completions", sent);
        assert_eq!((again.status, &again.json()["id"]), (200, &issued["id"]));
    }
    let report = world.verify_json(&acknowledged[0].1["credential"]);
    assert_eq!(report["verdict"], "valid", "{report:#}");
}

/// A kill does not show what only the kernel has: what was asked of it does.
#[test]
fn each_badge_is_synced_to_the_disk_before_it_is_acknowledged() {
    let world = World::new();
    let calls = world.path("calls");
    let mut tracing = Command::new("strace");
    tracing
        .args(["-f", "-e", "trace=fsync,fdatasync,sendto", "-p", &world.process().to_string(), "-o"])
        .arg(&calls);
    let Ok(mut tracing) = tracing.stderr(Stdio::null()).spawn() else {
        println!("skipped: strace not installed");
        return;
    };
    let traced = || std::fs::read_to_string(&calls).unwrap_or_default();
    let deadline = Instant::now() + Duration::from_secs(10);
    // Until it is attached, answers are not seen.
    while !traced().contains("HTTP/1.1 200") && Instant::now() < deadline {
        world.get("/healthz");
    }
    if !traced().contains("HTTP/1.1 200") {
        let _ = tracing.kill();
        let _ = tracing.wait();
        println!("skipped: ptrace not set to let strace attach (kernel.yama.ptrace_scope)");
        return;
    }
    for number in 0..5 {
        world.issue(&completion(&format!("sync-{number}")));
    }
    while traced().matches("HTTP/1.1 201").count() < 5 && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(10));
    }
    tracing.kill().unwrap();
    tracing.wait().unwrap();
    let calls = traced();
    let before: Vec<&str> = calls.split("HTTP/1.1 201").collect();
    assert_eq!(before.len(), 6, "{calls}");
    for before in &before[..5] {
        let is_done = |line: &str| line.contains("sync") && line.trim_end().ends_with("= 0");
        assert!(before.lines().any(is_done), "{calls}");
    }
}

#[test]
fn a_revocation_survives_a_kill() {
    let mut world = World::new();
    let issued = world.issue(&completion("bb-1"));
    let revoked = world
        .post(&format!("/v1/credentials/{}/revoke", issued["id"].as_str().unwrap()), &json!({"reason": "x"}));
    assert_eq!(revoked.status, 200);
    world.kill();
    let world = world.again();
    assert_eq!(world.verify_json(&issued["credential"])["verdict"], "invalid");
}

#[test]
fn sigterm_ends_it_with_exit_code_zero() {
    let mut world = World::new();
    world.issue(&completion("bb-1"));
    assert_eq!(world.terminate(), Some(0));
}

#[test]
fn a_second_process_over_the_same_folder_is_told_why_it_cannot_start() {
    let world = World::new();
    let (data, url) = (world.data(), world.url.clone());
    let arguments =
        ["serve", "--listen", "127.0.0.1:0", "--public-url", &url, "--data-dir", data.to_str().unwrap()];
    let second = crate::world::run(&arguments);
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert_eq!(second.status.code(), Some(1));
    assert!(said.contains("in use by another process"), "{said}");
}
