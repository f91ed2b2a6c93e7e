//! Badges of registered classes from issuers that were, or were not, approved by those whose approval counts.

use serde_json::{Value, json};

use crate::world::{Answer, World, badgewright, completion, outcome, run};

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

/// A service that its neighbours on this machine can ask.
fn neighbour(more: &[&str]) -> World {
    let flags = ["--issuer.did-method", "key", "--allow-private-networks", "true"];
    World::configured(&[&flags, more].concat())
}

fn did(world: &World) -> &str {
    world.started["did"].as_str().unwrap()
}

/// The department's approval of a provider.
fn approve(department: &World, provider: &str) -> Value {
    let body = json!({"subject": provider, "name": "Approved provider", "comment": "For all classes."});
    let answer = department.post("/v1/endorsements", &body);
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

fn withdraw(department: &World, approval: &Value) -> Answer {
    let path = format!("/v1/endorsements/{}/withdraw", approval["id"].as_str().unwrap());
    department.post(&path, &json!({"reason": "The contract ended."}))
}

#[test]
fn an_approval_that_the_badge_carries_counts_and_its_withdrawal_from_its_day_on() {
    let department = neighbour(&[]);
    // It has to know at once what the department has withdrawn.
    let provider = neighbour(&["--approvers", did(&department), "--fetch.max-age", "0"]);
    let approval = approve(&department, did(&provider));
    let attached = provider.post("/v1/issuer/endorsements", &approval["credential"]);
    assert_eq!(attached.status, 201, "{}", attached.text());
    let before = provider.issue(&completion("bb-1"))["credential"].clone();
    let report = provider.verify_json(&before);
    assert_eq!(
        (&report["verdict"], &line(&report)["outcome"]),
        (&json!("valid"), &json!("pass")),
        "{report:#}"
    );
    assert!(line(&report)["detail"].as_str().unwrap().contains(did(&department)), "{report:#}");

    let withdrawn = withdraw(&department, &approval).json();
    let until = withdrawn["credential"]["validUntil"].as_str().unwrap();
    assert_eq!(line(&provider.verify_json(&before))["outcome"], "pass", "it was awarded before");
    // The award is dated by the second, and so is the withdrawal.
    let mut after = Value::Null;
    while after["awardedDate"].as_str().unwrap_or_default() <= until {
        std::thread::sleep(std::time::Duration::from_millis(200));
        after = provider.issue(&completion(&format!("bb-{}", after["id"])))["credential"].clone();
    }
    let report = provider.verify_json(&after);
    assert_eq!(
        (&report["verdict"], &line(&report)["outcome"]),
        (&json!("valid"), &json!("warn")),
        "{report:#}"
    );
    assert_eq!(line(&report)["code"], "endorsements.approval_other_time");

    drop(department);
    let report = provider.verify_json(&before);
    assert_eq!(
        (&report["verdict"], &line(&report)["outcome"]),
        (&json!("valid"), &json!("warn")),
        "{report:#}"
    );
    assert_eq!(line(&report)["code"], "endorsements.undecided");
}

#[test]
fn the_department_counts_the_approvals_that_it_keeps_itself() {
    let department = neighbour(&[]);
    let own = did(&department).to_owned();
    let flags = ["--issuer.did-method", "key", "--allow-private-networks", "true", "--approvers", &own];
    let department = department.again_with(&flags);
    let provider = neighbour(&[]);
    let badge = provider.issue(&completion("bb-1"))["credential"].clone();
    assert_eq!(line(&department.verify_json(&badge))["code"], "endorsements.not_approved");
    approve(&department, did(&provider));
    let badge = provider.issue(&completion("bb-2"))["credential"].clone();
    let report = department.verify_json(&badge);
    assert_eq!(
        (&report["verdict"], &line(&report)["outcome"]),
        (&json!("valid"), &json!("pass")),
        "{report:#}"
    );
}
