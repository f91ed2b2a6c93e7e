//! Who issues: a Profile on badges and endorsements, a plain identifier on status lists.

use serde_json::Value;

use super::path::Path;
use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "the issuer",
    section: "OB, data model: Profile; VC 2.0 §4.7",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.profile.class",
    kinds: &[Kind::Badge, Kind::Endorsement, Kind::StatusList],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    let at = Path::Root.member("issuer");
    match (Kind::of(document), document.get("issuer")) {
        (Kind::Badge | Kind::Endorsement, Some(Value::Object(profile))) => {
            for member in ["id", "name"].iter().filter(|member| !model::has(profile, member)) {
                found.add("schema.issuer", &at.member(member), format!("The issuer has no `{member}`."));
            }
        }
        (Kind::Badge | Kind::Endorsement, Some(_)) => {
            found.add("schema.issuer", &at, "The issuer must be an object with `id` and `name`.");
        }
        // What readers of status lists expect.
        (Kind::StatusList, Some(issuer)) if !issuer.is_string() => {
            found.add("schema.issuer", &at, "The issuer of a status list must be a plain identifier.");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, endorsement, found, set, status_list, with, without};
    use super::*;

    #[test]
    fn a_badge_says_who_issues_it_by_identifier_and_name() {
        assert_finds(
            &RULE,
            &[
                (with("/issuer", json!("did:web:badges.example")), "/issuer schema.issuer"),
                (without("/issuer/id"), "/issuer/id schema.issuer"),
                (without("/issuer/name"), "/issuer/name schema.issuer"),
            ],
        );
    }

    #[test]
    fn an_endorsement_says_who_endorses() {
        assert_eq!(found(&RULE, &endorsement()), Vec::<String>::new());
        let plain = set(endorsement(), "/issuer", json!("did:web:badges.example"));
        assert_eq!(found(&RULE, &plain), ["/issuer schema.issuer"]);
    }

    #[test]
    fn a_status_list_names_its_issuer_plainly() {
        assert_eq!(found(&RULE, &status_list()), Vec::<String>::new());
        let profile = set(status_list(), "/issuer", json!({"id": "did:web:badges.example"}));
        assert_eq!(found(&RULE, &profile), ["/issuer schema.issuer"]);
    }
}
