//! Private keys on disk: one file per key, a JSON `Multikey`, readable by its owner alone, and encrypted where a
//! passphrase is configured. A [`KeyFolder`] holds an issuer's keys over its lifetime.

mod disk;
mod error;
mod folder;
mod passphrase;
mod sealed;
mod stored_key;

pub use error::KeyFileError;
pub use folder::{KeyFolder, Takeover};
pub use passphrase::{EmptyPassphrase, Passphrase};
pub use stored_key::{Start, StoredKey};
