//! What went wrong below, in the words of [`StoreError`].

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::StoreError;

/// A failure of the disk. The same one is told to each who waited for it.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    kind: ErrorKind,
    doing: &'static str,
    cause: String,
}

impl Failure {
    /// The writer's thread panicked.
    pub(super) fn panicked() -> Self {
        Self { kind: ErrorKind::Other, doing: "writing", cause: "the writer panicked".to_owned() }
    }

    /// What those are told whose operation was under way.
    pub(super) fn now(&self) -> StoreError {
        of_io(io::Error::new(self.kind, self.cause.clone()), self.doing)
    }

    /// What those are told who come later.
    pub(super) fn later(&self) -> StoreError {
        StoreError::Stopped { cause: format!("{}: {}", self.doing, self.cause) }
    }
}

impl From<(io::Error, &'static str)> for Failure {
    fn from((error, doing): (io::Error, &'static str)) -> Self {
        Self { kind: error.kind(), doing, cause: error.to_string() }
    }
}

impl From<(::sled::Error, &'static str)> for Failure {
    fn from((error, doing): (::sled::Error, &'static str)) -> Self {
        match error {
            ::sled::Error::Io(error) => Self::from((error, doing)),
            other => Self { kind: ErrorKind::Other, doing, cause: other.to_string() },
        }
    }
}

/// A failure of the file system.
pub(super) fn of_io(source: io::Error, doing: &'static str) -> StoreError {
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full { source },
        _ => StoreError::Io { doing, source },
    }
}

/// A failure of sled.
pub(super) fn of_sled(error: ::sled::Error, doing: &'static str) -> StoreError {
    match error {
        ::sled::Error::Io(source) => of_io(source, doing),
        ::sled::Error::Corruption { at, .. } => StoreError::Contradiction {
            table: "file",
            row: format!("{at:?}"),
            expected: "bytes that agree with their checksum",
            found: "others".to_owned(),
        },
        other => StoreError::Io { doing, source: io::Error::other(other.to_string()) },
    }
}

/// A failure of sled while it opens the store at `path`.
pub(super) fn of_opening(error: ::sled::Error, path: &Path) -> StoreError {
    match error {
        // sled says this in words only.
        ::sled::Error::Io(source) if source.to_string().contains("could not acquire lock") => {
            StoreError::Locked { path: path.to_owned() }
        }
        other => of_sled(other, "opening the store"),
    }
}
