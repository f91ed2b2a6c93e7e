//! A credential's time ends after it begins.

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::path::Path;
use super::rule::Findings;
use super::{Kind, Rule};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "the end after the beginning",
    section: "VC 2.0 §4.9",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#validity-period",
    kinds: &[Kind::Badge, Kind::Endorsement, Kind::StatusList, Kind::Other],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    // VC 1.1 has other names for the two. VC 2.0 allows a credential of no length. Here only an endorsement has none: the
    // version that says since when it is withdrawn.
    let may_be_empty = matches!(Kind::of(document), Kind::Endorsement | Kind::Other);
    for (from, until) in [("validFrom", "validUntil"), ("issuanceDate", "expirationDate")] {
        let moment = |member: &str| {
            let text = document.get(member)?.as_str()?;
            OffsetDateTime::parse(text, &Rfc3339).ok()
        };
        if let (Some(begins), Some(ends)) = (moment(from), moment(until))
            && (ends < begins || ends == begins && !may_be_empty)
        {
            let detail = "The badge's time ends before it begins, so that it never counted.";
            found.add("validity.order", &Path::Root.member(until), detail);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, endorsement, found, set, with};
    use super::*;

    #[test]
    fn an_end_before_or_at_the_beginning_is_refused() {
        let mut older = with("/validUntil", json!("2030-01-01T00:00:00Z"));
        older["issuanceDate"] = json!("2026-11-01T15:04:05.5+02:00");
        older["expirationDate"] = json!("2026-11-01T13:04:05Z");
        assert_finds(
            &RULE,
            &[
                (with("/validUntil", json!("2026-11-01T15:04:05Z")), "/validUntil validity.order"),
                (with("/validUntil", json!("2025-11-01T15:04:05Z")), "/validUntil validity.order"),
                (older, "/expirationDate validity.order"),
            ],
        );
    }

    #[test]
    fn a_withdrawn_endorsement_ends_as_its_version_begins() {
        let until = |text: &str| set(endorsement(), "/validUntil", json!(text));
        assert_eq!(found(&RULE, &until("2026-11-01T15:04:05Z")), Vec::<String>::new());
        assert_eq!(found(&RULE, &until("2026-11-01T15:04:04Z")), ["/validUntil validity.order"]);
    }
}
