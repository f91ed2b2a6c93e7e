//! Batches: completions as lines of JSON or rows of a table, each carried out as if it had come alone.
//!
//! Its way: [`RowReader`] cuts the body into rows, [`Issuing::receive_batch`](crate::Issuing::receive_batch) has all of
//! them kept before the batch is acknowledged, and [`Issuing::run_portion`](crate::Issuing::run_portion) carries out a
//! hundred at a time.

mod bounded;
mod cells;
mod columns;
mod csv_rows;
mod dry_run;
mod ndjson;
mod reader;
mod receive;
mod result;
mod row;
mod run;
mod sealed;

pub use columns::Columns;
pub use dry_run::DryRun;
pub use reader::{BatchFormat, RowReader, UnreadableBatch};
pub use receive::{BatchRequest, NotReceived};
pub use result::Refused;
pub use row::{Content, Row};
pub use run::{BatchRun, CannotRun, RanPortion};

/// The most rows of a batch (contract "Issuing").
pub const MOST_ROWS: u32 = 100_000;

/// The most bytes of a row: those of a single completion's body.
pub const MOST_ROW_BYTES: usize = 2_000_000;

/// The most bytes of a batch.
pub const MOST_BATCH_BYTES: u64 = 256_000_000;

/// The most rows of a portion: the store's writer takes no more into a group.
const PORTION: usize = 100;

/// A portion with so many bytes takes no further row, so that little is in memory at once.
const HEAVY_PORTION: usize = 256 * 1024;
