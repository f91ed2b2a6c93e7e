//! The form check against 1EdTech's published samples, and the rules for plain credentials against those of the W3C,
//! where a copy of them is at hand.
//!
//! Set `BADGEWRIGHT_CORPORA` to a folder with `1edtech-ob30/verdicts.json` and the files that it names, and
//! `w3c-vc-data-model-2.0/input/` (the inputs of w3c/vc-data-model-2.0-test-suite).

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that panics fails")]

use std::path::{Path, PathBuf};

use badgewright_credential::PlainCredential;
use badgewright_credential::form::{self, FormOutcome};
use serde_json::Value;

/// The checks of 1EdTech's validator that look at form alone.
const PROBES_OF_FORM: [&str; 5] =
    ["TypePropertyProbe", "JsonSchemaProbe", "CredentialSubjectProbe", "EvidenceProbe", "IssuerProbe"];

fn folder(name: &str) -> Option<PathBuf> {
    let Some(corpora) = std::env::var_os("BADGEWRIGHT_CORPORA") else {
        println!("skipped: BADGEWRIGHT_CORPORA not set");
        return None;
    };
    Some(Path::new(&corpora).join(name))
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
    let Some(folder) = folder("1edtech-ob30") else { return };
    for (verdict, badge) in samples(&folder) {
        if PROBES_OF_FORM.iter().any(|probe| verdict["probe"] == *probe) {
            assert!(fails(&badge, false), "{}: {:#?}", verdict["file"], form::deviations(&badge));
        }
    }
}

#[test]
fn what_the_validator_accepts_is_accepted_even_by_the_strict() {
    let Some(folder) = folder("1edtech-ob30") else { return };
    for (verdict, badge) in samples(&folder) {
        if verdict["expected"] == "valid" || verdict["expected"] == "warning" {
            assert!(!fails(&badge, true), "{}: {:#?}", verdict["file"], form::deviations(&badge));
        }
    }
}

#[test]
fn what_is_wrong_elsewhere_is_not_called_a_fault_of_form() {
    let Some(folder) = folder("1edtech-ob30") else { return };
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

/// What only JSON-LD processing can find: terms that are redefined, or defined as no URL, or not at all.
const FAULTS_OF_JSON_LD: [&str; 4] = [
    "credential-redef-type-fail.json",
    "credential-redef-type2-fail.json",
    "credential-type-mapped-nonurl-fail.json",
    "credential-type-unmapped-fail.json",
];

/// The credentials among the W3C's inputs, as the suite sends them: with an issuer, and moments for its placeholders.
fn plain_credentials(folder: &Path) -> Vec<(String, Value)> {
    let files = [folder.to_owned(), folder.join("names-and-descriptions")].into_iter().flat_map(|folder| {
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    });
    let name_of = |file: &Path| file.file_name().unwrap().to_str().unwrap().to_owned();
    let named = files.filter(|file| file.is_file()).map(|file| (name_of(&file), file));
    let credentials = named.filter(|(name, _)| !name.starts_with("presentation"));
    credentials.map(|(name, file)| (name, filled(read(&file)))).collect()
}

fn filled(mut credential: Value) -> Value {
    let issuer = "did:key:z6MkrpB7LjeXZm9yqJK4bfVNCXRoRDpQSFVaXxZzpAEqDGkZ";
    match credential.get_mut("issuer") {
        None => credential["issuer"] = issuer.into(),
        Some(Value::Object(profile)) if !profile.contains_key("id") => {
            _ = profile.insert("id".to_owned(), issuer.into())
        }
        Some(_) => {}
    }
    let text = credential.to_string();
    let text =
        text.replace("FUTURE DATE", "2040-01-01T00:00:00Z").replace("PAST DATE", "2020-01-01T00:00:00Z");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn plain_credentials_are_prepared_or_refused_as_the_w3c_wants() {
    let Some(folder) = folder("w3c-vc-data-model-2.0") else { return };
    let credentials = plain_credentials(&folder.join("input"));
    assert!(credentials.len() > 50, "the folder has its inputs");
    for (name, credential) in credentials {
        let prepared = PlainCredential::new(credential).prepare();
        if name.ends_with("-ok.json") || FAULTS_OF_JSON_LD.contains(&name.as_str()) {
            assert!(prepared.is_ok(), "{name}: {:?}", prepared.err());
        } else if name != "credential-no-issuer-fail.json" {
            // The suite leaves the issuer out of that one, and the service fills it in.
            assert!(prepared.is_err(), "{name}");
        }
    }
}
