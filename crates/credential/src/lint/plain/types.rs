//! A credential calls itself one.

use serde_json::Value;

use super::super::path::Path;
use super::super::rule::Findings;
use super::super::{Kind, Rule};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "a credential's type",
    section: "VC 2.0 §4.5",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#types",
    kinds: &[Kind::Other],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    let classes = match document.get("type") {
        Some(Value::Array(classes)) => classes.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let well_formed = classes.iter().all(|class| class.as_str().is_some_and(|name| !name.is_empty()));
    if !well_formed || !classes.iter().any(|class| class == "VerifiableCredential") {
        let detail = "`type` must be a list of names with `VerifiableCredential` among them.";
        found.add("schema.not_a_credential", &Path::Root.member("type"), detail);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, assert_takes};
    use super::*;

    #[test]
    fn the_name_of_credentials_is_among_the_types() {
        const FOUND: &str = "/type schema.not_a_credential";
        assert_finds(
            &RULE,
            &[
                ("/type", json!(["RelationshipCredential"]), FOUND),
                ("/type", json!(["VerifiableCredential", 2]), FOUND),
                ("/type", json!(null), FOUND),
            ],
        );
        let further = json!(["https://a.example/Kind", "VerifiableCredential"]);
        assert_takes(&RULE, &[("/type", json!("VerifiableCredential")), ("/type", further)]);
    }
}
