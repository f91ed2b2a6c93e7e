//! A PNG as its chunks (PNG §5).
//!
//! `img-parts` reads each chunk: it checks lengths and CRC and cannot panic. The walk over them is ours,
//! because its `Png` says neither where a fault is nor what follows `IEND`, and holds all chunks at once.

use std::ops::Range;

use img_parts::png::PngChunk;
use img_parts::{Bytes, Error};

use super::super::{MAX_PICTURE_BYTES, PictureError};

/// How every PNG begins (PNG §5.2).
pub(in super::super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

const IHDR: [u8; 4] = *b"IHDR";
const IEND: [u8; 4] = *b"IEND";

/// One chunk whose CRC is right.
pub(super) struct Chunk {
    pub(super) kind: [u8; 4],
    pub(super) contents: Bytes,
    /// Where it stands in the file, its length and CRC included.
    pub(super) range: Range<usize>,
}

impl Chunk {
    pub(super) fn is_end(&self) -> bool {
        self.kind == IEND
    }
}

/// The chunks of a PNG up to and with `IEND`. After an error there are no more.
pub(super) struct Chunks {
    rest: Bytes,
    at: usize,
    is_done: bool,
}

impl Chunks {
    pub(super) fn of(png: &[u8]) -> Result<Self, PictureError> {
        if png.len() > MAX_PICTURE_BYTES {
            return Err(PictureError::TooLarge { what: "the picture", limit: MAX_PICTURE_BYTES });
        }
        let Some(rest) = png.strip_prefix(SIGNATURE) else {
            return Err(PictureError::NotAPicture { expected: "a PNG" });
        };
        Ok(Self { rest: Bytes::copy_from_slice(rest), at: SIGNATURE.len(), is_done: false })
    }

    fn read(&mut self) -> Result<Chunk, PictureError> {
        let at = self.at;
        let named = self.rest.get(4..8).map(|kind| String::from_utf8_lossy(kind).into_owned());
        let before = self.rest.len();
        let chunk = PngChunk::from_bytes(&mut self.rest).map_err(|error| match error {
            Error::BadCRC => PictureError::BadCrc { chunk: named.unwrap_or_default(), at },
            Error::Truncated | Error::WrongSignature => PictureError::Truncated { at },
        })?;
        self.at += before - self.rest.len();
        // PNG §5.6: IHDR shall be first.
        if at == SIGNATURE.len() && chunk.kind() != IHDR {
            return Err(PictureError::Malformed { at, detail: "expected the `IHDR` chunk first".to_owned() });
        }
        Ok(Chunk { kind: chunk.kind(), contents: chunk.contents().clone(), range: at..self.at })
    }
}

impl Iterator for Chunks {
    type Item = Result<Chunk, PictureError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let chunk = self.read();
        self.is_done = chunk.as_ref().map_or(true, Chunk::is_end);
        Some(chunk)
    }
}
