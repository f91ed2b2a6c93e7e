//! 1EdTech's samples, posted to the service as a stranger would, where they are at hand: `BADGEWRIGHT_CORPORA` names the folder
//! that has `1edtech-ob30/`. CONFORMANCE.md says where our verdict is another than that of 1EdTech's validator, and why.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::world::{World, outcome, root};

fn corpus() -> Option<PathBuf> {
    let folder =
        std::env::var_os("BADGEWRIGHT_CORPORA").map(|corpora| Path::new(&corpora).join("1edtech-ob30"));
    if folder.is_none() {
        println!("skipped: BADGEWRIGHT_CORPORA not set");
    }
    folder
}

/// A sample, with the report that the service gives on it.
struct Sample {
    file: String,
    theirs: String,
    allowed: Vec<Value>,
    says: Option<String>,
    report: Value,
}

impl Sample {
    fn ours(&self) -> &str {
        self.report["verdict"].as_str().unwrap()
    }

    /// Whether the two verdicts say the same: usable, or to be refused.
    fn is_told_alike(&self) -> bool {
        match self.ours() {
            "valid" => ["valid", "warning"].contains(&self.theirs.as_str()),
            "invalid" => ["invalid", "fatal"].contains(&self.theirs.as_str()),
            _ => false,
        }
    }
}

/// All that are for `/verify`.
fn samples(folder: &Path) -> Vec<Sample> {
    let world = World::new();
    let verdicts: Vec<Value> =
        serde_json::from_slice(&std::fs::read(folder.join("verdicts.json")).unwrap()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let posted = |sample: &Value| {
        let body = std::fs::read(folder.join("files").join(sample["file"].as_str().unwrap())).unwrap();
        let headers = [("Content-Type", sample["mediaType"].as_str().unwrap())];
        let answer = world.request("POST", "/verify?strict=true", &headers, &body);
        assert_eq!(answer.status, 200, "{}", answer.text());
        Sample {
            file: text(&sample["file"]),
            theirs: text(&sample["expected"]),
            allowed: sample["offline"].as_array().unwrap().clone(),
            says: sample["says"].as_str().map(str::to_owned),
            report: answer.json(),
        }
    };
    verdicts.iter().filter(|sample| sample["offline"].is_array()).map(posted).collect()
}

#[test]
fn every_sample_gets_a_verdict_over_http_that_a_strict_verifier_may_give() {
    let Some(folder) = corpus() else { return };
    let samples = samples(&folder);
    assert_eq!(samples.len(), 34);
    for Sample { file, allowed, says, report, .. } in &samples {
        assert!(allowed.contains(&report["verdict"]), "{file}: {report:#}");
        assert!(says.as_ref().is_none_or(|says| report.to_string().contains(says)), "{file}: {report:#}");
    }
}

#[test]
fn each_difference_from_1edtechs_verdict_is_told_with_its_reason() {
    let Some(folder) = corpus() else { return };
    let page = std::fs::read_to_string(root().join("CONFORMANCE.md")).unwrap();
    let (_, section) = page.split_once("## 1EdTech's samples\n").unwrap();
    let rows: Vec<&str> =
        section.split("\n## ").next().unwrap().lines().filter(|line| line.starts_with("| `")).collect();
    let mut expected = Vec::new();
    for sample in samples(&folder).iter().filter(|sample| !sample.is_told_alike()) {
        let told = format!("| `{}` | {} | {} | ", sample.file, sample.theirs, sample.ours());
        let decisive = ["unknown", "fail"].map(|outcome_| deciding(&sample.report, outcome_)).concat();
        let row = rows.iter().find(|row| row.starts_with(&told));
        assert!(row.is_some_and(|row| decisive.iter().any(|code| row.contains(code))), "{told}{decisive:?}");
        expected.push(told);
    }
    assert_eq!(rows.len(), expected.len(), "{expected:#?}");
}

/// The codes of the checks with this outcome.
fn deciding(report: &Value, wanted: &str) -> Vec<String> {
    let checks = report["checks"].as_array().unwrap().iter();
    checks
        .filter(|check| outcome(report, check["check"].as_str().unwrap()) == wanted)
        .map(|check| format!("`{}`", check["code"].as_str().unwrap()))
        .collect()
}
