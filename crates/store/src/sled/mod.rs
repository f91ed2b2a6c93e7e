//! The embedded store: everything in one sled tree, one writer, durable in groups.

mod batch;
mod batch_row;
mod claim;
mod client;
mod compressed;
mod dictionary;
mod disk;
mod draft;
mod endorsement;
mod endorsement_row;
mod event;
mod failure;
mod head;
mod health;
mod horizon;
mod index;
mod issue;
mod issuer;
mod jws;
mod keys;
mod known_clients;
mod list;
mod listed;
mod long;
mod opening;
mod operations;
mod order;
mod packing;
mod record;
mod revision;
mod revoked_id;
mod rows;
mod slots;
mod status;
mod status_list;
mod supersede;
#[cfg(test)]
mod tests;
mod writer;

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use ::sled::Db;

pub use opening::SledOptions;

use self::dictionary::Dictionaries;
use self::health::Health;
use self::horizon::Horizon;
use self::index::Index;
use self::known_clients::KnownClients;
use self::slots::SlotPool;
use self::writer::Writer;
use crate::StoreError;

/// A store in a folder of this machine, for this process alone. It is for up to about a million badges: sled's
/// memory and the time it takes to open grow with them.
pub struct Sled {
    /// `None` once closed, so that another can open the folder.
    db: RwLock<Option<Db>>,
    writer: Arc<Writer>,
    pool: Arc<SlotPool>,
    dictionaries: Arc<Dictionaries>,
    index: Arc<Index>,
    known_clients: KnownClients,
    horizon: Arc<Horizon>,
    health: Arc<Health>,
    /// Held by the writer while a batch is written. Whoever reads rows of several pieces that are written again, as those of
    /// endorsements are, holds it too, or the pieces could be of two versions.
    batches: Arc<RwLock<()>>,
    /// Held while a status list is opened, so that one is.
    opening_list: tokio::sync::Mutex<()>,
    list_length: u32,
}

impl Sled {
    /// The tree to read from.
    fn db(&self) -> Result<Db, StoreError> {
        let db = self.db.read().unwrap_or_else(PoisonError::into_inner);
        db.clone().ok_or(StoreError::Closed)
    }

    /// Until it is dropped, no batch is written. It is never held while anything is waited for.
    fn between_batches(&self) -> RwLockReadGuard<'_, ()> {
        self.batches.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets go of sled's files.
    fn release(&self) {
        drop(self.db.write().unwrap_or_else(PoisonError::into_inner).take());
    }
}

impl Drop for Sled {
    fn drop(&mut self) {
        self.writer.finish();
        self.health.close();
    }
}

impl std::fmt::Debug for Sled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sled")
    }
}
