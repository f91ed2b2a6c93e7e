//! Terms in the canonical form of N-Quads (RDFC-1.0 §5).

use std::fmt::Write;

use super::{Literal, LiteralKind};

/// Appends an IRI. Characters that N-Quads does not allow in one are escaped, as in every other implementation.
pub(crate) fn write_iri(out: &mut String, iri: &str) {
    out.push('<');
    for c in iri.chars() {
        match c {
            '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => write_escape(out, c),
            _ => out.push(c),
        }
    }
    out.push('>');
}

/// Appends a literal.
pub(crate) fn write_literal(out: &mut String, literal: &Literal<'_>) {
    out.push('"');
    for c in literal.value.chars() {
        match c {
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\0'..='\u{1f}' | '\u{7f}' => write_escape(out, c),
            _ => out.push(c),
        }
    }
    out.push('"');
    match &literal.kind {
        LiteralKind::String => {}
        LiteralKind::Language(tag) => {
            out.push('@');
            out.push_str(tag);
        }
        LiteralKind::Typed(datatype) => {
            out.push_str("^^");
            write_iri(out, datatype);
        }
    }
}

fn write_escape(out: &mut String, c: char) {
    #[expect(clippy::let_underscore_must_use, reason = "writing to a string cannot fail")]
    let _ = write!(out, "\\u{:04X}", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(value: &str) -> String {
        let mut out = String::new();
        write_literal(&mut out, &Literal { value: value.into(), kind: LiteralKind::String });
        out
    }

    #[test]
    fn only_what_must_be_escaped_is() {
        assert_eq!(literal("a\u{8}\t\n\u{c}\r\"\\é\u{80}"), r#""a\b\t\n\f\r\"\\é"#.to_owned() + "\u{80}\"");
        assert_eq!(literal("\u{0}\u{b}\u{1f}\u{7f}"), r#""\u0000\u000B\u001F\u007F""#);
    }

    #[test]
    fn characters_that_no_iri_may_have_are_escaped() {
        let mut out = String::new();
        write_iri(&mut out, "https://a.example/é|{x}[]");
        assert_eq!(out, "<https://a.example/é\\u007C\\u007Bx\\u007D[]>");
    }
}
