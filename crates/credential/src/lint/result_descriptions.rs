//! What results of an achievement mean.

use serde_json::Value;

use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "result descriptions",
    section: "OB, data model: ResultDescription, RubricCriterionLevel",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.resultdescription.class",
    kinds: &[Kind::Badge],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(badge: &Value, found: &mut Findings) {
    model::each_object(badge, |at, class, object| {
        let required: &[&str] = match class {
            "ResultDescription" => &["id", "name", "resultType"],
            "RubricCriterionLevel" => &["id", "name"],
            _ => return,
        };
        for member in required.iter().filter(|member| !model::has(object, member)) {
            let detail = format!("A description of results has no `{member}`.");
            found.add("schema.result_description", &at.member(member), detail);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::sample::{assert_finds, without};
    use super::*;

    #[test]
    fn a_result_description_has_an_id_a_name_and_a_type_of_result() {
        const AT: &str = "/credentialSubject/achievement/resultDescription/1";
        assert_finds(
            &RULE,
            &[
                (
                    without(&format!("{AT}/resultType")),
                    "/credentialSubject/achievement/resultDescription/1/resultType schema.result_description",
                ),
                (
                    without(&format!("{AT}/rubricCriterionLevel/0/name")),
                    "/credentialSubject/achievement/resultDescription/1/rubricCriterionLevel/0/name schema.result_description",
                ),
            ],
        );
    }
}
