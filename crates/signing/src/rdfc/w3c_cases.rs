//! W3C's own cases of RDFC-1.0 (w3c/rdf-canon, `tests/manifest.jsonld`), where they are at hand: the folder named by
//! `BADGEWRIGHT_CORPORA` has them in `rdf-canon.tar.gz`.
//!
//! All of them are taken, those with SHA-384 too; the one that no program shall finish is refused. `oxrdf`, by which we are
//! compared everywhere else, is held to the same cases but for that one: it has no bound, and would not come back. Outlines are
//! made of the cases that have one, and say the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use oxrdf::dataset::CanonicalizationHashAlgorithm;
use serde_json::Value;
use sha2::{Sha256, Sha384};

use super::*;
use crate::rdf::oxigraph::{Blanks, canonical_by_oxrdf};

#[test]
fn w3c_s_cases_come_out_as_they_say() {
    let Ok(corpora) = std::env::var("BADGEWRIGHT_CORPORA") else {
        println!("skipped: BADGEWRIGHT_CORPORA not set");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let archive = Path::new(&corpora).join("rdf-canon.tar.gz");
    let unpacked =
        Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(folder.path()).status().unwrap();
    assert!(unpacked.success());
    let tests = folder.path().join("tests");
    let manifest: Value =
        serde_json::from_str(&fs::read_to_string(tests.join("manifest.jsonld")).unwrap()).unwrap();
    let cases = manifest["entries"].as_array().unwrap();
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let mut outlined = 0;
    for case in cases {
        outlined += usize::from(is_right(case, &tests));
        *taken.entry(case["type"].as_str().unwrap()).or_default() += 1;
    }
    let kinds = [("rdfc:RDFC10EvalTest", 64), ("rdfc:RDFC10MapTest", 21), ("rdfc:RDFC10NegativeEvalTest", 1)];
    assert_eq!(taken, BTreeMap::from(kinds));
    assert_eq!(outlined, OUTLINED);
}

/// Of the others, nodes look alike, or are spoken of twice, or there are graphs.
const OUTLINED: usize = 28;

/// Whether there is an outline of it, too.
fn is_right(case: &Value, tests: &Path) -> bool {
    let read = |member: &str| fs::read_to_string(tests.join(case[member].as_str().unwrap())).unwrap();
    let mut blanks = Blanks::default();
    let input = read("action");
    let quads: Vec<_> = statements(&input).map(|line| blanks.quad(line.parse().unwrap())).collect();
    let (outlined, canonical, algorithm) = match case["hashAlgorithm"].as_str() {
        Some("SHA384") => both_ways::<Sha384>(quads, CanonicalizationHashAlgorithm::Sha384),
        _ => both_ways::<Sha256>(quads, CanonicalizationHashAlgorithm::Sha256),
    };
    if let Some(outlined) = &outlined {
        assert_eq!(canonical.as_ref(), Ok(outlined), "{case}");
    }
    if let Ok(canonical) = &canonical {
        let theirs = canonical_by_oxrdf(statements(&input).map(|line| line.parse().unwrap()), algorithm);
        assert_eq!(theirs, *canonical, "{case}");
    }
    match case["type"].as_str().unwrap() {
        "rdfc:RDFC10EvalTest" => assert_eq!(canonical.unwrap(), read("result"), "{case}"),
        "rdfc:RDFC10NegativeEvalTest" => assert_eq!(canonical, Err(TooComplex), "{case}"),
        "rdfc:RDFC10MapTest" => {
            let labels: BTreeMap<String, String> = serde_json::from_str(&read("result")).unwrap();
            let canonical = canonical.unwrap();
            if labels.is_empty() {
                assert!(!canonical.contains("_:"), "{case}");
            } else {
                assert_eq!(relabelled(&input, &labels), canonical, "{case}");
            }
        }
        other => panic!("{other} is no type of these cases"),
    }
    outlined.is_some()
}

/// All texts are always the same.
struct NothingGiven;

impl Owning for NothingGiven {
    fn count(&self) -> usize {
        0
    }

    fn place(&self, _text: &str) -> Option<usize> {
        None
    }
}

/// The form of an outline, if there is one, and the one that the algorithm makes.
fn both_ways<D: Digest>(
    quads: Vec<Quad<'_>>,
    algorithm: CanonicalizationHashAlgorithm,
) -> (Option<String>, Result<String, TooComplex>, CanonicalizationHashAlgorithm) {
    let outline = Outline::of::<D>(&quads, std::iter::empty(), &NothingGiven);
    (outline.and_then(|outline| outline.form::<D>(&[])), canonicalize::<D>(quads), algorithm)
}

/// The statements under the names that a map gives to their blank nodes. Maps are not among what we give out: a map is
/// right if it makes of the input what we make of it.
fn relabelled(input: &str, labels: &BTreeMap<String, String>) -> String {
    let renamed = |part: &str| {
        let label = part.strip_prefix("_:").and_then(|label| labels.get(label));
        label.map_or_else(|| part.to_owned(), |label| format!("_:{label}"))
    };
    let lines = statements(input)
        .map(|line| line.split_whitespace().map(renamed).collect::<Vec<_>>().join(" ") + "\n");
    lines.collect::<BTreeSet<_>>().into_iter().collect()
}

fn statements(nquads: &str) -> impl Iterator<Item = &str> {
    nquads.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}
