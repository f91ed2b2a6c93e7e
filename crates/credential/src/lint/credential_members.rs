//! What every credential of ours has.

use serde_json::Value;

use super::path::Path;
use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "a credential's members",
    section: "OB, data model: AchievementCredential; VC 2.0 §4",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.achievementcredential.class",
    kinds: &[Kind::Badge, Kind::Endorsement, Kind::StatusList],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    let Some(credential) = document.as_object() else {
        found.add("schema.missing", &Path::Root, "This is no document: a JSON object is expected.");
        return;
    };
    let named: &[&str] = match Kind::of(document) {
        Kind::Badge | Kind::Endorsement => &["name"],
        Kind::StatusList | Kind::Other => &[],
    };
    for member in ["id", "type", "issuer", "validFrom", "credentialSubject"].iter().chain(named) {
        if !model::has(credential, member) {
            let at = Path::Root;
            found.add("schema.missing", &at.member(member), format!("The credential has no `{member}`."));
        }
    }
    let classes = credential.get("type").and_then(Value::as_array);
    if classes.is_none_or(|classes| classes.first().is_none_or(|first| first != "VerifiableCredential")) {
        let detail = "`type` must be a list that begins with `VerifiableCredential`.";
        found.add("schema.not_a_credential", &Path::Root.member("type"), detail);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, endorsement, found, set, status_list, with, without};
    use super::*;

    #[test]
    fn a_badge_without_one_of_its_members_is_refused() {
        assert_finds(
            &RULE,
            &[
                (without("/id"), "/id schema.missing"),
                (without("/name"), "/name schema.missing"),
                (with("/name", json!(" ")), "/name schema.missing"),
                (without("/issuer"), "/issuer schema.missing"),
                (without("/validFrom"), "/validFrom schema.missing"),
                (without("/credentialSubject"), "/credentialSubject schema.missing"),
                (with("/type", json!("OpenBadgeCredential")), "/type schema.not_a_credential"),
            ],
        );
    }

    #[test]
    fn an_endorsement_has_a_name() {
        assert_eq!(found(&RULE, &endorsement()), Vec::<String>::new());
        assert_eq!(found(&RULE, &set(endorsement(), "/name", json!(""))), ["/name schema.missing"]);
    }

    #[test]
    fn a_status_list_needs_no_name() {
        assert_eq!(found(&RULE, &status_list()), Vec::<String>::new());
    }
}
