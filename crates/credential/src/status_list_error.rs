//! Why a status could not be read, in the words of the standards.

use crate::BitString;

/// What can go wrong with a status list (BSL §3.5, and the two errors of VC 2.0 §7.2 that BSL §3.2 raises).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusListError {
    /// The list could not be fetched.
    #[error("the status list could not be fetched: {0}")]
    Retrieval(String),
    /// The list was fetched and is not to be trusted: its proof, its issuer or its purpose is wrong.
    #[error("the status list could not be verified: {0}")]
    Verification(String),
    /// The list is too short to hide which credential an index belongs to.
    #[error("the status list has {entries} entries; at least {} are expected", BitString::FEWEST_ENTRIES)]
    Length {
        /// How many it has.
        entries: u64,
    },
    /// The credential's index is outside the list.
    #[error("entry {index}, {status_size} bits wide, lies outside the status list's {entries} bits")]
    Range {
        /// The credential's index.
        index: u64,
        /// Bits an entry.
        status_size: u64,
        /// Bits in the list.
        entries: u64,
    },
    /// Something in the list or in the credential's entry is not what the standard says.
    #[error("the status list is malformed: {0}")]
    Malformed(String),
}

impl StatusListError {
    /// Our name for it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Retrieval(_) => "status.unreachable",
            Self::Verification(_) => "status.unverified",
            Self::Length { .. } => "status.list_too_short",
            Self::Range { .. } => "status.index_out_of_range",
            Self::Malformed(_) => "status.malformed",
        }
    }

    /// The standard's own name for it. BSL defines three errors; the two others are VC 2.0's.
    #[must_use]
    pub fn standard(&self) -> &'static str {
        match self {
            Self::Retrieval(_) => "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR",
            Self::Verification(_) => {
                "https://www.w3.org/ns/credentials/status-list#STATUS_VERIFICATION_ERROR"
            }
            Self::Length { .. } => "https://www.w3.org/ns/credentials/status-list#STATUS_LIST_LENGTH_ERROR",
            Self::Range { .. } => "https://www.w3.org/TR/vc-data-model#RANGE_ERROR",
            Self::Malformed(_) => "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR",
        }
    }
}
