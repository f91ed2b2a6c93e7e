//! Badges of strangers, in every shape that published ones have, each signed while the test runs by a library that knows
//! nothing of us (`tests/peers/shapes.mjs`, `shapes.py`): what we say of it beside what its library says.

mod expected;

use std::collections::BTreeMap;

use serde_json::Value;

use self::expected::{Expected, NODE, PYTHON};
use crate::https::{Authority, Host, Peer};
use crate::peer::{has_node, python};
use crate::world::World;

/// A service that may look at this machine, and trusts the authority of the test.
fn verifier(authority: &Authority) -> World {
    World::with(&[], &authority.environment())
}

/// Verifies every shape that a peer says, until it has said all.
fn reports(world: &World, peer: &mut Peer) -> BTreeMap<String, (Value, Value)> {
    let mut found = BTreeMap::new();
    loop {
        let line = peer.line();
        let shape: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not a shape: {line}"));
        let Some(name) = shape["name"].as_str() else { return found };
        let text = |member: &str| shape[member].as_str().unwrap();
        let report = world.verify(text("mediaType"), text("body").as_bytes());
        let before = found.insert(name.to_owned(), (shape["theirs"].clone(), report));
        assert!(before.is_none(), "two shapes are called {name}");
    }
}

/// What a report says in a few words: the verdict, whether a fresh copy took the badge's place, and the code of each check
/// that fails or cannot tell. Endorsements only warn, and are told all the same.
fn in_short(report: &Value) -> String {
    let mut words = vec![report["verdict"].as_str().unwrap()];
    if !report["refreshedFrom"].is_null() {
        words.push("refreshed");
    }
    for check in report["checks"].as_array().unwrap() {
        let told = if check["check"] == "endorsements" { "fail unknown warn" } else { "fail unknown" };
        if told.contains(check["outcome"].as_str().unwrap()) {
            words.push(check["code"].as_str().unwrap());
        }
    }
    words.join(" ")
}

/// Holds every shape to its line of the table; all that differ at once.
fn compare(table: &[Expected], found: &BTreeMap<String, (Value, Value)>) {
    let mut differences = Vec::new();
    for (name, (theirs, report)) in found {
        let ours = in_short(report);
        let theirs = match &theirs["verified"] {
            Value::Bool(true) => "right",
            Value::Bool(false) => "wrong",
            _ => "-",
        };
        let line = table.iter().find(|line| line.name == name);
        if line.is_none_or(|line| line.ours != ours || line.theirs != theirs) {
            differences.push(format!("{name:?} {theirs:?} {ours:?}"));
        }
    }
    assert!(differences.is_empty(), "not as the table has it:\n{}", differences.join("\n"));
    let missing: Vec<&str> =
        table.iter().map(|line| line.name).filter(|name| !found.contains_key(*name)).collect();
    assert!(missing.is_empty(), "no peer makes {missing:?}");
}

#[test]
fn every_shape_that_node_signs_gets_the_verdict_of_its_library_or_a_better_founded_one() {
    if !has_node() {
        return;
    }
    let authority = Authority::new();
    let world = verifier(&authority);
    let mut host = Host::start("shapes.mjs", &authority);
    compare(NODE, &reports(&world, &mut host.peer));
}

#[test]
fn every_shape_that_openbadgeslib_signs_gets_its_verdict_or_a_better_founded_one() {
    let Some(mut command) = python().filter(|_| has_node()) else { return };
    let authority = Authority::new();
    let world = verifier(&authority);
    let mut host = Host::start("https.mjs", &authority);
    let mut peer = Peer::start(command.arg("shapes.py"), &authority);
    peer.tell(&format!("https://localhost:{}", host.port));
    host.serve(&serde_json::from_str(&peer.line()).unwrap());
    peer.tell("served");
    compare(PYTHON, &reports(&world, &mut peer));
}

#[test]
fn the_table_gives_a_reason_wherever_a_library_and_we_differ() {
    for line in NODE.iter().chain(PYTHON) {
        let agrees = match line.theirs {
            "right" => line.ours.starts_with("valid"),
            "wrong" => !line.ours.starts_with("valid"),
            _ => true,
        };
        assert_eq!(agrees, line.because.is_empty(), "{}: {}", line.name, line.because);
    }
}
