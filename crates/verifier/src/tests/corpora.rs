//! 1EdTech's own samples, where they are at hand: `BADGEWRIGHT_CORPORA` names the folder that has `1edtech-ob30/`.

use std::path::Path;

use serde_json::Value;

use super::badges::ask;
use super::web::Web;
use crate::{Question, Submission};

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
