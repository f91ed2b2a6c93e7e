//! Status lists, as they are kept: a row for the list, a bit for each entry that a credential has, in the order in which they
//! are given out, and a row for each entry that is set.

use ::sled::Tree;
use badgewright_credential::{Did, StatusPurpose};
use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::failure;
use super::keys::{self, Table};
use super::order::Seed;
use super::rows::{self, Rows};
use super::slots::SlotPool;
use crate::{RecordedSlot, StatusListId, StatusListState, StatusSlot, StoreError};

/// The row of a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) issuer: Did,
    purpose: String,
    pub(super) length: u32,
    /// How many entries credentials have, where there is no order.
    pub(super) taken: u32,
    version: u64,
    /// What the order of the entries is drawn from. Lists of older versions of this program have none: there, an entry is
    /// drawn each time, and has a row of its own once a credential has it.
    #[serde(skip)]
    pub(super) seed: Option<Seed>,
}

/// The version byte of a list with an order, whose seed follows.
const ORDERED: u8 = 2;

impl Row {
    pub(super) fn purpose(&self) -> Option<StatusPurpose> {
        [StatusPurpose::Revocation, StatusPurpose::Suspension]
            .into_iter()
            .find(|purpose| purpose.as_str() == self.purpose)
    }

    /// Whether credentials have all entries, as far as the row says: where there is an order, its bits do.
    pub(super) fn is_full(&self) -> bool {
        self.taken >= self.length
    }
}

fn read(rows: &impl Rows, list: StatusListId) -> Result<Option<Row>, StoreError> {
    let key = keys::status_list(list);
    rows.row(&key)?.map(|row| decode(&key, &row)).transpose()
}

/// The list that another row names.
fn read_named(rows: &impl Rows, list: StatusListId) -> Result<Row, StoreError> {
    read(rows, list)?.ok_or_else(|| rows::missing(Table::StatusLists, &keys::status_list(list)))
}

fn decode(key: &[u8], row: &[u8]) -> Result<Row, StoreError> {
    let Some((&ORDERED, rest)) = row.split_first() else { return rows::decode(Table::StatusLists, key, row) };
    let refuse = |found: String| rows::contradiction(Table::StatusLists, key, "a row of version 2", found);
    let (seed, rest) = rest.split_first_chunk().ok_or_else(|| refuse(format!("{} bytes", rest.len())))?;
    let row: Row = postcard::from_bytes(rest).map_err(|error| refuse(error.to_string()))?;
    Ok(Row { seed: Some(*seed), ..row })
}

fn write(draft: &mut Draft<'_>, list: StatusListId, row: &Row) -> Result<(), StoreError> {
    let mut encoded = rows::encode("a status list", row)?;
    if let Some(seed) = &row.seed {
        encoded.splice(..1, [&[ORDERED], seed.as_slice()].concat());
    }
    draft.put(keys::status_list(list), encoded);
    Ok(())
}

/// Opens a new list.
pub(super) fn open(
    draft: &mut Draft<'_>,
    issuer: Did,
    purpose: StatusPurpose,
    length: u32,
    seed: Seed,
) -> Result<StatusListId, StoreError> {
    let out_of_numbers =
        StoreError::Unfit { part: "a status list", expected: "at most 4,294,967,295 of them" };
    let list = StatusListId(draft.next_list().ok_or(out_of_numbers)?);
    let row =
        Row { issuer, purpose: purpose.as_str().to_owned(), length, taken: 0, version: 0, seed: Some(seed) };
    write(draft, list, &row)?;
    Ok(list)
}

/// How many bits are in one row.
const BITS: u32 = 512;

/// Gives an entry to a credential, for good.
pub(super) fn put_entry(
    draft: &mut Draft<'_>,
    pool: &SlotPool,
    issuer: &Did,
    slot: &StatusSlot,
) -> Result<(), StoreError> {
    let refused = || StoreError::SlotNotReserved { list: slot.list(), index: slot.index() };
    let row = read(draft, slot.list())?.ok_or_else(refused)?;
    let right_list =
        row.issuer == *issuer && row.purpose() == Some(slot.purpose()) && slot.index() < row.length;
    let position = pool.position(slot).filter(|_| right_list).ok_or_else(refused)?;
    let was_free = match row.seed {
        Some(_) => take_in_order(draft, slot.list(), position)?,
        None => take_at_random(draft, slot, row)?,
    };
    if was_free { Ok(()) } else { Err(refused()) }
}

/// Sets the bit of an entry; `false` if it was set.
fn take_in_order(draft: &mut Draft<'_>, list: StatusListId, position: u32) -> Result<bool, StoreError> {
    let key = keys::taken_entries(list, position / BITS);
    let mut bits = draft.row(&key)?.map_or_else(|| vec![0; BITS as usize / 8], |row| row.to_vec());
    let (byte, bit) = ((position % BITS / 8) as usize, 1 << (position % 8));
    let refuse = |found: String| rows::contradiction(Table::TakenEntries, &key, "64 bytes", found);
    let length = bits.len();
    let byte = bits.get_mut(byte).ok_or_else(|| refuse(format!("{length} bytes")))?;
    if *byte & bit != 0 {
        return Ok(false);
    }
    *byte |= bit;
    draft.put(key, bits);
    Ok(true)
}

/// Writes the row of an entry; `false` if it was there.
fn take_at_random(draft: &mut Draft<'_>, slot: &StatusSlot, mut row: Row) -> Result<bool, StoreError> {
    let entry = keys::entry(slot.list(), slot.index());
    if draft.row(&entry)?.is_some() {
        return Ok(false);
    }
    draft.put_key(entry);
    row.taken += 1;
    write(draft, slot.list(), &row)?;
    Ok(true)
}

/// Sets or clears an entry. The list's version grows only if that changes it.
pub(super) fn set(draft: &mut Draft<'_>, slot: RecordedSlot, value: bool) -> Result<(), StoreError> {
    let key = keys::set_entry(slot.list, slot.index);
    if draft.row(&key)?.is_some() == value {
        return Ok(());
    }
    let mut row = read_named(draft, slot.list)?;
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
    let row = read_named(rows, list)?;
    row.purpose().ok_or_else(|| unknown_purpose(&keys::status_list(list), &row))
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

/// The entries of a list without an order that credentials have.
pub(super) fn taken_at_random(tree: &Tree, id: StatusListId) -> Result<Vec<u32>, StoreError> {
    indexes(tree, &keys::entries_of(id))
}

/// The positions in the order of a list whose entries credentials have.
pub(super) fn taken_in_order(tree: &Tree, id: StatusListId) -> Result<Vec<u32>, StoreError> {
    let mut taken = Vec::new();
    for entry in tree.scan_prefix(keys::taken_entries_of(id)) {
        let (key, bits) = entry.map_err(|error| failure::of_sled(error, "reading a status list"))?;
        let number = key.last_chunk().map_or(0, |number| u32::from_be_bytes(*number));
        let is_set =
            |bit: &u32| bits.get((bit / 8) as usize).is_some_and(|byte| byte & (1 << (bit % 8)) != 0);
        taken.extend((0..BITS).filter(is_set).map(|bit| number.saturating_mul(BITS).saturating_add(bit)));
    }
    Ok(taken)
}

/// All lists, ascending.
pub(super) fn all(tree: &Tree) -> impl Iterator<Item = Result<(StatusListId, Row), StoreError>> {
    tree.scan_prefix(Table::StatusLists.all()).map(|entry| {
        let (key, row) = entry.map_err(|error| failure::of_sled(error, "reading status lists"))?;
        let refuse = || rows::contradiction(Table::StatusLists, &key, "a number", "none".to_owned());
        let number = key.last_chunk().map(|number| u32::from_be_bytes(*number));
        let number = number.and_then(std::num::NonZeroU32::new).ok_or_else(refuse)?;
        Ok((StatusListId(number), decode(&key, &row)?))
    })
}
