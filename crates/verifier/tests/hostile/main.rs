//! Documents made to deceive, one line each: what was done to it, and what must come of it.
//!
//! A line is a [`case::Case`]: a good badge with one thing done to it, what the web answers meanwhile, and the verdict and
//! code that it must get. None may verify, and none may cost more than [`bounds`] allows. `docs/hostile-corpus.md` lists
//! them; run the tests with `UPDATE_DOCS=1` to write it anew.

#![expect(clippy::unwrap_used, reason = "a test that panics fails")]

mod base58;
mod bounds;
mod case;
mod contexts;
mod endorsements;
mod json;
mod jwts;
mod keys;
mod look_alikes;
mod page;
mod person;
mod pictures;
mod proofs;
mod size;
mod status;
mod status_lists;
mod time;
mod web;
mod wrapping;

use std::sync::Arc;

use badgewright_credential::Timestamp;
use badgewright_verifier::{Outcome, Question, Report, Submission, Verifier};

use self::case::{Case, Corpus};
use self::person::NOW;

/// The whole corpus, by subject.
fn corpus() -> Vec<Corpus> {
    vec![
        Corpus { subject: "Keys and issuers", cases: keys::cases() },
        Corpus { subject: "Names that look alike", cases: look_alikes::cases() },
        Corpus { subject: "Vocabularies and words", cases: contexts::cases() },
        Corpus { subject: "JSON", cases: json::cases() },
        Corpus { subject: "Proofs", cases: proofs::cases() },
        Corpus { subject: "Signed texts (JWT)", cases: jwts::cases() },
        Corpus { subject: "Status entries", cases: status::cases() },
        Corpus { subject: "Status lists", cases: status_lists::cases() },
        Corpus { subject: "Time", cases: time::cases() },
        Corpus { subject: "Pictures", cases: pictures::cases() },
        Corpus { subject: "What badges come in and refer to", cases: wrapping::cases() },
        Corpus { subject: "Size and entanglement", cases: size::cases() },
        Corpus { subject: "Additions to a good badge that gain nothing", cases: endorsements::cases() },
    ]
}

/// The report on a case, and what it cost.
fn judged(case: &Case) -> (Report, bounds::Cost) {
    let now: Timestamp = NOW.parse().unwrap();
    let web = Arc::new(case.web.clone());
    let verifier = Verifier::new(web.clone(), Arc::new(move || now)).approving(case.approving.clone());
    let submission = Submission::Document { bytes: case.body.clone(), media_type: None };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let question = Question::default();
    let (report, mut cost) = bounds::measured(|| runtime.block_on(verifier.verify(submission, &question)));
    cost.fetches = web.asked();
    (report, cost)
}

/// What is wrong with how a case was judged, in words; nothing if all is well. What costs too much is judged once more: a
/// machine that is busy elsewhere makes the same work dearer, too.
fn complaint(case: &Case) -> Option<String> {
    let (report, mut cost) = judged(case);
    if !cost.excess().is_empty() {
        cost = judged(case).1;
    }
    let line = report.check(case.check());
    let found = (report.verdict.as_str(), line.code.map(badgewright_verifier::Code::name));
    let mut complaints = Vec::new();
    if found != (case.verdict, Some(case.code)) {
        let lines = report.checks.iter().filter(|line| line.code.is_some() && line.outcome != Outcome::Skip);
        let all: Vec<_> = lines.map(|line| (line.outcome, line.code.map(|code| code.name()))).collect();
        complaints.push(format!("expected {} {}, got {found:?}: {all:?}", case.verdict, case.code));
    }
    complaints.extend(cost.excess());
    (!complaints.is_empty()).then(|| format!("{}: {}", case.name, complaints.join("; ")))
}

/// The one test of this program that works, so that nothing else is measured beside it.
#[test]
fn no_hostile_document_verifies_and_each_is_judged_as_written_in_bounded_work() {
    let corpus = corpus();
    let mut complaints = Vec::new();
    for part in &corpus {
        complaints.extend(part.cases.iter().filter_map(complaint));
    }
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
    page::assert_current(&corpus);
    page::assert_large_enough(&corpus);
}
