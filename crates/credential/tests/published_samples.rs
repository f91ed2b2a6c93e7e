//! The form check against 1EdTech's published samples, where a copy of them is at hand.
//!
//! Set `BADGEWRIGHT_CORPORA` to a folder with `1edtech-ob30/verdicts.json` and the files that it names.

use std::path::{Path, PathBuf};

use badgewright_credential::form::{self, FormOutcome};
use serde_json::Value;

/// The checks of 1EdTech's validator that look at form alone.
const PROBES_OF_FORM: [&str; 5] =
    ["TypePropertyProbe", "JsonSchemaProbe", "CredentialSubjectProbe", "EvidenceProbe", "IssuerProbe"];

fn folder() -> Option<PathBuf> {
    let Some(corpora) = std::env::var_os("BADGEWRIGHT_CORPORA") else {
        println!("skipped: BADGEWRIGHT_CORPORA not set");
        return None;
    };
    Some(Path::new(&corpora).join("1edtech-ob30"))
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Each JSON sample with its verdict.
fn samples(folder: &Path) -> Vec<(Value, Value)> {
    let verdicts = read(&folder.join("verdicts.json"));
    let verdicts = verdicts.as_array().unwrap().iter().filter(|verdict| verdict["kind"] == "json");
    let samples: Vec<_> = verdicts
        .map(|verdict| (verdict.clone(), read(&folder.join("files").join(verdict["file"].as_str().unwrap()))))
        .collect();
    assert!(samples.len() > 10, "the folder has its samples");
    samples
}

fn fails(badge: &Value, strict: bool) -> bool {
    form::deviations(badge).iter().any(|found| found.outcome(strict) == Some(FormOutcome::Fail))
}

#[test]
fn what_the_validator_refuses_for_its_form_is_refused_here() {
    let Some(folder) = folder() else { return };
    for (verdict, badge) in samples(&folder) {
        if PROBES_OF_FORM.iter().any(|probe| verdict["probe"] == *probe) {
            assert!(fails(&badge, false), "{}: {:#?}", verdict["file"], form::deviations(&badge));
        }
    }
}

#[test]
fn what_the_validator_accepts_is_accepted_even_by_the_strict() {
    let Some(folder) = folder() else { return };
    for (verdict, badge) in samples(&folder) {
        if verdict["expected"] == "valid" || verdict["expected"] == "warning" {
            assert!(!fails(&badge, true), "{}: {:#?}", verdict["file"], form::deviations(&badge));
        }
    }
}

#[test]
fn what_is_wrong_elsewhere_is_not_called_a_fault_of_form() {
    let Some(folder) = folder() else { return };
    let elsewhere = [
        "RevocationListProbe",
        "BitstringStatusListProbe",
        "ExpirationProbe",
        "InlineJsonSchemaProbe",
        "JsonLDValidationProbe",
    ];
    for (verdict, badge) in samples(&folder) {
        if elsewhere.iter().any(|probe| verdict["probe"] == *probe) {
            assert!(!fails(&badge, false), "{}: {:#?}", verdict["file"], form::deviations(&badge));
        }
    }
}
