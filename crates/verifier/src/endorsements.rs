//! The check `endorsements`: what others say about the badge, its achievement and its issuer, and whether the issuer
//! was approved where that is wanted.
//!
//! It comes after all others and fetches on an allowance of its own, so that no endorsement can keep the badge itself
//! from being checked.

use std::time::Duration;

use badgewright_credential::Clock;

use crate::approval::{self, Judged};
use crate::approving::{Approving, Need};
use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::Credential;
use crate::endorsement::{self, Heard};
use crate::endorsement_places::{self, Place};
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::presented::Presented;
use crate::retrieval::Retrieval;

/// What others say was looked at as far as it is asked for.
#[derive(Debug)]
pub(crate) struct EndorsementsHeard(());

/// Most endorsements of one badge that are verified, those that are at hand included.
const MOST_VERIFIED: usize = 8;
/// Most fetches for the endorsements of one badge, beside what its own checks left over.
const MOST_FETCHES: usize = 8;
/// How long they may take: every page of a badge waits for what others say of its issuer.
const MOST_TIME: Duration = Duration::from_secs(5);

/// Verifies the endorsements of a badge, each alone, and whether its issuer was approved. None of it makes the badge
/// invalid (OB 3.0, verification): the gravest that comes of it is a warning.
pub(crate) async fn check(
    badge: &Credential,
    approving: &Approving,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> Settled<EndorsementsHeard> {
    let places = endorsement_places::of(badge);
    retrieval.allow(MOST_FETCHES, MOST_TIME);
    let mut hearing = Hearing { badge, retrieval, clock, left: MOST_VERIFIED };
    let (approvals, others) = sorted(places.listed, badge, approving);
    let mut findings = hearing.approval(approving, approvals).await;
    let approved = findings.iter().find(|finding| finding.outcome == Outcome::Pass);
    let otherwise = approved.map_or(OTHERWISE, |finding| &finding.detail).to_owned();
    for (place, presented) in others {
        let finding = match presented {
            Ok(presented) => hearing.endorsement(presented, &place.endorses).await,
            Err(unreadable) => unreadable,
        };
        findings.push(finding.at(place.pointer));
    }
    if places.more > 0 {
        let more = format!("{} more, which are not listed", places.more);
        findings.push(Finding::skip(Code::ENDORSEMENTS_NOT_CHECKED).because(more));
    }
    if findings.is_empty() {
        findings.push(Finding::skip(Code::ENDORSEMENTS_NONE));
    }
    Settled::new(CheckName::Endorsements, findings, &otherwise, EndorsementsHeard(()))
}

const OTHERWISE: &str =
    "What others say of the badge was signed by those whom it names, and it is in force now.";

/// Endorsements are not looked at, because the badge is not the issuer's word in any case.
pub(crate) fn not_asked(badge: &Credential) -> Settled<EndorsementsHeard> {
    let has_some = !endorsement_places::of(badge).listed.is_empty();
    let code = if has_some { Code::ENDORSEMENTS_NOT_ASKED } else { Code::ENDORSEMENTS_NONE };
    Settled::proven(CheckName::Endorsements, vec![Finding::skip(code)], "", None)
}

type Embedded<'a> = (Place<'a>, Result<Presented, Finding>);

/// Those that are meant as the approval that is needed, and all others.
fn sorted<'a>(
    places: Vec<Place<'a>>,
    badge: &Credential,
    approving: &Approving,
) -> (Vec<(Place<'a>, Presented)>, Vec<Embedded<'a>>) {
    let (mut approvals, mut others) = (Vec::new(), Vec::new());
    let need = approving.need(badge);
    for place in places {
        match endorsement::read(place.written, badge) {
            Ok(presented) if is_needed(&presented, &place, need, approving) => {
                approvals.push((place, presented))
            }
            presented => others.push((place, presented)),
        }
    }
    (approvals, others)
}

fn is_needed(endorsement: &Presented, place: &Place<'_>, need: Need<'_>, approving: &Approving) -> bool {
    let Need::Of(issuer) = need else { return false };
    place.pointer.starts_with("/issuer/") && approval::is_meant(&endorsement.credential, issuer, approving)
}

/// The verifying of a badge's endorsements.
struct Hearing<'a, 'r> {
    badge: &'a Credential,
    retrieval: &'a mut Retrieval<'r>,
    clock: &'a dyn Clock,
    /// How many more are verified.
    left: usize,
}

impl Hearing<'_, '_> {
    /// Whether the issuer was approved, if it needs to be: one approval that held at the award is enough.
    async fn approval(
        &mut self,
        approving: &Approving,
        embedded: Vec<(Place<'_>, Presented)>,
    ) -> Vec<Finding> {
        let issuer = match approving.need(self.badge) {
            Need::None => return Vec::new(),
            Need::OfItself => {
                return vec![Finding::pass(
                    "The badge's issuer is itself one that approves the issuers of such badges.",
                )];
            }
            Need::Of(issuer) => issuer,
        };
        let mut judged = Vec::new();
        for (place, presented) in embedded {
            judged.extend(self.judged(presented, &place.pointer).await);
        }
        if !judged.iter().any(|judged| judged.holds) {
            judged.extend(self.held(approving, issuer).await);
        }
        told(judged)
    }

    /// The approvals at hand, up to one that holds.
    async fn held(&mut self, approving: &Approving, issuer: &str) -> Vec<Judged> {
        let mut judged = Vec::new();
        for held in approving.held_about(issuer).await {
            let Ok(approval) = endorsement::read(&held, self.badge) else { continue };
            if !approval::is_meant(&approval.credential, issuer, approving) {
                continue;
            }
            let Some(this) = self.judged(approval, "").await else { break };
            let holds = this.holds;
            judged.push(this);
            if holds {
                break;
            }
        }
        judged
    }

    async fn judged(&mut self, approval: Presented, pointer: &str) -> Option<Judged> {
        let heard = self.heard(approval).await?;
        let judged = approval::judge(heard, self.badge, self.retrieval, self.clock).await;
        Some(Judged { finding: judged.finding.at(pointer), ..judged })
    }

    async fn endorsement(&mut self, presented: Presented, endorses: &[&str]) -> Finding {
        let Some(heard) = self.heard(presented).await else {
            return Finding::skip(Code::ENDORSEMENTS_NOT_CHECKED);
        };
        heard.finding(endorses)
    }

    /// Verifies one more, if there may be one more.
    async fn heard(&mut self, endorsement: Presented) -> Option<Heard> {
        let left = self.left.checked_sub(1)?;
        let heard = endorsement::hear(endorsement, self.retrieval, self.clock).await;
        // One that is made to be work is enough.
        self.left = if heard.is_too_complex() { 0 } else { left };
        Some(heard)
    }
}

/// Where one approval holds, the others matter no more.
fn told(judged: Vec<Judged>) -> Vec<Finding> {
    let holds = judged.iter().any(|judged| judged.holds);
    if judged.is_empty() {
        return vec![Finding::warn(Code::ENDORSEMENTS_NOT_APPROVED).at("/issuer")];
    }
    let told = judged.into_iter().map(|judged| match (holds, judged.holds) {
        (true, false) => judged.finding.as_outcome(Outcome::Skip),
        _ => judged.finding,
    });
    told.collect()
}
