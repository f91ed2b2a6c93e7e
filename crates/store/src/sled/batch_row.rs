//! Batches, as they are kept.

use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::keys::{self, Table};
use super::long;
use super::rows::{self, Rows};
use crate::{Batch, BatchId, BatchStatus, ClientId, NewBatch, StoreError};

/// The most bytes of the header of a table.
const LONGEST_HEADER: usize = 200_000;

/// A batch. Its id is in the key.
#[derive(Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) client: ClientId,
    pub(super) dry_run: bool,
    has_columns: bool,
    at: i64,
    pub(super) status: BatchStatus,
    pub(super) total: u32,
    pub(super) succeeded: u32,
    pub(super) failed: u32,
    pub(super) portions: u32,
    pub(super) finished: u32,
    /// Written once, read with each portion.
    columns: Vec<String>,
}

/// Which batch came under a key.
#[derive(Serialize, Deserialize)]
pub(super) struct Claimed {
    pub(super) batch: [u8; 16],
    pub(super) body: [u8; 32],
}

impl Row {
    pub(super) fn of(new: &NewBatch) -> Self {
        Self {
            client: new.client.clone(),
            dry_run: new.dry_run,
            has_columns: new.columns.is_some(),
            at: new.at.unix(),
            status: BatchStatus::Running,
            total: new.total,
            succeeded: 0,
            failed: 0,
            portions: new.portions,
            finished: 0,
            columns: new.columns.clone().unwrap_or_default(),
        }
    }
}

/// Refuses what would not come back.
pub(super) fn check(new: &NewBatch) -> Result<(), StoreError> {
    let length: usize = new.columns.iter().flatten().map(String::len).sum();
    if length > LONGEST_HEADER {
        return Err(StoreError::Unfit { part: "the header of a batch", expected: "at most 200,000 bytes" });
    }
    if new.portions == 0 {
        return Err(StoreError::Unfit { part: "a batch", expected: "at least one row" });
    }
    Ok(())
}

pub(super) fn put(draft: &mut Draft<'_>, id: &BatchId, row: &Row) -> Result<(), StoreError> {
    long::put(draft, "a batch", keys::batch(id), &rows::encode("a batch", row)?)
}

pub(super) fn get(rows: &impl Rows, id: &BatchId) -> Result<Option<Row>, StoreError> {
    let key = keys::batch(id);
    let row = long::get(rows, Table::Batches, &key)?;
    row.map(|row| rows::decode(Table::Batches, &key, &row)).transpose()
}

/// A batch.
pub(super) fn batch(rows: &impl Rows, id: &BatchId) -> Result<Option<Batch>, StoreError> {
    get(rows, id)?.map(|row| record(*id, row)).transpose()
}

/// A batch that another row names.
pub(super) fn named_batch(rows: &impl Rows, id: &BatchId) -> Result<Batch, StoreError> {
    batch(rows, id)?.ok_or_else(|| rows::missing(Table::Batches, &keys::batch(id)))
}

pub(super) fn record(id: BatchId, row: Row) -> Result<Batch, StoreError> {
    Ok(Batch {
        at: rows::moment(Table::Batches, &keys::batch(&id), row.at)?,
        id,
        client: row.client,
        dry_run: row.dry_run,
        columns: row.has_columns.then_some(row.columns),
        status: row.status,
        total: row.total,
        succeeded: row.succeeded,
        failed: row.failed,
        portions: row.portions,
        finished: row.finished,
    })
}
