//! The check `subject`: who the badge is about.

use serde_json::Value;

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::{Credential, values};
use crate::finding::Finding;
use crate::summary;

/// The badge is about one subject.
#[derive(Debug)]
pub(crate) struct SubjectNamed(());

/// One subject, and something by which its holder can be recognised (OB 3.0 §B.1.3, `AchievementSubject`).
pub(crate) fn check(credential: &Credential) -> Settled<SubjectNamed> {
    let subjects = credential.values("credentialSubject");
    let (findings, detail) = match subjects {
        [] => (vec![Finding::fail(Code::SUBJECT_MISSING).at("/credentialSubject")], String::new()),
        [Value::Object(_)] => one(&subjects[0]),
        [_] => (vec![Finding::fail(Code::SUBJECT_MISSING).at("/credentialSubject")], String::new()),
        // VC-DATA-MODEL §4.8 allows several; OB 3.0 §B.1.2 gives `credentialSubject` the multiplicity one.
        _ => (vec![Finding::fail(Code::SUBJECT_SEVERAL).at("/credentialSubject")], String::new()),
    };
    Settled::new(CheckName::Subject, findings, &detail, SubjectNamed(()))
}

fn one(subject: &Value) -> (Vec<Finding>, String) {
    let has_id = subject.get("id").is_some_and(Value::is_string);
    if !has_id && values(subject.get("identifier")).is_empty() {
        return (vec![Finding::warn(Code::SUBJECT_ANONYMOUS).at("/credentialSubject")], String::new());
    }
    let detail = match summary::recipient(subject) {
        Some(name) => format!("The badge is about one subject: {name}."),
        None => "The badge is about one subject, whom it names by a coded identifier.".to_owned(),
    };
    (Vec::new(), detail)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::outcome::Outcome;

    fn outcome(subject: Value) -> (Outcome, Option<Code>) {
        let credential = Credential::from_value(json!({ "credentialSubject": subject })).unwrap();
        let line = check(&credential).line;
        (line.outcome, line.code)
    }

    #[test]
    fn one_subject_with_an_id_or_an_identifier_passes() {
        for subject in [
            json!({"id": "did:key:z6Mk"}),
            json!([{"id": "urn:uuid:1"}]),
            json!({"identifier": [{"hashed": true, "identityHash": "sha256$ab"}]}),
        ] {
            assert_eq!(outcome(subject), (Outcome::Pass, None));
        }
    }

    #[test]
    fn no_subject_and_several_subjects_fail() {
        for subject in [json!(null), json!([]), json!("did:key:z6Mk"), json!(7)] {
            assert_eq!(outcome(subject), (Outcome::Fail, Some(Code::SUBJECT_MISSING)));
        }
        let two = json!([{"id": "urn:uuid:1"}, {"id": "urn:uuid:2"}]);
        assert_eq!(outcome(two), (Outcome::Fail, Some(Code::SUBJECT_SEVERAL)));
    }

    #[test]
    fn a_subject_without_anything_to_recognise_it_by_is_a_warning() {
        assert_eq!(outcome(json!({"achievement": {}})), (Outcome::Warn, Some(Code::SUBJECT_ANONYMOUS)));
    }
}
