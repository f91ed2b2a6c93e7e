//! The text that is baked: a credential as JSON, or as a compact JWS.

use std::cell::LazyCell;

use serde_json::Value;

use super::{BakeError, MAX_TEXT_BYTES};
use crate::strict_json;

/// Further texts that are compared with the first. No honest picture holds even one.
const MOST_COMPARED: usize = 4;

/// Texts beyond which it makes no difference what else a picture holds: the first, those that are compared
/// with it, and one that is too many.
pub(super) const MOST_TEXTS: usize = 1 + MOST_COMPARED + 1;

/// The longest text that is compared as JSON, in bytes; longer ones are compared byte for byte.
const LONGEST_COMPARED_AS_JSON: usize = 2_000_000;

/// What was read out of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// The first credential's text without surrounding white space: JSON if it begins with `{`, else a
    /// compact JWS. It is not checked further.
    pub text: String,
    /// Whether the picture holds another one.
    pub second: Second,
}

/// Whether a picture holds more credentials than the first, which is the one to verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Second {
    /// No: as it should be.
    None,
    /// Yes, with the same contents (JSON compared as JSON): worth a warning.
    Same,
    /// Yes, and at least one differs, or there are too many to compare (more than four further ones): other
    /// readers may show another badge, so the picture proves nothing.
    Different,
}

/// The two forms of a credential (Open Badges 3.0, section "Baked Badge").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Jws,
}

/// The text to bake, trimmed, and its form, told by its first character.
pub(super) fn to_bake(text: &str) -> Result<(&str, Form), BakeError> {
    let text = text.trim();
    if text.len() > MAX_TEXT_BYTES {
        return Err(BakeError::TextTooLarge { limit: MAX_TEXT_BYTES });
    }
    if text.starts_with('{') {
        strict_json::read(text.as_bytes())
            .map_err(|error| BakeError::NotACredential { detail: format!("found faulty JSON: {error}") })?;
        return Ok((text, Form::Json));
    }
    if is_compact_jws(text) {
        return Ok((text, Form::Jws));
    }
    Err(BakeError::NotACredential { detail: "found neither".to_owned() })
}

/// Three parts of base64url without padding (RFC 7515 §3.1); detached payloads have nothing to bake.
fn is_compact_jws(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    text.split('.').count() == 3 && text.split('.').all(is_part)
}

/// The first of the texts found, and what the others are beside it. Blank ones are as good as absent.
pub(super) fn settle(found: Vec<String>) -> Option<Extracted> {
    let mut found = found.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    let first = found.next()?;
    let second = beside(first, found, |text| strict_json::read(text.as_bytes()).ok());
    Some(Extracted { text: first.to_owned(), second })
}

/// What `others` are beside `first`, with `parse` called once at most for `first` and each that is compared.
fn beside<'text>(
    first: &str,
    mut others: impl Iterator<Item = &'text str>,
    parse: impl Fn(&str) -> Option<Value>,
) -> Second {
    let json = |text: &str| (text.len() <= LONGEST_COMPARED_AS_JSON).then(|| parse(text)).flatten();
    let first_as_json = LazyCell::new(|| json(first));
    let is_same = |other: &str| {
        first == other || first_as_json.as_ref().is_some_and(|first| json(other).as_ref() == Some(first))
    };
    let mut second = Second::None;
    for other in others.by_ref().take(MOST_COMPARED) {
        if !is_same(other) {
            return Second::Different;
        }
        second = Second::Same;
    }
    if others.next().is_some() { Second::Different } else { second }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{BakeError, Form, LONGEST_COMPARED_AS_JSON, MAX_TEXT_BYTES, Second, beside, settle, to_bake};

    fn second_of(texts: &[&str]) -> Option<Second> {
        settle(texts.iter().map(|text| (*text).to_owned()).collect()).map(|found| found.second)
    }

    #[test]
    fn the_form_is_told_by_the_first_character() {
        assert_eq!(to_bake(" {\"a\": 1}\n"), Ok(("{\"a\": 1}", Form::Json)));
        assert_eq!(to_bake("eyJh.e30.c2ln\n"), Ok(("eyJh.e30.c2ln", Form::Jws)));
    }

    #[test]
    fn what_is_neither_json_nor_a_jws_is_not_baked() {
        for text in [
            "",
            "{",
            "[1]",
            "{\"a\":1,\"a\":2}",
            "{\"a\": 1} {}",
            "a.b",
            "a.b.c.d",
            "a..c",
            "a.b.c=",
            "https://example.org/1",
        ] {
            assert_eq!(to_bake(text).map_err(|error| error.code()), Err("bake.not_a_credential"), "{text}");
        }
    }

    #[test]
    fn a_text_beyond_the_limit_is_not_baked() {
        let text = format!("{{\"a\": \"{}\"}}", "x".repeat(MAX_TEXT_BYTES));
        assert_eq!(to_bake(&text), Err(BakeError::TextTooLarge { limit: MAX_TEXT_BYTES }));
    }

    #[test]
    fn json_is_compared_as_json_and_a_jws_as_text() {
        assert_eq!(second_of(&["{\"a\":1,\"b\":2}", " { \"b\" : 2, \"a\" : 1 } "]), Some(Second::Same));
        assert_eq!(second_of(&["{\"a\":1}", "{\"a\":2}"]), Some(Second::Different));
        // Of a member that is given twice readers take one or the other: such texts are not the same as any.
        assert_eq!(second_of(&["{\"a\":1}", "{\"a\":2,\"a\":1}"]), Some(Second::Different));
        assert_eq!(second_of(&["a.b.c", "a.b.c"]), Some(Second::Same));
        assert_eq!(second_of(&["a.b.c", "a.b.d"]), Some(Second::Different));
    }

    #[test]
    fn a_third_that_differs_is_not_overlooked() {
        assert_eq!(second_of(&["a.b.c", "a.b.c", "a.b.d"]), Some(Second::Different));
        assert_eq!(second_of(&["a.b.c", "a.b.d", "a.b.c"]), Some(Second::Different));
    }

    #[test]
    fn of_two_thousand_further_texts_four_are_compared_and_the_first_is_parsed_once() {
        let first = format!("{{{}}}", " ".repeat(1_000_000));
        let (pulled, parsed, parsed_first) = (Cell::new(0), Cell::new(0), Cell::new(0));
        let others = std::iter::repeat_n("{}", 2_000).inspect(|_| pulled.set(pulled.get() + 1));
        let second = beside(&first, others, |text| {
            parsed.set(parsed.get() + 1);
            parsed_first.set(parsed_first.get() + usize::from(text == first));
            serde_json::from_str(text).ok()
        });
        // The fifth is pulled to see that it is there, and not looked into.
        assert_eq!((second, pulled.get()), (Second::Different, 5));
        assert_eq!((parsed.get(), parsed_first.get()), (5, 1));
    }

    #[test]
    fn four_further_texts_may_be_the_same_and_a_fifth_is_too_many() {
        assert_eq!(second_of(&["{}", "{ }", "{}", "{ }", "{}"]), Some(Second::Same));
        assert_eq!(second_of(&["{}", "{ }", "{}", "{ }", "{}", "{}"]), Some(Second::Different));
    }

    #[test]
    fn long_texts_are_compared_byte_for_byte() {
        let longest = format!("{{{}}}", " ".repeat(LONGEST_COMPARED_AS_JSON - 2));
        let longer = format!("{{{}}}", " ".repeat(LONGEST_COMPARED_AS_JSON - 1));
        assert_eq!(second_of(&[&longest, "{}"]), Some(Second::Same));
        assert_eq!(second_of(&[&longer, "{}"]), Some(Second::Different));
        assert_eq!(second_of(&["{}", &longer]), Some(Second::Different));
        assert_eq!(second_of(&[&longer, &longer]), Some(Second::Same));
    }

    #[test]
    fn blank_texts_do_not_count() {
        assert_eq!(second_of(&[" ", "\n"]), None);
        assert_eq!(second_of(&["", "a.b.c", " "]), Some(Second::None));
    }
}
