//! A result belongs to a description, and a level to a rubric, of the same achievement.

use serde_json::{Map, Value};

use super::path::Path;
use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "results are described",
    section: "OB, data model: Result",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.result.class",
    kinds: &[Kind::Badge],
    severity: Severity::Error,
    reading: true,
    check,
};

fn check(badge: &Value, found: &mut Findings) {
    let none = Vec::new();
    let descriptions = badge.pointer("/credentialSubject/achievement/resultDescription");
    let descriptions = descriptions.and_then(Value::as_array).unwrap_or(&none);
    model::each_of(badge, "Result", |at, result| check_result(at, result, descriptions, found));
}

fn check_result(at: &Path<'_>, result: &Map<String, Value>, descriptions: &[Value], found: &mut Findings) {
    let Some(reference) = result.get("resultDescription") else {
        let detail = "A result does not say which of the achievement's results it is.";
        found.add("schema.result_reference", &at.member("resultDescription"), detail);
        return;
    };
    let Some(description) = with_id(descriptions, reference) else {
        let detail = "A result belongs to a description that the achievement does not have.";
        found.add("schema.result_reference", &at.member("resultDescription"), detail);
        return;
    };
    if let Some(level) = result.get("achievedLevel") {
        let levels = description.get("rubricCriterionLevel").and_then(Value::as_array);
        if levels.is_none_or(|levels| with_id(levels, level).is_none()) {
            let detail = "A result is at a level that its rubric does not have.";
            found.add("schema.result_level", &at.member("achievedLevel"), detail);
        }
    }
    if !["value", "achievedLevel", "status"].iter().any(|member| model::has(result, member)) {
        found.add("schema.result_empty", at, "A result says neither a value nor a level nor a status.");
    }
}

fn with_id<'a>(objects: &'a [Value], id: &Value) -> Option<&'a Value> {
    objects.iter().find(|object| object.get("id") == Some(id))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, with, without};
    use super::*;

    #[test]
    fn a_result_refers_to_what_the_achievement_has() {
        const VALUE: &str = "/credentialSubject/result/0";
        const LEVEL: &str = "/credentialSubject/result/1";
        let (unknown, reference) = (json!("urn:uuid:9"), "resultDescription");
        assert_finds(
            &RULE,
            &[
                (
                    with(&format!("{VALUE}/{reference}"), unknown.clone()),
                    "/credentialSubject/result/0/resultDescription schema.result_reference",
                ),
                (
                    without(&format!("{VALUE}/{reference}")),
                    "/credentialSubject/result/0/resultDescription schema.result_reference",
                ),
                (
                    with(&format!("{LEVEL}/achievedLevel"), unknown),
                    "/credentialSubject/result/1/achievedLevel schema.result_level",
                ),
                (without(&format!("{VALUE}/value")), "/credentialSubject/result/0 schema.result_empty"),
            ],
        );
    }

    #[test]
    fn a_level_of_another_rubric_is_none_of_this_one() {
        let elsewhere = with("/credentialSubject/result/1/resultDescription", json!("urn:uuid:1"));
        assert_finds(&RULE, &[(elsewhere, "/credentialSubject/result/1/achievedLevel schema.result_level")]);
    }
}
