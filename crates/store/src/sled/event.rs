//! Events, as they are kept: a row each, but one for all of a group that were issued one after the other, which has the
//! places of their records and no more.

use ::sled::{IVec, Tree};
use badgewright_credential::CredentialId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::draft::Draft;
use super::index::{differences, sums};
use super::keys::{self, Place, Table};
use super::revision::Revision;
use super::rows::Rows;
use super::{failure, record, rows};
use crate::{Act, Actor, Event, NewEvent, StoreError};

/// The most bytes of an event's detail.
const LONGEST_DETAIL: usize = 5_000;

/// The most events that are read at once.
const MOST: u16 = 1_000;

/// The version byte of a row that has the places of credentials that were issued.
const ISSUED: u8 = 2;

#[derive(Serialize, Deserialize)]
struct Row {
    at: i64,
    actor: Actor,
    act: String,
    credential: Option<[u8; 16]>,
    detail: Option<String>,
}

/// The row of an event.
pub(super) fn encode(new: &NewEvent) -> Result<Vec<u8>, StoreError> {
    let detail = (!new.detail.is_null()).then(|| new.detail.to_string());
    if detail.as_ref().is_some_and(|detail| detail.len() > LONGEST_DETAIL) {
        return Err(StoreError::Unfit {
            part: "the detail of an event",
            expected: "at most 5,000 bytes of JSON",
        });
    }
    let row = Row {
        at: new.at.unix(),
        actor: new.actor.clone(),
        act: new.act.as_str().to_owned(),
        credential: new.credential.map(|id| *id.as_bytes()),
        detail,
    };
    rows::encode("an event", &row)
}

/// The row of events that stand one after the other in the log.
pub(super) fn encode_issued(run: &[(u64, Place)]) -> Result<Vec<u8>, StoreError> {
    let places: Vec<u64> = differences(run.iter().map(|(_, place)| place.0)).collect();
    let expected = "what the compact form can write";
    postcard::to_extend(&places, vec![ISSUED]).map_err(|_| StoreError::Unfit { part: "an event", expected })
}

/// The places in a row, if it is one of credentials that were issued.
fn places(key: &[u8], row: &[u8]) -> Result<Option<Vec<Place>>, StoreError> {
    let Some((&ISSUED, rest)) = row.split_first() else { return Ok(None) };
    let refuse = |found: String| rows::contradiction(Table::Events, key, "a row of version 2", found);
    let differences: Vec<u64> = postcard::from_bytes(rest).map_err(|error| refuse(error.to_string()))?;
    if differences.is_empty() {
        return Err(refuse("no place".to_owned()));
    }
    Ok(Some(sums(differences).map(Place).collect()))
}

/// The events of a row, of which the first is `seq`.
fn all_of(rows: &impl Rows, seq: u64, key: &[u8], row: &[u8]) -> Result<Vec<Event>, StoreError> {
    match places(key, row)? {
        Some(places) => (seq..).zip(places).map(|(seq, place)| of_issue(rows, seq, place)).collect(),
        None => Ok(vec![decode(seq, row)?]),
    }
}

/// The event of an issue, from the record.
fn of_issue(rows: &impl Rows, seq: u64, place: Place) -> Result<Event, StoreError> {
    let key = keys::credential(place);
    let head = record::head_of(rows, place, Revision::FIRST)?;
    let head = head.ok_or_else(|| rows::missing(Table::Credentials, &key))?;
    Ok(Event {
        seq,
        at: rows::moment(Table::Credentials, &key, head.issued_at)?,
        actor: Actor::from(&head.client),
        act: Act::Issued,
        credential: Some(CredentialId::from_bytes(head.id)),
        detail: json!({"badge": head.badge, "issuer": head.issuer}),
    })
}

fn decode(seq: u64, row: &[u8]) -> Result<Event, StoreError> {
    let key = keys::event(seq);
    let row: Row = rows::decode(Table::Events, &key, row)?;
    let refuse = |expected, found: String| rows::contradiction(Table::Events, &key, expected, found);
    let detail = row.detail.as_deref().map_or(Ok(Value::Null), serde_json::from_str);
    Ok(Event {
        seq,
        at: rows::moment(Table::Events, &key, row.at)?,
        actor: row.actor,
        act: Act::named(&row.act).ok_or_else(|| refuse("an act", row.act))?,
        credential: row.credential.map(CredentialId::from_bytes),
        detail: detail.map_err(|error| refuse("JSON", error.to_string()))?,
    })
}

/// Writes an event that stands alone.
pub(super) fn stage(draft: &mut Draft<'_>, new: NewEvent) -> Result<Event, StoreError> {
    let seq = draft.event(&new)?;
    let NewEvent { at, actor, act, credential, detail } = new;
    Ok(Event { seq, at, actor, act, credential, detail })
}

/// The durable events after `after`.
pub(super) fn read(
    rows: &rows::Durable<'_>,
    after: Option<u64>,
    limit: u16,
) -> Result<Vec<Event>, StoreError> {
    let Some(from) = after.unwrap_or(0).checked_add(1).filter(|from| *from <= rows.seq) else {
        return Ok(Vec::new());
    };
    let limit = usize::from(limit.min(MOST));
    let mut events = Vec::new();
    // The first may be in a row that begins before it.
    let first = rows.tree.range(..=keys::event(from)).next_back().transpose().map_err(unreadable)?;
    let mut expected = first.as_ref().filter(|(key, _)| is_event(key)).map_or(from, |(key, _)| number(key));
    for entry in rows.tree.range(keys::event(expected)..=keys::event(rows.seq)) {
        let (key, row) = entry.map_err(unreadable)?;
        if number(&key) != expected {
            return Err(rows::missing(Table::Events, &keys::event(expected)));
        }
        let of_row = all_of(rows, expected, &key, &row)?;
        expected += of_row.len() as u64;
        events.extend(of_row.into_iter().filter(|event| (from..=rows.seq).contains(&event.seq)));
        if events.len() >= limit {
            events.truncate(limit);
            break;
        }
    }
    Ok(events)
}

/// The number of the last event.
pub(super) fn last(tree: &Tree) -> Result<u64, StoreError> {
    let last = tree.scan_prefix(Table::Events.all()).next_back().transpose().map_err(unreadable)?;
    let Some((key, row)) = last else { return Ok(0) };
    let later = places(&key, &row)?.map_or(0, |places| places.len() as u64 - 1);
    Ok(number(&key) + later)
}

fn is_event(key: &[u8]) -> bool {
    key.len() == 9 && key[0] == Table::Events.tag()
}

/// The number of the first event of a row.
fn number(key: &IVec) -> u64 {
    key.last_chunk().map_or(0, |number| u64::from_be_bytes(*number))
}

fn unreadable(error: ::sled::Error) -> StoreError {
    failure::of_sled(error, "reading events")
}
