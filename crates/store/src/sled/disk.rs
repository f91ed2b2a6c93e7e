//! Making what sled wrote durable.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use ::sled::Db;

use super::failure::Failure;

/// The files of a store.
pub(super) struct Disk {
    /// sled's log. A second descriptor syncs the same file.
    log: File,
    /// Where sled puts what is larger than a quarter of a segment.
    blobs: PathBuf,
    synced: HashSet<OsString>,
}

impl Disk {
    /// The files of the store at `path`, which is open. Makes durable that they exist, and what they hold: a
    /// record that was written before a crash must not be answered for and then be lost.
    pub(super) fn of(path: &Path, db: &Db) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::from((error, "opening the store's files"));
        let log = File::open(path.join("db")).map_err(failed)?;
        let mut disk = Self { log, blobs: path.join("blobs"), synced: HashSet::new() };
        disk.make_durable(db)?;
        for directory in [Some(path), path.parent().filter(|parent| !parent.as_os_str().is_empty())] {
            directory.map_or(Ok(()), sync_directory).map_err(failed)?;
        }
        Ok(disk)
    }

    /// Makes everything durable that was written so far.
    pub(super) fn make_durable(&mut self, db: &Db) -> Result<(), Failure> {
        db.flush().map_err(|error| Failure::from((error, "flushing")))?;
        // Long rows are written in pieces, so that there are none; should sled make one, it is not synced by it.
        self.sync_blobs().map_err(|error| Failure::from((error, "syncing large values")))?;
        // On Linux, sled's flush calls `sync_file_range`, which does not survive a power cut.
        self.log.sync_data().map_err(|error| Failure::from((error, "syncing the log")))
    }

    fn sync_blobs(&mut self) -> io::Result<()> {
        let mut anew = false;
        for blob in fs::read_dir(&self.blobs)? {
            let blob = blob?;
            if !self.synced.contains(&blob.file_name()) {
                match File::open(blob.path()) {
                    Ok(file) => file.sync_all()?,
                    // sled removed it in the meantime: nothing names it any more.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    Err(error) => return Err(error),
                }
                self.synced.insert(blob.file_name());
                anew = true;
            }
        }
        if anew { sync_directory(&self.blobs) } else { Ok(()) }
    }
}

#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

/// Elsewhere a directory cannot be opened, and the file system keeps its own order.
#[cfg(not(unix))]
fn sync_directory(_directory: &Path) -> io::Result<()> {
    Ok(())
}
