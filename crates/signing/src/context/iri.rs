//! IRI expansion (JSON-LD API §5.2) where no context is being built and the base IRI is null.

use std::borrow::Cow;

use super::definition::Mapping;
use super::{ActiveContext, Keyword, TermDefinition};
use crate::scan::has_byte;

/// What a term, compact IRI or IRI expands to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expanded<T> {
    /// Nothing: a term that means nothing, or something that only looks like a keyword.
    Null,
    /// A keyword.
    Keyword(Keyword),
    /// An IRI, a blank node, or a text that is neither.
    Iri(T),
}

impl<T> Expanded<T> {
    /// The same with another kind of text.
    pub(crate) fn map<U>(self, map: impl FnOnce(T) -> U) -> Expanded<U> {
        match self {
            Self::Null => Expanded::Null,
            Self::Keyword(keyword) => Expanded::Keyword(keyword),
            Self::Iri(iri) => Expanded::Iri(map(iri)),
        }
    }
}

impl ActiveContext {
    /// Expands `value`, as a term too if `vocab` is set.
    pub(crate) fn expand_iri<'a>(&'a self, value: &'a str, vocab: bool) -> Expanded<Cow<'a, str>> {
        if vocab {
            return self.expand_defined(value, self.term(value).map(|definition| &**definition), true);
        }
        // Other terms than those for keywords do not count.
        match self.alias(value) {
            Some(keyword) => Expanded::Keyword(keyword),
            None => self.expand_defined(value, None, false),
        }
    }

    /// [`ActiveContext::expand_iri`] of what has this definition.
    pub(crate) fn expand_defined<'a>(
        &'a self,
        value: &'a str,
        definition: Option<&'a TermDefinition>,
        vocab: bool,
    ) -> Expanded<Cow<'a, str>> {
        // §5.2.2 step 1
        if let Some(keyword) = Keyword::of(value) {
            return Expanded::Keyword(keyword);
        }
        // step 2
        if Keyword::is_form(value) {
            return Expanded::Null;
        }
        // steps 4 and 5
        match definition.map(|definition| &definition.mapping) {
            Some(Mapping::Keyword(keyword)) => return Expanded::Keyword(*keyword),
            Some(Mapping::Iri(iri)) if vocab => return Expanded::Iri(Cow::Borrowed(iri)),
            Some(Mapping::Null) if vocab => return Expanded::Null,
            _ => {}
        }
        // step 6
        if let Some(iri) = self.expand_compact(value) {
            return Expanded::Iri(iri);
        }
        // step 7
        if let Some(base) = self.vocab.as_deref().filter(|_| vocab) {
            return Expanded::Iri(Cow::Owned(format!("{base}{value}")));
        }
        // steps 8 and 9: the base IRI is null, so a relative reference stays one
        Expanded::Iri(Cow::Borrowed(value))
    }

    /// Steps 1, 4 and 5 alone: the keyword that `value` is, or is a term for.
    pub(crate) fn keyword(&self, value: &str) -> Option<Keyword> {
        match Keyword::of(value) {
            None if Keyword::is_form(value) => None,
            None => self.alias(value),
            keyword => keyword,
        }
    }

    /// Step 6: what has a colon, other than at its start.
    fn expand_compact<'a>(&self, value: &'a str) -> Option<Cow<'a, str>> {
        let (prefix, suffix) = split_at_colon(value).filter(|(prefix, _)| !prefix.is_empty())?;
        // step 6.2
        if prefix == "_" || suffix.starts_with("//") {
            return Some(Cow::Borrowed(value));
        }
        // step 6.4
        if let Some(definition) = self.term(prefix).filter(|definition| definition.prefix)
            && let Mapping::Iri(iri) = &definition.mapping
        {
            return Some(Cow::Owned(format!("{iri}{suffix}")));
        }
        // step 6.5
        is_absolute(value).then_some(Cow::Borrowed(value))
    }
}

/// Whether a text has the form of an absolute IRI, or of a blank node: a scheme, a colon and no white space. The same
/// test as in jsonld.js, so that both refuse the same documents.
pub(crate) fn is_absolute(text: &str) -> bool {
    has_scheme(text) && !has_space(text)
}

/// Whether a text is an absolute IRI of visible ASCII characters, all of which may be in one. Nearly all IRIs are.
pub(crate) fn is_plainly_absolute(text: &str) -> bool {
    has_scheme(text) && !has_byte(text, |byte| (byte <= b' ') | (byte >= 0x7f) | may_be_in_no_iri(byte))
}

fn has_scheme(text: &str) -> bool {
    let is_of_scheme = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+'..=b'.');
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|b| !is_of_scheme(*b));
    let is_scheme =
        bytes.first().is_some_and(u8::is_ascii_alphabetic) && end.is_some_and(|end| bytes[end] == b':');
    is_scheme || text.starts_with("_:")
}

fn has_space(text: &str) -> bool {
    // Nearly all are of visible ASCII characters.
    has_byte(text, |byte| (byte <= b' ') | (byte >= 0x7f))
        && text.chars().any(|c| c.is_whitespace() || c == '\u{feff}')
}

/// Whether a text has a character, other than white space, that no IRI has.
pub(crate) fn has_what_no_iri_has(text: &str) -> bool {
    has_byte(text, may_be_in_no_iri) && text.bytes().any(is_in_no_iri)
}

/// Whether a character is no control character, and yet in no IRI.
pub(crate) fn is_in_no_iri(byte: u8) -> bool {
    matches!(byte, b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`' | b'\\')
}

/// The same, quicker asked of many bytes at once; true of `~` and some control characters, too.
pub(crate) fn may_be_in_no_iri(byte: u8) -> bool {
    // `<`, `>`, `\`, `^` and `|` differ in three bits.
    ((byte & 0x9d) == 0x1c) | (byte == b'"') | (byte == b'`') | (byte == b'{') | (byte == b'}')
}

/// Before and after the first colon. In most texts it comes soon.
fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let colon = text.bytes().position(|byte| byte == b':')?;
    Some((&text[..colon], &text[colon + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_has_nothing_that_no_iri_has() {
        for byte in 0..=0x7f_u8 {
            assert!(may_be_in_no_iri(byte) || !is_in_no_iri(byte), "{byte:#x}");
            let iri = format!("urn:a{}a", char::from(byte));
            let is_plain =
                byte != b'~' && is_absolute(&iri) && !has_what_no_iri_has(&iri) && byte.is_ascii_graphic();
            assert_eq!(is_plainly_absolute(&iri), is_plain, "{iri:?}");
        }
    }

    #[test]
    fn a_scheme_and_no_white_space_make_an_absolute_iri() {
        for iri in ["https://a.example/", "urn:x", "did:web:a", "_:b0", "xsd:dateTime", "a+b-c.d:"] {
            assert!(is_absolute(iri), "{iri}");
        }
        for text in ["", "a", "/a", "a/b:c", ":a", "1a:b", "urn:a b", "urn:a\u{feff}", "https://a.example/ "]
        {
            assert!(!is_absolute(text), "{text}");
        }
    }
}
