//! Keeping all rows of a batch before it is acknowledged.

use std::io::Read;

use badgewright_signing::sealing::Unopened;
use badgewright_store::{BatchId, BatchStarted, BodyDigest, ClientId, IdempotencyKey, NewBatch, StoreError};
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use sha2::{Digest as _, Sha256};

use super::sealed::{Kind, seal};
use super::{Columns, Content, HEAVY_PORTION, PORTION, Row, RowReader, UnreadableBatch};
use crate::{Issuing, LookupKey};

/// How many portions wait for the disk at once.
const KEPT_AT_ONCE: usize = 16;

/// Who sends a batch, and what for.
#[derive(Clone, Debug)]
pub struct BatchRequest {
    /// Who.
    pub client: ClientId,
    /// By what it is known when it is sent again.
    pub idempotency_key: Option<IdempotencyKey>,
    /// Whether rows are only checked.
    pub dry_run: bool,
}

/// Why a batch was not taken. Nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum NotReceived {
    /// The body is none.
    #[error(transparent)]
    Unreadable(#[from] UnreadableBatch),
    /// Its rows could not be sealed.
    #[error(transparent)]
    Unsealed(#[from] Unopened),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Issuing {
    /// Keeps the rows of a batch, portion by portion as they come, and starts it once all are on disk. It blocks while it
    /// waits for the body: call it on a thread that may.
    ///
    /// # Errors
    /// Why the batch was not taken.
    pub async fn receive_batch<R: Read>(
        &self,
        asked: BatchRequest,
        rows: RowReader<R>,
    ) -> Result<BatchStarted, NotReceived> {
        let id = BatchId::random(self.entropy.as_ref());
        let received = self.keep_and_start(id, asked, rows).await;
        if !matches!(received, Ok(BatchStarted::New(_))) {
            self.store.discard_batch_rows(id).await?;
        }
        received
    }

    async fn keep_and_start<R: Read>(
        &self,
        id: BatchId,
        asked: BatchRequest,
        mut rows: RowReader<R>,
    ) -> Result<BatchStarted, NotReceived> {
        let mut digest = Sha256::new_with_prefix([u8::from(asked.dry_run)]);
        let (mut portion, mut weight) = (Vec::new(), 0);
        // Several portions wait for the disk at once, so that the store writes them as one group.
        let mut kept = FuturesUnordered::new();
        let (mut total, mut portions) = (0, 0);
        while let Some(row) = rows.next_row()? {
            if asked.idempotency_key.is_some() {
                digest.update(self.lookup_key.of_row(&row, rows.columns()).0);
            }
            if portion.len() == PORTION || (weight + row.weight() > HEAVY_PORTION && weight > 0) {
                kept.push(self.keep(id, portions, portion));
                portions += 1;
                (portion, weight) = (Vec::new(), 0);
                if kept.len() == KEPT_AT_ONCE {
                    kept.next().await.transpose()?;
                }
            }
            total += 1;
            weight += row.weight();
            portion.push(row);
        }
        kept.push(self.keep(id, portions, portion));
        while kept.next().await.transpose()?.is_some() {}
        let body = self.lookup_key.of_batch(&digest.finalize().into());
        let batch = NewBatch {
            id,
            client: asked.client,
            claim: asked.idempotency_key.map(|key| (key, body)),
            dry_run: asked.dry_run,
            columns: rows.columns().map(|columns| columns.names().to_vec()),
            at: self.clock.now(),
            total,
            portions: portions + 1,
        };
        Ok(self.store.start_batch(batch).await?)
    }

    async fn keep(&self, id: BatchId, portion: u32, rows: Vec<Row>) -> Result<(), NotReceived> {
        let sealed = seal(&self.lookup_key, self.entropy.as_ref(), Kind::Rows, (&id, portion), &rows)?;
        Ok(self.store.keep_batch_rows(id, portion, sealed).await?)
    }

    /// Discards what was kept of batches that were never acknowledged, because the service was stopped meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn discard_unstarted_batches(&self) -> Result<(), StoreError> {
        for id in self.store.unstarted_batches().await? {
            self.store.discard_batch_rows(id).await?;
        }
        Ok(())
    }
}

impl LookupKey {
    /// By what a row is known to be the same: as JSON, if it is any, else as it stands.
    fn of_row(&self, row: &Row, columns: Option<&Columns>) -> BodyDigest {
        let request = row.request(columns).ok();
        let digest = request.and_then(|(request, _)| self.of_request(&request).ok());
        digest.unwrap_or_else(|| match &row.content {
            Content::Json(text) | Content::Unreadable(text) => self.of_unreadable_row(text),
            Content::Cells(cells) => self.of_unreadable_row(&cells.join("\0")),
        })
    }
}
