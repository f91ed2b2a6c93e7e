//! Verifying as W3C's VC-API asks it: any credential or presentation to errors and warnings.
//!
//! The same machinery as for badges, and other rules for what it finds: a credential need be no badge, may bring contexts
//! of its own, and holds (`verified`) when it is whole and signed. That it is revoked, expired or signed by somebody else
//! than its issuer are warnings here, for whoever asks to judge; only [`Verifier::verify`] calls such badges invalid.

mod credential;
mod holding;
mod presentation;
mod presentation_form;

use serde_json::Value;

use crate::code::Code;
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::retrieval::Retrieval;
use crate::verifier::Verifier;

/// What came of verifying as the VC-API asks it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// What is wrong, or could not be decided.
    pub errors: Vec<Finding>,
    /// What whoever relies on it should know.
    pub warnings: Vec<Finding>,
}

/// What is asked besides whether it is signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Whether status lists are not to be fetched.
    pub without_status: bool,
    /// What the holder was asked to sign.
    pub challenge: Option<String>,
    /// For whom the holder was asked to sign.
    pub domain: Option<String>,
}

/// Most findings of each kind that are told.
const MOST_FINDINGS: usize = 100;

impl Verification {
    /// Whether nothing is wrong with it.
    #[must_use]
    pub fn verified(&self) -> bool {
        self.errors.is_empty()
    }

    fn error(&mut self, finding: Finding) {
        if self.errors.len() < MOST_FINDINGS {
            self.errors.push(finding);
        }
    }

    fn warn(&mut self, finding: Finding) {
        if self.warnings.len() < MOST_FINDINGS {
            self.warnings.push(finding.as_outcome(Outcome::Warn));
        }
    }

    /// Remarks, of which only the warnings are of interest.
    fn remark(&mut self, remarks: impl IntoIterator<Item = Finding>) {
        for remark in remarks.into_iter().filter(|remark| remark.outcome == Outcome::Warn) {
            self.warn(remark);
        }
    }

    /// What was found of a part that stands at `place`.
    fn absorb(&mut self, part: Self, place: &str) {
        let moved = |finding: Finding| {
            let pointer = format!("{place}{}", finding.pointer);
            finding.at(pointer)
        };
        part.errors.into_iter().for_each(|finding| self.error(moved(finding)));
        part.warnings.into_iter().for_each(|finding| self.warn(moved(finding)));
    }
}

impl Verifier {
    /// Verifies a credential of any kind, also an enveloped one.
    pub async fn verify_credential(&self, credential: &Value, expected: &Expected) -> Verification {
        let mut retrieval = Retrieval::new(self.retrieve.as_ref());
        let verification =
            credential::verify(credential, expected, &mut retrieval, self.clock.as_ref()).await;
        if verification.errors.is_empty() || !retrieval.look_again() {
            return verification;
        }
        credential::verify(credential, expected, &mut retrieval, self.clock.as_ref()).await
    }

    /// Verifies a presentation, and each credential in it.
    pub async fn verify_presentation(&self, presentation: &Value, expected: &Expected) -> Verification {
        let mut retrieval = Retrieval::new(self.retrieve.as_ref());
        let verification =
            presentation::verify(presentation, expected, &mut retrieval, self.clock.as_ref()).await;
        if verification.errors.is_empty() || !retrieval.look_again() {
            return verification;
        }
        presentation::verify(presentation, expected, &mut retrieval, self.clock.as_ref()).await
    }
}

/// A rule of the data model that is not kept (VC-DATA-MODEL §7.2).
fn malformed(code: &'static str, pointer: impl Into<String>, detail: impl Into<String>) -> Finding {
    const STANDARD: Option<&str> = Some("https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR");
    let mut finding = Finding::fail(Code::named(code).unwrap_or(Code::of_form(code, STANDARD)));
    finding.standard = STANDARD;
    finding.detail = detail.into();
    finding.at(pointer)
}
