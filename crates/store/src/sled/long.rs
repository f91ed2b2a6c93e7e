//! Rows that may be long, in pieces. sled puts a node of more than 128 KiB (a quarter of its segment) into a
//! file of its own, which it never syncs, and a node holds up to 19 rows: pieces of at most [`PIECE`] bytes
//! never get there.

use super::draft::Draft;
use super::keys::Table;
use super::rows::{self, Rows};
use crate::StoreError;

/// The most bytes in a piece.
pub(super) const PIECE: usize = 6_000;

/// The bytes before the first piece: the length of the whole.
const LENGTH: usize = 4;

/// Between the key of the first piece and the number of another. The first pieces of a table have to be found
/// without the others, so those have a table of their own.
const CONTINUED: u8 = b'+';

/// Writes `whole` under `key`, over what was there.
pub(super) fn put(
    draft: &mut Draft<'_>,
    part: &'static str,
    key: Vec<u8>,
    whole: &[u8],
) -> Result<(), StoreError> {
    let length =
        u32::try_from(whole.len()).map_err(|_| StoreError::Unfit { part, expected: "less than 4 GiB" })?;
    let (first, rest) = whole.split_at(whole.len().min(PIECE));
    let mut number = 0;
    for piece in rest.chunks(PIECE) {
        number += 1;
        draft.put(continued(&key, number), piece);
    }
    while draft.row(&continued(&key, number + 1))?.is_some() {
        number += 1;
        draft.delete(continued(&key, number));
    }
    draft.put(key, [&length.to_be_bytes(), first].concat());
    Ok(())
}

/// The whole of what was written under `key`.
pub(super) fn get(rows: &impl Rows, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
    rows.row(key)?.map(|row| whole(rows, table, key, &row)).transpose()
}

/// The whole, of which `row` is the row of the first piece.
pub(super) fn whole(rows: &impl Rows, table: Table, key: &[u8], row: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (length, first) = taken_apart(table, key, row)?;
    let mut whole = first.to_vec();
    let mut number = 0;
    while whole.len() < length {
        number += 1;
        let next = continued(key, number);
        let piece = rows.row(&next)?.filter(|piece| !piece.is_empty());
        whole.extend_from_slice(&piece.ok_or_else(|| rows::missing(table, &next))?);
    }
    if whole.len() == length {
        Ok(whole)
    } else {
        let found = format!("{} bytes", whole.len());
        Err(rows::contradiction(table, key, "pieces that are as long as the first says", found))
    }
}

/// The first piece, from its row.
pub(super) fn first<'r>(table: Table, key: &[u8], row: &'r [u8]) -> Result<&'r [u8], StoreError> {
    taken_apart(table, key, row).map(|(_, first)| first)
}

fn taken_apart<'r>(table: Table, key: &[u8], row: &'r [u8]) -> Result<(usize, &'r [u8]), StoreError> {
    let (length, first) = row
        .split_first_chunk::<LENGTH>()
        .ok_or_else(|| rows::contradiction(table, key, "a length", format!("{} bytes", row.len())))?;
    Ok((u32::from_be_bytes(*length) as usize, first))
}

fn continued(key: &[u8], number: u32) -> Vec<u8> {
    [&[CONTINUED], key, &[0], &number.to_be_bytes()].concat()
}
