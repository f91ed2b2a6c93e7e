//! Dates and times, of any zone.

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::super::path::Path;
use super::super::rule::Findings;
use super::super::{Kind, Rule};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "dates with their zone",
    section: "VC 2.0 §4.9; VC 1.1 §4.6",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#validity-period",
    kinds: &[Kind::Other],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    for member in ["validFrom", "validUntil", "issuanceDate", "expirationDate"] {
        let is_moment =
            |value: &Value| value.as_str().is_some_and(|text| OffsetDateTime::parse(text, &Rfc3339).is_ok());
        if document.get(member).is_some_and(|value| !is_moment(value)) {
            let detail =
                format!("`{member}` must be a date and time with its zone, such as `2026-11-01T15:04:05Z`.");
            found.add("schema.date", &Path::Root.member(member), detail);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, assert_takes};
    use super::*;

    #[test]
    fn dates_of_other_forms_are_refused() {
        assert_finds(
            &RULE,
            &[
                ("/validFrom", json!("Sat 25 Feb 2023 07:16:31 PM CST"), "/validFrom schema.date"),
                ("/validUntil", json!("2030-01-01"), "/validUntil schema.date"),
                ("/issuanceDate", json!("2022-11-27T00:00:00"), "/issuanceDate schema.date"),
                ("/expirationDate", json!(0), "/expirationDate schema.date"),
            ],
        );
        assert_takes(&RULE, &[("/validFrom", json!("4023-02-26T01:02:58.447Z"))]);
    }
}
