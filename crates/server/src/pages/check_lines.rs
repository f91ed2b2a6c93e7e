//! The ten checks of a report in plain language.

use badgewright_verifier::{Check, CheckName, Finding, Outcome, Report};

/// One check as a page shows it.
#[derive(Clone, Debug)]
pub(super) struct CheckLine {
    /// What it is called here.
    pub(super) title: &'static str,
    /// What it is about, for who is no engineer.
    pub(super) meaning: &'static str,
    /// `pass`, `fail`, `warn`, `skip`, `unknown`: which icon and colours it has.
    pub(super) outcome: &'static str,
    /// The outcome in words.
    pub(super) words: &'static str,
    /// What came of it.
    pub(super) detail: String,
    /// The code, documented at `/problems`.
    pub(super) code: Option<&'static str>,
    /// The standard's own address of the error.
    pub(super) standard: Option<&'static str>,
    /// What was found in single places.
    pub(super) findings: Vec<FindingLine>,
}

/// Something that a check found, where.
#[derive(Clone, Debug)]
pub(super) struct FindingLine {
    pub(super) words: &'static str,
    pub(super) detail: String,
    pub(super) code: Option<&'static str>,
    pub(super) pointer: String,
}

/// All of a report's checks, in its order.
pub(super) fn check_lines(report: &Report) -> Vec<CheckLine> {
    report.checks.iter().map(check_line).collect()
}

/// The checks in one line: `8 passed, 2 with nothing to check`.
pub(super) fn tally(report: &Report) -> String {
    let count = |outcome| report.checks.iter().filter(|check| check.outcome == outcome).count();
    let said = [
        (Outcome::Pass, "passed"),
        (Outcome::Warn, "passed with a note"),
        (Outcome::Fail, "failed"),
        (Outcome::Unknown, "could not be decided"),
        (Outcome::Skip, "with nothing to check"),
    ];
    let parts =
        said.into_iter().map(|(outcome, words)| (count(outcome), words)).filter(|(count, _)| *count > 0);
    parts.map(|(count, words)| format!("{count} {words}")).collect::<Vec<_>>().join(", ")
}

fn check_line(check: &Check) -> CheckLine {
    let (title, meaning) = explained(check.check);
    let (outcome, words) = outcome_in_words(check.outcome);
    CheckLine {
        title,
        meaning,
        outcome,
        words,
        detail: detail(check),
        code: check.code.map(|code| code.name()),
        standard: check.standard,
        findings: check.findings.iter().map(finding_line).collect(),
    }
}

/// What came of a check. Where the issuer stands by a badge, the page does not have the words for one that is out of
/// force, and the dates alone do not make a badge valid: whoever skims or searches the page would be misled.
fn detail(check: &Check) -> String {
    match (check.check, check.outcome) {
        (CheckName::Status, Outcome::Pass) => {
            "The issuer’s signed status list was read just now: the badge stands.".to_owned()
        }
        (CheckName::Validity, Outcome::Pass) => "It has begun to count and has not expired.".to_owned(),
        _ => check.detail.clone(),
    }
}

fn finding_line(finding: &Finding) -> FindingLine {
    FindingLine {
        words: outcome_in_words(finding.outcome).1,
        detail: finding.detail.clone(),
        code: finding.code.map(|code| code.name()),
        pointer: finding.pointer.clone(),
    }
}

fn outcome_in_words(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Pass => ("pass", "Passed"),
        Outcome::Warn => ("warn", "Passed with a note"),
        Outcome::Fail => ("fail", "Failed"),
        Outcome::Unknown => ("unknown", "Could not be decided"),
        Outcome::Skip => ("skip", "Nothing to check"),
    }
}

/// What a check is called, and what it means.
fn explained(check: CheckName) -> (&'static str, &'static str) {
    match check {
        CheckName::Parse => {
            ("A badge was found", "There is a digital badge in what was sent, and it could be read.")
        }
        CheckName::Context => (
            "Its words are defined",
            "Every word in the badge has the meaning that the standards give it, so that it says the same to everybody.",
        ),
        CheckName::Schema => (
            "Its form is right",
            "The badge tells what was achieved, by whom and for whom, as Open Badges 3.0 asks.",
        ),
        CheckName::Subject => (
            "It is about one person",
            "The badge names one holder, in clear or as a hash that only who knows the person can check.",
        ),
        CheckName::Issuer => (
            "The key is the issuer’s",
            "The key that signed the badge is listed by the issuer itself. Anybody can write an issuer’s name into a badge; only the issuer has this key.",
        ),
        CheckName::Proof => (
            "The signature is right",
            "Nothing in the badge was changed after it was signed, not even a letter.",
        ),
        CheckName::Status => (
            "The issuer stands by it",
            "The issuer publishes a signed list of the badges it has taken back. This badge was looked up in it just now.",
        ),
        CheckName::Validity => (
            "Its dates are right",
            "A badge can begin to count later than it was issued, and can end; here both dates are looked at.",
        ),
        CheckName::Recipient => {
            ("It is this person’s", "The badge was compared with the person you asked about.")
        }
        CheckName::Endorsements => (
            "What others say about it",
            "Statements by others that come with the badge, such as an approval of its issuer.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_a_title_and_a_meaning_of_its_own() {
        let titles: std::collections::BTreeSet<_> = CheckName::ALL.into_iter().map(explained).collect();
        assert_eq!(titles.len(), CheckName::ALL.len());
        assert!(titles.iter().all(|(title, meaning)| !title.ends_with('.') && meaning.ends_with('.')));
    }
}
