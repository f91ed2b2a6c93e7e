//! An `id` is one URL.

use serde_json::Value;

use super::super::path::{self, Path};
use super::super::rule::Findings;
use super::super::{Kind, Rule};
use crate::{Severity, iri};

pub(super) const RULE: Rule = Rule {
    name: "identifiers are URLs",
    section: "VC 2.0 §4.4",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#identifiers",
    kinds: &[Kind::Other],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    path::each_value(document, |at, value| {
        let is_id = matches!(at, Path::Member(_, "id")) && !at.is_in("@context");
        if is_id && !value.as_str().is_some_and(iri::is_absolute) {
            found.add("schema.relative_id", at, "`id` must be one whole identifier, such as a URL or a DID.");
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, assert_takes};
    use super::*;

    #[test]
    fn an_identifier_is_one_and_absolute_wherever_it_stands() {
        let two = json!(["did:example:1", "did:example:2"]);
        assert_finds(
            &RULE,
            &[
                ("/id", two.clone(), "/id schema.relative_id"),
                ("/id", json!(null), "/id schema.relative_id"),
                ("/id", json!("https ://a.example"), "/id schema.relative_id"),
                ("/credentialSubject/id", two, "/credentialSubject/id schema.relative_id"),
                ("/credentialSchema/id", json!("schemas/1"), "/credentialSchema/id schema.relative_id"),
            ],
        );
        let inline = json!(["https://www.w3.org/ns/credentials/v2", {"id": "@id"}]);
        assert_takes(&RULE, &[("/@context", inline)]);
    }
}
