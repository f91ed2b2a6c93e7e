//! By which badge class and by which recipient credentials are found. A row for each would be written to a random place of
//! the tree, which is what costs most in sled: 450 bytes on the disk and a third of the time of an issue. So the newest
//! entries are held in memory, where they are found again from the records when the store is opened, and are written in
//! runs: sorted, in blocks, once for some thousands of badges.
//!
//! What was superseded, and what older versions of this program wrote, has rows of its own (`Badges`, `Recipients`). An
//! entry may say more than is true now, as a newer version may be of another class: whoever looks it up holds it against
//! the record.

use std::sync::{Mutex, MutexGuard, PoisonError};

use ::sled::Tree;
use badgewright_credential::BadgeSlug;
use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::keys::{self, Place, Table};
use super::rows::{self, Rows};
use super::{failure, record, revision};
use crate::{RecipientDigest, StoreError};

/// How many entries are written together; in tests few, so that there are several runs. Reopening reads as many heads; a look-up reads one block of each run.
pub(super) const RUN: usize = if cfg!(test) { 64 } else { 16_384 };

/// A block with so many bytes takes no further term.
const BLOCK: usize = 4_000;

/// The most places of a term in one block.
const PLACES: usize = 500;

/// By what credentials are found. Terms that are alike are no harm, and short ones are a third of the index: of a
/// recipient it has the first 6 bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term(Vec<u8>);

impl Term {
    pub(super) fn badge(badge: &BadgeSlug) -> Self {
        Self([b"b", badge.as_str().as_bytes()].concat())
    }

    pub(super) fn recipient(recipient: &RecipientDigest) -> Self {
        Self([b"r", &recipient.0[..6]].concat())
    }
}

/// Where a credential is found.
pub(super) type Entry = (Term, Place);

/// The entries that are in no run yet, and the last place of the last run.
#[derive(Default)]
struct Newest {
    entries: Vec<Entry>,
    after: u64,
}

/// The index, as far as it is in memory.
#[derive(Default)]
pub(super) struct Index(Mutex<Newest>);

/// A term in a block, with its places as the compact form writes them.
#[derive(Serialize, Deserialize)]
struct Written<'b> {
    term: &'b [u8],
    places: &'b [u8],
}

impl Index {
    /// The index of the records as far as `last`.
    pub(super) fn from_records(tree: &Tree, last: Place) -> Result<Self, StoreError> {
        let after = last_run(tree)?;
        let mut entries = Vec::new();
        let range = keys::credential(Place(after.saturating_add(1)))..=keys::credential(last);
        if after < last.0 {
            for key in tree.range(range).keys() {
                let key = key.map_err(|error| failure::of_sled(error, "reading the newest records"))?;
                let place = Place::last_of(&key).filter(|_| key.len() == 9);
                let refuse = || rows::contradiction(Table::Credentials, &key, "a place", "none".to_owned());
                let place = place.ok_or_else(refuse)?;
                let head = record::head_of(tree, place, revision::Revision::FIRST)?;
                let head = head.ok_or_else(|| rows::missing(Table::Credentials, &key))?;
                entries.push((Term::badge(&head.badge), place));
                entries.extend(head.recipients.iter().map(|recipient| (Term::recipient(recipient), place)));
            }
        }
        Ok(Self(Mutex::new(Newest { entries, after })))
    }

    /// The run that is to be written now, with entries that are about to be.
    pub(super) fn run(&self, written: &[Entry]) -> Option<Vec<Entry>> {
        let newest = self.newest();
        let is_due = !written.is_empty() && newest.entries.len() + written.len() >= RUN;
        is_due.then(|| newest.entries.iter().chain(written).cloned().collect())
    }

    /// Takes what was written: entries, in a run or not.
    pub(super) fn take(&self, written: Vec<Entry>, run: Option<Place>) {
        let mut newest = self.newest();
        match run {
            Some(last) => *newest = Newest { entries: Vec::new(), after: last.0 },
            None => newest.entries.extend(written),
        }
    }

    /// The places under a term from `from` to `to`, in order.
    pub(super) fn places<'t>(
        &self,
        tree: &'t Tree,
        term: Term,
        from: Place,
        to: Place,
    ) -> impl Iterator<Item = Result<Place, StoreError>> + use<'t> {
        let newest = self.newest();
        let of_term = newest.entries.iter().filter(|(found, _)| *found == term);
        let newest_places: Vec<_> = of_term.map(|(_, place)| Ok(*place)).collect();
        // A run that is written from here on has the places that were just read.
        let runs = tree.range(keys::run(from)..=keys::run(Place(newest.after.max(from.0))));
        drop(newest);
        let in_runs = runs.flat_map(move |run| {
            let read = |run: ::sled::Result<(::sled::IVec, ::sled::IVec)>| {
                let (key, row) = run.map_err(|error| failure::of_sled(error, "reading the index"))?;
                places_in_run(tree, &key, &row, &term)
            };
            match read(run) {
                Ok(places) => places.into_iter().map(Ok).collect(),
                Err(error) => vec![Err(error)],
            }
        });
        in_runs
            .chain(newest_places)
            .filter(move |place| place.as_ref().map_or(true, |place| (from..=to).contains(place)))
    }

    fn newest(&self) -> MutexGuard<'_, Newest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The last place of the last run.
fn last_run(tree: &Tree) -> Result<u64, StoreError> {
    let last = tree.scan_prefix(Table::Runs.all()).keys().next_back().transpose();
    let last = last.map_err(|error| failure::of_sled(error, "reading the index"))?;
    Ok(last.and_then(|key| Place::last_of(&key)).map_or(0, |place| place.0))
}

/// The row that says that everything up to `last` has rows of its own, or is in runs.
pub(super) fn begin_after(last: Place) -> Result<(Vec<u8>, Vec<u8>), StoreError> {
    Ok((keys::run(last), rows::encode("a run of the index", &Vec::<&[u8]>::new())?))
}

/// Writes a run: the blocks, and the row that tells where each begins. Returns the run's last place.
pub(super) fn put(draft: &mut Draft<'_>, mut run: Vec<Entry>) -> Result<Place, StoreError> {
    let last = run.iter().map(|(_, place)| *place).max().unwrap_or(Place(0));
    run.sort_unstable();
    let parts: Vec<_> = run
        .chunk_by(|(one, _), (other, _)| one == other)
        .flat_map(|of_term| of_term.chunks(PLACES))
        .map(|part| {
            let places: Vec<u64> = differences(part.iter().map(|(_, place)| place.0)).collect();
            rows::encode("places of the index", &places).map(|places| (part[0].0.0.as_slice(), places))
        })
        .collect::<Result<_, _>>()?;
    let mut firsts: Vec<&[u8]> = Vec::new();
    let (mut block, mut bytes) = (Vec::new(), 0);
    let mut rest = parts.iter().peekable();
    while let Some((term, places)) = rest.next() {
        bytes += term.len() + places.len();
        block.push(Written { term, places });
        if bytes >= BLOCK || rest.peek().is_none() {
            let number = u16::try_from(firsts.len()).map_err(|_| StoreError::Unfit {
                part: "a run of the index",
                expected: "at most 65,536 blocks",
            })?;
            firsts.push(block[0].term);
            draft.put(keys::block(last, number), rows::encode("a block of the index", &block)?);
            (block, bytes) = (Vec::new(), 0);
        }
    }
    draft.put(keys::run(last), rows::encode("a run of the index", &firsts)?);
    Ok(last)
}

/// The places of a term in a run.
fn places_in_run(tree: &Tree, key: &[u8], row: &[u8], term: &Term) -> Result<Vec<Place>, StoreError> {
    let firsts: Vec<&[u8]> = rows::decode(Table::Runs, key, row)?;
    let last = Place::last_of(key)
        .ok_or_else(|| rows::contradiction(Table::Runs, key, "a place", "none".to_owned()))?;
    let term = term.0.as_slice();
    // The term may begin within the block before the first that begins with it.
    let first = firsts.partition_point(|first| *first < term).saturating_sub(1);
    let mut places = Vec::new();
    for (number, _) in (0_u16..).zip(&firsts).skip(first).take_while(|(_, first)| **first <= term) {
        let key = keys::block(last, number);
        let block = tree.row(&key)?.ok_or_else(|| rows::missing(Table::Blocks, &key))?;
        let written: Vec<Written<'_>> = rows::decode(Table::Blocks, &key, &block)?;
        for found in written.iter().filter(|found| found.term == term) {
            let differences: Vec<u64> = rows::decode(Table::Blocks, &key, found.places)?;
            places.extend(sums(differences).map(Place));
        }
    }
    Ok(places)
}

/// The first number, and how much each is greater than the one before.
pub(super) fn differences(numbers: impl Iterator<Item = u64>) -> impl Iterator<Item = u64> {
    numbers.scan(0, |before, number| {
        let difference = number.wrapping_sub(*before);
        *before = number;
        Some(difference)
    })
}

/// The numbers of which these are the [`differences`].
pub(super) fn sums(differences: Vec<u64>) -> impl Iterator<Item = u64> {
    differences.into_iter().scan(0_u64, |before, difference| {
        *before = before.wrapping_add(difference);
        Some(*before)
    })
}
