//! W3C's own cases of RDFC-1.0 (w3c/rdf-canon, `tests/manifest.jsonld`), where they are at hand: the folder named by
//! `BADGEWRIGHT_CORPORA` has them in `rdf-canon.tar.gz`.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use sha2::{Sha256, Sha384};

use super::*;
use crate::rdf::oxigraph::Blanks;

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
    let mut run = 0;
    for case in manifest["entries"].as_array().unwrap() {
        run += usize::from(is_right(case, &tests));
    }
    assert!(run > 60, "only {run} cases ran");
}

/// Runs one case; `false` for those of label maps, which are not among what we give out.
fn is_right(case: &Value, tests: &Path) -> bool {
    let read = |member: &str| fs::read_to_string(tests.join(case[member].as_str().unwrap())).unwrap();
    let mut blanks = Blanks::default();
    let input = read("action");
    let lines = input.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let quads: Vec<_> = lines.map(|line| blanks.quad(line.parse().unwrap())).collect();
    let canonical = match case["hashAlgorithm"].as_str() {
        Some("SHA384") => canonicalize::<Sha384>(&quads),
        _ => canonicalize::<Sha256>(&quads),
    };
    match case["type"].as_str().unwrap() {
        "rdfc:RDFC10EvalTest" => assert_eq!(canonical.unwrap(), read("result"), "{case}"),
        "rdfc:RDFC10NegativeEvalTest" => assert_eq!(canonical, Err(TooComplex), "{case}"),
        _ => return false,
    }
    true
}
