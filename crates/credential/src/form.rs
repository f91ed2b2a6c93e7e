//! Whether a badge that somebody hands in has the form that Open Badges 3.0 wants.

mod reference;
mod schema;
mod single_value;
mod unclear;

use std::collections::HashSet;

use serde_json::Value;

use crate::{Finding, context, lint};

/// What a deviation means for a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Common, harmless, and not reported unless a reader is strict.
    Quiet,
    /// Reported as a warning.
    Soft,
    /// It is unclear what was achieved, by whom or for whom.
    Hard,
}

/// What 1EdTech's validator calls a deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValidatorVerdict {
    /// It is a WARNING there.
    Warning,
    /// It is an ERROR or worse there.
    Error,
}

/// How a report calls a deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormOutcome {
    /// `warn`
    Warn,
    /// `fail`
    Fail,
}

/// One difference between a badge and the standard's data model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// A name for programs, such as `schema.wrong_kind`.
    pub code: &'static str,
    /// What it means for the badge.
    pub weight: Weight,
    /// What 1EdTech's validator calls it.
    pub validator: ValidatorVerdict,
    /// Where, as a JSON Pointer (RFC 6901) into the document.
    pub pointer: String,
    /// What is there and what the standard wants, in one sentence for a person.
    pub detail: String,
    /// Where the standard says so, as a URL.
    pub standard: Option<&'static str>,
}

impl Deviation {
    /// How a report calls it; `None` where it says nothing. `strict` fails whatever 1EdTech's validator refuses.
    #[must_use]
    pub fn outcome(&self, strict: bool) -> Option<FormOutcome> {
        match self.weight {
            Weight::Hard => Some(FormOutcome::Fail),
            _ if strict && self.validator == ValidatorVerdict::Error => Some(FormOutcome::Fail),
            Weight::Soft => Some(FormOutcome::Warn),
            Weight::Quiet => None,
        }
    }
}

/// No badge is answered with more deviations than a person would read.
pub const MOST_DEVIATIONS: usize = 100;

/// The JSON Schema (2020-12) that [`deviations`] applies, as text.
pub const SCHEMA: &str = include_str!("../../../schemas/open-badge-credential.schema.json");

/// Every deviation of `credential` (an `OpenBadgeCredential` of VC 2.0 or VC 1.1, with or without its proof), the
/// hard ones first, at most [`MOST_DEVIATIONS`].
#[must_use]
pub fn deviations(credential: &Value) -> Vec<Deviation> {
    let mut found = unclear::deviations(credential);
    if !credential.is_object() {
        return found;
    }
    found.extend(older_model(credential));
    let mut told: HashSet<String> = found.iter().map(|deviation| deviation.pointer.clone()).collect();
    // One place is told of once: what makes the badge unclear, or else the first thing the schema says.
    found.extend(schema::deviations(credential).into_iter().filter(|soft| told.insert(soft.pointer.clone())));
    let linted = lint::check_as_read(credential).into_iter().map(of_lint);
    found.extend(linted.filter(|soft| told.insert(soft.pointer.clone())));
    found.truncate(MOST_DEVIATIONS);
    found
}

/// What a rule for our own badges finds in somebody else's: nothing that 1EdTech's validator looks at.
fn of_lint(finding: Finding) -> Deviation {
    Deviation {
        code: finding.code,
        weight: Weight::Soft,
        validator: ValidatorVerdict::Warning,
        pointer: finding.pointer,
        detail: finding.detail,
        standard: finding.standard,
    }
}

/// VC 2.0 if its context is anywhere among the contexts, else VC 1.1: what 1EdTech's validator goes by, too.
fn older_model(credential: &Value) -> Option<Deviation> {
    let contexts = match credential.get("@context") {
        Some(Value::Array(contexts)) => contexts.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let has = |name: &str| contexts.iter().any(|context| context == name);
    (has(context::CREDENTIALS_V1) && !has(context::CREDENTIALS_V2)).then(|| Deviation {
        code: "schema.vc_1_1",
        weight: Weight::Soft,
        validator: ValidatorVerdict::Warning,
        pointer: "/@context/0".to_owned(),
        detail: "The badge follows version 1.1 of the W3C data model; Open Badges wants version 2.0 of new badges."
            .to_owned(),
        standard: Some("https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.achievementcredential.class"),
    })
}

#[cfg(test)]
mod tests;
