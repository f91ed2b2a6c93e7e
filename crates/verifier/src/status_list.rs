//! A status list: fetched, and believed only if its issuer signed it and it is in force.

use std::sync::Arc;
use std::time::Duration;

use badgewright_credential::{BitString, Clock, StatusListError, Timestamp};
use badgewright_fetch::Retrieved;
use serde_json::Value;

use crate::code::Code;
use crate::credential::{Credential, values};
use crate::examine::examine;
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::presented::Presented;
use crate::reading;
use crate::remembered;
use crate::retrieval::{NotHad, Retrieval};
use crate::status_entry::DecidingEntry;
use crate::validity;

/// A list that is believed.
#[derive(Debug)]
pub(crate) struct BelievedList {
    /// Its bits.
    pub(crate) bits: Arc<BitString>,
    /// What is odd about it.
    pub(crate) remarks: Vec<Finding>,
}

const ACCEPT: &str = "application/vc, application/ld+json, application/json, application/vc+jwt, */*;q=0.1";

/// Fetches the list of an entry and verifies it like any credential: parse, proof, key, dates, then what it says of
/// itself (VC-BITSTRING-STATUS-LIST §3.2 steps 3 to 7). Anything amiss leaves the status undecided.
pub(crate) async fn fetch(
    badge: &Credential,
    entry: &DecidingEntry,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> Result<BelievedList, Finding> {
    let retrieved = retrieval.get_lately(&entry.list, ACCEPT, reading::MOST_BYTES).await;
    let retrieved = retrieved.map_err(unreachable)?;
    let mut list = read(&retrieved)?;
    if retrieved.age.is_some_and(|age| has_outlived(&list.credential, age)) {
        let retrieved = retrieval.get_anew(&entry.list, ACCEPT, reading::MOST_BYTES).await;
        let retrieved = retrieved.map_err(unreachable)?;
        list = read(&retrieved)?;
    }
    // A list may have been signed for this very request, after the verification began.
    let now = clock.now();
    let secured = examine(&list, retrieval, now).await;
    if !secured.holds() {
        let line = if secured.issuer.evidence.is_some() { secured.proof.line } else { secured.issuer.line };
        return Err(Finding::unknown(Code::STATUS_UNVERIFIED).because(line.detail));
    }
    in_force(&list, now)?;
    let mut remarks = Vec::new();
    if list.credential.issuer_id() != badge.issuer_id() {
        // Legal, and its key is bound to the issuer that it names.
        remarks.push(
            Finding::warn(Code::STATUS_OTHER_ISSUER).because(list.credential.issuer_id().unwrap_or_default()),
        );
    }
    let encoded = encoded(&list.credential, entry)?;
    let bits = remembered::bits(entry.method, encoded).map_err(|error| of(&error))?;
    Ok(BelievedList { bits, remarks })
}

fn unreachable(reason: NotHad) -> Finding {
    Finding::unknown(Code::STATUS_UNREACHABLE).because(reason)
}

fn read(retrieved: &Retrieved) -> Result<Presented, Finding> {
    reading::credential(&retrieved.bytes)
        .map_err(|reason| Finding::unknown(Code::STATUS_UNVERIFIED).because(reason.detail))
}

/// Whether a list of this age should be asked for again, as it says itself (§2.2 `ttl`, in milliseconds).
fn has_outlived(list: &Credential, age: Duration) -> bool {
    let ttl = list.values("credentialSubject").iter().find_map(|subject| subject.get("ttl")?.as_u64());
    ttl.is_some_and(|ttl| age >= Duration::from_millis(ttl))
}

fn in_force(list: &Presented, now: Timestamp) -> Result<(), Finding> {
    match validity::examine(list, now).into_iter().find(|finding| finding.outcome == Outcome::Fail) {
        Some(reason) => Err(Finding::unknown(Code::STATUS_STALE).because(reason.detail)),
        None => Ok(()),
    }
}

/// The list's bits, if it is a list of the entry's method and kept for the entry's purpose.
fn encoded<'a>(list: &'a Credential, entry: &DecidingEntry) -> Result<&'a str, Finding> {
    let malformed = |what: &str| Finding::unknown(Code::STATUS_MALFORMED).because(what);
    let names = entry.method.names();
    if !list.is_a(names.credential) {
        return Err(malformed(&format!("what the badge names is no `{}`", names.credential)));
    }
    let [subject] = list.values("credentialSubject") else {
        return Err(malformed("the list is not about one thing"));
    };
    if !values(subject.get("type")).iter().any(|class| class == names.subject) {
        return Err(malformed(&format!("the list's subject is no `{}`", names.subject)));
    }
    // Step 6. One text is what lists should have; several are read.
    let purpose = entry.withdraws.purpose();
    let is_kept_for_it = values(subject.get("statusPurpose")).iter().any(|kept_for| kept_for == purpose);
    if entry.method.has_purposes() && !is_kept_for_it {
        return Err(Finding::unknown(Code::STATUS_PURPOSE_MISMATCH).because(purpose));
    }
    let bits = subject.get("encodedList").and_then(Value::as_str);
    bits.ok_or_else(|| malformed("the list has no `encodedList`"))
}

/// §3.5: whatever is wrong with a list, it decides nothing.
pub(crate) fn of(error: &StatusListError) -> Finding {
    let code = Code::named(error.code()).unwrap_or(Code::STATUS_MALFORMED);
    Finding::unknown(code).because(error)
}
