//! The status of a credential, as it is kept: no row says that it never changed.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::draft::Draft;
use super::keys::{self, Place, Table};
use super::rows::{self, Rows};
use super::{issue, record, revoked_id, status_list};
use crate::{
    Act, NewEvent, RecordedSlot, Status, StatusChange, StatusChanged, StatusPurpose, StatusRecord, StoreError,
};

/// The most bytes of a reason.
const LONGEST_REASON: usize = 2_000;

#[derive(Serialize, Deserialize)]
struct Row {
    status: u8,
    reason: Option<String>,
    changed_at: i64,
}

fn code(status: Status) -> u8 {
    match status {
        Status::Active => 0,
        Status::Suspended => 1,
        Status::Revoked => 2,
    }
}

fn named(code: u8) -> Option<Status> {
    [Status::Active, Status::Suspended, Status::Revoked]
        .into_iter()
        .find(|status| self::code(*status) == code)
}

/// The status of a credential that was just issued.
pub(super) fn never_changed() -> StatusRecord {
    StatusRecord { status: Status::Active, reason: None, changed_at: None }
}

/// The status of the credential at a place.
pub(super) fn of(rows: &impl Rows, place: Place) -> Result<StatusRecord, StoreError> {
    let key = keys::status(place);
    let Some(row): Option<Row> = rows::read(rows, Table::Statuses, &key)? else { return Ok(never_changed()) };
    let refuse = || rows::contradiction(Table::Statuses, &key, "a status of 0 to 2", row.status.to_string());
    Ok(StatusRecord {
        status: named(row.status).ok_or_else(refuse)?,
        reason: row.reason.clone(),
        changed_at: Some(rows::moment(Table::Statuses, &key, row.changed_at)?),
    })
}

/// Refuses a change whose reason would not fit.
pub(super) fn check(change: &StatusChange) -> Result<(), StoreError> {
    change.reason.as_deref().map_or(Ok(()), check_reason)
}

/// Refuses a reason that would not fit.
pub(super) fn check_reason(reason: &str) -> Result<(), StoreError> {
    let fits = |reason: &str| {
        let plain = |c: char| !c.is_control() || c == '\n' || c == '\t';
        (1..=LONGEST_REASON).contains(&reason.len()) && reason.chars().all(plain)
    };
    if fits(reason) {
        Ok(())
    } else {
        let expected = "1 to 2,000 bytes without control characters but line feeds and tabs";
        Err(StoreError::Unfit { part: "the reason of a status", expected })
    }
}

/// Changes the status of a credential, with its lists and its event.
pub(super) fn stage(draft: &mut Draft<'_>, change: StatusChange) -> Result<StatusChanged, StoreError> {
    let Some(place) = issue::place_of(draft, &change.id)? else { return Ok(StatusChanged::Unknown) };
    let mut record = Box::new(record::at(draft, place)?);
    let slot_for = |purpose| record.slots.iter().copied().find(|slot: &RecordedSlot| slot.purpose == purpose);
    match (record.status.status, change.status) {
        (now, wanted) if now == wanted => return Ok(StatusChanged::Already(record)),
        (Status::Revoked, _) => return Ok(StatusChanged::Final(record)),
        (_, Status::Revoked) => match slot_for(StatusPurpose::Revocation) {
            Some(slot) => status_list::set(draft, slot, true)?,
            None => revoked_id::put(draft, place, &record)?,
        },
        (_, wanted) => {
            let Some(slot) = slot_for(StatusPurpose::Suspension) else {
                return Ok(StatusChanged::NotSuspendable(record));
            };
            status_list::set(draft, slot, wanted == Status::Suspended)?;
        }
    }
    let row =
        Row { status: code(change.status), reason: change.reason.clone(), changed_at: change.at.unix() };
    draft.put(keys::status(place), rows::encode("a status", &row)?);
    draft.event(&event(&change))?;
    record.status =
        StatusRecord { status: change.status, reason: change.reason, changed_at: Some(change.at) };
    Ok(StatusChanged::Changed(record))
}

fn event(change: &StatusChange) -> NewEvent {
    let act = match change.status {
        Status::Active => Act::Reinstated,
        Status::Suspended => Act::Suspended,
        Status::Revoked => Act::Revoked,
    };
    let detail = change.reason.as_ref().map_or(Value::Null, |reason| json!({"reason": reason}));
    NewEvent { at: change.at, actor: change.actor.clone(), act, credential: Some(change.id), detail }
}
