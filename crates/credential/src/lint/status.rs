//! Where a badge's status is looked up.

use serde_json::{Map, Value};

use super::path::Path;
use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "the status entry",
    section: "BSL §2.1; OB, data model: AchievementCredential",
    standard: "https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry",
    kinds: &[Kind::Badge, Kind::Endorsement],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(badge: &Value, found: &mut Findings) {
    let at = Path::Root.member("credentialStatus");
    match badge.get("credentialStatus") {
        None => {}
        Some(Value::Object(entry)) => check_entry(&at, entry, found),
        Some(Value::Array(entries)) => {
            // Legal in VC 2.0 §4.10; an issuer that allows suspension has chosen it.
            found.warn(
                "status.several",
                &at,
                "Open Badges knows one status entry only; this badge has a list of them.",
            );
            for (index, entry) in entries.iter().enumerate() {
                match entry.as_object() {
                    Some(entry) => check_entry(&at.item(index), entry, found),
                    None => {
                        found.add("status.malformed", &at.item(index), "A status entry must be an object.")
                    }
                }
            }
        }
        Some(_) => found.add("status.malformed", &at, "The status entry must be an object."),
    }
}

fn check_entry(at: &Path<'_>, entry: &Map<String, Value>, found: &mut Findings) {
    for member in ["id", "type"].iter().filter(|member| !model::has(entry, member)) {
        found.add("status.malformed", &at.member(member), format!("The status entry has no `{member}`."));
    }
    if entry.get("type").is_some_and(|class| class == "BitstringStatusListEntry") {
        check_bitstring(at, entry, found);
    }
}

fn check_bitstring(at: &Path<'_>, entry: &Map<String, Value>, found: &mut Findings) {
    let text = |member: &str| entry.get(member).and_then(Value::as_str).unwrap_or_default();
    let index = text("statusListIndex");
    if index.is_empty() || !index.bytes().all(|b| b.is_ascii_digit()) {
        let detail = "`statusListIndex` must be a whole number written as text.";
        found.add("status.index", &at.member("statusListIndex"), detail);
    }
    if text("statusPurpose").is_empty() {
        let detail = "The status entry does not say what it is for, such as `revocation`.";
        found.add("status.purpose", &at.member("statusPurpose"), detail);
    }
    let list = text("statusListCredential");
    if list.is_empty() {
        let detail = "The status entry does not say where its list is.";
        found.add("status.list", &at.member("statusListCredential"), detail);
    } else if text("id") == list {
        let detail = "The status entry's `id` is that of the whole list, not of its own place in it.";
        found.add("status.id", &at.member("id"), detail);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, badge, with, without};
    use super::*;

    const AT: &str = "/credentialStatus";

    #[test]
    fn a_status_entry_names_its_list_its_place_and_its_purpose() {
        let list = json!("https://badges.example/status/3");
        assert_finds(
            &RULE,
            &[
                (
                    with(&format!("{AT}/statusListIndex"), json!(94_567)),
                    "/credentialStatus/statusListIndex status.index",
                ),
                (
                    with(&format!("{AT}/statusListIndex"), json!("-1")),
                    "/credentialStatus/statusListIndex status.index",
                ),
                (with(&format!("{AT}/id"), list), "/credentialStatus/id status.id"),
                (without(&format!("{AT}/id")), "/credentialStatus/id status.malformed"),
                (
                    with(&format!("{AT}/statusPurpose"), json!(["revocation"])),
                    "/credentialStatus/statusPurpose status.purpose",
                ),
                (
                    without(&format!("{AT}/statusListCredential")),
                    "/credentialStatus/statusListCredential status.list",
                ),
                (with(AT, json!("https://badges.example/status/3")), "/credentialStatus status.malformed"),
            ],
        );
    }

    #[test]
    fn several_entries_only_warn() {
        let entry = badge()["credentialStatus"].clone();
        let findings = RULE.findings(&with(AT, json!([entry, entry])));
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].code, findings[0].severity), ("status.several", Severity::Warning));
    }
}
