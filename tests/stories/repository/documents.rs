//! The documents of the repository say what is so: their commands work, their links lead somewhere, the tests that they
//! name exist.

use std::collections::BTreeSet;
use std::process::Command;

use super::sources::files;
use crate::world::{World, root};

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The documents, by their paths from the root.
fn documents() -> Vec<(String, String)> {
    let documents = files().into_iter().filter(|file| file.name.ends_with(".md"));
    documents.map(|file| (file.name, file.text)).collect()
}

/// What stands between backticks in a text, code blocks aside.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2))
}

#[test]
fn every_test_that_a_document_names_exists() {
    let mut named = 0;
    for (document, text) in documents() {
        for (file, test) in quoted(&text).filter_map(|code| code.split_once(".rs::")) {
            let source = read(&format!("{file}.rs"));
            assert!(
                source.contains(&format!("fn {test}(")),
                "{document} names {file}.rs::{test}, which is not there"
            );
            named += 1;
        }
    }
    assert!(named > 30, "the documents name {named} tests only");
}

#[test]
fn every_link_to_a_file_leads_to_one() {
    for (document, text) in documents() {
        let folder = root().join(&document).parent().unwrap().to_owned();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let file = link.split('#').next().unwrap_or_default();
            assert!(folder.join(file).exists(), "{document} links to {link}, which is not there");
        }
    }
}

#[test]
fn the_readme_has_each_of_the_two_commands_alone_on_a_line() {
    let readme = read("README.md");
    let lines: BTreeSet<&str> = readme.lines().collect();
    assert!(lines.contains("cargo run --release"));
    assert_eq!(
        lines.iter().filter(|line| line.starts_with("cargo test")).collect::<Vec<_>>(),
        [&"cargo test --workspace"]
    );
}

#[test]
fn the_readme_lists_every_command() {
    let help = String::from_utf8(crate::world::run(&["--help"]).stdout).unwrap();
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let commands = commands
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next());
    let readme = read("README.md");
    for command in commands.filter(|command| *command != "help") {
        assert!(
            readme.contains(&format!("| `badgewright {command}")),
            "README.md does not list `badgewright {command}`"
        );
    }
}

#[test]
fn the_architecture_is_told_in_less_than_two_hundred_lines() {
    let lines = read("ARCHITECTURE.md").lines().count();
    assert!(lines < 200, "ARCHITECTURE.md has {lines} lines");
}

#[test]
fn the_changelog_begins_with_what_is_unreleased() {
    let changelog = read("CHANGELOG.md");
    let first = changelog.lines().find(|line| line.starts_with("## "));
    assert_eq!(first, Some("## [Unreleased]"));
}

/// The shell commands of the README's tour, as they stand there.
fn tour() -> String {
    let readme = read("README.md");
    let (_, tour) = readme.split_once("\n## A tour in five minutes\n").unwrap();
    let tour = tour.split("\n## ").next().unwrap_or_default();
    tour.split("```sh\n").skip(1).filter_map(|block| block.split("```").next()).collect()
}

#[test]
fn the_tour_of_the_readme_works_as_it_is_written() {
    if Command::new("curl").arg("--version").output().is_err() {
        println!("skipped: curl not installed");
        return;
    }
    let world = World::new();
    let (tour, folder) = (tour(), world.path("tour"));
    let script = tour
        .replace("http://localhost:8080", &world.url)
        .replace("data/admin.key", world.data().join("admin.key").to_str().unwrap());
    std::fs::create_dir(&folder).unwrap();
    let output = Command::new("bash").args(["-euc", &script]).current_dir(&folder).output().unwrap();
    let (said, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{errors}");
    // What a command prints stands below it, as a comment.
    let promised: Vec<&str> = tour.lines().filter_map(|line| line.strip_prefix("# ")).collect();
    assert!(promised.len() > 8, "{tour}");
    let mut lines = said.lines();
    for expected in promised {
        assert!(
            lines.any(|line| line.contains(expected)),
            "{expected} was not printed in its place:\n{said}"
        );
    }
}
