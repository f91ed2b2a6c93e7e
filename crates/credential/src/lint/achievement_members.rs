//! What was achieved, so that a reader far away and years later can tell.

use serde_json::{Map, Value};

use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "the achievement",
    section: "OB, data model: AchievementSubject, Achievement, Criteria",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.achievement.class",
    kinds: &[Kind::Badge],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(badge: &Value, found: &mut Findings) {
    model::each_of(badge, "AchievementSubject", |at, subject| {
        if !model::has(subject, "achievement") {
            found.add(
                "schema.achievement",
                &at.member("achievement"),
                "The badge does not say what was achieved.",
            );
        }
    });
    model::each_of(badge, "Achievement", |at, achievement| {
        for member in ["id", "name", "description"].iter().filter(|member| !model::has(achievement, member)) {
            found.add(
                "schema.achievement",
                &at.member(member),
                format!("The achievement has no `{member}`."),
            );
        }
        if !criteria(achievement) {
            let detail =
                "The achievement does not say what it takes: its criteria need a `narrative` or an `id`.";
            found.add("schema.achievement_criteria", &at.member("criteria"), detail);
        }
    });
}

fn criteria(achievement: &Map<String, Value>) -> bool {
    let criteria = achievement.get("criteria").and_then(Value::as_object);
    criteria.is_some_and(|criteria| model::has(criteria, "narrative") || model::has(criteria, "id"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, with, without};
    use super::*;

    #[test]
    fn an_achievement_has_a_name_a_description_and_criteria() {
        const AT: &str = "/credentialSubject/achievement";
        assert_finds(
            &RULE,
            &[
                (without(AT), "/credentialSubject/achievement schema.achievement"),
                (without(&format!("{AT}/name")), "/credentialSubject/achievement/name schema.achievement"),
                (
                    without(&format!("{AT}/description")),
                    "/credentialSubject/achievement/description schema.achievement",
                ),
                (
                    with(&format!("{AT}/criteria"), json!({"name": "x"})),
                    "/credentialSubject/achievement/criteria schema.achievement_criteria",
                ),
            ],
        );
    }
}
