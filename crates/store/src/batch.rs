//! Batches: many completions that were taken in one request and are carried out afterwards, portion by portion.

use std::fmt;
use std::str::FromStr;

use async_trait::async_trait;
use badgewright_credential::{CredentialId, Entropy, InvalidCredentialId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{BodyDigest, ClientId, IdempotencyKey, StoreError};

/// A random UUID (version 4) that names one batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BatchId(CredentialId);

impl BatchId {
    /// Draws a new id.
    pub fn random(entropy: &dyn Entropy) -> Self {
        Self(CredentialId::random(entropy))
    }

    /// The id as its 16 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// The id from its 16 bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(CredentialId::from_bytes(bytes))
    }
}

impl FromStr for BatchId {
    type Err = InvalidCredentialId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for BatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How far a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BatchStatus {
    /// Rows are carried out.
    Running,
    /// Every row was carried out, or has failed alone.
    Done,
    /// The batch cannot go on.
    Failed,
}

/// A batch that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its name.
    pub id: BatchId,
    /// Who sent it.
    pub client: ClientId,
    /// Whether rows are only checked.
    pub dry_run: bool,
    /// The header of its rows, where they are of a table.
    pub columns: Option<Vec<String>>,
    /// When it was taken.
    pub at: Timestamp,
    /// How far it is.
    pub status: BatchStatus,
    /// How many rows it has.
    pub total: u32,
    /// How many rows went well.
    pub succeeded: u32,
    /// How many rows failed.
    pub failed: u32,
    /// How many portions its rows are in.
    pub portions: u32,
    /// How many of them, from the first, are finished.
    pub finished: u32,
}

/// Some rows of a batch, or what became of them: bytes whose meaning is not the store's. They name people, so whoever
/// writes them has sealed them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRows(pub Vec<u8>);

/// A batch whose rows are all kept.
#[derive(Clone, Debug)]
pub struct NewBatch {
    /// Its name, under which its rows were kept.
    pub id: BatchId,
    /// Who sent it.
    pub client: ClientId,
    /// By what it is known again, and what was sent.
    pub claim: Option<(IdempotencyKey, BodyDigest)>,
    /// Whether rows are only checked.
    pub dry_run: bool,
    /// The header of its rows, where they are of a table.
    pub columns: Option<Vec<String>>,
    /// When it was taken.
    pub at: Timestamp,
    /// How many rows it has.
    pub total: u32,
    /// How many portions of rows were kept under its name.
    pub portions: u32,
}

/// What became of a batch that was to be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BatchStarted {
    /// It is on disk and will be carried out.
    New(Batch),
    /// The same was sent before under this key.
    Same(Batch),
    /// Another was sent before under this key.
    Conflict(Batch),
}

/// A portion of a batch that was carried out.
#[derive(Clone, Debug)]
pub struct FinishedPortion {
    /// Of which batch.
    pub batch: BatchId,
    /// Which one: they are finished in their order, from 0.
    pub portion: u32,
    /// How many rows went well.
    pub succeeded: u32,
    /// How many rows failed.
    pub failed: u32,
    /// What became of each.
    pub results: SealedRows,
    /// When.
    pub at: Timestamp,
}

/// What is kept of batches, as operations: a part of every [`Store`](crate::Store), which says what they promise.
#[async_trait]
pub trait BatchStore: Send + Sync {
    /// Keeps a portion of rows (at most 4 MiB) under the name of a batch that is about to be started. Until then nobody
    /// sees them, and they have no event.
    ///
    /// # Errors
    /// [`StoreError::Unfit`], or when the store cannot write.
    async fn keep_batch_rows(&self, id: BatchId, portion: u32, rows: SealedRows) -> Result<(), StoreError>;

    /// Starts a batch whose rows are all kept, unless the same key came before. Then the rows stay, and are to be
    /// discarded.
    ///
    /// # Errors
    /// [`StoreError::Unfit`], or when the store cannot write.
    async fn start_batch(&self, batch: NewBatch) -> Result<BatchStarted, StoreError>;

    /// Deletes the rows that were kept under a name which was not started. Of a batch that was, none.
    ///
    /// # Errors
    /// When the store cannot write.
    async fn discard_batch_rows(&self, id: BatchId) -> Result<(), StoreError>;

    /// The names under which rows are kept that were not started: a restart came between.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn unstarted_batches(&self) -> Result<Vec<BatchId>, StoreError>;

    /// One batch. What it says is durable.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn batch(&self, id: &BatchId) -> Result<Option<Batch>, StoreError>;

    /// The batches that are running, in the order of their ids.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn running_batches(&self) -> Result<Vec<Batch>, StoreError>;

    /// The rows of a portion that is not finished.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn batch_rows(&self, id: &BatchId, portion: u32) -> Result<Option<SealedRows>, StoreError>;

    /// Notes what became of the next portion, and deletes its rows. With the last one the batch is done. A portion that
    /// was finished before, or of a batch that does not run, changes nothing. The batch as it is afterwards.
    ///
    /// # Errors
    /// [`StoreError::Unfit`], or when the store cannot write.
    async fn finish_portion(&self, finished: FinishedPortion) -> Result<Option<Batch>, StoreError>;

    /// What became of a portion that is finished.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn batch_results(&self, id: &BatchId, portion: u32) -> Result<Option<SealedRows>, StoreError>;

    /// Notes that a batch cannot go on. What was carried out of it stays.
    ///
    /// # Errors
    /// When the store cannot write.
    async fn fail_batch(&self, id: BatchId, at: Timestamp) -> Result<Option<Batch>, StoreError>;
}
