//! A file of completions for `badgewright issue`. It is read twice: for the name under which the service knows it again, and
//! to be sent.

use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

/// The file.
pub(super) enum CompletionsFile<'p> {
    /// One that can be opened again, so that it is never in memory as a whole.
    Kept(&'p Path),
    /// What came through a pipe.
    Piped(Arc<[u8]>),
}

impl<'p> CompletionsFile<'p> {
    /// The file of this name.
    pub(super) fn of(path: &'p Path) -> io::Result<Self> {
        if path.metadata()?.is_file() {
            Ok(Self::Kept(path))
        } else {
            std::fs::read(path).map(|bytes| Self::Piped(bytes.into()))
        }
    }

    /// From its beginning.
    pub(super) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::Kept(path) => Box::new(File::open(path)?),
            Self::Piped(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }

    /// The idempotency key of what is in it: the same file is the same batch.
    pub(super) fn idempotency_key(&self) -> io::Result<String> {
        let mut digest = Digest(Sha256::new());
        io::copy(&mut self.open()?, &mut digest)?;
        Ok(format!("file {}", hex::encode(digest.0.finalize())))
    }
}

/// Takes bytes and keeps their digest.
struct Digest(Sha256);

impl Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
