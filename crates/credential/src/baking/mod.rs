//! Baking: a credential inside of a picture (Open Badges 3.0, section "Baked Badge").
//!
//! [`png`] and [`svg`] each have a `bake` and an `extract`; [`bake`] and [`extract`] here choose by what the
//! picture is. A picture is changed only where the credential stands: pixels and drawings are never
//! re-encoded, all other bytes stay. Whether what is read is a credential at all, and whether it is a good
//! one, is the verifier's business.
//!
//! Everything is bounded: [`MAX_PICTURE_BYTES`], [`MAX_TEXT_BYTES`], the depth of an SVG.

mod error;
mod picture;
pub mod png;
pub mod svg;
mod text;

pub use error::{BakeError, ExtractError, PictureError};
pub use picture::Picture;
pub use text::{Extracted, Second};

/// The largest picture that is read or baked into, in bytes (16 MiB).
pub const MAX_PICTURE_BYTES: usize = 16 * 1024 * 1024;

/// The most credential text that is baked, or read from one picture in all, in bytes after decompression
/// (8 MiB).
pub const MAX_TEXT_BYTES: usize = 8 * 1024 * 1024;

/// Bakes `text`, a credential as JSON or as a compact JWS, into a PNG or SVG. A credential that is already
/// in it is replaced.
///
/// # Errors
/// When `picture` is neither or is damaged, or `text` is neither JSON nor a compact JWS.
pub fn bake(picture: &[u8], text: &str) -> Result<Vec<u8>, BakeError> {
    match Picture::detect(picture) {
        Some(Picture::Png) => png::bake(picture, text),
        Some(Picture::Svg) => svg::bake(picture, text),
        None => Err(PictureError::NotAPicture { expected: "a PNG or SVG" }.into()),
    }
}

/// Reads the credential out of a PNG or SVG.
///
/// # Errors
/// When `picture` is neither or is damaged, or holds no Open Badges 3.0 credential.
pub fn extract(picture: &[u8]) -> Result<Extracted, ExtractError> {
    match Picture::detect(picture) {
        Some(Picture::Png) => png::extract(picture),
        Some(Picture::Svg) => svg::extract(picture),
        None => Err(PictureError::NotAPicture { expected: "a PNG or SVG" }.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{ExtractError, bake, extract};

    #[test]
    fn what_is_no_picture_is_told_from_a_picture_without_a_badge() {
        assert_eq!(extract(b"{}").map_err(|error| error.code()), Err("parse.not_a_picture"));
        assert_eq!(bake(b"{}", "a.b.c").map_err(|error| error.code()), Err("parse.not_a_picture"));
        assert_eq!(extract(b"<svg/>"), Err(ExtractError::NoBadge));
    }

    #[test]
    fn the_kind_of_picture_is_found_out() {
        let baked = bake(b"\n<svg/>", "a.b.c").unwrap();
        assert_eq!(extract(&baked).unwrap().text, "a.b.c");
        let png = bake(b"\x89PNG\r\n\x1a\n", "a.b.c");
        assert_eq!(png.map_err(|error| error.code()), Err("parse.truncated"));
    }
}
