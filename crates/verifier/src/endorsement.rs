//! One endorsement, verified alone: by its own context, proof, key, status and dates.

use badgewright_credential::Clock;
use serde_json::Value;

use crate::code::Code;
use crate::credential::{Credential, id_of, values};
use crate::examine::examine;
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::presented::Presented;
use crate::retrieval::Retrieval;
use crate::securing::Secured;
use crate::status::{self, Asked};
use crate::{issuer, reading, validity};

/// An endorsement that was verified, whatever came of it.
#[derive(Debug)]
pub(crate) struct Heard {
    pub(crate) presented: Presented,
    secured: Secured,
    status: Asked,
    validity: Vec<Finding>,
}

/// Reads an endorsement as it is written in a badge: a document, or a JWS.
///
/// One that was put into the badge without its context is read by the badge's, by which the badge means it.
pub(crate) fn read(written: &Value, badge: &Credential) -> Result<Presented, Finding> {
    let mut written = written.clone();
    if let (Value::Object(members), Some(context)) = (&mut written, badge.get("@context"))
        && members.contains_key("proof")
    {
        members.entry("@context").or_insert_with(|| context.clone());
    }
    let unreadable = |reason: Finding| Finding::warn(Code::ENDORSEMENTS_UNREADABLE).because(reason.detail);
    let presented = reading::carried(&written).map_err(unreadable)?;
    if presented.credential.is_a("EndorsementCredential") && is_about_a_thing(&presented.credential) {
        Ok(presented)
    } else {
        Err(Finding::warn(Code::ENDORSEMENTS_UNREADABLE).because("it does not call itself an endorsement"))
    }
}

/// OB 3.0, data model: the subject is an `EndorsementSubject`.
fn is_about_a_thing(endorsement: &Credential) -> bool {
    let subject = endorsement.subject();
    let class = subject.and_then(|subject| subject.get("type"));
    values(class).iter().any(|class| class == "EndorsementSubject")
}

/// What an endorsement is about.
pub(crate) fn subject_id(endorsement: &Credential) -> Option<&str> {
    endorsement.subject().and_then(id_of)
}

/// Verifies an endorsement (OB 3.0, "EndorsementCredential Verification").
pub(crate) async fn hear(presented: Presented, retrieval: &mut Retrieval<'_>, clock: &dyn Clock) -> Heard {
    let secured = examine(&presented, retrieval, clock.now()).await;
    // Nothing more is fetched for what is nobody's word.
    let status = match secured.fails() {
        true => status::not_asked(),
        false => status::check(&presented.credential, retrieval, clock).await,
    };
    let validity = validity::examine(&presented, clock.now());
    Heard { presented, secured, status, validity }
}

impl Heard {
    /// Why it is not known to be the word of the one it names; `None` if it is.
    pub(crate) fn doubt(&self) -> Option<Finding> {
        if self.secured.holds() {
            return None;
        }
        let lines = [&self.secured.issuer.line, &self.secured.proof.line];
        let reason = lines.into_iter().max_by_key(|line| line.outcome)?;
        let code = match reason.outcome {
            Outcome::Fail => Code::ENDORSEMENTS_NOT_ITS_AUTHORS,
            _ => Code::ENDORSEMENTS_UNDECIDED,
        };
        Some(Finding::warn(code).because(&reason.detail))
    }

    /// Whether its proof is more work than is done for one credential.
    pub(crate) fn is_too_complex(&self) -> bool {
        self.secured.proof.line.code == Some(Code::PROOF_TOO_COMPLEX)
    }

    /// What its status says: `Pass` or `Skip` where it stands, `Fail` where it is withdrawn.
    pub(crate) fn status(&self) -> (Outcome, &str) {
        (self.status.check.line.outcome, &self.status.check.line.detail)
    }

    /// Who made it, as they call themselves and as they are identified.
    pub(crate) fn author(&self) -> String {
        let credential = &self.presented.credential;
        let id = credential.issuer_id().unwrap_or_default();
        let name = credential.get("issuer").and_then(|issuer| issuer.get("name")).and_then(Value::as_str);
        name.map_or_else(|| id.to_owned(), |name| format!("{name}, {id}"))
    }

    /// What it is worth to the badge now. Nothing about an endorsement makes the badge itself invalid.
    pub(crate) fn finding(&self, endorses: &[&str]) -> Finding {
        if let Some(doubt) = self.doubt() {
            return doubt;
        }
        match self.status() {
            (Outcome::Fail, detail) => return Finding::warn(Code::ENDORSEMENTS_WITHDRAWN).because(detail),
            (Outcome::Unknown, detail) => return Finding::warn(Code::ENDORSEMENTS_UNDECIDED).because(detail),
            _ => {}
        }
        if let Some(over) = self.validity.iter().find(|finding| finding.outcome == Outcome::Fail) {
            return Finding::warn(Code::ENDORSEMENTS_NOT_IN_FORCE).because(&over.detail);
        }
        let about = subject_id(&self.presented.credential);
        if !endorses.is_empty() && !about.is_some_and(|about| endorses.contains(&about)) {
            return Finding::warn(Code::ENDORSEMENTS_OTHER_SUBJECT)
                .because(about.unwrap_or("it does not say what"));
        }
        let is_self_named = self.presented.credential.issuer_id().is_some_and(issuer::is_self_named);
        let detail = if is_self_named {
            "An endorsement is in force now, signed by somebody whose name is only what they call themselves."
        } else {
            "An endorsement was signed by the one it names, and it is in force now."
        };
        Finding::pass(detail).because(self.author())
    }
}
