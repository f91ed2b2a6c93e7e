//! Credentials in PNG: one `iTXt` chunk with the keyword `openbadgecredential`
//! (Open Badges 3.0, section "Baked Badge"; PNG §11.3.3).

mod chunks;
mod text_chunk;

use img_parts::png::PngChunk;

use self::chunks::{Chunk, Chunks};
use super::{BakeError, ExtractError, Extracted, MAX_TEXT_BYTES, text};

pub(super) use self::chunks::SIGNATURE;

const KEYWORD: &str = "openbadgecredential";
/// The keyword of Open Badges 2 (Open Badges Baking Specification 2.0).
const KEYWORD_OF_OPEN_BADGES_2: &str = "openbadges";

/// Bakes `text`, a credential as JSON or as a compact JWS, into a PNG: one uncompressed `iTXt` chunk before
/// `IEND`. Credentials that are already in it are replaced; every other byte stays as it is.
///
/// # Errors
/// When `png` is no sound PNG or larger than [`MAX_PICTURE_BYTES`](super::MAX_PICTURE_BYTES), or `text` is
/// neither JSON nor a compact JWS.
pub fn bake(png: &[u8], text: &str) -> Result<Vec<u8>, BakeError> {
    let (text, _) = text::to_bake(text)?;
    let mut baked = Vec::with_capacity(png.len() + text.len() + 64);
    baked.extend_from_slice(SIGNATURE);
    let mut after_end = png.len();
    for chunk in Chunks::of(png)? {
        let chunk = chunk?;
        if text_chunk::keyword(&chunk) == Some(KEYWORD.as_bytes()) {
            continue;
        }
        if chunk.is_end() {
            baked.extend_from_slice(&credential_chunk(text));
            after_end = chunk.range.end;
        }
        baked.extend_from_slice(&png[chunk.range]);
    }
    // What follows IEND is not part of the picture, and not ours to drop.
    baked.extend_from_slice(&png[after_end..]);
    Ok(baked)
}

/// Reads the credential out of a PNG. `iTXt`, `zTXt` and `tEXt` are read, compressed or not, wherever they
/// stand before `IEND`.
///
/// # Errors
/// When `png` is no sound PNG or too large, holds no Open Badges 3.0 credential, or one that cannot be read.
pub fn extract(png: &[u8]) -> Result<Extracted, ExtractError> {
    let mut found = Vec::new();
    let mut is_open_badges_2 = false;
    let mut left = MAX_TEXT_BYTES;
    for chunk in Chunks::of(png)? {
        let chunk = chunk?;
        let keyword = text_chunk::keyword(&chunk);
        is_open_badges_2 |= keyword == Some(KEYWORD_OF_OPEN_BADGES_2.as_bytes());
        if keyword == Some(KEYWORD.as_bytes()) && found.len() < text::MOST_TEXTS {
            let text = text_chunk::text(&chunk, left)?;
            // The limit is on all of them together: many small chunks may unpack to very much.
            left = left.saturating_sub(text.len());
            if !text.trim().is_empty() {
                found.push(text);
            }
        }
    }
    match text::settle(found) {
        Some(extracted) => Ok(extracted),
        None if is_open_badges_2 => Err(ExtractError::OpenBadges2),
        None => Err(ExtractError::NoBadge),
    }
}

fn credential_chunk(text: &str) -> Vec<u8> {
    let mut contents = KEYWORD.as_bytes().to_vec();
    // PNG §11.3.3.4: end of keyword, not compressed, method 0, empty language tag, empty translated keyword.
    contents.extend_from_slice(&[0, 0, 0, 0, 0]);
    contents.extend_from_slice(text.as_bytes());
    PngChunk::new(text_chunk::ITXT, contents.into()).encoder().bytes().to_vec()
}

#[cfg(test)]
mod tests;
