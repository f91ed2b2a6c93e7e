//! Whether an endorsement that an operator hands in is its issuer's word, and stands.

use badgewright_verifier::{CheckName, Outcome, Question, Report, Submission};
use serde_json::{Value, json};

use crate::http::problem::{FieldError, Problem};
use crate::http::problem_type::ENDORSEMENT_REFUSED;
use crate::service::Service;

/// What an operator handed in.
pub(crate) enum Sent {
    /// A compact JWS.
    Jws(String),
    /// A document, or its address.
    Other(Submission),
}

/// An endorsement that our own verifier vouches for: only [`vouched`] makes one.
pub(crate) struct Vouched {
    document: Value,
    jws: Option<String>,
}

impl Vouched {
    /// The credential, and the JWS it came as.
    pub(crate) fn into_parts(self) -> (Value, Option<String>) {
        (self.document, self.jws)
    }
}

/// What must hold of an endorsement. The other checks are about badges.
const DECISIVE: [CheckName; 6] = [
    CheckName::Parse,
    CheckName::Context,
    CheckName::Issuer,
    CheckName::Proof,
    CheckName::Status,
    CheckName::Validity,
];

/// The endorsement, if its proof is right, the key is its issuer's, and it stands now.
pub(crate) async fn vouched(service: &Service, sent: Sent) -> Result<Vouched, Problem> {
    let (submission, jws) = match sent {
        Sent::Other(submission) => (submission, None),
        Sent::Jws(jws) => {
            let media_type = Some("application/vc+jwt".to_owned());
            (Submission::Document { bytes: jws.clone().into_bytes(), media_type }, Some(jws))
        }
    };
    let report = service.verify(submission, Question::default()).await?;
    let document = holds(report)?;
    if !is_endorsement(&document) {
        return Err(refused("What was sent is no `EndorsementCredential`.".to_owned()));
    }
    if jws.is_none() && document.get("proof").is_none() {
        let detail =
            "The address gives the endorsement as a JWS; send the JWS itself, as `application/vc+jwt`.";
        return Err(refused(detail.to_owned()));
    }
    Ok(Vouched { document, jws })
}

/// The credential of a report in which all that is decisive holds.
fn holds(report: Report) -> Result<Value, Problem> {
    let missed: Vec<_> = DECISIVE
        .iter()
        .map(|name| report.check(*name))
        .filter(|check| matches!(check.outcome, Outcome::Fail | Outcome::Unknown))
        .collect();
    let detail = match missed.as_slice() {
        [] => return report.credential.ok_or_else(|| refused("There is no credential in it.".to_owned())),
        missed if missed.iter().all(|check| check.outcome == Outcome::Unknown) => {
            "It could not be decided whether this endorsement holds; nothing was attached. Try again later."
        }
        _ => "This endorsement does not hold; nothing was attached.",
    };
    let errors: Vec<FieldError> = missed
        .iter()
        .map(|check| FieldError { pointer: String::new(), message: check.detail.clone() })
        .collect();
    let checks: Vec<Value> = missed
        .iter()
        .map(|check| json!({"check": check.check, "outcome": check.outcome, "code": check.code}))
        .collect();
    Err(refused(detail.to_owned()).with_errors(errors).with("checks", checks))
}

fn is_endorsement(document: &Value) -> bool {
    let named = document.get("type");
    let names = named
        .and_then(Value::as_array)
        .map_or_else(|| named.into_iter().collect(), |all| all.iter().collect::<Vec<_>>());
    names.into_iter().any(|name| name == "EndorsementCredential")
}

fn refused(detail: String) -> Problem {
    Problem::new(ENDORSEMENT_REFUSED, detail)
}
