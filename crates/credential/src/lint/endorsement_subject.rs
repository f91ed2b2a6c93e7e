//! What an endorsement is about, and what it says.

use serde_json::Value;

use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "what is endorsed",
    section: "OB, data model: EndorsementSubject",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.endorsementsubject.class",
    kinds: &[Kind::Endorsement],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(endorsement: &Value, found: &mut Findings) {
    model::each_of(endorsement, "EndorsementSubject", |at, subject| {
        if !model::has(subject, "id") {
            let detail = "The endorsement does not say what it is about.";
            found.add("schema.endorsement_subject", &at.member("id"), detail);
        }
        // The standard lets it be left out; an endorsement of ours says why it is given.
        if !subject.get("endorsementComment").is_some_and(Value::is_string)
            || !model::has(subject, "endorsementComment")
        {
            let detail = "The endorsement says nothing about what it endorses.";
            found.add("schema.endorsement_comment", &at.member("endorsementComment"), detail);
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{endorsement, found, set};
    use super::*;

    #[test]
    fn an_endorsement_names_what_it_is_about_and_says_something_of_it() {
        assert_eq!(found(&RULE, &endorsement()), Vec::<String>::new());
        let spoilt = |member: &str, value| set(endorsement(), &format!("/credentialSubject/{member}"), value);
        assert_eq!(
            found(&RULE, &spoilt("id", json!(""))),
            ["/credentialSubject/id schema.endorsement_subject"]
        );
        for silent in [json!(" "), json!(7), json!(null)] {
            let expected = ["/credentialSubject/endorsementComment schema.endorsement_comment"];
            assert_eq!(found(&RULE, &spoilt("endorsementComment", silent)), expected);
        }
    }
}
