//! Status lists, as they are kept: a row for the list, one for each entry that a credential has, and one for
//! each entry that is set.

use ::sled::Tree;
use badgewright_credential::{Did, StatusPurpose};
use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::failure;
use super::keys::{self, Place, Table};
use super::rows::{self, Rows};
use super::slots::SlotPool;
use crate::{RecordedSlot, StatusListId, StatusListState, StatusSlot, StoreError};

/// The row of a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) issuer: Did,
    purpose: String,
    pub(super) length: u32,
    /// How many entries credentials have.
    pub(super) taken: u32,
    version: u64,
}

impl Row {
    pub(super) fn purpose(&self) -> Option<StatusPurpose> {
        [StatusPurpose::Revocation, StatusPurpose::Suspension]
            .into_iter()
            .find(|purpose| purpose.as_str() == self.purpose)
    }

    pub(super) fn is_full(&self) -> bool {
        self.taken >= self.length
    }
}

fn read(rows: &impl Rows, list: StatusListId) -> Result<Option<Row>, StoreError> {
    rows::read(rows, Table::StatusLists, &keys::status_list(list))
}

fn write(draft: &mut Draft<'_>, list: StatusListId, row: &Row) -> Result<(), StoreError> {
    draft.put(keys::status_list(list), rows::encode("a status list", row)?);
    Ok(())
}

/// Opens a new list.
pub(super) fn open(
    draft: &mut Draft<'_>,
    issuer: Did,
    purpose: StatusPurpose,
    length: u32,
) -> Result<StatusListId, StoreError> {
    let out_of_numbers =
        StoreError::Unfit { part: "a status list", expected: "at most 4,294,967,295 of them" };
    let list = StatusListId(draft.next_list().ok_or(out_of_numbers)?);
    let row = Row { issuer, purpose: purpose.as_str().to_owned(), length, taken: 0, version: 0 };
    write(draft, list, &row)?;
    Ok(list)
}

/// Gives an entry to the credential at `place`, for good.
pub(super) fn put_entry(
    draft: &mut Draft<'_>,
    pool: &SlotPool,
    issuer: &Did,
    slot: &StatusSlot,
    place: Place,
) -> Result<(), StoreError> {
    put_entry_of(draft, pool, issuer, slot, &place.bytes())
}

/// Gives an entry to a credential that is no badge, for good.
pub(super) fn put_listed_entry(
    draft: &mut Draft<'_>,
    pool: &SlotPool,
    issuer: &Did,
    slot: &StatusSlot,
) -> Result<(), StoreError> {
    put_entry_of(draft, pool, issuer, slot, &[])
}

/// Gives an entry to whatever is known by `holder`, for good: a place of 8 bytes for a badge, an id of 16 for an
/// endorsement, nothing for a credential that is kept elsewhere.
pub(super) fn put_entry_of(
    draft: &mut Draft<'_>,
    pool: &SlotPool,
    issuer: &Did,
    slot: &StatusSlot,
    holder: &[u8],
) -> Result<(), StoreError> {
    let refused = || StoreError::SlotNotReserved { list: slot.list(), index: slot.index() };
    let mut row = read(draft, slot.list())?.ok_or_else(refused)?;
    let right_list =
        row.issuer == *issuer && row.purpose() == Some(slot.purpose()) && slot.index() < row.length;
    let entry = keys::entry(slot.list(), slot.index());
    if !right_list || !pool.holds(slot) || draft.row(&entry)?.is_some() {
        return Err(refused());
    }
    draft.put(entry, holder);
    row.taken += 1;
    write(draft, slot.list(), &row)
}

/// Sets or clears an entry. The list's version grows only if that changes it.
pub(super) fn set(draft: &mut Draft<'_>, slot: RecordedSlot, value: bool) -> Result<(), StoreError> {
    let key = keys::set_entry(slot.list, slot.index);
    if draft.row(&key)?.is_some() == value {
        return Ok(());
    }
    let list_key = keys::status_list(slot.list);
    let mut row: Row = rows::read_named(draft, Table::StatusLists, &list_key)?;
    row.version += 1;
    if value {
        draft.put_key(key)
    } else {
        draft.delete(key)
    }
    write(draft, slot.list, &row)
}

/// What a list's set bits say; another row says that the list is there.
pub(super) fn purpose(rows: &impl Rows, list: StatusListId) -> Result<StatusPurpose, StoreError> {
    let key = keys::status_list(list);
    let row: Row = rows::read_named(rows, Table::StatusLists, &key)?;
    row.purpose().ok_or_else(|| unknown_purpose(&key, &row))
}

fn unknown_purpose(key: &[u8], row: &Row) -> StoreError {
    rows::contradiction(Table::StatusLists, key, "`revocation` or `suspension`", row.purpose.clone())
}

/// What a list says now. The set entries are never older than the version.
pub(super) fn state(tree: &Tree, id: StatusListId) -> Result<Option<StatusListState>, StoreError> {
    let Some(row) = read(tree, id)? else { return Ok(None) };
    let key = keys::status_list(id);
    let purpose = row.purpose().ok_or_else(|| unknown_purpose(&key, &row))?;
    let set = indexes(tree, &keys::set_entries_of(id))?;
    let Row { issuer, length, version, .. } = row;
    Ok(Some(StatusListState { id, issuer, purpose, length, set, version }))
}

/// How often the entries of a list changed.
pub(super) fn version(rows: &impl Rows, id: StatusListId) -> Result<Option<u64>, StoreError> {
    Ok(read(rows, id)?.map(|row| row.version))
}

/// The indexes that keys with a prefix end with, ascending.
fn indexes(tree: &Tree, prefix: &[u8]) -> Result<Vec<u32>, StoreError> {
    let index = |key: ::sled::Result<::sled::IVec>| {
        let key = key.map_err(|error| failure::of_sled(error, "reading a status list"))?;
        let index = key.last_chunk().map(|index| u32::from_be_bytes(*index));
        index.ok_or_else(|| rows::contradiction(Table::SetEntries, &key, "an index", "none".to_owned()))
    };
    tree.scan_prefix(prefix).keys().map(index).collect()
}

/// The entries of a list that credentials have.
pub(super) fn taken(tree: &Tree, id: StatusListId) -> Result<Vec<u32>, StoreError> {
    indexes(tree, &keys::entries_of(id))
}

/// All lists, ascending.
pub(super) fn all(tree: &Tree) -> impl Iterator<Item = Result<(StatusListId, Row), StoreError>> {
    tree.scan_prefix(Table::StatusLists.all()).map(|entry| {
        let (key, row) = entry.map_err(|error| failure::of_sled(error, "reading status lists"))?;
        let refuse = || rows::contradiction(Table::StatusLists, &key, "a number", "none".to_owned());
        let number = key.last_chunk().map(|number| u32::from_be_bytes(*number));
        let number = number.and_then(std::num::NonZeroU32::new).ok_or_else(refuse)?;
        Ok((StatusListId(number), rows::decode(Table::StatusLists, &key, &row)?))
    })
}
