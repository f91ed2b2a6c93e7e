//! Resources that a credential vouches for, each once and with its digest.

use std::collections::HashSet;

use serde_json::Value;

use super::super::path::Path;
use super::super::rule::Findings;
use super::super::{Kind, Rule};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "related resources",
    section: "VC 2.0 §5.3",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#integrity-of-related-resources",
    kinds: &[Kind::Other],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    let at = Path::Root.member("relatedResource");
    let resources = match document.get("relatedResource") {
        Some(Value::Array(resources)) => resources.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => return,
    };
    let mut seen = HashSet::new();
    for (index, resource) in resources.iter().enumerate() {
        let at = at.item(index);
        match resource.get("id").and_then(Value::as_str) {
            None => found.add("schema.missing", &at.member("id"), "A related resource has no `id`."),
            Some(id) if !seen.insert(id) => {
                found.add("schema.resource_twice", &at.member("id"), "A related resource is named twice.");
            }
            Some(_) => {}
        }
        let digest =
            |member: &str| resource.get(member).and_then(Value::as_str).is_some_and(|text| !text.is_empty());
        if !digest("digestSRI") && !digest("digestMultibase") {
            let detail = "A related resource has no digest that it could be compared with.";
            found.add("schema.resource_digest", &at, detail);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, assert_takes};
    use super::*;

    #[test]
    fn each_resource_is_named_once_and_has_a_digest() {
        let resource = json!({"id": "https://a.example/r", "digestMultibase": "uAAAA"});
        assert_takes(&RULE, &[("/relatedResource", json!([resource]))]);
        assert_finds(
            &RULE,
            &[
                (
                    "/relatedResource",
                    json!([resource, resource]),
                    "/relatedResource/1/id schema.resource_twice",
                ),
                (
                    "/relatedResource/0",
                    json!({"digestSRI": "sha384-A"}),
                    "/relatedResource/0/id schema.missing",
                ),
                (
                    "/relatedResource/0",
                    json!({"id": "https://a.example/r"}),
                    "/relatedResource/0 schema.resource_digest",
                ),
            ],
        );
    }
}
