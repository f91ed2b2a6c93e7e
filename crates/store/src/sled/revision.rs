//! Which versions a credential has. The first is where it always was; newer ones have rows of their own, which are written
//! once: whoever reads a version while another is written sees one of them, whole.

use badgewright_credential::Timestamp;
use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::keys::{self, Place, Table};
use super::rows::{self, Rows};
use crate::StoreError;

/// One newer version.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Newer {
    at: i64,
    /// Its event: a version counts once that is durable.
    seq: u64,
}

/// A version of a credential.
#[derive(Clone, Copy)]
pub(super) struct Revision {
    /// From 0.
    pub(super) number: u32,
    /// When it was signed, if it is not the first.
    pub(super) at: Option<Timestamp>,
}

impl Revision {
    /// The version that a credential is issued in.
    pub(super) const FIRST: Self = Self { number: 0, at: None };

    /// Where the version is kept.
    pub(super) fn key(self, place: Place) -> (Table, Vec<u8>) {
        match self.number {
            0 => (Table::Credentials, keys::credential(place)),
            newer => (Table::Versions, keys::version(place, newer)),
        }
    }
}

fn newer(rows: &impl Rows, place: Place) -> Result<Vec<Newer>, StoreError> {
    Ok(rows::read(rows, Table::Revisions, &keys::revisions(place))?.unwrap_or_default())
}

/// The version of the credential at a place that counts.
pub(super) fn current(rows: &impl Rows, place: Place) -> Result<Revision, StoreError> {
    let newer = newer(rows, place)?;
    let counting = newer.iter().take_while(|version| version.seq <= rows.last_event());
    let Some((index, last)) = counting.enumerate().last() else { return Ok(Revision::FIRST) };
    let number = u32::try_from(index + 1).map_err(|_| too_many())?;
    let at = rows::moment(Table::Revisions, &keys::revisions(place), last.at)?;
    Ok(Revision { number, at: Some(at) })
}

/// Adds a version, which was written with the event `seq`.
pub(super) fn add(draft: &mut Draft<'_>, place: Place, at: Timestamp, seq: u64) -> Result<(), StoreError> {
    let mut newer = newer(draft, place)?;
    newer.push(Newer { at: at.unix(), seq });
    draft.put(keys::revisions(place), rows::encode("the versions of a credential", &newer)?);
    Ok(())
}

/// The most newer versions of a credential: their row has to stay a short one.
const MOST: usize = 256;

/// The number of the next version; `None` if there are as many as there may be.
pub(super) fn next(rows: &impl Rows, place: Place) -> Result<Option<u32>, StoreError> {
    let count = newer(rows, place)?.len();
    Ok((count < MOST).then(|| u32::try_from(count + 1).ok()).flatten())
}

fn too_many() -> StoreError {
    StoreError::Unfit { part: "a credential", expected: "at most 256 newer versions" }
}
