//! What kind of thing was sent, told by its contents. Media types only lie.

use badgewright_credential::baking::Picture;

/// What a submission begins as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing but white space.
    Nothing,
    /// A PNG or an SVG.
    Picture,
    /// It begins as a JSON value.
    Json,
    /// One line without white space, as a compact JWS is.
    Text,
    /// HTML or other XML.
    Markup,
    /// Anything else.
    Unrecognised,
}

/// Tells what `bytes` begin as.
pub(crate) fn kind(bytes: &[u8]) -> Kind {
    if Picture::detect(bytes).is_some() {
        return Kind::Picture;
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    match text.first() {
        None => Kind::Nothing,
        Some(b'<') => Kind::Markup,
        Some(b'{' | b'[' | b'"') => Kind::Json,
        Some(_) if text == b"null" || text == b"true" || text == b"false" => Kind::Json,
        Some(_) if text.iter().all(|byte| byte.is_ascii_graphic()) => Kind::Text,
        Some(_) => Kind::Unrecognised,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_told_by_its_contents() {
        for (bytes, expected) in [
            (&b""[..], Kind::Nothing),
            (b" \n", Kind::Nothing),
            (b"\x89PNG\r\n\x1a\n", Kind::Picture),
            (b"<?xml version='1.0'?><svg/>", Kind::Picture),
            (b"<!DOCTYPE html><html>", Kind::Markup),
            (b" {\"a\":1}", Kind::Json),
            (b"\xef\xbb\xbf{}", Kind::Json),
            (b"[]", Kind::Json),
            (b"null", Kind::Json),
            (b"eyJh.e30.c2ln\n", Kind::Text),
            (b"a.b.c", Kind::Text),
            (b"not a badge", Kind::Unrecognised),
            (b"\xff\xd8\xff\xe0 JPEG", Kind::Unrecognised),
        ] {
            assert_eq!(kind(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
