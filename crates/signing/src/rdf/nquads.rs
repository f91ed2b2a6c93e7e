//! What is escaped in the canonical form of N-Quads (RDFC-1.0 §5).

use std::borrow::Cow;
use std::fmt::Write;

use crate::context::{is_in_no_iri, may_be_in_no_iri};
use crate::scan::has_byte;

/// What stands between `<` and `>` for an IRI. Characters that N-Quads does not allow there are escaped, as in every other
/// implementation.
pub(crate) fn escaped_iri(iri: &str) -> Cow<'_, str> {
    let may_be_escaped = |byte| (byte <= b' ') | may_be_in_no_iri(byte);
    escaped(iri, may_be_escaped, |byte| byte <= b' ' || is_in_no_iri(byte), write_escape)
}

/// What stands between quotation marks for a literal.
pub(crate) fn escaped_literal(value: &str) -> Cow<'_, str> {
    let is_escaped = |byte| (byte < b' ') | (byte == b'"') | (byte == b'\\') | (byte == 0x7f);
    escaped(value, is_escaped, is_escaped, |out, byte| match byte {
        8 => out.push_str("\\b"),
        b'\t' => out.push_str("\\t"),
        b'\n' => out.push_str("\\n"),
        0xc => out.push_str("\\f"),
        b'\r' => out.push_str("\\r"),
        b'"' => out.push_str("\\\""),
        b'\\' => out.push_str("\\\\"),
        _ => write_escape(out, byte),
    })
}

/// The text as it is, unless a byte of it `is_escaped`, which no other may be. All such bytes are ASCII characters.
fn escaped(
    text: &str,
    may_be_escaped: impl Fn(u8) -> bool,
    is_escaped: impl Fn(u8) -> bool,
    write: impl Fn(&mut String, u8),
) -> Cow<'_, str> {
    if !has_byte(text, may_be_escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.bytes().position(&is_escaped) {
        out.push_str(&rest[..at]);
        write(&mut out, rest.as_bytes()[at]);
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn write_escape(out: &mut String, byte: u8) {
    #[expect(clippy::let_underscore_must_use, reason = "writing to a string cannot fail")]
    let _ = write!(out, "\\u{byte:04X}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_must_be_escaped_is() {
        let escaped = |value| escaped_literal(value).into_owned();
        assert_eq!(escaped("a\u{8}\t\n\u{c}\r\"\\é\u{80}"), r#"a\b\t\n\f\r\"\\é"#.to_owned() + "\u{80}");
        assert_eq!(escaped("\u{0}\u{b}\u{1f}\u{7f}"), r#"\u0000\u000B\u001F\u007F"#);
    }

    #[test]
    fn characters_that_no_iri_may_have_are_escaped() {
        assert_eq!(escaped_iri("https://a.example/é|{x}[]"), "https://a.example/é\\u007C\\u007Bx\\u007D[]");
        assert_eq!(
            escaped_iri("a:<>\"^`\\ \n"),
            "a:\\u003C\\u003E\\u0022\\u005E\\u0060\\u005C\\u0020\\u000A"
        );
    }
}
