//! What is empty vanishes when a document becomes RDF, and so would be shown without being signed.

use serde_json::Value;

use super::rule::Findings;
use super::{Kind, Rule, path};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "nothing is empty",
    section: "JSON-LD 1.1 API §5.1.2",
    standard: "https://www.w3.org/TR/json-ld11-api/#expansion-algorithm",
    kinds: &[Kind::Badge, Kind::Endorsement, Kind::StatusList],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    path::each_value(document, |at, value| {
        let empty = match value {
            Value::Null => true,
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => false,
        };
        if empty {
            found.add(
                "schema.empty",
                at,
                format!("`{}` is there and says nothing; leave it out.", at.name()),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, with};
    use super::*;

    #[test]
    fn null_and_what_has_no_members_are_refused_at_any_depth() {
        assert_finds(
            &RULE,
            &[
                (with("/description", json!(null)), "/description schema.empty"),
                (with("/evidence", json!([])), "/evidence schema.empty"),
                (
                    with("/credentialSubject/achievement/tag/0", json!(null)),
                    "/credentialSubject/achievement/tag/0 schema.empty",
                ),
                (with("/issuer/address", json!({})), "/issuer/address schema.empty"),
            ],
        );
    }
}
