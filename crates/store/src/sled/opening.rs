//! Opening a store: its folder, its format, and where the last process left off.

use std::fs;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::Duration;

use ::sled::{Db, IVec};
use badgewright_credential::Entropy;

use super::dictionary::Dictionaries;
use super::disk::Disk;
use super::draft::Tail;
use super::failure::{self, Failure};
use super::health::Health;
use super::horizon::Horizon;
use super::index::Index;
use super::keys::{Place, Table};
use super::known_clients::KnownClients;
use super::rows::Rows;
use super::slots::SlotPool;
use super::writer::{Desk, Writer};
use super::{Sled, event, index, rows};
use crate::StoreError;

/// The format of all rows that this version writes.
const FORMAT: u8 = 2;

/// The format before, which this version reads and writes on: records were not compressed, and each entry of an index and
/// of a status list had a row of its own.
const FORMAT_BEFORE: u8 = 1;

/// The size of the segments of a new store, in bytes. sled's own, an eighth of it, takes half as much of the disk again: a
/// segment is written over only once little in it counts any more.
const SEGMENT: usize = 4 << 20;

/// How a store is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SledOptions {
    /// The store's folder, which is made if it is not there.
    pub path: PathBuf,
    /// The size of sled's cache, in bytes.
    pub cache_bytes: u64,
    /// How many entries a new status list has. Bitstring Status List §3.3 asks for at least 131,072; only tests
    /// have fewer.
    pub list_length: NonZeroU32,
}

impl SledOptions {
    /// The store of a data folder: `store` in it, a cache of 48 MiB, lists of 131,072 entries.
    #[must_use]
    pub fn in_data_dir(data_dir: &Path) -> Self {
        let list_length = NonZeroU32::MIN.saturating_add(131_071);
        Self { path: data_dir.join("store"), cache_bytes: 48 << 20, list_length }
    }
}

impl Sled {
    /// Opens the store, or makes an empty one. Blocks for some seconds a million badges.
    ///
    /// # Errors
    /// [`StoreError::Locked`], [`StoreError::Format`], a contradiction, or when the disk fails.
    pub fn open(options: &SledOptions, entropy: Arc<dyn Entropy>) -> Result<Self, StoreError> {
        let db = open_db(options)?;
        check_format(&db, &options.path)?;
        // Makes the format durable, before anything is written in it.
        let disk = Disk::of(&options.path, &db).map_err(|failure| failure.now())?;
        let tail = tail(&db)?;
        let index = Arc::new(Index::from_records(&db, tail.place)?);
        let dictionaries = Arc::new(Dictionaries::default());
        let pool = Arc::new(SlotPool::from_records(&db, entropy)?);
        let horizon = Arc::new(Horizon::at(tail));
        let health = Arc::new(Health::default());
        let batches = Arc::new(RwLock::new(()));
        let desk = Desk {
            db: db.clone(),
            disk,
            tail,
            horizon: Arc::clone(&horizon),
            health: Arc::clone(&health),
            batches: Arc::clone(&batches),
            dictionaries: Arc::clone(&dictionaries),
            index: Arc::clone(&index),
        };
        let writer = Writer::start(desk).map_err(|failure: Failure| failure.now())?;
        Ok(Self {
            db: RwLock::new(Some(db)),
            writer: Arc::new(writer),
            pool,
            dictionaries,
            index,
            known_clients: KnownClients::default(),
            horizon,
            health,
            batches,
            opening_list: tokio::sync::Mutex::new(()),
            list_length: options.list_length.get(),
        })
    }
}

/// sled lets go of its lock a moment after the last handle is gone, so that a lock is asked for again for a while.
fn open_db(options: &SledOptions) -> Result<Db, StoreError> {
    const TRIES: u32 = 20;
    let config = ::sled::Config::new()
        .path(&options.path)
        .cache_capacity(options.cache_bytes)
        .segment_size(segment_size(&options.path));
    let mut tries = 0;
    loop {
        tries += 1;
        match config.open().map_err(|error| failure::of_opening(error, &options.path)) {
            Err(StoreError::Locked { .. }) if tries < TRIES => thread::sleep(Duration::from_millis(50)),
            opened => return opened,
        }
    }
}

/// The size of the segments of sled's file. A store keeps the one that it was made with, which its `conf` tells.
fn segment_size(path: &Path) -> usize {
    let conf = fs::read(path.join("conf")).unwrap_or_default();
    let conf = String::from_utf8_lossy(&conf);
    let made_with = conf.lines().find_map(|line| line.strip_prefix("segment_size: ")?.parse().ok());
    made_with.unwrap_or(SEGMENT)
}

/// Refuses a store of another format; marks an empty one, and one of the format before: from now on, the versions that wrote
/// that refuse it.
fn check_format(db: &Db, path: &Path) -> Result<(), StoreError> {
    let key = Table::Format.all();
    let mark = |rows: &[(Vec<u8>, Vec<u8>)]| {
        let mut batch = ::sled::Batch::default();
        rows.iter().for_each(|(key, row)| batch.insert(key.as_slice(), row.as_slice()));
        batch.insert(key.as_slice(), &[FORMAT]);
        db.apply_batch(batch).map_err(|error| failure::of_sled(error, "marking the format"))
    };
    match db.row(&key)?.as_deref() {
        Some([FORMAT]) => Ok(()),
        Some([FORMAT_BEFORE]) => mark(&[index::begin_after(tail(db)?.place)?]),
        Some(found) => {
            let found = found.first().copied().unwrap_or_default();
            Err(StoreError::Format { path: path.to_owned(), expected: FORMAT, found })
        }
        None => mark(&[]),
    }
}

/// The last numbers that were given out.
fn tail(db: &Db) -> Result<Tail, StoreError> {
    let last = |table: Table| {
        let entry = db.scan_prefix(table.all()).keys().next_back().transpose();
        entry.map_err(|error| failure::of_sled(error, "reading the last row"))
    };
    let number = |table| match last(table)? {
        None => Ok(Place(0)),
        Some(key) => Place::last_of(&key)
            .ok_or_else(|| rows::contradiction(table, &key, "a number", "none".to_owned())),
    };
    let four_last = |key: IVec| key.last_chunk().copied();
    let list = last(Table::StatusLists)?.and_then(four_last);
    let seq = event::last(db)?;
    // Nobody remembers anything from before.
    let altered = seq;
    Ok(Tail {
        place: number(Table::Credentials)?,
        seq,
        dictionary: last(Table::Dictionaries)?.and_then(four_last).map_or(0, u32::from_be_bytes),
        list: list.map_or(0, u32::from_be_bytes),
        altered,
    })
}
