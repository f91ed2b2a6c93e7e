//! The check `status`: neither revoked nor suspended, as the issuer's status lists say now.

use badgewright_credential::Clock;
use serde_json::Value;

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::retrieval::Retrieval;
use crate::status_entry::{self, DecidingEntry, Entry, Withdrawal};
use crate::summary::BadgeStatus;
use crate::{revocation_list, status_list};

/// The badge is neither revoked nor suspended, as far as it names lists that would say so.
#[derive(Debug)]
pub(crate) struct NotWithdrawn(());

/// Most status entries of one badge that are looked at.
const MOST_ENTRIES: usize = 4;

/// What came of asking for a badge's status.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) check: Settled<NotWithdrawn>,
    pub(crate) status: BadgeStatus,
}

/// Looks the badge up in every status list that it names (VC-BITSTRING-STATUS-LIST §3.2; OB 3.0, verification).
pub(crate) async fn check(
    credential: &Credential,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> Asked {
    let entries = credential.values("credentialStatus");
    let is_list = credential.get("credentialStatus").is_some_and(Value::is_array);
    let mut findings = Vec::new();
    if entries.is_empty() {
        findings.push(Finding::skip(Code::STATUS_NONE));
    }
    if entries.len() > MOST_ENTRIES {
        // The one that revokes may be among those not looked at.
        findings.push(Finding::unknown(Code::STATUS_TOO_MANY).at("/credentialStatus"));
    }
    let mut withdrawn = None;
    for (at, value) in entries.iter().take(MOST_ENTRIES).enumerate() {
        let pointer =
            if is_list { format!("/credentialStatus/{at}") } else { "/credentialStatus".to_owned() };
        let (found, withdraws) = look_up(credential, value, retrieval, clock).await;
        withdrawn = withdrawn.max(withdraws);
        findings.extend(found.into_iter().map(|finding| finding.at(pointer.clone())));
    }
    let otherwise = "The issuer's status list says that the badge is neither revoked nor suspended.";
    let check = Settled::new(CheckName::Status, findings, otherwise, NotWithdrawn(()));
    let status = match (withdrawn, check.line.outcome.is_settled()) {
        (Some(Withdrawal::Revocation), _) => BadgeStatus::Revoked,
        (Some(Withdrawal::Suspension), _) => BadgeStatus::Suspended,
        (None, true) => BadgeStatus::Active,
        (None, false) => BadgeStatus::Unknown,
    };
    Asked { check, status }
}

/// The status is not asked for, because the badge is not the issuer's word in any case: what it names would be fetched
/// for whoever wrote it.
pub(crate) fn not_asked() -> Asked {
    let reason = Finding::skip(Code::STATUS_NOT_ASKED);
    let check = Settled::proven(CheckName::Status, vec![reason], "", None);
    Asked { check, status: BadgeStatus::Unknown }
}

/// What one entry leads to.
async fn look_up(
    credential: &Credential,
    entry: &Value,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> (Vec<Finding>, Option<Withdrawal>) {
    match status_entry::read(entry) {
        Entry::Says(finding) => (vec![finding], None),
        Entry::Decides { entry, remarks } => of_bit(credential, &entry, remarks, retrieval, clock).await,
        Entry::Listed { list } => match revocation_list::look_up(credential, &list, retrieval).await {
            Ok(found) => {
                let withdraws = found.revokes.then_some(Withdrawal::Revocation);
                (found.findings, withdraws)
            }
            Err(reason) => (vec![reason], None),
        },
    }
}

async fn of_bit(
    credential: &Credential,
    entry: &DecidingEntry,
    mut findings: Vec<Finding>,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> (Vec<Finding>, Option<Withdrawal>) {
    let bit = match status_list::fetch(credential, entry, retrieval, clock).await {
        Ok(list) => {
            findings.extend(list.remarks);
            let status = entry.method.status(&list.bits, entry.index, entry.status_size);
            status.map_err(|error| status_list::of(&error))
        }
        Err(reason) => Err(reason),
    };
    let (finding, withdraws) = match bit {
        Ok(Some(0)) => return (findings, None),
        Ok(Some(_)) => (Finding::fail(entry.withdraws.code()), Some(entry.withdraws)),
        Ok(None) => (Finding::unknown(Code::STATUS_AMBIGUOUS), None),
        Err(reason) => (reason, None),
    };
    findings.push(finding);
    (findings, withdraws)
}
