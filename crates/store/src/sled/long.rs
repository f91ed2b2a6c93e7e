//! Rows that may be long, in pieces. sled puts a node of more than 128 KiB (a quarter of its segment) into a
//! file of its own, which it never syncs, and a node holds up to 19 rows: pieces of at most [`PIECE`] bytes
//! never get there.

use super::draft::Draft;
use super::keys::Table;
use super::rows::{self, Rows};
use crate::StoreError;

/// The most bytes in a piece.
pub(super) const PIECE: usize = 6_000;

/// The bytes before the first piece: the length of the whole, big-endian, of which the first byte is 0. A row that begins with
/// another byte is the whole itself.
const LENGTH: usize = 4;

/// The most bytes of a whole.
const LONGEST: usize = 0xFF_FFFF;

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
    let length = u32::try_from(whole.len()).ok().filter(|_| whole.len() <= LONGEST);
    let length = length.ok_or(StoreError::Unfit { part, expected: "less than 16 MiB" })?;
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
    let is_whole = rest.is_empty() && first.first().is_some_and(|byte| *byte != 0);
    draft.put(key, if is_whole { first.to_vec() } else { [&length.to_be_bytes(), first].concat() });
    Ok(())
}

/// Deletes what was written under `key`.
pub(super) fn delete(draft: &mut Draft<'_>, key: Vec<u8>) -> Result<(), StoreError> {
    let mut number = 1;
    while draft.row(&continued(&key, number))?.is_some() {
        draft.delete(continued(&key, number));
        number += 1;
    }
    draft.delete(key);
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
    if row.first().is_some_and(|byte| *byte != 0) {
        return Ok((row.len(), row));
    }
    let (length, first) = row
        .split_first_chunk::<LENGTH>()
        .ok_or_else(|| rows::contradiction(table, key, "a length", format!("{} bytes", row.len())))?;
    Ok((u32::from_be_bytes(*length) as usize, first))
}

/// What the keys of further pieces begin with, of all rows whose keys begin with `prefix`.
pub(super) fn continued_all(prefix: &[u8]) -> Vec<u8> {
    [&[CONTINUED], prefix].concat()
}

fn continued(key: &[u8], number: u32) -> Vec<u8> {
    [&[CONTINUED], key, &[0], &number.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::super::dictionary::Dictionaries;
    use super::super::draft::{Group, Tail};
    use super::super::keys::Place;
    use super::*;

    const KEY: &[u8] = b"ckey";

    fn write(db: &::sled::Db, length: usize, first: u8) -> Vec<u8> {
        let whole: Vec<u8> = (0..length).map(|byte| (byte % 251) as u8 + first).collect();
        let tail = Tail { place: Place(0), seq: 0, list: 0, dictionary: 0, altered: 0 };
        let dictionaries = Dictionaries::default();
        let mut group = Group::new(db, &dictionaries, tail);
        let mut draft = group.draft();
        put(&mut draft, "a test", KEY.to_vec(), &whole).unwrap();
        let finished = draft.finish();
        group.take(finished);
        db.apply_batch(group.into_written().unwrap().unwrap().batch).unwrap();
        whole
    }

    #[test]
    fn a_row_comes_back_whole_and_a_shorter_one_leaves_nothing_of_the_longer() {
        let folder = tempfile::tempdir().unwrap();
        let db = ::sled::Config::new().path(folder.path()).open().unwrap();
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 1, 10, 40 * PIECE, PIECE, 0]
        {
            for first in [0, 1] {
                let whole = write(&db, length, first);
                assert!(get(&*db, Table::Credentials, KEY).unwrap() == Some(whole), "{length}");
                assert_eq!(db.len(), 1.max(length.div_ceil(PIECE)), "{length}");
            }
        }
    }

    #[test]
    fn a_missing_or_a_superfluous_piece_is_a_contradiction() {
        let folder = tempfile::tempdir().unwrap();
        let db = ::sled::Config::new().path(folder.path()).open().unwrap();
        write(&db, 2 * PIECE + 5, 0);
        db.remove(continued(KEY, 2)).unwrap();
        assert!(matches!(get(&*db, Table::Credentials, KEY), Err(StoreError::Contradiction { .. })));
        db.insert(continued(KEY, 2), vec![0; 6]).unwrap();
        assert!(matches!(get(&*db, Table::Credentials, KEY), Err(StoreError::Contradiction { .. })));
        db.insert(KEY, vec![0; 3]).unwrap();
        assert!(matches!(get(&*db, Table::Credentials, KEY), Err(StoreError::Contradiction { .. })));
    }
}
