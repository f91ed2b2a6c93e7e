//! Contexts as we write them: each a URL, in the order that Open Badges wants, none that is not used.

use serde_json::Value;

use super::path::{self, Path};
use super::rule::Findings;
use super::{Kind, Rule};
use crate::{Severity, context};

pub(super) const RULE: Rule = Rule {
    name: "contexts in order",
    section: "VC 2.0 §4.3; OB, data model: AchievementCredential",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#contexts",
    kinds: &[Kind::Badge, Kind::Endorsement, Kind::StatusList],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    let at = Path::Root.member("@context");
    let Some(contexts) = document.get("@context").and_then(Value::as_array) else {
        found.add("context.missing", &at, "The document names no contexts, so that its words mean nothing.");
        return;
    };
    let of_open_badges = matches!(Kind::of(document), Kind::Badge | Kind::Endorsement);
    for (index, context) in contexts.iter().enumerate() {
        let wanted = match (index, of_open_badges) {
            (0, _) => context == context::CREDENTIALS_V2,
            (1, true) => context == context::OPEN_BADGES,
            (2, true) => context == context::OPEN_BADGES_EXTENSIONS,
            _ => false,
        };
        if !wanted {
            found.add(
                "context.order",
                &at.item(index),
                "This context does not belong here, or not in this place.",
            );
        }
    }
    let fewest = if of_open_badges { 2 } else { 1 };
    if contexts.len() < fewest {
        found.add("context.missing", &at, "A context is missing, so that the document's words mean nothing.");
    }
    if of_open_badges {
        extensions(document, contexts.len() > 2, found);
    }
}

/// The third context stands there if and only if one of its types is used.
fn extensions(badge: &Value, named: bool, found: &mut Findings) {
    let mut used = false;
    path::each_value(badge, |at, value| {
        used |= at.name() == "type" && value.as_str().is_some_and(|class| class.starts_with("1EdTech"));
    });
    let at = Path::Root.member("@context");
    if used && !named {
        found.add("context.extensions", &at, "A type of 1EdTech's extensions is used without their context.");
    } else if named && !used {
        found.warn(
            "context.extensions",
            &at.item(2),
            "The context of 1EdTech's extensions is named and not used.",
        );
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, endorsement, found, set, status_list, with};
    use super::*;

    const V2: &str = context::CREDENTIALS_V2;
    const OB: &str = context::OPEN_BADGES;
    const EXTENSIONS: &str = context::OPEN_BADGES_EXTENSIONS;

    #[test]
    fn the_order_is_fixed_and_no_context_stands_in_the_document() {
        let older = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json";
        assert_finds(
            &RULE,
            &[
                (with("/@context", json!([V2])), "/@context context.missing"),
                (with("/@context", json!(V2)), "/@context context.missing"),
                (with("/@context/1", json!(older)), "/@context/1 context.order"),
                (with("/@context/1", json!({"name": "urn:x"})), "/@context/1 context.order"),
                (with("/@context", json!([V2, OB, EXTENSIONS])), "/@context/2 context.extensions"),
                (
                    with("/refreshService", json!({"type": "1EdTechCredentialRefresh"})),
                    "/@context context.extensions",
                ),
            ],
        );
    }

    #[test]
    fn the_extensions_stand_third_where_they_are_used() {
        let mut badge = with("/@context", json!([V2, OB, EXTENSIONS]));
        badge["credentialStatus"] = json!({"id": "https://a.example/list", "type": "1EdTechRevocationList"});
        assert_eq!(found(&RULE, &badge), Vec::<String>::new());
    }

    #[test]
    fn an_endorsement_has_the_contexts_of_a_badge() {
        assert_eq!(found(&RULE, &endorsement()), Vec::<String>::new());
        assert_eq!(
            found(&RULE, &set(endorsement(), "/@context", json!([V2]))),
            ["/@context context.missing"]
        );
    }

    #[test]
    fn a_status_list_has_one_context() {
        assert_eq!(found(&RULE, &status_list()), Vec::<String>::new());
        let more = set(status_list(), "/@context", json!([V2, OB]));
        assert_eq!(found(&RULE, &more), ["/@context/1 context.order"]);
    }
}
