//! Moments in UTC and whole seconds, so that a JWT's numbers equal them and no reader has to guess a zone.

use serde_json::Value;

use super::rule::Findings;
use super::{Kind, Rule, path};
use crate::{Severity, Timestamp};

pub(super) const RULE: Rule = Rule {
    name: "moments in UTC",
    section: "OB, data model: DateTimeZ; VC 2.0 §4.9",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#validity-period",
    kinds: &[Kind::Badge, Kind::Endorsement, Kind::StatusList],
    severity: Severity::Error,
    reading: false,
    check,
};

/// Members that are moments. (`dateOfBirth` is a day.)
const MOMENTS: [&str; 7] =
    ["validFrom", "validUntil", "awardedDate", "activityStartDate", "activityEndDate", "created", "expires"];

fn check(document: &Value, found: &mut Findings) {
    path::each_value(document, |at, value| {
        let is_moment = |text: &str| text.parse::<Timestamp>().is_ok_and(|moment| moment.to_string() == text);
        if MOMENTS.contains(&at.name()) && !value.as_str().is_some_and(is_moment) {
            let detail =
                format!("`{}` must be a date and time in UTC, such as `2026-11-01T15:04:05Z`.", at.name());
            found.add("schema.date", at, detail);
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, with};
    use super::*;

    #[test]
    fn days_fractions_zones_and_numbers_are_refused() {
        let end = "/credentialSubject/activityEndDate";
        assert_finds(
            &RULE,
            &[
                (with(end, json!("2026-11-20")), "/credentialSubject/activityEndDate schema.date"),
                (with("/validFrom", json!("2026-11-01T15:04:05.5Z")), "/validFrom schema.date"),
                (with("/validFrom", json!("2026-11-01T17:04:05+02:00")), "/validFrom schema.date"),
                (with("/awardedDate", json!(1)), "/awardedDate schema.date"),
            ],
        );
    }
}
