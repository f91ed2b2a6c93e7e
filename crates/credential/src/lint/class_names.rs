//! What an object calls itself: the class of its place, as a list or as a bare string.

use serde_json::{Map, Value};

use super::path::Path;
use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "class names",
    section: "OB, serialization and data model",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#serialization",
    kinds: &[Kind::Badge, Kind::Endorsement],
    severity: Severity::Error,
    reading: false,
    check,
};

/// `type` is a bare string in these; a list everywhere else.
const BARE: [&str; 4] = ["Image", "IdentityObject", "IdentifierEntry", "GeoCoordinates"];
/// These are of any class that their standards define.
const OF_ANY_CLASS: [&str; 3] = ["CredentialSchema", "TermsOfUse", "RefreshService"];

fn check(badge: &Value, found: &mut Findings) {
    model::each_object(badge, |at, class, object| match object.get("type") {
        // `Criteria` has no type.
        _ if class == "Criteria" => {}
        None => found.add("schema.class_missing", &at.member("type"), "This part does not say what it is."),
        Some(named) if OF_ANY_CLASS.contains(&class) => bare(at, named, found),
        Some(named) if BARE.contains(&class) => {
            bare(at, named, found);
            is_named(at, class, object, found);
        }
        Some(named) => {
            if !named.is_array() {
                let detail = "`type` stands alone where Open Badges wants a list.";
                found.add("schema.class_list", &at.member("type"), detail);
            }
            is_named(at, class, object, found);
        }
    });
}

fn bare(at: &Path<'_>, named: &Value, found: &mut Findings) {
    if !named.is_string() {
        found.add(
            "schema.class_bare",
            &at.member("type"),
            "`type` is a list where Open Badges wants one name.",
        );
    }
}

/// The class is among what the object calls itself. Further names must be absolute IRIs: a plain word that no
/// context defines would be signed as nothing.
fn is_named(at: &Path<'_>, class: &str, object: &Map<String, Value>, found: &mut Findings) {
    let named = object.get("type");
    let names = named
        .and_then(Value::as_array)
        .map_or_else(|| named.into_iter().collect(), |names| names.iter().collect::<Vec<_>>());
    if !names.iter().any(|name| *name == class) {
        let detail = format!("This part does not call itself `{class}`.");
        found.add("schema.wrong_class", &at.member("type"), detail);
    }
    for name in names {
        let known = name == class
            || name == "VerifiableCredential"
            || name.as_str().is_some_and(crate::iri::is_absolute);
        if !known {
            let detail = format!("`{}` is no class that belongs here.", name.as_str().unwrap_or("this"));
            found.add("schema.unknown_class", &at.member("type"), detail);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, endorsement, found, set, with, without};
    use super::*;

    #[test]
    fn each_part_calls_itself_what_belongs_in_its_place() {
        let twice = json!(["Profile", "Organisation"]);
        assert_finds(
            &RULE,
            &[
                (without("/evidence/0/type"), "/evidence/0/type schema.class_missing"),
                (with("/issuer/type", json!("Profile")), "/issuer/type schema.class_list"),
                (with("/image/type", json!(["Image"])), "/image/type schema.class_bare"),
                (with("/issuer/type", twice), "/issuer/type schema.unknown_class"),
                (with("/refreshService", json!({"type": ["X"]})), "/refreshService/type schema.class_bare"),
            ],
        );
        assert!(RULE.findings(&with("/issuer/type", json!(["Profile", "https://a.example/Org"]))).is_empty());
    }

    #[test]
    fn an_endorsement_is_about_an_endorsement_subject() {
        assert_eq!(found(&RULE, &endorsement()), Vec::<String>::new());
        let other = set(endorsement(), "/credentialSubject/type", json!(["AchievementSubject"]));
        let at = "/credentialSubject/type";
        assert_eq!(
            found(&RULE, &other),
            [format!("{at} schema.wrong_class"), format!("{at} schema.unknown_class")]
        );
    }

    #[test]
    fn a_misspelt_class_is_neither_the_class_nor_known() {
        let misspelt = with("/credentialSubject/achievement/type", json!(["Achievment"]));
        let codes: Vec<_> = RULE.findings(&misspelt).into_iter().map(|f| f.code).collect();
        assert_eq!(codes, ["schema.wrong_class", "schema.unknown_class"]);
    }
}
