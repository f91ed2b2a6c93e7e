//! Classes that have no other member than their own.

use serde_json::Value;

use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "closed classes",
    section: "OB, data model: Image, IdentityObject, IdentifierEntry",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.identityobject.class",
    kinds: &[Kind::Badge, Kind::Endorsement],
    severity: Severity::Error,
    reading: false,
    check,
};

/// Each closed class: the members it must have, and those it may have besides.
const CLOSED: [(&str, &[&str], &[&str]); 3] = [
    ("Image", &["id", "type"], &["caption"]),
    ("IdentityObject", &["type", "hashed", "identityHash", "identityType"], &["salt"]),
    ("IdentifierEntry", &["type", "identifier", "identifierType"], &[]),
];

fn check(badge: &Value, found: &mut Findings) {
    model::each_object(badge, |at, class, object| {
        let Some((_, required, optional)) = CLOSED.iter().find(|(closed, ..)| *closed == class) else {
            return;
        };
        for member in required.iter().filter(|member| !model::has(object, member)) {
            found.add("schema.missing", &at.member(member), format!("`{class}` must have `{member}`."));
        }
        let foreign =
            |name: &&String| !required.contains(&name.as_str()) && !optional.contains(&name.as_str());
        for member in object.keys().filter(foreign) {
            found.add(
                "schema.closed_class",
                &at.member(member),
                format!("`{class}` cannot have `{member}`."),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, with, without};
    use super::*;

    #[test]
    fn neither_less_nor_more_than_its_members() {
        const IDENTIFIER: &str = "/credentialSubject/identifier/0";
        let number = with(&format!("{IDENTIFIER}/number"), json!("1"));
        assert_finds(
            &RULE,
            &[
                (with("/image/alt", json!("x")), "/image/alt schema.closed_class"),
                (without("/image/id"), "/image/id schema.missing"),
                (number, "/credentialSubject/identifier/0/number schema.closed_class"),
                (
                    without(&format!("{IDENTIFIER}/hashed")),
                    "/credentialSubject/identifier/0/hashed schema.missing",
                ),
            ],
        );
    }
}
