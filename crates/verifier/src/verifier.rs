//! The use case: anything a person may hold, to a report.

use std::sync::Arc;

use badgewright_credential::{Clock, Timestamp};
use badgewright_fetch::Retrieve;

use crate::approving::Approving;
use crate::check::CheckName;
use crate::check::Settled;
use crate::code::Code;
use crate::finding::Finding;
use crate::presented::Presented;
use crate::refresh::{self, Current};
use crate::report::Report;
use crate::retrieval::Retrieval;
use crate::submission::{Question, Submission};
use crate::summary::BadgeSummary;
use crate::verdict::Checks;
use crate::{
    context, endorsements, examine, parse, recipient, related_resource, schema, status, subject, validity,
};

/// Verifies badges. What it remembers between two verifications stands in one file, `remembered.rs`.
#[derive(Clone)]
pub struct Verifier {
    pub(crate) retrieve: Arc<dyn Retrieve>,
    pub(crate) clock: Arc<dyn Clock>,
    approving: Arc<Approving>,
}

/// Most bytes that are fetched from an address that is said to lead to a badge: a picture may be large.
const MOST_BYTES_OF_A_BADGE: usize = badgewright_credential::baking::MAX_PICTURE_BYTES;

/// JSON first, and no page for people where a badge can be had.
const ACCEPT: &str = "application/vc, application/ld+json, application/json;q=0.9, application/vc+jwt;q=0.8, \
                      image/png;q=0.7, image/svg+xml;q=0.7, */*;q=0.1";

impl Verifier {
    /// A verifier that fetches through `retrieve`, which decides what may be fetched, and reads the time from `clock`.
    #[must_use]
    pub fn new(retrieve: Arc<dyn Retrieve>, clock: Arc<dyn Clock>) -> Self {
        Self { retrieve, clock, approving: Arc::default() }
    }

    /// The same, with whose approval of issuers counts.
    #[must_use]
    pub fn approving(self, approving: Approving) -> Self {
        Self { approving: Arc::new(approving), ..self }
    }

    /// Verifies what was submitted. There is always a report: whatever is wrong, it says so.
    ///
    /// Nothing is turned down for what was kept: a key may have been published since, or a suspension ended.
    pub async fn verify(&self, submission: Submission, question: &Question) -> Report {
        let mut retrieval = Retrieval::new(self.retrieve.as_ref());
        let report = self.looked_at(&submission, question, &mut retrieval).await;
        if report.verdict.is_valid() || !retrieval.look_again() {
            return report;
        }
        self.looked_at(&submission, question, &mut retrieval).await
    }

    async fn looked_at(
        &self,
        submission: &Submission,
        question: &Question,
        retrieval: &mut Retrieval<'_>,
    ) -> Report {
        let parsed = match submission {
            Submission::Document { bytes, media_type } => parse::check(bytes, media_type.as_deref()),
            Submission::Url(url) => fetched(url, retrieval).await,
        };
        // Once it is here: what was signed while it was on its way is not of the future.
        let now = self.clock.now();
        match parsed.presented {
            Some(presented) => self.examined(parsed.check, presented, question, retrieval, now).await,
            None => nothing_found(parsed.check, now),
        }
    }

    async fn examined(
        &self,
        parse: Settled<parse::BadgeFound>,
        sent: Presented,
        question: &Question,
        retrieval: &mut Retrieval<'_>,
        now: Timestamp,
    ) -> Report {
        let clock = self.clock.as_ref();
        let secured = examine::examine_badge(&sent, retrieval, now).await;
        let Current { presented, secured, refreshed_from, remark } =
            refresh::current(sent, secured, retrieval, clock).await;
        // A newer version may have been signed for this very request.
        let now = if refreshed_from.is_some() { clock.now() } else { now };
        let credential = &presented.credential;
        let (asked, resources, endorsed) = if secured.fails() {
            let resources = related_resource::check(credential, None).await;
            (status::not_asked(), resources, endorsements::not_asked(credential))
        } else {
            let asked = status::check(credential, retrieval, clock).await;
            let resources = related_resource::check(credential, Some(&mut *retrieval)).await;
            // Last, so that what others say never keeps the badge itself from being checked.
            (asked, resources, endorsements::check(credential, &self.approving, retrieval, clock).await)
        };
        let badge = BadgeSummary::of(credential, asked.status);
        let checks = Checks {
            parse,
            context: context::check(&presented, resources.into_iter().chain(secured.other_words()).collect()),
            schema: schema::check(credential, question.strict),
            subject: subject::check(credential),
            validity: validity::check(
                &presented,
                now,
                remark.into_iter().chain(secured.left_out(credential)),
            ),
            issuer: secured.issuer,
            proof: secured.proof,
            status: asked.check,
            recipient: recipient::check(credential, question.recipient.as_deref()),
            endorsements: endorsed,
        };
        let (verdict, checks) = checks.conclude();
        Report {
            verdict,
            checks,
            badge: Some(badge),
            refreshed_from,
            credential: Some(presented.credential.into_value()),
            checked_at: now,
        }
    }
}

async fn fetched(url: &str, retrieval: &mut Retrieval<'_>) -> parse::Parsed {
    match retrieval.get(url, ACCEPT, MOST_BYTES_OF_A_BADGE).await {
        Ok(retrieved) => parse::check(&retrieved.bytes, retrieved.media_type.as_deref()),
        // Nothing was seen of the badge, so nothing is said about it.
        Err(reason) => {
            let code =
                if reason.is_refusal() { Code::PARSE_REFUSED_ADDRESS } else { Code::PARSE_UNREACHABLE };
            parse::nothing(Finding::unknown(code).because(reason))
        }
    }
}

/// The report on a submission in which there was no badge.
fn nothing_found(parse: Settled<parse::BadgeFound>, now: Timestamp) -> Report {
    let checks = Checks {
        parse,
        context: Settled::not_reached(CheckName::Context),
        schema: Settled::not_reached(CheckName::Schema),
        subject: Settled::not_reached(CheckName::Subject),
        issuer: Settled::not_reached(CheckName::Issuer),
        proof: Settled::not_reached(CheckName::Proof),
        status: Settled::not_reached(CheckName::Status),
        validity: Settled::not_reached(CheckName::Validity),
        recipient: Settled::not_reached(CheckName::Recipient),
        endorsements: Settled::not_reached(CheckName::Endorsements),
    };
    let (verdict, checks) = checks.conclude();
    Report { verdict, checks, badge: None, refreshed_from: None, credential: None, checked_at: now }
}
