//! Credentials that are no badges, as they are kept: a row for each entry, and one for each name that has entries.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::draft::Draft;
use super::keys::{self, Table};
use super::rows::{self, Rows as _};
use super::slots::SlotPool;
use super::{issue, status_list};
use crate::{
    Act, Actor, ClientId, ListedChange, ListedChanged, ListedEntries, Listing, NewEvent, RecordedSlot,
    StatusListId, StatusPurpose, StoreError,
};

/// Most entries under one name: a change of status changes all of them at once.
const MOST_OF_ONE_NAME: usize = 1_000;

/// Most entries that one event tells of, so that its detail is never too long.
const MOST_OF_ONE_EVENT: usize = 200;

/// The row of an entry.
#[derive(Serialize, Deserialize)]
struct Entry {
    client: ClientId,
}

/// The row of a name.
#[derive(Default, Serialize, Deserialize)]
struct Named {
    entries: Vec<(StatusListId, u32)>,
}

/// Writes a listing: its entries are taken for good.
pub(super) fn stage(draft: &mut Draft<'_>, pool: &SlotPool, listing: &Listing) -> Result<(), StoreError> {
    for slot in &listing.slots {
        status_list::put_entry(draft, pool, &listing.issuer, slot)?;
        let row = rows::encode("a status entry", &Entry { client: listing.client.clone() })?;
        draft.put(keys::listed(slot.list(), slot.index()), row);
    }
    if let Some(name) = listing.name.filter(|_| !listing.slots.is_empty()) {
        let key = keys::listed_name(&name);
        let mut named: Named = rows::read(draft, Table::ListedNames, &key)?.unwrap_or_default();
        named.entries.extend(listing.slots.iter().map(|slot| (slot.list(), slot.index())));
        if named.entries.len() > MOST_OF_ONE_NAME {
            let expected = "at most 1,000 status entries under one id";
            return Err(StoreError::Unfit { part: "the status of another credential of that id", expected });
        }
        draft.put(key, rows::encode("the entries of a name", &named)?);
    }
    issue::put_issuer(draft, &listing.issuer)?;
    draft.event(&issued(listing))?;
    // Nothing can fail any more that would leave the slots to be given out again.
    listing.slots.iter().for_each(|slot| pool.keep(slot));
    Ok(())
}

fn issued(listing: &Listing) -> NewEvent {
    let entries: Vec<_> =
        listing.slots.iter().map(|slot| format!("{}#{}", slot.list(), slot.index())).collect();
    NewEvent {
        at: listing.issued_at,
        actor: Actor::from(&listing.client),
        act: Act::Issued,
        credential: None,
        detail: json!({"issuer": listing.issuer, "entries": entries}),
    }
}

/// Changes what the lists say, with events that name every entry that is changed.
pub(super) fn stage_change(
    draft: &mut Draft<'_>,
    change: &ListedChange,
) -> Result<ListedChanged, StoreError> {
    let meant = meant(draft, change)?;
    if meant.is_empty() {
        return Ok(ListedChanged::Unknown);
    }
    let mut different = Vec::new();
    for slot in &meant {
        let is_set = draft.row(&keys::set_entry(slot.list, slot.index))?.is_some();
        if is_set && !change.value && slot.purpose == StatusPurpose::Revocation {
            return Ok(ListedChanged::Final);
        }
        if is_set != change.value {
            different.push(*slot);
        }
    }
    for slot in &different {
        status_list::set(draft, *slot, change.value)?;
    }
    for some in different.chunks(MOST_OF_ONE_EVENT) {
        draft.event(&changed(change, some))?;
    }
    Ok(ListedChanged::Done(meant))
}

/// The entries of the purpose that the client may change.
fn meant(draft: &Draft<'_>, change: &ListedChange) -> Result<Vec<RecordedSlot>, StoreError> {
    let named = match change.entries {
        ListedEntries::At(list, index) => vec![(list, index)],
        ListedEntries::Of(name) => {
            let key = keys::listed_name(&name);
            rows::read::<Named>(draft, Table::ListedNames, &key)?.unwrap_or_default().entries
        }
    };
    let mut meant = Vec::new();
    for (list, index) in named {
        let entry: Option<Entry> = rows::read(draft, Table::Listed, &keys::listed(list, index))?;
        let may = entry.is_some_and(|entry| change.of_all_clients || entry.client == change.client);
        if may && status_list::purpose(draft, list)? == change.purpose {
            meant.push(RecordedSlot { purpose: change.purpose, list, index });
        }
    }
    Ok(meant)
}

fn changed(change: &ListedChange, slots: &[RecordedSlot]) -> NewEvent {
    let act = match (change.purpose, change.value) {
        (StatusPurpose::Revocation, _) => Act::Revoked,
        (StatusPurpose::Suspension, true) => Act::Suspended,
        (StatusPurpose::Suspension, false) => Act::Reinstated,
    };
    let entries: Vec<Value> =
        slots.iter().map(|slot| Value::from(format!("{}#{}", slot.list, slot.index))).collect();
    let detail = json!({ "entries": entries });
    NewEvent { at: change.at, actor: Actor::from(&change.client), act, credential: None, detail }
}
