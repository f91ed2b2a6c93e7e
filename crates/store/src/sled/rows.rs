//! Reading rows, from the tree or from a draft over it, and saying so when they contradict each other.

use std::sync::Arc;

use ::sled::{IVec, Tree};
use badgewright_credential::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::dictionary::{self, Dictionaries, Dictionary};
use super::failure;
use super::keys::{Place, Table};
use crate::StoreError;

/// The version byte that begins each row that is not a bare key.
const ROW_VERSION: u8 = 1;

/// Something that has rows.
pub(super) trait Rows {
    /// The row of a key.
    fn row(&self, key: &[u8]) -> Result<Option<IVec>, StoreError>;

    /// The last event that counts here: what was written with a later one is not seen.
    fn last_event(&self) -> u64 {
        u64::MAX
    }

    /// The dictionaries that are held ready, where there are any.
    fn dictionaries(&self) -> Option<&Dictionaries> {
        None
    }
}

impl Rows for Tree {
    fn row(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        self.get(key).map_err(|error| failure::of_sled(error, "reading a row"))
    }
}

/// The tree as far as it is durable, where a row says with which event it was written.
pub(super) struct Durable<'t> {
    pub(super) tree: &'t Tree,
    pub(super) seq: u64,
    pub(super) dictionaries: &'t Dictionaries,
}

impl Rows for Durable<'_> {
    fn row(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        self.tree.row(key)
    }

    fn last_event(&self) -> u64 {
        self.seq
    }

    fn dictionaries(&self) -> Option<&Dictionaries> {
        Some(self.dictionaries)
    }
}

/// The dictionary that a record names.
pub(super) fn dictionary(rows: &impl Rows, number: u32) -> Result<Arc<Dictionary>, StoreError> {
    match rows.dictionaries() {
        Some(ready) => ready.numbered(rows, number),
        None => dictionary::numbered(rows, number).map(Arc::new),
    }
}

/// The place that a row of an index holds.
pub(super) fn place(rows: &impl Rows, table: Table, key: &[u8]) -> Result<Option<Place>, StoreError> {
    let Some(row) = rows.row(key)? else { return Ok(None) };
    let exact = (row.len() == 8).then(|| Place::last_of(&row)).flatten();
    exact
        .map(Some)
        .ok_or_else(|| contradiction(table, key, "a place of 8 bytes", format!("{} bytes", row.len())))
}

/// What a row holds, in the compact form.
pub(super) fn read<T: DeserializeOwned>(
    rows: &impl Rows,
    table: Table,
    key: &[u8],
) -> Result<Option<T>, StoreError> {
    rows.row(key)?.map(|row| decode(table, key, &row)).transpose()
}

/// The compact form of a row.
pub(super) fn encode<T: Serialize>(part: &'static str, value: &T) -> Result<Vec<u8>, StoreError> {
    postcard::to_extend(value, vec![ROW_VERSION])
        .map_err(|_| StoreError::Unfit { part, expected: "what the compact form can write" })
}

/// A row from its compact form.
pub(super) fn decode<'r, T: Deserialize<'r>>(
    table: Table,
    key: &[u8],
    row: &'r [u8],
) -> Result<T, StoreError> {
    let refuse = |found: String| contradiction(table, key, "a row of version 1", found);
    match row.split_first() {
        Some((&ROW_VERSION, rest)) => postcard::from_bytes(rest).map_err(|error| refuse(error.to_string())),
        Some((version, _)) => Err(refuse(format!("version {version}"))),
        None => Err(refuse("nothing".to_owned())),
    }
}

/// A moment, from the seconds in a row.
pub(super) fn moment(table: Table, key: &[u8], seconds: i64) -> Result<Timestamp, StoreError> {
    let refuse = || contradiction(table, key, "a moment of the years -9999 to 9999", seconds.to_string());
    Timestamp::from_unix(seconds).ok_or_else(refuse)
}

/// A row is not there although another says so.
pub(super) fn missing(table: Table, key: &[u8]) -> StoreError {
    contradiction(table, key, "a row, which another row names", "none".to_owned())
}

/// The store contradicts itself. The key is shown in hexadecimal.
pub(super) fn contradiction(table: Table, key: &[u8], expected: &'static str, found: String) -> StoreError {
    let row = key.iter().map(|byte| format!("{byte:02x}")).collect();
    StoreError::Contradiction { table: table.name(), row, expected, found }
}
