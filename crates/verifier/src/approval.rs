//! An approval: an endorsement of a badge's issuer by somebody whose approval counts, judged at the day of the award.

use badgewright_credential::{Clock, Moment, Timestamp};

use crate::approving::Approving;
use crate::code::Code;
use crate::credential::Credential;
use crate::endorsement::{self, Heard};
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::presented::{Envelope, Presented};
use crate::retrieval::Retrieval;
use crate::{equality, reading};

/// What came of judging an approval.
#[derive(Debug)]
pub(crate) struct Judged {
    /// Whether the issuer was approved when it awarded the badge.
    pub(crate) holds: bool,
    pub(crate) finding: Finding,
}

const ACCEPT: &str = "application/vc, application/ld+json, application/json, application/vc+jwt, */*;q=0.1";

/// Whether an endorsement is meant as an approval of `issuer`. Nothing is proven by that.
pub(crate) fn is_meant(endorsement: &Credential, issuer: &str, approving: &Approving) -> bool {
    endorsement::subject_id(endorsement) == Some(issuer)
        && endorsement.issuer_id().is_some_and(|author| approving.is_approver(author))
}

/// Judges an approval that was verified alone, at the moment when `badge` was awarded.
///
/// Its own dates are not compared with now: an approval that has ended since says as much about an older badge as it
/// did. One that is withdrawn has a newer version under the same id, which ends at the withdrawal.
pub(crate) async fn judge(
    approval: Heard,
    badge: &Credential,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> Judged {
    let said = match approval.doubt() {
        Some(doubt) => Err(doubt),
        None => in_its_newest_version(approval, retrieval, clock).await,
    };
    match said.and_then(|version| covers(&version, badge).map(|()| version)) {
        Ok(version) => {
            let detail = "The badge's issuer was approved to issue such badges when it awarded this one.";
            let by = format!("approved by {}", version.author());
            Judged { holds: true, finding: Finding::pass(detail).because(by) }
        }
        Err(finding) => Judged { holds: false, finding },
    }
}

/// The version whose dates count: the approval itself, or if that one is withdrawn the newest one at its address.
async fn in_its_newest_version(
    approval: Heard,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> Result<Heard, Finding> {
    match approval.status() {
        (Outcome::Fail, _) => {}
        (Outcome::Unknown, detail) => return Err(Finding::warn(Code::ENDORSEMENTS_UNDECIDED).because(detail)),
        _ => return Ok(approval),
    }
    let withdrawn = |why: &str| Finding::warn(Code::ENDORSEMENTS_APPROVAL_WITHDRAWN).because(why);
    let older = &approval.presented.credential;
    let id = older.text("id").ok_or_else(|| withdrawn("it has no address where more could be learned"))?;
    let retrieved = retrieval
        .get(id, ACCEPT, reading::MOST_BYTES)
        .await
        .map_err(|_| withdrawn("its newest version cannot be had"))?;
    let newest =
        reading::credential(&retrieved.bytes).map_err(|_| withdrawn("its newest version cannot be read"))?;
    if !is_version_of(&newest.credential, older) {
        return Err(withdrawn("what stands at its address is another document"));
    }
    let newest = endorsement::hear(newest, retrieval, clock).await;
    let stands = newest.doubt().is_none() && newest.status().0.is_settled();
    if stands { Ok(newest) } else { Err(withdrawn("its newest version could not be verified")) }
}

/// OB 3.0, "Credential equality": the same issuer and id. It must also be about the same.
fn is_version_of(newest: &Credential, older: &Credential) -> bool {
    let is_same_id = match (newest.text("id"), older.text("id")) {
        (Some(newest), Some(older)) => equality::is_same_id(newest, older),
        _ => false,
    };
    is_same_id
        && newest.issuer_id() == older.issuer_id()
        && endorsement::subject_id(newest) == endorsement::subject_id(older)
        && newest.is_a("EndorsementCredential")
}

/// From `awardedDate`, or else `validFrom`, until `validUntil`: both ends included, as everywhere (VC-DATA-MODEL §4.9).
fn covers(approval: &Heard, badge: &Credential) -> Result<(), Finding> {
    let undecided = |what: &str| Finding::warn(Code::ENDORSEMENTS_UNDECIDED).because(what);
    let awarded = beginning(badge).ok_or_else(|| undecided("the badge does not say when it was awarded"))?;
    let given = beginning(&approval.presented.credential)
        .ok_or_else(|| undecided("the approval does not say from when it holds"))?;
    let until = end(&approval.presented)?;
    let other_time = |what: String| Finding::warn(Code::ENDORSEMENTS_APPROVAL_OTHER_TIME).because(what);
    // A badge that gives a day alone may be from any moment of it.
    let (day, author) = (awarded.first(), approval.author());
    if awarded.last() < given.first() {
        let from = given.first();
        return Err(other_time(format!("awarded {day}, approved from {from} on, by {author}")));
    }
    match until.filter(|until| *until < day) {
        Some(until) => Err(other_time(format!("awarded {day}, approved until {until}, by {author}"))),
        None => Ok(()),
    }
}

/// When something was first given, in the order of what counts. `validFrom` is the version's.
const BEGINNINGS: [&str; 3] = ["awardedDate", "validFrom", "issuanceDate"];

fn beginning(credential: &Credential) -> Option<Moment> {
    let written = BEGINNINGS.iter().find_map(|member| credential.get(member))?;
    Moment::read(written.as_str()?)
}

/// The earliest of the ends that are written. One that cannot be read is not no end.
fn end(approval: &Presented) -> Result<Option<Timestamp>, Finding> {
    let mut ends = Vec::new();
    for member in ["validUntil", "expirationDate"] {
        let Some(written) = approval.credential.get(member) else { continue };
        let moment = written.as_str().and_then(Moment::read);
        let moment = moment.ok_or_else(|| {
            Finding::warn(Code::ENDORSEMENTS_UNDECIDED).because("the end of the approval cannot be read")
        })?;
        ends.push(moment.last());
    }
    if let Envelope::Jwt(jwt) = &approval.envelope {
        ends.extend(jwt.read.claims().exp);
    }
    Ok(ends.into_iter().min())
}
