//! The repository's own rules: what depends on what, how long files are, what stands in no file.

mod citations;
mod documents;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use toml::{Table, Value};

use self::sources::{Source, files, sources};
use crate::world::root;

/// Longest file, in lines, its tests included.
const LONGEST_FILE: usize = 500;
/// Most lines of half of the files, without their tests.
const USUAL_FILE: usize = 150;

/// The crates, and which others each may name. What is not here is an arrow that must not be.
const ARROWS: [(&str, &[&str]); 8] = [
    ("credential", &[]),
    ("fetch", &[]),
    ("signing", &["credential"]),
    ("registry", &["credential"]),
    ("store", &["credential"]),
    ("issuer", &["credential", "signing", "registry", "store"]),
    ("verifier", &["credential", "signing", "fetch"]),
    ("server", &["credential", "signing", "registry", "store", "fetch", "issuer", "verifier"]),
];

/// What only one crate may know.
const KNOWN_TO_ONE: [(&str, &[&str]); 5] = [
    ("store", &["sled", "postcard", "sqlx"]),
    ("fetch", &["reqwest", "hyper", "rustls", "tokio-rustls", "rustls-platform-verifier"]),
    (
        "signing",
        &[
            "ed25519-dalek",
            "p256",
            "p384",
            "rsa",
            "aws-lc-rs",
            "oxjsonld",
            "oxrdf",
            "argon2",
            "chacha20poly1305",
        ],
    ),
    (
        "verifier",
        &[
            "ssi-claims-core",
            "ssi-data-integrity-core",
            "ssi-data-integrity-suites",
            "ssi-json-ld",
            "ssi-rdf",
            "ssi-verification-methods",
        ],
    ),
    (
        "server",
        &["actix-web", "actix-multipart", "actix-rt", "askama", "clap", "config", "prometheus-client"],
    ),
];

/// What a crate measures itself beside, and does not use otherwise.
const MEASURED_BESIDE: [(&str, &str); 1] = [("issuer", "ed25519-dalek")];

/// The manifests of the crates, by the name of their folder.
fn manifests() -> BTreeMap<String, Table> {
    let folders = std::fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let read = |folder: PathBuf| {
        let text = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        (folder.file_name().unwrap().to_str().unwrap().to_owned(), text.parse().unwrap())
    };
    folders.filter(|folder| folder.is_dir()).map(read).collect()
}

/// All that a manifest depends on, to build, to run or to be tested, but not what it is measured beside.
fn dependencies(manifest: &Table) -> BTreeSet<&str> {
    let crate_name = manifest["package"]["name"].as_str().unwrap().trim_start_matches("badgewright-");
    let named = |table: &str| manifest.get(table).and_then(Value::as_table).into_iter().flat_map(Table::keys);
    let measured_beside = |package: &&String| MEASURED_BESIDE.contains(&(crate_name, package));
    let own = ["dependencies", "build-dependencies"].into_iter().flat_map(named);
    let of_tests = named("dev-dependencies").filter(|package| !measured_beside(package));
    own.chain(of_tests).map(String::as_str).collect()
}

#[test]
fn arrows_between_crates_point_one_way() {
    let manifests = manifests();
    assert_eq!(
        manifests.keys().collect::<BTreeSet<_>>(),
        ARROWS.map(|(name, _)| name.to_owned()).iter().collect()
    );
    for (name, allowed) in ARROWS {
        let others =
            dependencies(&manifests[name]).into_iter().filter_map(|found| found.strip_prefix("badgewright-"));
        for other in others.filter(|other| *other != name) {
            assert!(allowed.contains(&other), "{name} must not know {other}");
        }
    }
}

#[test]
fn what_one_crate_knows_no_other_does() {
    for (name, manifest) in manifests() {
        for (knower, packages) in KNOWN_TO_ONE.iter().filter(|(knower, _)| *knower != name) {
            let theirs = dependencies(&manifest);
            let taken: Vec<&&str> = packages.iter().filter(|package| theirs.contains(**package)).collect();
            assert!(taken.is_empty(), "{name} depends on {taken:?}, which is for {knower} alone");
        }
    }
}

#[test]
fn every_crate_is_named_for_its_folder_and_inherits_lints_license_and_edition() {
    for (name, manifest) in manifests() {
        let inherits = |value: Option<&Value>| {
            value.and_then(|value| value.get("workspace")) == Some(&Value::Boolean(true))
        };
        let package = manifest["package"].as_table().unwrap();
        assert_eq!(package["name"].as_str(), Some(format!("badgewright-{name}").as_str()));
        assert!(inherits(manifest.get("lints")), "{name}: [lints] workspace = true");
        for key in ["version", "edition", "rust-version", "license", "publish"] {
            assert!(inherits(package.get(key)), "{name}: {key}.workspace = true");
        }
    }
}

#[test]
fn no_file_is_long_and_half_of_them_are_short() {
    let sources = sources();
    for source in &sources {
        let lines = source.text.lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines; {LONGEST_FILE} are allowed", source.name);
    }
    let mut lengths: Vec<usize> = sources
        .iter()
        .filter(|source| !source.is_test())
        .map(|source| source.without_tests().lines().count())
        .collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= USUAL_FILE, "the median is {median} lines; {USUAL_FILE} are allowed");
}

#[test]
fn every_file_of_a_crate_begins_with_what_it_is_about() {
    for Source { name, text } in sources().iter().filter(|source| !source.is_test()) {
        assert!(text.starts_with("//! "), "{name} does not begin with `//!`");
    }
}

#[test]
fn nothing_is_exported_by_a_star() {
    for Source { name, text } in sources() {
        let star = text.lines().find(|line| {
            line.trim_start().starts_with("pub") && line.contains("use ") && line.contains("::*")
        });
        assert_eq!(star, None, "{name}");
    }
}

#[test]
fn nothing_is_left_undone_in_a_comment() {
    // Put together here, so that this file is not found by itself.
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["HA", "CK:"].concat()];
    for Source { name, text } in files() {
        for mark in &marks {
            let found = text.lines().find(|line| line.contains(mark.as_str()));
            assert_eq!(found, None, "{name}");
        }
    }
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let places = [
        ["/wo", "rk/"].concat(),
        ["../sha", "red"].concat(),
        ["/home", "/"].concat(),
        ["/ro", "ot/"].concat(),
    ];
    // What checks a change may look for corpora beside the repository.
    for Source { name, text } in files().into_iter().filter(|source| source.name != ".ci/run") {
        for place in &places {
            let found = text.lines().find(|line| line.contains(place.as_str()));
            assert_eq!(found, None, "{name}");
        }
    }
}
