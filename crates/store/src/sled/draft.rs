//! What one operation, and then one group of operations, is about to write.

use std::collections::HashMap;

use ::sled::{Batch, IVec, Tree};
use badgewright_credential::Timestamp;

use super::dictionary::Dictionaries;
use super::event;
use super::index::{Entry, Term};
use super::keys::{self, Place};
use super::rows::Rows;
use crate::{NewEvent, StoreError};

/// The last numbers that were given out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    /// Of credentials.
    pub(super) place: Place,
    /// Of events.
    pub(super) seq: u64,
    /// Of status lists.
    pub(super) list: u32,
    /// Of dictionaries.
    pub(super) dictionary: u32,
    /// Of events after which something that was there reads otherwise.
    pub(super) altered: u64,
}

/// Rows to be written, by key; `None` deletes.
type Changes = HashMap<Vec<u8>, Option<IVec>>;

/// The operations that are written together.
pub(super) struct Group<'t> {
    tree: &'t Tree,
    dictionaries: &'t Dictionaries,
    changes: Changes,
    entries: Vec<Entry>,
    issued: Vec<(u64, Place)>,
    tail: Tail,
    bytes: usize,
}

/// What a group writes.
pub(super) struct Written {
    /// The rows.
    pub(super) batch: Batch,
    /// The last numbers, once it is written.
    pub(super) tail: Tail,
    /// By what its credentials are found.
    pub(super) entries: Vec<Entry>,
}

impl<'t> Group<'t> {
    pub(super) fn new(tree: &'t Tree, dictionaries: &'t Dictionaries, tail: Tail) -> Self {
        let (changes, entries, issued) = (Changes::new(), Vec::new(), Vec::new());
        Self { tree, dictionaries, changes, entries, issued, tail, bytes: 0 }
    }

    /// A draft of the next operation, which sees what those before it in the group are about to write.
    pub(super) fn draft(&self) -> Draft<'_> {
        Draft { group: self, changes: Changes::new(), entries: Vec::new(), issued: None, tail: self.tail }
    }

    /// Takes an operation's changes into the group.
    pub(super) fn take(&mut self, finished: Finished) {
        let added: usize = finished.changes.values().flatten().map(|row| row.len()).sum();
        self.bytes = self.bytes.saturating_add(added);
        self.changes.extend(finished.changes);
        self.entries.extend(finished.entries);
        self.issued.extend(finished.issued);
        self.tail = finished.tail;
    }

    /// How many bytes of rows there are.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// By what the credentials of the group are found.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// All that the group writes; `None` if that is nothing.
    pub(super) fn into_written(mut self) -> Result<Option<Written>, StoreError> {
        if self.changes.is_empty() {
            return Ok(None);
        }
        // What was issued one after the other has one row for all of its events.
        for run in self.issued.chunk_by(|(seq, _), (next, _)| seq + 1 == *next) {
            self.changes.insert(keys::event(run[0].0), Some(event::encode_issued(run)?.into()));
        }
        let mut batch = Batch::default();
        for (key, row) in self.changes {
            match row {
                Some(row) => batch.insert(key, row),
                None => batch.remove(key),
            }
        }
        Ok(Some(Written { batch, tail: self.tail, entries: self.entries }))
    }
}

impl Rows for Group<'_> {
    fn row(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        match self.changes.get(key) {
            Some(row) => Ok(row.clone()),
            None => self.tree.row(key),
        }
    }

    fn dictionaries(&self) -> Option<&Dictionaries> {
        Some(self.dictionaries)
    }
}

/// What one operation is about to write. Dropped, it leaves no trace in the group.
pub(super) struct Draft<'g> {
    group: &'g Group<'g>,
    changes: Changes,
    entries: Vec<Entry>,
    issued: Option<(u64, Place)>,
    tail: Tail,
}

/// The changes of an operation that went well.
pub(super) struct Finished {
    changes: Changes,
    entries: Vec<Entry>,
    issued: Option<(u64, Place)>,
    tail: Tail,
}

impl Draft<'_> {
    /// Writes a row.
    pub(super) fn put(&mut self, key: Vec<u8>, row: impl Into<IVec>) {
        self.changes.insert(key, Some(row.into()));
    }

    /// Writes a row that is all key.
    pub(super) fn put_key(&mut self, key: Vec<u8>) {
        self.put(key, IVec::default());
    }

    /// Deletes a row.
    pub(super) fn delete(&mut self, key: Vec<u8>) {
        self.changes.insert(key, None);
    }

    /// Has a credential found by a term.
    pub(super) fn find_by(&mut self, term: Term, place: Place) {
        self.entries.push((term, place));
    }

    /// The number of a new dictionary.
    pub(super) fn next_dictionary(&mut self) -> u32 {
        self.tail.dictionary += 1;
        self.tail.dictionary
    }

    /// The place of a new credential.
    pub(super) fn next_place(&mut self, issued_at: Timestamp) -> Place {
        self.tail.place = self.tail.place.next(issued_at);
        self.tail.place
    }

    /// The number of a new status list; `None` after four billion.
    pub(super) fn next_list(&mut self) -> Option<std::num::NonZeroU32> {
        self.tail.list = self.tail.list.checked_add(1)?;
        std::num::NonZeroU32::new(self.tail.list)
    }

    /// Writes an event, in the same commit as everything else here. Returns its place in the log.
    pub(super) fn event(&mut self, new: &NewEvent) -> Result<u64, StoreError> {
        let row = event::encode(new)?;
        self.tail.seq += 1;
        if new.act.alters() {
            self.tail.altered = self.tail.seq;
        }
        self.put(keys::event(self.tail.seq), row);
        Ok(self.tail.seq)
    }

    /// Writes the event of an issue: the record at the place says all of it. An operation issues one credential at most.
    pub(super) fn event_of_issue(&mut self, place: Place) {
        self.tail.seq += 1;
        self.issued = Some((self.tail.seq, place));
    }

    /// The end of the operation.
    pub(super) fn finish(self) -> Finished {
        Finished { changes: self.changes, entries: self.entries, issued: self.issued, tail: self.tail }
    }
}

impl Rows for Draft<'_> {
    fn row(&self, key: &[u8]) -> Result<Option<IVec>, StoreError> {
        match self.changes.get(key) {
            Some(row) => Ok(row.clone()),
            None => self.group.row(key),
        }
    }

    fn dictionaries(&self) -> Option<&Dictionaries> {
        Some(self.group.dictionaries)
    }
}
