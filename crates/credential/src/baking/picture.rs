//! Which kind of picture a file is.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::MAX_PICTURE_BYTES;

/// What a file can be that carries a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Picture {
    /// Portable Network Graphics, told by its signature (PNG §5.2).
    Png,
    /// Scalable Vector Graphics, told by its root element.
    Svg,
}

impl Picture {
    /// The kind of picture that `bytes` begins as; `None` for anything else, and for SVG that is compressed
    /// or not in UTF-8.
    #[must_use]
    pub fn detect(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(super::png::SIGNATURE) {
            return Some(Self::Png);
        }
        let text = std::str::from_utf8(bytes.get(..bytes.len().min(MAX_PICTURE_BYTES))?);
        let text = match text {
            Ok(text) => text,
            // What is wrong further on is for the reader to say, with its place.
            Err(wrong) => std::str::from_utf8(bytes.get(..wrong.valid_up_to())?).ok()?,
        };
        root_is_svg(text).then_some(Self::Svg)
    }

    /// The media type to serve it with.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
        }
    }
}

fn root_is_svg(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.trim_start().starts_with('<') {
        return false;
    }
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => return tag.local_name().as_ref() == "svg",
            Ok(Event::Decl(_) | Event::DocType(_) | Event::Comment(_) | Event::PI(_)) => {}
            Ok(Event::Text(text)) if text.trim().is_empty() => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Picture;

    #[test]
    fn a_png_is_told_by_its_signature() {
        assert_eq!(Picture::detect(b"\x89PNG\r\n\x1a\n..."), Some(Picture::Png));
        assert_eq!(Picture::detect(b"\x89PNG"), None);
    }

    #[test]
    fn an_svg_is_told_by_its_root_after_any_prolog() {
        let svg =
            "\u{feff}<?xml version=\"1.0\"?>\n<!-- <html> -->\n<!DOCTYPE svg>\n<?a b?><s:svg xmlns:s='x'/>";
        assert_eq!(Picture::detect(svg.as_bytes()), Some(Picture::Svg));
    }

    #[test]
    fn anything_else_is_no_picture() {
        for other in ["", "{}", "<html><svg/></html>", "text <svg/>", "eyJ.e30.sig", "<", "\u{feff}"] {
            assert_eq!(Picture::detect(other.as_bytes()), None, "{other}");
        }
        assert_eq!(Picture::detect(b"\xff\xd8\xff\xe0 JPEG"), None);
    }

    #[test]
    fn a_wrong_byte_after_the_root_does_not_hide_that_it_is_an_svg() {
        assert_eq!(Picture::detect(b"<svg>\xff</svg>"), Some(Picture::Svg));
    }
}
