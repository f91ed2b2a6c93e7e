//! Errors of the use cases as problems, mapped once.

use badgewright_issuer::{Fault, IssueError, NotAttachable};
use badgewright_store::StoreError;

use super::problem::{FieldError, Problem};
use super::problem_type::{
    ENDORSEMENT_REFUSED, FORBIDDEN, IDEMPOTENCY_CONFLICT, INVALID_REQUEST, NOT_ACCEPTABLE, NOT_EARNED,
    NOT_FOUND, STATUS_CONFLICT, UNAVAILABLE,
};
use crate::badge_forms::FormError;
use crate::service::Unverified;

impl From<IssueError> for Problem {
    fn from(error: IssueError) -> Self {
        match &error {
            IssueError::Faulty(faults) => faulty(faults),
            IssueError::NotEarned(missed) => {
                Self::new(NOT_EARNED, "The rubric has criteria below the passing level; nothing was issued.")
                    .with_errors(field_errors(missed))
            }
            IssueError::NoCanonicalForm(_) => {
                let message = "a number here is larger than JSON can carry between systems".to_owned();
                Self::new(INVALID_REQUEST, error.to_string())
                    .with_errors(vec![FieldError { pointer: String::new(), message }])
            }
            IssueError::Conflict(first) => {
                let url = first.document.get("id").cloned().unwrap_or_default();
                let detail = format!(
                    "{error}. The badge of the first is {}. To correct it, send the right completion, whole, to POST /v1/credentials/{}/supersede.",
                    url.as_str().unwrap_or_default(),
                    first.id
                );
                Self::new(IDEMPOTENCY_CONFLICT, detail).with("credential", url)
            }
            IssueError::EndorsementConflict(first) => {
                let url = first.document.get("id").cloned().unwrap_or_default();
                let detail = format!(
                    "{}. The endorsement of the first is {}. To say something else, withdraw it and send the other under a new externalId.",
                    error,
                    url.as_str().unwrap_or_default()
                );
                Self::new(IDEMPOTENCY_CONFLICT, detail).with("credential", url)
            }
            IssueError::NotAttachable(refusal) => not_attachable(refusal),
            IssueError::UnknownEndorsement => Self::new(NOT_FOUND, sentence(&error)),
            IssueError::EndorsementOver => Self::new(STATUS_CONFLICT, sentence(&error)),
            IssueError::BadgeNotApproved(_)
            | IssueError::IssuerNotApproved(_)
            | IssueError::PlainNotApproved => Self::new(FORBIDDEN, sentence(&error)),
            IssueError::UnknownCredential | IssueError::UnknownEntry => {
                Self::new(NOT_FOUND, sentence(&error))
            }
            IssueError::RevokedBefore
            | IssueError::SuspendedBefore
            | IssueError::Overtaken
            | IssueError::TooManyVersions
            | IssueError::RevokedForGood
            | IssueError::SuspensionOff
            | IssueError::NotSuspendable => Self::new(STATUS_CONFLICT, sentence(&error)),
            IssueError::NoJwsForm => Self::new(NOT_ACCEPTABLE, sentence(&error)),
            IssueError::Store(_) => match error {
                IssueError::Store(error) => error.into(),
                other => Self::internal(&other),
            },
            _ => Self::internal(&error),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::Closed => Self::new(UNAVAILABLE, sentence(&error)),
            _ => Self::internal(&error),
        }
    }
}

impl From<Unverified> for Problem {
    fn from(error: Unverified) -> Self {
        match error {
            Unverified::Busy => Self::new(UNAVAILABLE, sentence(&error)),
            Unverified::BrokeOff => Self::internal(&error),
        }
    }
}

impl From<FormError> for Problem {
    fn from(error: FormError) -> Self {
        match error {
            FormError::Store(error) => error.into(),
            FormError::Issue(error) => error.into(),
            other => Self::internal(&other),
        }
    }
}

/// An endorsement that holds and cannot be shown all the same.
fn not_attachable(refusal: &NotAttachable) -> Problem {
    let message = sentence(refusal);
    match refusal {
        NotAttachable::TooMany => Problem::new(STATUS_CONFLICT, message),
        NotAttachable::Faulty(faults) => {
            Problem::new(ENDORSEMENT_REFUSED, message).with_errors(field_errors(faults))
        }
        _ => Problem::new(ENDORSEMENT_REFUSED, message),
    }
}

/// Refuses a request in which anything is wrong, naming all of it.
pub(crate) fn refuse_faults(faults: &[Fault]) -> Result<(), Problem> {
    if faults.is_empty() { Ok(()) } else { Err(faulty(faults)) }
}

pub(crate) fn faulty(faults: &[Fault]) -> Problem {
    let detail = match faults.len() {
        1 => "One thing is wrong with it; nothing was done.".to_owned(),
        n => format!("{n} things are wrong with it; nothing was done."),
    };
    Problem::new(INVALID_REQUEST, detail).with_errors(field_errors(faults))
}

fn field_errors(faults: &[Fault]) -> Vec<FieldError> {
    let field = |fault: &Fault| FieldError { pointer: fault.pointer.clone(), message: fault.message.clone() };
    faults.iter().map(field).collect()
}

/// An error's message as a sentence.
pub(crate) fn sentence(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => text,
    }
}
