//! Badges of registered classes from issuers that were, or were not, approved by those whose approval counts.

use serde_json::Value;

use crate::world::{World, badgewright, completion, outcome, run};

/// The line of the check `endorsements`.
fn line(report: &Value) -> &Value {
    report["checks"].as_array().unwrap().iter().find(|line| line["check"] == "endorsements").unwrap()
}

#[test]
fn without_approvers_nothing_is_asked() {
    let world = World::new();
    let report = world.verify_json(&world.issue(&completion("bb-1"))["credential"]);
    assert_eq!(outcome(&report, "endorsements"), "skip");
}

#[test]
fn a_badge_from_an_issuer_that_nobody_approved_is_valid_with_a_warning_that_says_so() {
    let world = World::configured(&["--approvers", "did:web:dese.example, did:web:district.example"]);
    let issued = world.issue(&completion("bb-1"));
    let report = world.verify_json(&issued["credential"]);
    assert_eq!(report["verdict"], "valid", "{report:#}");
    assert_eq!(
        (&line(&report)["outcome"], &line(&report)["code"]),
        (&"warn".into(), &"endorsements.not_approved".into())
    );
    let address = issued["url"].as_str().unwrap();
    let page = world.browse(address.strip_prefix(&world.url).unwrap_or(address)).text();
    assert!(page.contains("needs an approval, and none was found for this issuer"), "{page}");
}

#[test]
fn an_approver_needs_no_approval_itself() {
    let flags = ["--public-url", "https://dese.example", "--approvers", "did:web:dese.example"];
    let world = World::configured(&flags);
    let report = world.verify_json(&world.issue(&completion("bb-1"))["credential"]);
    assert_eq!(outcome(&report, "endorsements"), "pass", "{report:#}");
}

#[test]
fn approvers_are_a_list_in_the_file_and_a_text_in_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("badgewright.toml");
    std::fs::write(&file, "approvers = [\"did:web:a.example\", \"did:web:b.example\"]\n").unwrap();
    let from_file = World::configured(&["--config", file.to_str().unwrap()]);
    let from_environment =
        World::with_environment(&[("BADGEWRIGHT_APPROVERS", "did:web:a.example,did:web:b.example")]);
    for world in [from_file, from_environment] {
        let report = world.verify_json(&world.issue(&completion("bb-1"))["credential"]);
        assert_eq!(line(&report)["code"], "endorsements.not_approved");
    }
}

#[test]
fn an_approver_that_is_no_did_stops_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let output = run(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data-dir",
        data.to_str().unwrap(),
        "--approvers",
        "did:web:a.example,dese.example",
    ]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("`dese.example` is not a DID"), "{said}");
}

#[test]
fn the_command_is_told_approvers_too() {
    let world = World::configured(&["--issuer.did-method", "key"]);
    let issued = world.issue(&completion("bb-1"));
    let file = world.path("badge.json");
    std::fs::write(&file, issued["credential"].to_string()).unwrap();
    let verify = |approvers: &str| -> Value {
        let arguments =
            ["verify", file.to_str().unwrap(), "--json", "--allow-private-networks", "--approvers"];
        let output = badgewright().args(arguments).arg(approvers).output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
    };
    let report = verify("did:web:dese.example");
    assert_eq!(report["verdict"], "valid", "{report:#}");
    assert_eq!(line(&report)["code"], "endorsements.not_approved");
    let report = verify(&format!("did:web:dese.example,{}", world.started["did"].as_str().unwrap()));
    assert_eq!(line(&report)["outcome"], "pass");
}
