//! From JSON to the endorsement that is asked for, with all that is wrong at once.

use badgewright_credential::{Did, Iri, Timestamp};
use serde_json::Value;

use crate::members::Members;
use crate::{Fault, Issuer};

/// Longest DID or URL of what is endorsed, in bytes: it is a key of the store.
const LONGEST_SUBJECT: usize = 2_048;
/// Longest name of an endorsement, in characters.
const LONGEST_NAME: usize = 256;
/// Longest comment, in characters. Every badge of whoever is endorsed carries it.
const LONGEST_COMMENT: usize = 2_000;

const MEMBERS: [&str; 5] = ["subject", "name", "comment", "validUntil", "externalId"];

/// An endorsement that is asked for. Every part is of a type that cannot be wrong inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// Whom or what: a DID or a web address.
    pub(super) subject: Iri,
    /// What people call it.
    pub(super) name: String,
    /// What it says.
    pub(super) comment: String,
    /// Until when it holds, if not for good.
    pub(super) valid_until: Option<Timestamp>,
}

impl Request {
    /// Reads a request of `issuer`. `now` is the earliest moment at which it may end.
    pub(super) fn read(value: &Value, issuer: &Issuer, now: Timestamp) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let request = read(value, issuer, now, &mut faults);
        request.filter(|_| faults.is_empty()).ok_or(faults)
    }
}

fn read(value: &Value, issuer: &Issuer, now: Timestamp, faults: &mut Vec<Fault>) -> Option<Request> {
    let mut members = Members::of(value, "", &MEMBERS, faults)?;
    for required in
        ["subject", "name", "comment"].into_iter().filter(|name| !members.has(name)).collect::<Vec<_>>()
    {
        let what = match required {
            "subject" => "required: the DID or URL of whom or what is endorsed",
            "name" => "required: what the endorsement is called, like `Approved provider`",
            _ => "required: what the endorsement says",
        };
        members.fault(required, what);
    }
    let subject = subject(&mut members, issuer);
    let name = members.line("name", LONGEST_NAME).map(str::to_owned);
    let comment = members.text("comment", LONGEST_COMMENT).map(str::to_owned);
    let valid_until = members.parsed::<Timestamp>("validUntil", 64);
    if valid_until.is_some_and(|until| until <= now) {
        members.fault("validUntil", format!("is over: it is {now} now"));
    }
    // It is the claim's to keep; here it is only looked at.
    let _ = members.parsed::<badgewright_store::ExternalId>("externalId", 255);
    Some(Request { subject: subject?, name: name?, comment: comment?, valid_until })
}

fn subject(members: &mut Members<'_, '_>, issuer: &Issuer) -> Option<Iri> {
    let text = members.line("subject", LONGEST_SUBJECT)?;
    if text.len() > LONGEST_SUBJECT {
        let found = text.len();
        members.fault("subject", format!("expected at most {LONGEST_SUBJECT} bytes, found {found}"));
        return None;
    }
    if text == issuer.did.as_str() {
        members.fault("subject", "is this issuer itself: nobody's own word counts as an endorsement");
        return None;
    }
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    let is_known = text.parse::<Did>().is_ok() || is_web && url::Url::parse(text).is_ok();
    if !is_known {
        members.fault("subject", "expected a DID or an http or https URL");
        return None;
    }
    // As it was sent: whoever is endorsed compares it with its own name.
    members.parsed("subject", LONGEST_SUBJECT)
}
