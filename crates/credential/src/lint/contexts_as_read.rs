//! Contexts as others write them: older ones and further ones are read.

use serde_json::Value;

use super::path::Path;
use super::rule::Findings;
use super::{Kind, Rule};
use crate::{Severity, context};

pub(super) const RULE: Rule = Rule {
    name: "contexts that can be read",
    section: "VC 2.0 §4.3; OB, data model: AchievementCredential",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#contexts",
    kinds: &[Kind::Badge],
    writing: None,
    reading: Some(Severity::Error),
    check,
};

fn check(badge: &Value, found: &mut Findings) {
    let at = Path::Root.member("@context");
    let contexts = match badge.get("@context") {
        Some(Value::Array(contexts)) => contexts.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    first(contexts.first(), &at, found);
    for (index, _) in contexts.iter().enumerate().filter(|(_, context)| !context.is_string()) {
        let detail = "The badge brings definitions of its own words; only published ones can be trusted.";
        found.add("context.inline", &at.item(index), detail);
    }
    open_badges(contexts, &at, found);
}

/// Credentials v2, or v1 with a warning.
fn first(first: Option<&Value>, at: &Path<'_>, found: &mut Findings) {
    match first.and_then(Value::as_str) {
        Some(context::CREDENTIALS_V2) => {}
        Some(context::CREDENTIALS_V1) => {
            let detail = "The badge is of the older version 1.1 of the W3C data model.";
            found.warn("context.vc_1_1", &at.item(0), detail);
        }
        _ => {
            let detail =
                "The first context is not that of W3C credentials, so that the document is no credential.";
            found.add("context.first", at, detail);
        }
    }
}

/// Open Badges' own, wherever it stands; an older one, or another place than the second, with a warning.
fn open_badges(contexts: &[Value], at: &Path<'_>, found: &mut Findings) {
    let named = |context: &Value| context.as_str().is_some_and(context::is_open_badges);
    match contexts.iter().position(named) {
        None => {
            let detail = "The context of Open Badges is missing, so that the document is no badge.";
            found.add("context.open_badges", at, detail);
        }
        Some(1) if contexts.get(1).is_some_and(|second| second == context::OPEN_BADGES) => {}
        Some(1) => {
            let detail = "The badge names an older version of the Open Badges context.";
            found.warn("context.older", &at.item(1), detail);
        }
        Some(index) => {
            let detail = "The context of Open Badges stands in another place than the second.";
            found.warn("context.order", &at.item(index), detail);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, found, with, without};
    use super::*;

    const V2: &str = context::CREDENTIALS_V2;
    const OB: &str = context::OPEN_BADGES;

    #[test]
    fn older_contexts_warn_and_foreign_ones_are_refused() {
        let older = "https://purl.imsglobal.org/spec/ob/v3p0/context.json";
        assert_finds(
            &RULE,
            &[
                (with("/@context", json!([context::CREDENTIALS_V1, OB])), "/@context/0 context.vc_1_1"),
                (with("/@context", json!(["https://a.example/own", OB])), "/@context context.first"),
                (with("/@context/1", json!(older)), "/@context/1 context.older"),
                (with("/@context", json!([V2, "https://a.example/own", OB])), "/@context/2 context.order"),
                (with("/@context", json!([V2])), "/@context context.open_badges"),
                (with("/@context", json!([V2, OB, {"a": "urn:a"}])), "/@context/2 context.inline"),
            ],
        );
    }

    #[test]
    fn a_document_without_contexts_is_neither_a_credential_nor_a_badge() {
        let expected = ["/@context context.first", "/@context context.open_badges"];
        assert_eq!(found(&RULE, &without("/@context")), expected);
    }

    #[test]
    fn further_published_contexts_are_taken() {
        assert_finds(&RULE, &[]);
        let further = with("/@context", json!([V2, OB, "https://w3id.org/security/suites/ed25519-2020/v1"]));
        assert!(RULE.findings(&further, Severity::Error).is_empty());
    }

    #[test]
    fn what_is_older_only_warns() {
        let findings =
            RULE.findings(&with("/@context", json!([context::CREDENTIALS_V1, OB])), Severity::Error);
        assert!(findings.iter().all(|finding| finding.severity == Severity::Warning));
    }
}
