//! The check `status`: neither revoked nor suspended, as the issuer's status lists say now.

use badgewright_credential::{BitString, Clock, StatusListError};

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::retrieval::Retrieval;
use crate::status_entry::{self, DecidingEntry, Entry, Withdrawal};
use crate::status_list;
use crate::summary::BadgeStatus;

/// The badge is neither revoked nor suspended, or it cannot be.
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

/// Looks the badge up in every status list that it names (VC-BITSTRING-STATUS-LIST §3.2).
pub(crate) async fn check(
    credential: &Credential,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> Asked {
    let entries = credential.values("credentialStatus");
    let is_list = credential.get("credentialStatus").is_some_and(serde_json::Value::is_array);
    let mut findings = Vec::new();
    if entries.is_empty() {
        findings.push(Finding::new(Outcome::Skip, Code::STATUS_NONE));
    }
    if entries.len() > MOST_ENTRIES {
        // The one that revokes may be among those not looked at.
        findings.push(Finding::unknown(Code::STATUS_TOO_MANY).at("/credentialStatus"));
    }
    let mut withdrawn = None;
    for (at, value) in entries.iter().take(MOST_ENTRIES).enumerate() {
        let pointer =
            if is_list { format!("/credentialStatus/{at}") } else { "/credentialStatus".to_owned() };
        let (found, withdraws) = match status_entry::read(value) {
            Entry::Says(finding) => (vec![finding], None),
            Entry::Decides { entry, remarks } => look_up(credential, &entry, remarks, retrieval, clock).await,
        };
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
    let reason = Finding::skip("Not asked for, because the badge is not its issuer's as it stands.");
    let check = Settled::proven(CheckName::Status, vec![reason], "", None);
    Asked { check, status: BadgeStatus::Unknown }
}

async fn look_up(
    credential: &Credential,
    entry: &DecidingEntry,
    mut findings: Vec<Finding>,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> (Vec<Finding>, Option<Withdrawal>) {
    let bit = match status_list::fetch(credential, entry, retrieval, clock).await {
        Ok(list) => {
            findings.extend(list.remarks);
            BitString::decode(&list.encoded)
                .and_then(|bits| bits.value(entry.index, entry.status_size))
                .map_err(|error| of(&error))
        }
        Err(reason) => Err(reason),
    };
    match bit {
        Ok(0) => (findings, None),
        Ok(_) => {
            findings.push(Finding::fail(entry.withdraws.code()));
            (findings, Some(entry.withdraws))
        }
        Err(reason) => {
            findings.push(reason);
            (findings, None)
        }
    }
}

/// §3.5: whatever is wrong with a list, it decides nothing.
fn of(error: &StatusListError) -> Finding {
    let code = Code::named(error.code()).unwrap_or(Code::STATUS_MALFORMED);
    Finding::unknown(code).because(error)
}
