//! The passphrase of key files, which comes from a file so that it stands in no environment and no list of processes.

use std::io;
use std::path::{Path, PathBuf};

use badgewright_signing::key_file::Passphrase;

/// The first line of the file, if one is configured; else the file and why it gives none.
pub(crate) fn read(path: Option<&Path>) -> Result<Option<Passphrase>, (PathBuf, io::Error)> {
    let Some(path) = path else { return Ok(None) };
    let text = std::fs::read_to_string(path).map_err(|source| (path.to_owned(), source))?;
    let first = text.lines().next().unwrap_or_default();
    let passphrase = Passphrase::new(first).map_err(|error| (path.to_owned(), io::Error::other(error)))?;
    Ok(Some(passphrase))
}
