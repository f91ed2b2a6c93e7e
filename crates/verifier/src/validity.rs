//! The check `validity`: the badge has begun, and is not over.

use badgewright_credential::{Moment, Timestamp};

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::presented::{Envelope, Presented};

/// The badge is valid at the moment of the check.
#[derive(Debug)]
pub(crate) struct InForce(());

/// Where documents of VC 2.0 and of VC 1.1 write a beginning. What is there holds, whatever the version.
const BEGINNINGS: [&str; 2] = ["validFrom", "issuanceDate"];
/// Where they write an end.
const ENDS: [&str; 2] = ["validUntil", "expirationDate"];

/// Compares the badge's dates with `now`, both ends included and without leeway (VC-DATA-MODEL §4.9).
/// `besides` is what is to be said about a newer version of the badge, and about what was left out of it.
pub(crate) fn check(
    presented: &Presented,
    now: Timestamp,
    besides: impl IntoIterator<Item = Finding>,
) -> Settled<InForce> {
    Settled::new(
        CheckName::Validity,
        examine(presented, now).into_iter().chain(besides).collect(),
        "The badge is valid now: it has begun and is not over.",
        InForce(()),
    )
}

/// The same for any credential, such as a status list: what is found, nothing where all is well.
pub(crate) fn examine(presented: &Presented, now: Timestamp) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut beginnings = read(&presented.credential, BEGINNINGS, Moment::first, &mut findings);
    let mut ends = read(&presented.credential, ENDS, Moment::last, &mut findings);
    if let Envelope::Jwt(jwt) = &presented.envelope {
        // RFC 7519 §4.1.4 and §4.1.5: they bind even where the credential has no dates of its own.
        beginnings.extend(jwt.read.claims().nbf.map(|nbf| ("", nbf)));
        ends.extend(jwt.read.claims().exp.map(|exp| ("", exp)));
    }
    for (member, begin) in &beginnings {
        if *begin > now {
            findings.push(Finding::fail(Code::VALIDITY_NOT_YET).at(pointer(member)).because(begin));
        }
    }
    for (member, end) in &ends {
        if *end < now {
            findings.push(Finding::fail(Code::VALIDITY_EXPIRED).at(pointer(member)).because(end));
        }
        if beginnings.iter().any(|(_, begin)| end < begin) {
            findings.push(Finding::fail(Code::VALIDITY_REVERSED).at(pointer(member)));
        }
    }
    findings
}

fn read(
    credential: &Credential,
    members: [&'static str; 2],
    edge: fn(Moment) -> Timestamp,
    findings: &mut Vec<Finding>,
) -> Vec<(&'static str, Timestamp)> {
    let mut moments = Vec::new();
    for member in members {
        let Some(value) = credential.get(member) else { continue };
        match value.as_str().and_then(Moment::read) {
            Some(moment) => {
                if moment.is_odd() {
                    findings.push(Finding::warn(Code::VALIDITY_ODD_DATE).at(pointer(member)).because(value));
                }
                moments.push((member, edge(moment)));
            }
            None => {
                findings.push(Finding::fail(Code::VALIDITY_UNREADABLE).at(pointer(member)).because(value))
            }
        }
    }
    moments
}

fn pointer(member: &str) -> String {
    if member.is_empty() { String::new() } else { format!("/{member}") }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::outcome::Outcome;

    fn at_noon(document: Value) -> Settled<InForce> {
        let now = "2026-06-01T12:00:00Z".parse().unwrap();
        check(&Presented::plain(Credential::from_value(document).unwrap()), now, None)
    }

    fn code(document: Value) -> Option<Code> {
        at_noon(document).line.code
    }

    #[test]
    fn a_badge_holds_from_its_first_moment_to_its_last() {
        for document in [
            json!({"validFrom": "2026-06-01T12:00:00Z"}),
            json!({"validFrom": "2020-01-01T00:00:00Z", "validUntil": "2026-06-01T12:00:00Z"}),
            json!({"issuanceDate": "2020-01-01T00:00:00Z", "expirationDate": null}),
            json!({}),
        ] {
            let settled = at_noon(document);
            assert_eq!(settled.line.outcome, Outcome::Pass);
            assert!(settled.evidence.is_some());
        }
    }

    #[test]
    fn one_second_before_or_after_it_does_not_hold() {
        assert_eq!(code(json!({"validFrom": "2026-06-01T12:00:01Z"})), Some(Code::VALIDITY_NOT_YET));
        assert_eq!(code(json!({"validUntil": "2026-06-01T11:59:59Z"})), Some(Code::VALIDITY_EXPIRED));
        assert_eq!(code(json!({"expirationDate": "2026-06-01T11:59:59Z"})), Some(Code::VALIDITY_EXPIRED));
        assert_eq!(code(json!({"issuanceDate": "2999-01-01T00:00:00Z"})), Some(Code::VALIDITY_NOT_YET));
    }

    #[test]
    fn an_end_before_the_beginning_fails() {
        let reversed = json!({"validFrom": "2026-01-01T00:00:00Z", "validUntil": "2025-01-01T00:00:00Z"});
        let settled = at_noon(reversed);
        assert!(settled.line.findings.iter().any(|found| found.code == Some(Code::VALIDITY_REVERSED)));
        assert!(settled.evidence.is_none());
    }

    #[test]
    fn an_older_and_a_newer_end_both_count() {
        let both = json!({"validUntil": "2999-01-01T00:00:00Z", "expirationDate": "2020-01-01T00:00:00Z"});
        assert_eq!(code(both), Some(Code::VALIDITY_EXPIRED));
    }

    #[test]
    fn a_badge_that_ends_on_a_day_holds_through_that_day() {
        let ends = |until: &str| at_noon(json!({"validFrom": "2026-06-01", "validUntil": until}));
        assert_eq!(ends("2026-06-01").line.code, Some(Code::VALIDITY_ODD_DATE));
        let over = ends("2026-05-31").line;
        assert!(over.findings.iter().any(|found| found.code == Some(Code::VALIDITY_EXPIRED)));
    }

    #[test]
    fn an_odd_date_is_a_warning_and_no_date_a_failure() {
        let odd = at_noon(json!({"validFrom": "2026-01-01"}));
        assert_eq!((odd.line.outcome, odd.line.code), (Outcome::Warn, Some(Code::VALIDITY_ODD_DATE)));
        for bad in [json!("soon"), json!(1_700_000_000), json!(["2020-01-01T00:00:00Z"]), json!({})] {
            assert_eq!(code(json!({ "validUntil": bad })), Some(Code::VALIDITY_UNREADABLE));
        }
    }
}
