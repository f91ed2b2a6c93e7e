//! The rows of a body, one after the other, whatever its format.

use std::io::{self, Read};

use badgewright_registry::Registry;

use super::bounded::{Bounded, RowBytes, TooLarge};
use super::csv_rows::CsvRows;
use super::ndjson::NdjsonRows;
use super::{Columns, MOST_BATCH_BYTES, MOST_ROW_BYTES, MOST_ROWS, Row};
use crate::Fault;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchFormat {
    /// A completion as JSON a line.
    Ndjson,
    /// A table with a header (RFC 4180).
    Csv,
}

/// Why a body is no batch at all: nothing of it is carried out.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableBatch {
    /// The header of the table is wrong in these places: all of them.
    #[error("the header is wrong in {} place(s)", .0.len())]
    Header(Vec<Fault>),
    /// There is no row.
    #[error("there is no row in it")]
    Empty,
    /// There are more rows than a batch may have.
    #[error("a batch has at most {MOST_ROWS} rows: send the others as another batch")]
    TooManyRows,
    /// A row is larger than a completion may be.
    #[error(
        "row {row} has more than {MOST_ROW_BYTES} bytes: is a quotation mark in it that is never closed?"
    )]
    RowTooLarge {
        /// Its number.
        row: u32,
    },
    /// The body is larger than a batch may be.
    #[error("a batch has at most {MOST_BATCH_BYTES} bytes: send it in parts")]
    TooLarge,
    /// The body broke off.
    #[error("the body broke off")]
    BrokeOff(#[source] io::Error),
}

impl UnreadableBatch {
    /// What an error while row number `row` was read means.
    pub(super) fn of(error: io::Error, row: u32) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<TooLarge>()) {
            Some(TooLarge::Row) => Self::RowTooLarge { row },
            Some(TooLarge::Whole) => Self::TooLarge,
            None => Self::BrokeOff(error),
        }
    }
}

/// Reads rows.
pub struct RowReader<R: Read> {
    rows: Rows<R>,
    number: u32,
}

enum Rows<R: Read> {
    Ndjson(NdjsonRows<R>),
    Csv(CsvRows<R>),
}

impl<R: Read> RowReader<R> {
    /// Begins to read; of a table, the header.
    ///
    /// # Errors
    /// When the header is wrong, or the body broke off in it.
    pub fn new(format: BatchFormat, source: R, registry: &Registry) -> Result<Self, UnreadableBatch> {
        let row = RowBytes::default();
        let source = Bounded::new(source, row.clone());
        let rows = match format {
            BatchFormat::Ndjson => Rows::Ndjson(NdjsonRows::new(source, row)),
            BatchFormat::Csv => Rows::Csv(CsvRows::new(source, row, registry)?),
        };
        Ok(Self { rows, number: 0 })
    }

    /// The columns, of a table.
    #[must_use]
    pub fn columns(&self) -> Option<&Columns> {
        match &self.rows {
            Rows::Ndjson(_) => None,
            Rows::Csv(rows) => Some(rows.columns()),
        }
    }

    /// The next row.
    ///
    /// # Errors
    /// When the whole is no batch.
    pub fn next_row(&mut self) -> Result<Option<Row>, UnreadableBatch> {
        let number = self.number + 1;
        let read = match &mut self.rows {
            Rows::Ndjson(rows) => rows.next_line(),
            Rows::Csv(rows) => rows.next_record(),
        };
        let Some((line, content)) = read.map_err(|error| UnreadableBatch::of(error, number))? else {
            return if self.number == 0 { Err(UnreadableBatch::Empty) } else { Ok(None) };
        };
        if number > MOST_ROWS {
            return Err(UnreadableBatch::TooManyRows);
        }
        self.number = number;
        Ok(Some(Row { number, line, content }))
    }
}
