//! Events, as they are kept.

use ::sled::Tree;
use badgewright_credential::CredentialId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::draft::Draft;
use super::keys::{self, Table};
use super::{failure, rows};
use crate::{Act, Actor, Event, NewEvent, StoreError};

/// The most bytes of an event's detail.
const LONGEST_DETAIL: usize = 5_000;

/// The most events that are read at once.
const MOST: u16 = 1_000;

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
    tree: &Tree,
    durable: u64,
    after: Option<u64>,
    limit: u16,
) -> Result<Vec<Event>, StoreError> {
    let Some(from) = after.unwrap_or(0).checked_add(1).filter(|from| *from <= durable) else {
        return Ok(Vec::new());
    };
    let mut events = Vec::new();
    let range = keys::event(from)..=keys::event(durable);
    for (expected, entry) in (from..).zip(tree.range(range).take(usize::from(limit.min(MOST)))) {
        let (key, row) = entry.map_err(|error| failure::of_sled(error, "reading events"))?;
        if *key != *keys::event(expected) {
            return Err(rows::missing(Table::Events, &keys::event(expected)));
        }
        events.push(decode(expected, &row)?);
    }
    Ok(events)
}
