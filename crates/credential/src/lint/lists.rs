//! Lists are lists even with one entry, and single objects are never in one.

use serde_json::{Map, Value};

use super::path::Path;
use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "lists are lists",
    section: "OB, serialization",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#serialization",
    kinds: &[Kind::Badge, Kind::Endorsement],
    severity: Severity::Error,
    reading: false,
    check,
};

/// Lists of texts, and of objects whose class is not known here.
const OTHER_LISTS: [(&str, &str); 10] = [
    ("OpenBadgeCredential", "proof"),
    ("OpenBadgeCredential", "endorsement"),
    ("OpenBadgeCredential", "endorsementJwt"),
    ("Achievement", "endorsement"),
    ("Achievement", "endorsementJwt"),
    ("Achievement", "tag"),
    ("EndorsementCredential", "proof"),
    ("Profile", "endorsement"),
    ("Profile", "endorsementJwt"),
    ("ResultDescription", "allowedValue"),
];

fn check(badge: &Value, found: &mut Findings) {
    model::each_object(badge, |at, class, object| {
        for place in model::places(class) {
            match place.shape {
                model::Shape::List => list(at, object, place.member, found),
                model::Shape::One => one(at, object, place.member, found),
            }
        }
        for (_, member) in OTHER_LISTS.iter().filter(|(parent, _)| *parent == class) {
            list(at, object, member, found);
        }
    });
}

fn list(at: &Path<'_>, object: &Map<String, Value>, member: &str, found: &mut Findings) {
    if object.get(member).is_some_and(|value| !value.is_array()) {
        let detail = format!("`{member}` stands alone where Open Badges wants a list.");
        found.add("schema.single_value", &at.member(member), detail);
    }
}

fn one(at: &Path<'_>, object: &Map<String, Value>, member: &str, found: &mut Findings) {
    if object.get(member).is_some_and(|value| !value.is_object()) {
        let detail = format!("`{member}` must be one object.");
        found.add("schema.not_an_object", &at.member(member), detail);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, with};
    use super::*;

    #[test]
    fn one_entry_is_a_list_and_one_object_is_none() {
        assert_finds(
            &RULE,
            &[
                (with("/evidence", json!({"type": ["Evidence"]})), "/evidence schema.single_value"),
                (with("/proof", json!({"type": "DataIntegrityProof"})), "/proof schema.single_value"),
                (
                    with("/credentialSubject/achievement/tag", json!("rigor")),
                    "/credentialSubject/achievement/tag schema.single_value",
                ),
                (with("/image", json!("https://badges.example/rigor.png")), "/image schema.not_an_object"),
                (
                    with("/credentialSubject", json!([{"type": ["AchievementSubject"]}])),
                    "/credentialSubject schema.not_an_object",
                ),
            ],
        );
    }
}
