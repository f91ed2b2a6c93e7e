//! What a rule is.

use serde_json::Value;

use super::path::Path;
use super::{Kind, MOST_FINDINGS};
use crate::{Finding, Severity};

/// One rule that documents pass.
pub struct Rule {
    /// What it is called in documentation.
    pub name: &'static str,
    /// Where it comes from: standard and section.
    pub section: &'static str,
    /// The same as a URL; its findings carry it.
    pub standard: &'static str,
    /// The documents it looks at.
    pub kinds: &'static [Kind],
    /// How bad a finding is in a document that is about to be signed.
    pub severity: Severity,
    /// Whether it also warns of badges that others have signed ([`crate::form`] does).
    pub reading: bool,
    pub(super) check: fn(&Value, &mut Findings),
}

impl Rule {
    /// What the rule finds in `document`, whatever its kind, at most [`MOST_FINDINGS`].
    pub(super) fn findings(&self, document: &Value) -> Vec<Finding> {
        let mut findings = Findings { standard: self.standard, severity: self.severity, list: Vec::new() };
        (self.check)(document, &mut findings);
        findings.list
    }
}

/// Gathers what one rule finds.
pub(super) struct Findings {
    standard: &'static str,
    severity: Severity,
    list: Vec<Finding>,
}

impl Findings {
    /// An error or a warning, as the rule says.
    pub(super) fn add(&mut self, code: &'static str, at: &Path<'_>, detail: impl Into<String>) {
        self.add_as(self.severity, code, at, detail);
    }

    /// A warning, whatever the rule says.
    pub(super) fn warn(&mut self, code: &'static str, at: &Path<'_>, detail: impl Into<String>) {
        self.add_as(Severity::Warning, code, at, detail);
    }

    fn add_as(&mut self, severity: Severity, code: &'static str, at: &Path<'_>, detail: impl Into<String>) {
        if self.list.len() < MOST_FINDINGS {
            let (pointer, detail) = (at.to_pointer(), detail.into());
            self.list.push(Finding { code, severity, pointer, detail, standard: Some(self.standard) });
        }
    }
}
