//! An alignment says to what, by name and by address.

use serde_json::Value;

use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "alignment targets",
    section: "OB, data model: Alignment",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.alignment.class",
    kinds: &[Kind::Badge],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(badge: &Value, found: &mut Findings) {
    model::each_of(badge, "Alignment", |at, alignment| {
        if !model::has(alignment, "targetName") {
            let detail = "An alignment does not name the standard it aligns to.";
            found.add("schema.alignment_target_name", &at.member("targetName"), detail);
        }
        if !model::has(alignment, "targetUrl") {
            let detail = "An alignment does not say where the standard it aligns to can be read.";
            found.add("schema.alignment_target_url", &at.member("targetUrl"), detail);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::sample::{assert_finds, without};
    use super::*;

    #[test]
    fn an_alignment_without_name_or_address_is_refused() {
        const AT: &str = "/credentialSubject/achievement/alignment/0";
        assert_finds(
            &RULE,
            &[
                (
                    without(&format!("{AT}/targetName")),
                    "/credentialSubject/achievement/alignment/0/targetName schema.alignment_target_name",
                ),
                (
                    without(&format!("{AT}/targetUrl")),
                    "/credentialSubject/achievement/alignment/0/targetUrl schema.alignment_target_url",
                ),
            ],
        );
    }
}
