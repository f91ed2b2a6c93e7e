//! Which contexts a credential names.

use serde_json::Value;

use super::super::path::Path;
use super::super::rule::Findings;
use super::super::{Kind, Rule};
use crate::{Severity, context, iri};

pub(super) const RULE: Rule = Rule {
    name: "a credential's contexts",
    section: "VC 2.0 §4.3",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#contexts",
    kinds: &[Kind::Other],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    let at = Path::Root.member("@context");
    let contexts = document.get("@context").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let first = contexts.first().and_then(Value::as_str);
    if !matches!(first, Some(context::CREDENTIALS_V2 | context::CREDENTIALS_V1)) {
        let detail = "`@context` must be a list that begins with the context of W3C credentials.";
        found.add("context.first", &at, detail);
        return;
    }
    for (index, context) in contexts.iter().enumerate() {
        // Inline contexts are legal here; `signing` processes them with protected terms protected.
        let legal = context.is_object() || context.as_str().is_some_and(iri::is_absolute);
        if !legal {
            found.add("context.malformed", &at.item(index), "A context must be a URL or an object.");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, assert_takes};
    use super::*;

    const V2: &str = context::CREDENTIALS_V2;

    #[test]
    fn the_first_is_that_of_credentials_and_the_rest_are_urls_or_objects() {
        let own = "https://a.example/own";
        assert_finds(
            &RULE,
            &[
                ("/@context", json!([own]), "/@context context.first"),
                ("/@context", json!(V2), "/@context context.first"),
                ("/@context", json!([V2, "https ://a.example"]), "/@context/1 context.malformed"),
                ("/@context", json!([V2, 123]), "/@context/1 context.malformed"),
            ],
        );
        assert_takes(&RULE, &[("/@context", json!([context::CREDENTIALS_V1, own, {"a": "urn:a"}]))]);
    }
}
