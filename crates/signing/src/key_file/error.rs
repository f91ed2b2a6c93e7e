//! What can be wrong with key files, each with the file and the way out.

use std::io;
use std::path::PathBuf;

use badgewright_credential::Did;

use crate::key::KeyKind;

/// Why a key file or folder cannot be used. The sentence names the file and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFileError {
    /// The system refused.
    #[error("cannot {action} `{path}`: {source}. The service's user must own the folder and the files in it")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// Others than the owner may read the file.
    #[error(
        "`{path}` holds a private key, but others may read it (mode {mode:04o}): run `chmod 600 {path}`, and \
             rotate the key with `badgewright key rotate` if somebody could have read it"
    )]
    TooOpen {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// No key file of ours.
    #[error(
        "`{path}` is no key file: expected {expected}. Restore it from a backup, or move it out of the folder"
    )]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What was expected.
        expected: String,
    },
    /// The keys are another issuer's.
    #[error(
        "`{path}` is a key of `{found}`, but the issuer is `{expected}`: set `public_url` back to what it was \
             when the key was made, or use another `data_dir`"
    )]
    OtherController {
        /// The file.
        path: PathBuf,
        /// The file's `controller`.
        found: Did,
        /// The issuer that the folder was opened for.
        expected: Did,
    },
    /// Encrypted, but no passphrase is configured.
    #[error(
        "`{path}` is encrypted, but no passphrase is configured: configure the one that it was written with"
    )]
    NeedsPassphrase {
        /// The file.
        path: PathBuf,
    },
    /// Another passphrase, or the file was changed: the two cannot be told apart.
    #[error(
        "`{path}` does not open: the configured passphrase is not the one it was written with, or the file was \
             changed. Configure the right one, or restore the file from a backup"
    )]
    CannotOpen {
        /// The file.
        path: PathBuf,
    },
    /// The file's parts contradict each other.
    #[error("`{path}` contradicts itself: {how}. Restore it from a backup")]
    Contradiction {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        how: &'static str,
    },
    /// A key is in use already.
    #[error("`{path}` is already the {kind} key in use: run `badgewright key rotate` to replace it")]
    AlreadyActive {
        /// The file.
        path: PathBuf,
        /// The kind.
        kind: KeyKind,
    },
    /// The key is in the folder already, perhaps retired.
    #[error("`{path}` is there already: a key cannot come back once it was retired or revoked")]
    Known {
        /// The file.
        path: PathBuf,
    },
    /// No such key.
    #[error("no key in `{path}` has the id `{id}`: `badgewright key list` shows those there are")]
    Unknown {
        /// The folder.
        path: PathBuf,
        /// The id that was asked for.
        id: String,
    },
    /// A `did:key` is its one key.
    #[error("`{0}` carries one key and never changes: another key needs `issuer.did_method = \"web\"`")]
    FixedByDid(Did),
}

impl KeyFileError {
    /// The stable name of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "key_file.io",
            Self::TooOpen { .. } => "key_file.too_open",
            Self::Malformed { .. } => "key_file.malformed",
            Self::OtherController { .. } => "key_file.other_controller",
            Self::NeedsPassphrase { .. } => "key_file.needs_passphrase",
            Self::CannotOpen { .. } => "key_file.cannot_open",
            Self::Contradiction { .. } => "key_file.contradiction",
            Self::AlreadyActive { .. } => "key_file.already_active",
            Self::Known { .. } => "key_file.known",
            Self::Unknown { .. } => "key_file.unknown",
            Self::FixedByDid(_) => "key_file.fixed_by_did",
        }
    }
}
