//! Whether one of our badges stands now: the banner that its page begins with.

use badgewright_store::{CredentialRecord, Status};
use badgewright_verifier::{BadgeStatus, CheckName, Outcome, Report};

use super::moment::Moment;

/// The banner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Banner {
    /// `valid`, `invalid` or `unknown`: which colours and icon it has.
    pub(super) tone: &'static str,
    /// Which icon.
    pub(super) icon: &'static str,
    /// In two or three words.
    pub(super) words: &'static str,
    /// What that means.
    pub(super) says: String,
}

/// The banner of a badge with what the store and our own verifier say of it now. Either is enough to take it out of
/// force: a status list may be older than the record, and a record says nothing about a signature.
pub(super) fn banner(record: &CredentialRecord, report: &Report) -> Banner {
    let listed = report.badge.as_ref().map_or(BadgeStatus::Unknown, |badge| badge.status);
    match (record.status.status, listed) {
        (Status::Revoked, _) | (_, BadgeStatus::Revoked) => revoked(record),
        (Status::Suspended, _) | (_, BadgeStatus::Suspended) => suspended(),
        _ if report.verdict.is_valid() => valid(report),
        _ if report.verdict.is_invalid() => invalid(report),
        _ => unknown(report),
    }
}

/// The reason is not shown: it may be about the person.
fn revoked(record: &CredentialRecord) -> Banner {
    let on = record.status.changed_at.filter(|_| record.status.status == Status::Revoked);
    let on = on.map(|at| format!(" on {}", Moment::day(at).words)).unwrap_or_default();
    let says = format!(
        "The issuer revoked this badge{on}. It does not count any more. The page stays, so that nobody has to guess."
    );
    Banner { tone: "invalid", icon: "fail", words: "Revoked", says }
}

fn suspended() -> Banner {
    let says =
        "The issuer has suspended this badge. It does not count until the issuer reinstates it.".to_owned();
    Banner { tone: "invalid", icon: "fail", words: "Suspended", says }
}

fn valid(report: &Report) -> Banner {
    // Without the words for a badge that is out of force: whoever skims or searches the page would be misled.
    let says = if report.outcome(CheckName::Status) == Outcome::Pass {
        "The signature is right, the key is the issuer’s own, the issuer stands by the badge, and it has not expired."
    } else {
        "The signature is right, the key is the issuer’s own, and the badge has not expired."
    };
    Banner { tone: "valid", icon: "pass", words: "Valid now", says: says.to_owned() }
}

fn invalid(report: &Report) -> Banner {
    let failed = report.checks.iter().find(|check| check.outcome == Outcome::Fail);
    let says = failed.map_or_else(String::new, |check| check.detail.clone());
    let expired = failed.is_some_and(|check| check.check == CheckName::Validity);
    Banner { tone: "invalid", icon: "fail", words: if expired { "Not in force" } else { "Not valid" }, says }
}

fn unknown(report: &Report) -> Banner {
    let open = report.checks.iter().find(|check| check.outcome == Outcome::Unknown);
    let says = open.map_or_else(String::new, |check| check.detail.clone());
    let says = format!("{says} That says nothing against the badge: try again later.");
    Banner {
        tone: "unknown",
        icon: "unknown",
        words: "Could not be checked",
        says: says.trim_start().to_owned(),
    }
}
