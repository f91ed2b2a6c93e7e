//! The rules that every document passes before a key is touched, a file each.
//!
//! [`check`] runs them on documents that are about to be signed. How the form of what others have signed is judged
//! is the business of [`crate::form`], which also tells what the rules find that say so.

mod absolute_ids;
mod achievement_members;
mod alignment_targets;
mod class_names;
mod closed_classes;
mod contexts;
mod credential_members;
mod dates;
mod endorsement_subject;
mod issuer;
mod links;
mod lists;
mod model;
mod nested_context;
mod nothing;
mod path;
mod plain;
mod private_identity;
mod result_descriptions;
mod results;
mod rule;
#[cfg(test)]
pub(crate) mod sample;
mod status;
mod validity;

use serde_json::Value;

use crate::{Finding, Severity};
pub use rule::Rule;

/// No document is answered with more findings than a person would read.
pub const MOST_FINDINGS: usize = 100;

/// The rules for badges, endorsements and status lists, in the order in which their findings are told.
const RULES: &[&Rule] = &[
    &contexts::RULE,
    &nested_context::RULE,
    &nothing::RULE,
    &credential_members::RULE,
    &class_names::RULE,
    &lists::RULE,
    &closed_classes::RULE,
    &absolute_ids::RULE,
    &links::RULE,
    &issuer::RULE,
    &endorsement_subject::RULE,
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
    /// An `EndorsementCredential`.
    Endorsement,
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
        } else if is("EndorsementCredential") {
            Self::Endorsement
        } else if is("BitstringStatusListCredential") {
            Self::StatusList
        } else {
            Self::Other
        }
    }
}

/// Every rule, for documentation and for the check that the sections they cite exist.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().chain(plain::RULES).copied()
}

/// All findings of the rules for `document`, by what it calls itself, at most [`MOST_FINDINGS`].
#[must_use]
pub fn check(document: &Value) -> Vec<Finding> {
    check_as(Kind::of(document), document)
}

/// All findings of the rules for documents of `kind`, whatever `document` calls itself.
#[must_use]
pub fn check_as(kind: Kind, document: &Value) -> Vec<Finding> {
    run(document, |rule| rule.kinds.contains(&kind))
}

/// What a person should know of a badge that somebody else has signed: the rules that say so, their findings as
/// warnings.
pub(crate) fn check_as_read(badge: &Value) -> Vec<Finding> {
    let mut findings = run(badge, |rule| rule.reading);
    for finding in &mut findings {
        finding.severity = Severity::Warning;
    }
    findings
}

fn run(document: &Value, applies: impl Fn(&Rule) -> bool) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in rules().filter(|rule| applies(rule)) {
        all.extend(rule.findings(document));
    }
    all.truncate(MOST_FINDINGS);
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_sample_that_the_rules_are_tested_with_is_in_order() {
        assert_eq!(check(&sample::badge()), []);
        assert_eq!(check_as_read(&sample::badge()), []);
        assert_eq!(check(&sample::endorsement()), []);
    }

    #[test]
    fn every_rule_is_named_once_and_looks_at_something() {
        let rules: Vec<_> = rules().collect();
        for (index, rule) in rules.iter().enumerate() {
            assert!(!rule.kinds.is_empty(), "{}", rule.name);
            assert!(rules.iter().skip(index + 1).all(|other| other.name != rule.name), "{}", rule.name);
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
