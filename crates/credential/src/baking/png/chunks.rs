//! A PNG as its chunks (PNG §5).
//!
//! The walk over them is ours: nothing of the picture is copied for it, and it says where a fault is and what follows
//! `IEND`.

use std::ops::Range;

use super::super::{MAX_PICTURE_BYTES, PictureError};

/// How every PNG begins (PNG §5.2).
pub(in super::super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

const IHDR: [u8; 4] = *b"IHDR";
const IEND: [u8; 4] = *b"IEND";

/// One chunk whose CRC is right.
pub(super) struct Chunk<'p> {
    pub(super) kind: [u8; 4],
    pub(super) contents: &'p [u8],
    /// Where it stands in the file, its length and CRC included.
    pub(super) range: Range<usize>,
}

impl Chunk<'_> {
    pub(super) fn is_end(&self) -> bool {
        self.kind == IEND
    }
}

/// The chunks of a PNG up to and with `IEND`. After an error there are no more.
pub(super) struct Chunks<'p> {
    rest: &'p [u8],
    at: usize,
    is_done: bool,
}

impl<'p> Chunks<'p> {
    pub(super) fn of(png: &'p [u8]) -> Result<Self, PictureError> {
        if png.len() > MAX_PICTURE_BYTES {
            return Err(PictureError::TooLarge { what: "the picture", limit: MAX_PICTURE_BYTES });
        }
        let Some(rest) = png.strip_prefix(SIGNATURE) else {
            return Err(PictureError::NotAPicture { expected: "a PNG" });
        };
        Ok(Self { rest, at: SIGNATURE.len(), is_done: false })
    }

    /// PNG §5.3: length, kind, contents, and the CRC of the two in the middle.
    fn read(&mut self) -> Result<Chunk<'p>, PictureError> {
        let at = self.at;
        let truncated = PictureError::Truncated { at };
        let Some((length, rest)) = self.rest.split_first_chunk() else { return Err(truncated) };
        let Ok(length) = usize::try_from(u32::from_be_bytes(*length)) else { return Err(truncated) };
        let Some((covered, rest)) = rest.split_at_checked(length.saturating_add(4)) else {
            return Err(truncated);
        };
        let Some((kind, contents)) = covered.split_first_chunk() else { return Err(truncated) };
        let Some((crc, rest)) = rest.split_first_chunk() else { return Err(truncated) };
        if crc32fast::hash(covered) != u32::from_be_bytes(*crc) {
            return Err(PictureError::BadCrc { chunk: String::from_utf8_lossy(kind).into_owned(), at });
        }
        self.at += self.rest.len() - rest.len();
        self.rest = rest;
        // PNG §5.6: IHDR shall be first.
        if at == SIGNATURE.len() && *kind != IHDR {
            return Err(PictureError::Malformed { at, detail: "expected the `IHDR` chunk first".to_owned() });
        }
        Ok(Chunk { kind: *kind, contents, range: at..self.at })
    }
}

impl<'p> Iterator for Chunks<'p> {
    type Item = Result<Chunk<'p>, PictureError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let chunk = self.read();
        self.is_done = chunk.as_ref().map_or(true, Chunk::is_end);
        Some(chunk)
    }
}
