//! The operations on batches.

use ::sled::Tree;
use async_trait::async_trait;
use badgewright_credential::Timestamp;
use serde_json::json;

use super::batch_row::{self as row, Claimed, Row};
use super::draft::Draft;
use super::keys::{self, Table};
use super::{Sled, failure, long, rows};
use crate::{
    Act, Actor, Batch, BatchId, BatchStarted, BatchStatus, BatchStore, FinishedPortion, NewBatch, NewEvent,
    SealedRows, StoreError,
};

/// The most bytes of a portion: as much as the writer takes into a group.
const LARGEST_PORTION: usize = 4 << 20;

/// How many rows of the tree are deleted in one commit.
const DELETED_AT_ONCE: usize = 1_000;

#[async_trait]
impl BatchStore for Sled {
    async fn keep_batch_rows(&self, id: BatchId, portion: u32, rows: SealedRows) -> Result<(), StoreError> {
        check(&rows)?;
        self.commit(move |draft| {
            draft.put_key(keys::unstarted_batch(&id));
            long::put(draft, "rows of a batch", keys::batch_rows(&id, portion), &rows.0)
        })
        .await
    }

    async fn start_batch(&self, batch: NewBatch) -> Result<BatchStarted, StoreError> {
        row::check(&batch)?;
        self.commit(move |draft| stage_start(draft, &batch)).await
    }

    async fn discard_batch_rows(&self, id: BatchId) -> Result<(), StoreError> {
        let db = self.db()?;
        if db.contains_key(keys::batch(&id)).map_err(unreadable)? {
            return Ok(());
        }
        loop {
            let doomed = some_rows(&db, &id)?;
            let is_last = doomed.len() < DELETED_AT_ONCE;
            self.commit(move |draft| {
                doomed.into_iter().for_each(|key| draft.delete(key));
                if is_last {
                    draft.delete(keys::unstarted_batch(&id));
                }
                Ok(())
            })
            .await?;
            if is_last {
                return Ok(());
            }
        }
    }

    async fn unstarted_batches(&self) -> Result<Vec<BatchId>, StoreError> {
        ids(&*self.db()?, Table::UnstartedBatches)
    }

    async fn batch(&self, id: &BatchId) -> Result<Option<Batch>, StoreError> {
        // Asked of the writer, which answers once all that it has seen is on disk: nobody is told of progress that a power
        // cut could take back.
        let id = *id;
        self.commit(move |draft| row::batch(draft, &id)).await
    }

    async fn running_batches(&self) -> Result<Vec<Batch>, StoreError> {
        let db = self.db()?;
        ids(&db, Table::RunningBatches)?.iter().map(|id| row::named_batch(&*db, id)).collect()
    }

    async fn batch_rows(&self, id: &BatchId, portion: u32) -> Result<Option<SealedRows>, StoreError> {
        let found = long::get(&*self.db()?, Table::BatchRows, &keys::batch_rows(id, portion))?;
        Ok(found.map(SealedRows))
    }

    async fn finish_portion(&self, finished: FinishedPortion) -> Result<Option<Batch>, StoreError> {
        check(&finished.results)?;
        self.commit(move |draft| stage_finish(draft, &finished)).await
    }

    async fn batch_results(&self, id: &BatchId, portion: u32) -> Result<Option<SealedRows>, StoreError> {
        let found = long::get(&*self.db()?, Table::BatchResults, &keys::batch_results(id, portion))?;
        Ok(found.map(SealedRows))
    }

    async fn fail_batch(&self, id: BatchId, at: Timestamp) -> Result<Option<Batch>, StoreError> {
        self.commit(move |draft| {
            let Some(mut row) = row::get(draft, &id)? else { return Ok(None) };
            if row.status == BatchStatus::Running {
                row.status = BatchStatus::Failed;
                end(draft, &id, &row, at)?;
            }
            row::record(id, row).map(Some)
        })
        .await
    }
}

fn check(SealedRows(bytes): &SealedRows) -> Result<(), StoreError> {
    if bytes.len() > LARGEST_PORTION {
        return Err(StoreError::Unfit { part: "a portion of a batch", expected: "at most 4 MiB" });
    }
    Ok(())
}

fn stage_start(draft: &mut Draft<'_>, new: &NewBatch) -> Result<BatchStarted, StoreError> {
    if let Some((key, body)) = &new.claim {
        let claim = keys::batch_claim(&new.client, key);
        if let Some(claimed) = rows::read::<Claimed>(draft, Table::BatchClaims, &claim)? {
            let earlier = row::named_batch(draft, &BatchId::from_bytes(claimed.batch))?;
            let is_same = claimed.body == body.0;
            return Ok(if is_same { BatchStarted::Same(earlier) } else { BatchStarted::Conflict(earlier) });
        }
        let claimed = Claimed { batch: *new.id.as_bytes(), body: body.0 };
        draft.put(claim, rows::encode("the key of a batch", &claimed)?);
    }
    let row = Row::of(new);
    row::put(draft, &new.id, &row)?;
    draft.delete(keys::unstarted_batch(&new.id));
    draft.put_key(keys::running_batch(&new.id));
    draft.event(&event(Act::BatchStarted, &new.id, &row, new.at))?;
    row::record(new.id, row).map(BatchStarted::New)
}

fn stage_finish(draft: &mut Draft<'_>, finished: &FinishedPortion) -> Result<Option<Batch>, StoreError> {
    let id = &finished.batch;
    let Some(mut row) = row::get(draft, id)? else { return Ok(None) };
    if row.status == BatchStatus::Running && row.finished == finished.portion {
        long::delete(draft, keys::batch_rows(id, finished.portion))?;
        let results = keys::batch_results(id, finished.portion);
        long::put(draft, "results of a batch", results, &finished.results.0)?;
        row.finished += 1;
        row.succeeded += finished.succeeded;
        row.failed += finished.failed;
        if row.finished == row.portions {
            row.status = BatchStatus::Done;
            end(draft, id, &row, finished.at)?;
        } else {
            row::put(draft, id, &row)?;
        }
    }
    row::record(*id, row).map(Some)
}

/// The batch runs no more.
fn end(draft: &mut Draft<'_>, id: &BatchId, row: &Row, at: Timestamp) -> Result<(), StoreError> {
    row::put(draft, id, row)?;
    draft.delete(keys::running_batch(id));
    draft.event(&event(Act::BatchEnded, id, row, at)).map(drop)
}

fn event(act: Act, id: &BatchId, row: &Row, at: Timestamp) -> NewEvent {
    let mut detail = json!({"batch": id.to_string(), "rows": row.total, "dryRun": row.dry_run});
    if act == Act::BatchEnded {
        detail["status"] = json!(row.status);
        detail["succeeded"] = json!(row.succeeded);
        detail["failed"] = json!(row.failed);
    }
    NewEvent { at, actor: Actor::from(&row.client), act, credential: None, detail }
}

/// The keys of the first rows that are kept of a batch, with those of their pieces.
fn some_rows(db: &Tree, id: &BatchId) -> Result<Vec<Vec<u8>>, StoreError> {
    let prefix = keys::batch_rows_of(id);
    let (whole, pieces) = (db.scan_prefix(&prefix), db.scan_prefix(long::continued_all(&prefix)));
    let keys = whole.keys().chain(pieces.keys()).take(DELETED_AT_ONCE);
    keys.map(|key| key.map(|key| key.to_vec()).map_err(unreadable)).collect()
}

/// The batches that a table names.
fn ids(db: &Tree, table: Table) -> Result<Vec<BatchId>, StoreError> {
    let id = |key: Result<::sled::IVec, ::sled::Error>| {
        let key = key.map_err(unreadable)?;
        let bytes = key.last_chunk::<16>().copied();
        bytes.map(BatchId::from_bytes).ok_or_else(|| {
            rows::contradiction(table, &key, "a key that ends with 16 bytes", format!("{} bytes", key.len()))
        })
    };
    db.scan_prefix(table.all()).keys().map(id).collect()
}

fn unreadable(error: ::sled::Error) -> StoreError {
    failure::of_sled(error, "reading a batch")
}
