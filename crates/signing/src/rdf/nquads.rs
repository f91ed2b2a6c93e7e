//! What is escaped in the canonical form of N-Quads (RDFC-1.0 §5).

use std::borrow::Cow;
use std::fmt::Write;

use crate::context::is_in_no_iri;
use crate::scan::has_byte;

/// What stands between `<` and `>` for an IRI. Characters that N-Quads does not allow there are escaped, as in every other
/// implementation.
pub(crate) fn escaped_iri(iri: &str) -> Cow<'_, str> {
    let is_escaped = |byte| (byte <= b' ') | is_in_no_iri(byte);
    escaped(iri, is_escaped, |out, c| {
        if c.is_ascii() && is_escaped(c as u8) { write_escape(out, c) } else { out.push(c) }
    })
}

/// What stands between quotation marks for a literal.
pub(crate) fn escaped_literal(value: &str) -> Cow<'_, str> {
    let is_escaped = |byte| (byte < b' ') | (byte == b'"') | (byte == b'\\') | (byte == 0x7f);
    escaped(value, is_escaped, |out, c| match c {
        '\u{8}' => out.push_str("\\b"),
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\u{c}' => out.push_str("\\f"),
        '\r' => out.push_str("\\r"),
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\0'..='\u{1f}' | '\u{7f}' => write_escape(out, c),
        _ => out.push(c),
    })
}

/// The text as it is, unless a byte of it `is_escaped`.
fn escaped(text: &str, is_escaped: impl Fn(u8) -> bool, write: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !has_byte(text, is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    text.chars().for_each(|c| write(&mut out, c));
    Cow::Owned(out)
}

fn write_escape(out: &mut String, c: char) {
    #[expect(clippy::let_underscore_must_use, reason = "writing to a string cannot fail")]
    let _ = write!(out, "\\u{:04X}", u32::from(c));
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
