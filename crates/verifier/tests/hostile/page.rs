//! `docs/hostile-corpus.md`, made of the corpus.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;

use super::case::Corpus;

const HEAD: &str = "# Hostile corpus

<!-- Made by crates/verifier/tests/hostile: run `UPDATE_DOCS=1 cargo test -p badgewright-verifier --test hostile` to write it anew. -->

Documents that were made to deceive a verifier or to wear it out. Each is a good badge with one thing done to it, made
and signed when the test runs; beside each stands the verdict and the [code](codes.md) that it gets. None is ever `valid`, but
for those of the last part, where a good badge carries something that gains its author nothing. For none is more
taken than 100 ms of CPU time (in a release build), 64 MB of memory and nineteen fetches.
";

fn page(corpus: &[Corpus]) -> String {
    let mut page = HEAD.to_owned();
    for part in corpus {
        writeln!(
            page,
            "\n## {}\n\n| what was done | verdict | check | code |\n|---|---|---|---|",
            part.subject
        )
        .unwrap();
        for case in &part.cases {
            writeln!(
                page,
                "| {} | {} | {} | `{}` |",
                case.name,
                case.verdict,
                case.check().as_str(),
                case.code
            )
            .unwrap();
        }
    }
    page
}

/// The page says what the corpus has.
pub(crate) fn assert_current(corpus: &[Corpus]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let file = root.join("docs/hostile-corpus.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, page(corpus)).unwrap();
    }
    assert!(
        std::fs::read_to_string(&file).unwrap() == page(corpus),
        "docs/hostile-corpus.md is not what the corpus is: UPDATE_DOCS=1 cargo test -p badgewright-verifier --test hostile"
    );
}

/// At least 150 documents that must not verify, each with a name of its own.
pub(crate) fn assert_large_enough(corpus: &[Corpus]) {
    let cases = || corpus.iter().flat_map(|part| &part.cases);
    let mut seen = HashSet::new();
    let twice: Vec<&str> =
        cases().map(|case| case.name.as_str()).filter(|name| !seen.insert(*name)).collect();
    assert!(twice.is_empty(), "two cases have the same name: {twice:?}");
    let hostile = cases().filter(|case| case.verdict != "valid").count();
    assert!(hostile >= 150, "{hostile} documents that must not verify");
}
