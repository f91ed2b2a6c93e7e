//! The check `schema`: the badge's form, by the same rules as everywhere in `credential`.

use badgewright_credential::form::{self, Deviation, FormOutcome};

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::remembered::Timeless;

/// It is clear what was achieved, by whom and for whom.
#[derive(Debug)]
pub(crate) struct FormKept(());

/// Compares the badge with the data model. Most deviations are warnings; `strict` fails what 1EdTech's validator
/// refuses.
pub(crate) fn check(credential: &Credential, strict: bool) -> Settled<FormKept> {
    let findings = deviations(credential)
        .into_iter()
        .filter_map(|deviation| {
            let outcome = match deviation.outcome(strict)? {
                FormOutcome::Warn => Outcome::Warn,
                FormOutcome::Fail => Outcome::Fail,
            };
            Some(Finding {
                outcome,
                code: Some(Code::of_form(deviation.code, deviation.standard)),
                pointer: deviation.pointer,
                detail: deviation.detail,
                standard: deviation.standard,
            })
        })
        .collect();
    let otherwise = "The badge has the form that the standard wants.";
    Settled::new(CheckName::Schema, findings, otherwise, FormKept(()))
}

/// How the badge deviates from the form; not asked twice of one that does not.
fn deviations(credential: &Credential) -> Vec<Deviation> {
    let question = Timeless::has_the_form(credential);
    if question.is_known() {
        return Vec::new();
    }
    let found = form::deviations(credential.as_value());
    if found.is_empty() {
        question.remember();
    }
    found
}
