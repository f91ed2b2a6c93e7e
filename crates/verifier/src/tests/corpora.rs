//! What others published, where it is at hand: `BADGEWRIGHT_CORPORA` names the folder that has 1EdTech's samples
//! (`1edtech-ob30/`) and W3C's documents with chains of proofs (`w3c-previous-proof/`).

use std::path::Path;

use serde_json::Value;

use super::badges::ask;
use super::web::Web;
use crate::{CheckName, Outcome, Question, Submission};

#[tokio::test]
async fn w3cs_chains_of_proofs_hold_or_fail_as_their_names_say() {
    let Some(corpora) = std::env::var_os("BADGEWRIGHT_CORPORA") else {
        println!("skipped: BADGEWRIGHT_CORPORA not set");
        return;
    };
    let mut seen = 0;
    for entry in std::fs::read_dir(Path::new(&corpora).join("w3c-previous-proof")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let submission = Submission::Document { bytes: std::fs::read(&path).unwrap(), media_type: None };
        let report = ask(Web::default(), submission, &Question::default()).await;
        let expected = if name.contains("Ok") { Outcome::Pass } else { Outcome::Fail };
        assert_eq!(
            report.outcome(CheckName::Proof),
            expected,
            "{name}: {:#?}",
            report.check(CheckName::Proof)
        );
        seen += 1;
    }
    assert_eq!(seen, 12);
}

#[tokio::test]
async fn every_sample_is_given_a_verdict_that_a_strict_verifier_may_give_offline() {
    let Some(corpora) = std::env::var_os("BADGEWRIGHT_CORPORA") else {
        println!("skipped: BADGEWRIGHT_CORPORA not set");
        return;
    };
    let folder = Path::new(&corpora).join("1edtech-ob30");
    let verdicts: Vec<Value> =
        serde_json::from_slice(&std::fs::read(folder.join("verdicts.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for sample in verdicts.iter().filter(|sample| sample["offline"].is_array()) {
        let name = sample["file"].as_str().unwrap();
        let submission = Submission::Document {
            bytes: std::fs::read(folder.join("files").join(name)).unwrap(),
            media_type: sample["mediaType"].as_str().map(str::to_owned),
        };
        let report = ask(Web::default(), submission, &Question { recipient: None, strict: true }).await;
        let allowed = sample["offline"].as_array().unwrap();
        if !allowed.iter().any(|verdict| verdict == report.verdict.as_str()) {
            wrong.push(format!("{name}: {} {:#?}", report.verdict.as_str(), report.checks));
        }
        if let Some(says) = sample["says"].as_str()
            && !serde_json::to_string(&report).unwrap().contains(says)
        {
            wrong.push(format!("{name} does not say {says}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
