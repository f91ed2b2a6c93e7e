//! What a credential says, and of whom.

use serde_json::Value;

use super::super::path::Path;
use super::super::rule::Findings;
use super::super::{Kind, Rule};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "a credential's subjects",
    section: "VC 2.0 §4.8",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#credential-subject",
    kinds: &[Kind::Other],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    let subjects = match document.get("credentialSubject") {
        Some(Value::Array(subjects)) => subjects.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let says_something = |subject: &Value| subject.as_object().is_some_and(|claims| !claims.is_empty());
    if subjects.is_empty() || !subjects.iter().all(says_something) {
        let detail = "`credentialSubject` must be an object with claims, or a list of those.";
        found.add("schema.subject", &Path::Root.member("credentialSubject"), detail);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, assert_takes};
    use super::*;

    #[test]
    fn every_subject_has_claims() {
        const FOUND: &str = "/credentialSubject schema.subject";
        for subject in [json!({}), json!([]), json!([{"id": "did:a:b"}, {}]), json!("did:a:b"), json!(null)] {
            assert_finds(&RULE, &[("/credentialSubject", subject, FOUND)]);
        }
        assert_takes(&RULE, &[("/credentialSubject", json!([{"id": "did:a:b"}, {"name": "x"}]))]);
    }
}
