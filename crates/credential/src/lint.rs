//! The rules that every document passes before a key is touched, a file each.
//!
//! [`check`] runs those for documents that are about to be signed. [`check_as_read`] runs the few that also make
//! sense for what others have signed; how their form is judged is the business of [`crate::form`].

mod absolute_ids;
mod achievement_members;
mod alignment_targets;
mod class_names;
mod closed_classes;
mod contexts;
mod contexts_as_read;
mod credential_members;
mod dates;
mod issuer;
mod links;
mod lists;
mod model;
mod nested_context;
mod nothing;
mod path;
mod private_identity;
mod result_descriptions;
mod results;
mod rule;
#[cfg(test)]
mod sample;
mod status;
mod validity;

use serde_json::Value;

use crate::Finding;
pub use rule::Rule;

/// No document is answered with more findings than a person would read.
pub const MOST_FINDINGS: usize = 100;

/// Every rule, in the order in which their findings are told.
pub const RULES: &[&Rule] = &[
    &contexts::RULE,
    &contexts_as_read::RULE,
    &nested_context::RULE,
    &nothing::RULE,
    &credential_members::RULE,
    &class_names::RULE,
    &lists::RULE,
    &closed_classes::RULE,
    &absolute_ids::RULE,
    &links::RULE,
    &issuer::RULE,
    &achievement_members::RULE,
    &alignment_targets::RULE,
    &result_descriptions::RULE,
    &results::RULE,
    &private_identity::RULE,
    &dates::RULE,
    &validity::RULE,
    &status::RULE,
];

/// What a document is, by its `type`. Rules say which they look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An `OpenBadgeCredential`, also by its older name.
    Badge,
    /// A `BitstringStatusListCredential`.
    StatusList,
    /// Any other credential.
    Other,
}

impl Kind {
    /// What `document` calls itself.
    #[must_use]
    pub fn of(document: &Value) -> Self {
        let is = |class: &str| match document.get("type") {
            Some(Value::Array(classes)) => classes.iter().any(|named| named == class),
            Some(Value::String(named)) => named == class,
            _ => false,
        };
        if is("OpenBadgeCredential") || is("AchievementCredential") {
            Self::Badge
        } else if is("BitstringStatusListCredential") {
            Self::StatusList
        } else {
            Self::Other
        }
    }
}

/// All findings of the rules for documents that are about to be signed, at most [`MOST_FINDINGS`].
#[must_use]
pub fn check(document: &Value) -> Vec<Finding> {
    run(document, |rule| rule.writing)
}

/// All findings of the rules for documents that others have signed, at most [`MOST_FINDINGS`]. Their codes begin
/// with the check of a report that they belong to: `context.`, `schema.`, `status.`, `validity.`.
#[must_use]
pub fn check_as_read(document: &Value) -> Vec<Finding> {
    run(document, |rule| rule.reading)
}

fn run(document: &Value, severity: impl Fn(&Rule) -> Option<crate::Severity>) -> Vec<Finding> {
    let kind = Kind::of(document);
    let mut all = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.kinds.contains(&kind)) {
        if let Some(severity) = severity(rule) {
            all.extend(rule.findings(document, severity));
        }
    }
    all.truncate(MOST_FINDINGS);
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Severity;

    #[test]
    fn the_sample_that_the_rules_are_tested_with_is_in_order() {
        assert_eq!(check(&sample::badge()), []);
        assert_eq!(check_as_read(&sample::badge()), []);
    }

    #[test]
    fn every_rule_is_named_once_and_used() {
        for (index, rule) in RULES.iter().enumerate() {
            assert!(rule.writing.is_some() || rule.reading.is_some(), "{}", rule.name);
            assert!(RULES.iter().skip(index + 1).all(|other| other.name != rule.name), "{}", rule.name);
        }
    }

    #[test]
    fn no_document_is_answered_without_end() {
        let mut badge = sample::badge();
        badge["evidence"] = json!(vec![json!({"type": "Evidence", "id": "x", "name": null}); 20_000]);
        let found = check(&badge);
        assert_eq!(found.len(), MOST_FINDINGS);
        assert!(found.iter().all(|finding| finding.severity == Severity::Error));
    }

    #[test]
    fn what_is_no_object_is_told_and_does_no_harm() {
        for document in [json!(null), json!([]), json!("x"), json!({})] {
            assert_ne!(check(&document), [], "{document}");
        }
    }
}
