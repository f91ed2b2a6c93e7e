//! Parts of a credential that say what they are: status, schema, terms, refresh, evidence, proof.

use serde_json::Value;

use super::super::path::Path;
use super::super::rule::Findings;
use super::super::{Kind, Rule};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "parts say what they are",
    section: "VC 2.0 §4.10, §4.11, §4.12, §5.4, §5.5, §5.6",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#types",
    kinds: &[Kind::Other],
    severity: Severity::Error,
    reading: false,
    check,
};

/// Each part, and whether it must have an `id` besides its `type`.
const PARTS: [(&str, bool); 6] = [
    ("credentialStatus", false),
    ("credentialSchema", true),
    ("termsOfUse", false),
    ("refreshService", false),
    ("evidence", false),
    ("proof", false),
];

fn check(document: &Value, found: &mut Findings) {
    for (member, needs_id) in PARTS {
        let at = Path::Root.member(member);
        match document.get(member) {
            Some(Value::Array(parts)) => {
                for (index, part) in parts.iter().enumerate() {
                    check_part(&at.item(index), part, needs_id, found);
                }
            }
            Some(part) => check_part(&at, part, needs_id, found),
            None => {}
        }
    }
}

fn check_part(at: &Path<'_>, part: &Value, needs_id: bool, found: &mut Findings) {
    let classes = match part.get("type") {
        Some(Value::Array(classes)) => classes.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    if classes.is_empty() || !classes.iter().all(|class| class.as_str().is_some_and(|name| !name.is_empty()))
    {
        let detail = format!("`{}` does not say by its `type` what it is.", at.name());
        found.add("schema.class_missing", &at.member("type"), detail);
    }
    if needs_id && part.get("id").is_none() {
        found.add("schema.missing", &at.member("id"), format!("`{}` has no `id`.", at.name()));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, assert_takes};
    use super::*;

    #[test]
    fn each_part_has_a_type_and_a_schema_its_id() {
        let unnamed = json!({"id": "did:example:1"});
        let class = json!({"type": "https://example.org/#ExampleSchema"});
        assert_finds(
            &RULE,
            &[
                ("/credentialStatus", unnamed.clone(), "/credentialStatus/type schema.class_missing"),
                ("/credentialStatus", json!({"type": 2}), "/credentialStatus/type schema.class_missing"),
                ("/termsOfUse", json!({}), "/termsOfUse/type schema.class_missing"),
                ("/refreshService", unnamed.clone(), "/refreshService/type schema.class_missing"),
                ("/evidence/0", json!({}), "/evidence/0/type schema.class_missing"),
                ("/proof", json!({"created": "x"}), "/proof/type schema.class_missing"),
                ("/credentialSchema", unnamed, "/credentialSchema/type schema.class_missing"),
                ("/credentialSchema", class.clone(), "/credentialSchema/id schema.missing"),
            ],
        );
        assert_takes(&RULE, &[("/refreshService", json!([class]))]);
    }
}
