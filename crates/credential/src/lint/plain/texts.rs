//! Names and descriptions, in one language or several.

use serde_json::Value;

use super::super::path::Path;
use super::super::rule::Findings;
use super::super::{Kind, Rule};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "names and descriptions",
    section: "VC 2.0 §4.6 and §11.1",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#names-and-descriptions",
    kinds: &[Kind::Other],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    let issuer = Path::Root.member("issuer");
    for (object, at) in [(Some(document), &Path::Root), (document.get("issuer"), &issuer)] {
        for member in ["name", "description"] {
            let value = object.and_then(|object| object.get(member));
            if value.is_some_and(|value| !is_text(value)) {
                let detail =
                    format!("`{member}` must be text, or texts with their language and nothing else.");
                found.add("schema.text", &at.member(member), detail);
            }
        }
    }
}

/// Text, a language value object, or a list of those.
fn is_text(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Array(texts) => !texts.is_empty() && texts.iter().all(is_language_value),
        object => is_language_value(object),
    }
}

/// VC 2.0 §11.1: `@value`, and of the rest only `@language` and `@direction`.
fn is_language_value(value: &Value) -> bool {
    const KNOWN: [&str; 3] = ["@value", "@language", "@direction"];
    value.as_object().is_some_and(|members| {
        members.contains_key("@value")
            && members.iter().all(|(name, text)| KNOWN.contains(&name.as_str()) && text.is_string())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, assert_takes};
    use super::*;

    #[test]
    fn a_text_has_a_language_and_a_direction_and_nothing_else() {
        let more = json!({"@value": "x", "@language": "en", "url": "did:example:1"});
        assert_finds(
            &RULE,
            &[
                ("/name", more.clone(), "/name schema.text"),
                ("/description", json!({"@language": "en"}), "/description schema.text"),
                ("/issuer/name", more, "/issuer/name schema.text"),
                ("/issuer/description", json!(7), "/issuer/description schema.text"),
            ],
        );
        let direction = json!({"@value": "x", "@language": "ar", "@direction": "rtl"});
        assert_takes(&RULE, &[("/name", direction.clone()), ("/description", json!([direction]))]);
    }
}
