//! Why the store could not do what was asked.

use std::io;
use std::path::PathBuf;

use badgewright_credential::CredentialId;

use crate::StatusListId;

/// Why the store could not do what was asked. Refusals that belong to the domain (a conflict, a revoked badge)
/// are answers, not errors.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// What is kept is not what was written: a bug, or a damaged disk.
    #[error(
        "the store contradicts itself in table `{table}`, row `{row}`: expected {expected}, found {found}"
    )]
    Contradiction {
        /// Which kind of row.
        table: &'static str,
        /// The row's key.
        row: String,
        /// What should be there.
        expected: &'static str,
        /// What is there.
        found: String,
    },
    /// Another process has the store open.
    #[error(
        "the store at {} is in use by another process: stop that one, or use its API while it runs",
        path.display()
    )]
    Locked {
        /// Where the store is.
        path: PathBuf,
    },
    /// The store was written by another version.
    #[error("the store at {} has format {found}, this version reads format {expected}: export it with the version that wrote it", path.display())]
    Format {
        /// Where the store is.
        path: PathBuf,
        /// What this version reads.
        expected: u8,
        /// What is there.
        found: u8,
    },
    /// More is waiting to be written than can be; nothing was done.
    #[error("the store has more to write than it can: try again in a few seconds")]
    Busy,
    /// The disk is full. Nothing was acknowledged.
    #[error("the disk of the store is full: make room and start the service again")]
    Full {
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The disk could not be read or written. Nothing was acknowledged.
    #[error("the disk of the store failed while {doing}")]
    Io {
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The writer stopped after a failure: nothing is written any more until the service is started again.
    #[error("the store writes nothing any more since an earlier failure ({cause}): start the service again")]
    Stopped {
        /// The failure that stopped it.
        cause: String,
    },
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// The credential's id is in use by another request. A random one never is: draw the id again.
    #[error("a credential with id {0} exists: draw another id")]
    IdTaken(CredentialId),
    /// The status slot is not one that this store gave out and still holds for the caller.
    #[error("entry {index} of status list {list} is not reserved for this credential: reserve a slot first")]
    SlotNotReserved {
        /// The list.
        list: StatusListId,
        /// The entry.
        index: u32,
    },
    /// A part is larger than what is kept, or would not come back as it was given.
    #[error("{part} cannot be kept: expected {expected}")]
    Unfit {
        /// Which part.
        part: &'static str,
        /// What is kept.
        expected: &'static str,
    },
}

impl StoreError {
    /// A code for logs and metrics.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Contradiction { .. } => "store.contradiction",
            Self::Locked { .. } => "store.locked",
            Self::Format { .. } => "store.format",
            Self::Busy => "store.busy",
            Self::Full { .. } => "store.full",
            Self::Io { .. } => "store.io",
            Self::Stopped { .. } => "store.stopped",
            Self::Closed => "store.closed",
            Self::IdTaken(_) => "store.id_taken",
            Self::SlotNotReserved { .. } => "store.slot_not_reserved",
            Self::Unfit { .. } => "store.unfit",
        }
    }
}
