//! A body that ends with an error where it, or one row of it, is larger than is taken.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use super::{MOST_BATCH_BYTES, MOST_ROW_BYTES};

/// What is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum TooLarge {
    /// One row.
    #[error("a row is too large")]
    Row,
    /// All of them.
    #[error("the body is too large")]
    Whole,
}

/// What was read since the row began, shared with whoever knows where rows begin.
#[derive(Clone, Default)]
pub(super) struct RowBytes(Rc<Cell<usize>>);

impl RowBytes {
    /// A row begins.
    pub(super) fn begin(&self) {
        self.0.set(0);
    }
}

/// The body with its bounds.
pub(super) struct Bounded<R> {
    source: R,
    row: RowBytes,
    left: u64,
}

impl<R: Read> Bounded<R> {
    pub(super) fn new(source: R, row: RowBytes) -> Self {
        Self { source, row, left: MOST_BATCH_BYTES }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.row.0.get() > MOST_ROW_BYTES {
            return Err(io::Error::other(TooLarge::Row));
        }
        let count = self.source.read(buffer)?;
        self.row.0.set(self.row.0.get() + count);
        let left = self.left.checked_sub(count as u64);
        self.left = left.ok_or_else(|| io::Error::other(TooLarge::Whole))?;
        Ok(count)
    }
}
