//! The three kinds of text chunk (PNG §11.3.3): `tEXt`, `zTXt` and `iTXt`.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::super::{MAX_TEXT_BYTES, PictureError};
use super::Chunk;

pub(super) const ITXT: [u8; 4] = *b"iTXt";
const ZTXT: [u8; 4] = *b"zTXt";
const TEXT: [u8; 4] = *b"tEXt";

/// The longest keyword (PNG §11.3.3.2), in bytes.
const LONGEST_KEYWORD: usize = 79;

/// The keyword of a text chunk; `None` for other chunks and for one without the end of a keyword.
pub(super) fn keyword<'p>(chunk: &Chunk<'p>) -> Option<&'p [u8]> {
    if ![ITXT, ZTXT, TEXT].contains(&chunk.kind) {
        return None;
    }
    let end = chunk.contents.iter().take(LONGEST_KEYWORD + 1).position(|byte| *byte == 0)?;
    chunk.contents.get(..end)
}

/// The text of a text chunk, unpacked to `limit` bytes at most.
pub(super) fn text(chunk: &Chunk<'_>, limit: usize) -> Result<String, PictureError> {
    let at = chunk.range.start;
    let (_, rest) = split_at_nul(chunk.contents, at)?;
    if chunk.kind == ITXT {
        return international_text(rest, at, limit);
    }
    let bytes = if chunk.kind == ZTXT {
        let (method, packed) = split_first(rest, at)?;
        unpack(method, packed, at, limit)?
    } else {
        within(rest, limit)?.to_vec()
    };
    // PNG §11.3.3.2 wants Latin-1, and writers of badges put UTF-8 there all the same. What is UTF-8 beyond
    // ASCII is hardly ever meant as Latin-1.
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|not_utf8| not_utf8.as_bytes().iter().map(|byte| char::from(*byte)).collect()))
}

/// PNG §11.3.3.4, after the keyword.
fn international_text(rest: &[u8], at: usize, limit: usize) -> Result<String, PictureError> {
    let (is_packed, rest) = split_first(rest, at)?;
    let (method, rest) = split_first(rest, at)?;
    let (_language, rest) = split_at_nul(rest, at)?;
    let (_translated_keyword, rest) = split_at_nul(rest, at)?;
    let bytes = match is_packed {
        0 => within(rest, limit)?.to_vec(),
        1 => unpack(method, rest, at, limit)?,
        _ => return Err(malformed(at, "expected 0 or 1 as the compression flag of `iTXt`")),
    };
    String::from_utf8(bytes).map_err(|_| PictureError::NotUtf8 { at })
}

fn unpack(method: u8, packed: &[u8], at: usize, limit: usize) -> Result<Vec<u8>, PictureError> {
    if method != 0 {
        return Err(malformed(at, "expected compression method 0 (zlib)"));
    }
    let mut unpacked = Vec::new();
    // One byte more than may be, to see that there is more.
    let mut reader = ZlibDecoder::new(packed).take(limit as u64 + 1);
    reader.read_to_end(&mut unpacked).map_err(|_| malformed(at, "expected text compressed with zlib"))?;
    within(&unpacked, limit)?;
    Ok(unpacked)
}

fn within(text: &[u8], limit: usize) -> Result<&[u8], PictureError> {
    if text.len() > limit {
        return Err(PictureError::TooLarge { what: "the badge in the picture", limit: MAX_TEXT_BYTES });
    }
    Ok(text)
}

fn split_at_nul(bytes: &[u8], at: usize) -> Result<(&[u8], &[u8]), PictureError> {
    let end = bytes.iter().position(|byte| *byte == 0).ok_or_else(|| cut_short(at))?;
    let (before, nul_and_after) = bytes.split_at(end);
    Ok((before, nul_and_after.get(1..).unwrap_or_default()))
}

fn split_first(bytes: &[u8], at: usize) -> Result<(u8, &[u8]), PictureError> {
    bytes.split_first().map(|(first, rest)| (*first, rest)).ok_or_else(|| cut_short(at))
}

fn cut_short(at: usize) -> PictureError {
    malformed(at, "expected more in the text chunk that holds the badge")
}

fn malformed(at: usize, detail: &str) -> PictureError {
    PictureError::Malformed { at, detail: detail.to_owned() }
}
