//! Identifiers are absolute: a relative one would vanish from what is signed.

use serde_json::Value;

use super::rule::Findings;
use super::{Kind, Rule, path};
use crate::{Severity, iri};

pub(super) const RULE: Rule = Rule {
    name: "absolute identifiers",
    section: "VC 2.0 §4.4; VC-DI §2.4.3",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#identifiers",
    kinds: &[Kind::Badge, Kind::Endorsement, Kind::StatusList],
    severity: Severity::Error,
    reading: false,
    check,
};

/// Members whose text is an identifier.
const IDENTIFIERS: [&str; 8] = [
    "id",
    "url",
    "targetUrl",
    "achievedLevel",
    "requiredLevel",
    "statusListCredential",
    "verificationMethod",
    "resultDescription",
];

fn check(document: &Value, found: &mut Findings) {
    path::each_value(document, |at, value| {
        if !IDENTIFIERS.contains(&at.name()) {
            return;
        }
        // `resultDescription` is a list of objects in an achievement, and an identifier in a result.
        let relative = match value {
            Value::String(text) => !iri::is_absolute(text),
            Value::Number(_) | Value::Bool(_) => true,
            _ => false,
        };
        if relative {
            let detail = format!("`{}` must be a whole address or identifier, such as a URL.", at.name());
            found.add("schema.relative_id", at, detail);
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, with};
    use super::*;

    #[test]
    fn relative_and_empty_identifiers_are_refused_wherever_they_stand() {
        const LEVEL: &str = "/credentialSubject/result/1/achievedLevel";
        assert_finds(
            &RULE,
            &[
                (with("/id", json!("credentials/1")), "/id schema.relative_id"),
                (with("/credentialSubject/id", json!("")), "/credentialSubject/id schema.relative_id"),
                (with("/image/id", json!("/rigor.png")), "/image/id schema.relative_id"),
                (with("/evidence/0/id", json!(7)), "/evidence/0/id schema.relative_id"),
                (
                    with(LEVEL, json!("Demonstrated")),
                    "/credentialSubject/result/1/achievedLevel schema.relative_id",
                ),
                (with("/evidence/0/id", json!("https://a.example/a b")), "/evidence/0/id schema.relative_id"),
            ],
        );
    }
}
