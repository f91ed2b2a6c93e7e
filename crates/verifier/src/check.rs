//! The ten checks, and what a check leaves behind: a line of the report and, only if it holds, evidence.

use std::cmp::Reverse;

use serde::Serialize;

use crate::code::Code;
use crate::finding::Finding;
use crate::outcome::Outcome;

/// Findings of one check that a report holds. A badge of a few megabytes can be wrong in a million places.
const MOST_FINDINGS: usize = 100;

/// The checks of every report, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckName {
    /// A JSON document was found in what was sent.
    Parse,
    /// The vocabulary is known, and everything in the badge is defined by it.
    Context,
    /// The form.
    Schema,
    /// Who it is about.
    Subject,
    /// The key is the issuer's.
    Issuer,
    /// The signature.
    Proof,
    /// Neither revoked nor suspended, now.
    Status,
    /// Begun and not over, now.
    Validity,
    /// It is the one who was asked for.
    Recipient,
    /// What others say about it.
    Endorsements,
}

impl CheckName {
    /// All of them, in the report's order.
    pub const ALL: [Self; 10] = [
        Self::Parse,
        Self::Context,
        Self::Schema,
        Self::Subject,
        Self::Issuer,
        Self::Proof,
        Self::Status,
        Self::Validity,
        Self::Recipient,
        Self::Endorsements,
    ];

    /// The code of a check that was not come to. What was sent is always looked at.
    fn not_reached(self) -> Code {
        match self {
            Self::Parse => Code::PARSE_UNRECOGNISED,
            Self::Context => Code::CONTEXT_NOT_REACHED,
            Self::Schema => Code::SCHEMA_NOT_REACHED,
            Self::Subject => Code::SUBJECT_NOT_REACHED,
            Self::Issuer => Code::ISSUER_NOT_REACHED,
            Self::Proof => Code::PROOF_NOT_REACHED,
            Self::Status => Code::STATUS_NOT_REACHED,
            Self::Validity => Code::VALIDITY_NOT_REACHED,
            Self::Recipient => Code::RECIPIENT_NOT_REACHED,
            Self::Endorsements => Code::ENDORSEMENTS_NOT_REACHED,
        }
    }

    /// The check's name as it stands in reports and before the dot of its codes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Context => "context",
            Self::Schema => "schema",
            Self::Subject => "subject",
            Self::Issuer => "issuer",
            Self::Proof => "proof",
            Self::Status => "status",
            Self::Validity => "validity",
            Self::Recipient => "recipient",
            Self::Endorsements => "endorsements",
        }
    }
}

/// One line of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Which check.
    pub check: CheckName,
    /// What came of it: the sum of its findings.
    pub outcome: Outcome,
    /// What came of it, as a sentence that a licensure officer understands.
    pub detail: String,
    /// The code of the finding that decided, `None` where all is well.
    pub code: Option<Code>,
    /// The standard's own URL for the error, where it has one.
    pub standard: Option<&'static str>,
    /// Everything that was found, where that is more than the line itself says; of more than a hundred findings
    /// the hundred gravest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// A check that was made: its line, and `E`, the evidence that it holds.
///
/// The evidence is kept only if the outcome leaves the badge usable; there is no other way to have one, since each
/// module keeps the constructor of its own evidence to itself.
#[derive(Debug)]
pub(crate) struct Settled<E> {
    pub(crate) line: Check,
    pub(crate) evidence: Option<E>,
}

impl<E> Settled<E> {
    /// Sums up what a check found. Nothing found is a pass that says `otherwise`.
    pub(crate) fn new(check: CheckName, findings: Vec<Finding>, otherwise: &str, evidence: E) -> Self {
        let line = sum(check, findings, otherwise);
        let evidence = line.outcome.is_settled().then_some(evidence);
        Self { line, evidence }
    }

    /// Sums up what a check found whose evidence comes from elsewhere. Without evidence it can hold in no way.
    pub(crate) fn proven(
        check: CheckName,
        findings: Vec<Finding>,
        otherwise: &str,
        evidence: Option<E>,
    ) -> Self {
        let line = sum(check, findings, otherwise);
        let evidence = evidence.filter(|_| line.outcome.is_settled());
        Self { line, evidence }
    }

    /// The check was not come to, because one before it found nothing to go on with. It leaves no evidence.
    pub(crate) fn not_reached(check: CheckName) -> Self {
        let findings = vec![Finding::skip(check.not_reached())];
        Self { line: sum(check, findings, ""), evidence: None }
    }
}

fn sum(check: CheckName, mut findings: Vec<Finding>, otherwise: &str) -> Check {
    if findings.len() > MOST_FINDINGS {
        // The sort is stable: those of the same gravity stay in order, and the same one speaks for all.
        findings.sort_by_key(|finding| Reverse(finding.outcome));
        findings.truncate(MOST_FINDINGS);
    }
    // The first of the gravest speaks for all.
    let outcome = findings.iter().map(|finding| finding.outcome).max().unwrap_or(Outcome::Pass);
    let speaker = findings.iter().find(|finding| finding.outcome == outcome && outcome != Outcome::Pass);
    let alone = findings.len() == 1;
    let (detail, code, standard) = match speaker {
        Some(finding) => (finding.detail.clone(), finding.code, finding.standard),
        None => (otherwise.to_owned(), None, None),
    };
    // A single finding that has no place of its own is wholly told by the line.
    let told = alone && findings.iter().all(|finding| finding.pointer.is_empty());
    Check { check, outcome, detail, code, standard, findings: if told { Vec::new() } else { findings } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(findings: Vec<Finding>) -> Settled<()> {
        Settled::new(CheckName::Schema, findings, "All is well.", ())
    }

    #[test]
    fn a_check_that_fails_or_doubts_leaves_no_evidence() {
        assert!(settled(vec![Finding::fail(Code::SCHEMA_NO_ISSUER)]).evidence.is_none());
        assert!(settled(vec![Finding::unknown(Code::CONTEXT_UNKNOWN)]).evidence.is_none());
        assert!(settled(vec![Finding::warn(Code::SCHEMA_DEVIATION)]).evidence.is_some());
        assert!(settled(vec![]).evidence.is_some());
        assert!(Settled::<()>::not_reached(CheckName::Proof).evidence.is_none());
    }

    #[test]
    fn the_line_speaks_with_the_gravest_finding() {
        let line = settled(vec![
            Finding::warn(Code::SCHEMA_DEVIATION).at("/image"),
            Finding::fail(Code::SCHEMA_NO_ISSUER).at("/issuer"),
        ])
        .line;
        assert_eq!((line.outcome, line.code), (Outcome::Fail, Some(Code::SCHEMA_NO_ISSUER)));
        assert_eq!(line.findings.len(), 2);
    }

    #[test]
    fn of_many_findings_a_check_keeps_the_hundred_gravest() {
        let mut findings: Vec<_> =
            (0..1000).map(|at| Finding::warn(Code::SCHEMA_DEVIATION).at(format!("/image/{at}"))).collect();
        findings.push(Finding::fail(Code::SCHEMA_NO_ISSUER).at("/issuer"));
        let line = settled(findings).line;
        let pointers: Vec<_> = line.findings.iter().map(|finding| finding.pointer.as_str()).collect();
        assert_eq!((line.outcome, line.code), (Outcome::Fail, Some(Code::SCHEMA_NO_ISSUER)));
        assert_eq!((pointers.len(), pointers[0], pointers[99]), (100, "/issuer", "/image/98"));
    }

    #[test]
    fn ten_checks_keep_their_names_and_order() {
        let names: Vec<_> = CheckName::ALL.iter().map(|name| serde_json::to_value(name).unwrap()).collect();
        assert!(CheckName::ALL.iter().zip(&names).all(|(name, written)| written == name.as_str()));
        assert_eq!((names[0].as_str(), names[9].as_str()), (Some("parse"), Some("endorsements")));
    }
}
