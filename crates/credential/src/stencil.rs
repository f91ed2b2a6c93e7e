//! Documents as a stencil and what fills its gaps: those of one stencil differ in their texts, and in nothing else.
//!
//! A stencil is JSON with a mark for each text that only this document has, and how it begins if it is an IRI, and with
//! references in the places of parts that all documents of a class have. So which documents are of one kind is told by comparing
//! stencils, and a document's text is put together of pieces.

use std::borrow::Cow;
use std::ops::Range;

use serde::ser::{Error, Serialize, Serializer};
use serde_json::Value;

/// Where a text is filled in. No JSON has it.
const TEXT: char = '\u{1}';

/// As long as the stencil of a badge, and as many gaps as it has.
const USUAL_LENGTH: usize = 2_048;
const USUAL_GAPS: usize = 48;
/// As much as escapes may add before room has to be made.
const ESCAPES: usize = 64;

/// A document that is being written, or was.
#[derive(Debug)]
pub struct Stencil<'b> {
    said: String,
    gaps: Vec<Gap<'b>>,
}

#[derive(Debug)]
struct Gap<'b> {
    /// Where in the stencil is what stands for its filling.
    place: Range<usize>,
    filling: Filling<'b>,
}

#[derive(Debug)]
enum Filling<'b> {
    Text(Cow<'b, str>),
    Iri(&'b str),
    Part(&'b Part),
    Added,
}

/// What many documents have alike, as JSON.
#[derive(Debug)]
pub(crate) struct Part {
    /// Its `id` alone, or what has none.
    pub(crate) reference: Cow<'static, str>,
    /// All of it.
    pub(crate) whole: Cow<'static, str>,
}

impl<'b> Stencil<'b> {
    /// The document that somebody writes.
    pub(crate) fn of(write: impl FnOnce(&mut Self)) -> Self {
        let mut stencil =
            Self { said: String::with_capacity(USUAL_LENGTH), gaps: Vec::with_capacity(USUAL_GAPS) };
        write(&mut stencil);
        stencil
    }

    /// An object of the members that somebody writes.
    pub(crate) fn object(&mut self, write: impl FnOnce(&mut Self)) {
        self.said.push('{');
        write(self);
        self.said.push('}');
    }

    /// An array of these items.
    pub(crate) fn array<T>(&mut self, items: &'b [T], write: impl Fn(&'b T, &mut Self)) {
        self.said.push('[');
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                self.said.push(',');
            }
            write(item, self);
        }
        self.said.push(']');
    }

    /// A member's name, for which nothing has to be escaped. Its value comes next.
    pub(crate) fn name(&mut self, name: &'static str) -> &mut Self {
        self.said.push_str(if self.said.ends_with('{') { "\"" } else { ",\"" });
        self.said.push_str(name);
        self.said.push_str("\":");
        self
    }

    /// JSON that all documents have which are of this kind.
    pub(crate) fn said(&mut self, json: &'static str) {
        self.said.push_str(json);
    }

    /// A text that all documents have which are of this kind, in which nothing has to be escaped.
    pub(crate) fn said_text(&mut self, text: &'static str) {
        self.said.push('"');
        self.said.push_str(text);
        self.said.push('"');
    }

    /// A text of this document's own.
    pub(crate) fn text(&mut self, text: impl Into<Cow<'b, str>>) {
        self.said.push('"');
        self.gap(TEXT.encode_utf8(&mut [0; 1]), Filling::Text(text.into()));
        self.said.push('"');
    }

    /// An IRI of this document's own.
    pub(crate) fn iri(&mut self, iri: &'b str) {
        self.said.push('"');
        let begin = self.said.len();
        self.said.push(TEXT);
        self.said.push_str(beginning(iri));
        self.gaps.push(Gap { place: begin..self.said.len(), filling: Filling::Iri(iri) });
        self.said.push('"');
    }

    /// A member whose value is a text of this document's own, if there is one.
    pub(crate) fn text_if(&mut self, name: &'static str, text: Option<impl Into<Cow<'b, str>>>) {
        if let Some(text) = text {
            self.name(name).text(text);
        }
    }

    fn value(&mut self, value: &'b Value) {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => self.said.push_str(&value.to_string()),
            Value::String(text) if beginning(text).is_empty() => self.text(text),
            Value::String(text) => self.iri(text),
            Value::Array(items) => self.array(items, |item, out| out.value(item)),
            Value::Object(members) => self.object(|out| {
                for (place, (name, value)) in members.iter().enumerate() {
                    out.said.push_str(if place == 0 { "\"" } else { ",\"" });
                    push_escaped(&mut out.said, name);
                    out.said.push_str("\":");
                    match name.as_str() {
                        "@context" | "type" => out.said.push_str(&value.to_string()),
                        _ => out.value(value),
                    }
                }
            }),
        }
    }

    /// What all documents of a class have.
    pub(crate) fn part(&mut self, part: &'b Part) {
        self.gap(&part.reference, Filling::Part(part));
    }

    /// Members that are added once all others are known.
    pub(crate) fn added(&mut self) {
        self.gap("", Filling::Added);
    }

    fn gap(&mut self, instead: &str, filling: Filling<'b>) {
        let begin = self.said.len();
        self.said.push_str(instead);
        self.gaps.push(Gap { place: begin..self.said.len(), filling });
    }

    /// What is the same in all documents of its kind, and different in all others, but for what is in their parts.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.said
    }

    /// The texts that only this document has, in order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.gaps.iter().filter_map(|gap| match &gap.filling {
            Filling::Text(text) => Some(&**text),
            Filling::Iri(iri) => Some(*iri),
            Filling::Part(_) | Filling::Added => None,
        })
    }

    /// The document as JSON, with references in the places of its parts.
    #[must_use]
    pub fn with_references(&self) -> String {
        self.filled(|part| &part.reference, &[])
    }

    /// The document as JSON, with its parts, and with members at its end that begin with a comma, in pieces.
    pub(crate) fn whole(&self, added: &[&str]) -> String {
        self.filled(|part| &part.whole, added)
    }

    /// A document of the same kind, with references, and where its texts are in it: each is another and means nothing, and
    /// IRIs begin as they do here.
    #[must_use]
    pub fn specimen(&self) -> (String, Vec<Range<usize>>) {
        let (mut out, mut places) = (String::new(), Vec::new());
        let mut from = 0;
        for Gap { place, filling } in &self.gaps {
            out.push_str(&self.said[from..place.start]);
            from = place.end;
            let before = match filling {
                Filling::Text(_) => "text ",
                Filling::Iri(iri) => beginning(iri),
                Filling::Part(part) => {
                    out.push_str(&part.reference);
                    continue;
                }
                Filling::Added => continue,
            };
            let text = format!("{before}{}", places.len());
            places.push(out.len()..out.len() + text.len());
            out.push_str(&text);
        }
        out.push_str(&self.said[from..]);
        (out, places)
    }

    /// What the document says.
    #[expect(
        clippy::expect_used,
        reason = "it is JSON by how it is written, and not nested deeper than this crate nests"
    )]
    pub(crate) fn read(&self) -> Value {
        serde_json::from_str(&self.whole(&[])).expect("a document that was just written")
    }

    fn filled(&self, of_part: impl Fn(&'b Part) -> &'b str, added: &[&str]) -> String {
        let length = |gap: &Gap<'b>| match &gap.filling {
            Filling::Text(text) => text.len(),
            Filling::Iri(iri) => iri.len(),
            Filling::Part(part) => of_part(part).len(),
            Filling::Added => added.iter().map(|piece| piece.len()).sum(),
        };
        let room = self.said.len() + self.gaps.iter().map(length).sum::<usize>() + ESCAPES;
        let mut out = String::with_capacity(room);
        let mut from = 0;
        for Gap { place, filling } in &self.gaps {
            out.push_str(&self.said[from..place.start]);
            from = place.end;
            match filling {
                Filling::Text(text) => push_escaped(&mut out, text),
                Filling::Iri(iri) => push_escaped(&mut out, iri),
                Filling::Part(part) => out.push_str(of_part(part)),
                Filling::Added => out.extend(added.iter().copied()),
            }
        }
        out.push_str(&self.said[from..]);
        out
    }
}

/// How an IRI begins: its scheme, the colon and, if they follow, two slashes; nothing, where it is none.
fn beginning(iri: &str) -> &str {
    let scheme = iri.split(':').next().filter(|scheme| scheme.len() < iri.len());
    let is_plain = |scheme: &&str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    };
    let Some(scheme) = scheme.filter(is_plain) else { return "" };
    let slashes = if iri[scheme.len() + 1..].starts_with("//") { 2 } else { 0 };
    &iri[..scheme.len() + 1 + slashes]
}

impl<'b> From<&'b Value> for Stencil<'b> {
    /// Any document, with all of its texts in gaps but contexts and types.
    fn from(document: &'b Value) -> Self {
        Self::of(|out| out.value(document))
    }
}

impl Serialize for Stencil<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document: Value = serde_json::from_str(&self.whole(&[])).map_err(S::Error::custom)?;
        document.serialize(serializer)
    }
}

/// Appends a text as it stands in a JSON string.
fn push_escaped(out: &mut String, text: &str) {
    // As a sum of all bytes, which is found for many at once.
    let is_escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    if text.bytes().fold(false, |any, byte| any | is_escaped(byte)) {
        let escaped = Value::from(text).to_string();
        out.push_str(&escaped[1..escaped.len() - 1]);
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn badge(name: &'static str) -> Stencil<'static> {
        static PART: Part = Part { reference: Cow::Borrowed("1"), whole: Cow::Borrowed("[1,2]") };
        Stencil::of(|out| {
            out.object(|out| {
                out.name("type").said_text("A");
                out.name("name").text(name);
                out.name("part").part(&PART);
                out.text_if("none", None::<&str>);
                out.name("list").array(&["a", "\"\u{1}"], |text, out| out.text(*text));
                out.added();
            });
        })
    }

    #[test]
    fn gaps_are_filled_with_texts_and_with_references_or_parts() {
        let badge = badge("\\é");
        let whole = r#"{"type":"A","name":"\\é","part":[1,2],"list":["a","\"\u0001"],"more":true}"#;
        assert_eq!(badge.whole(&[r#","more":"#, "true"]), whole);
        let text = badge.with_references();
        assert_eq!(text, r#"{"type":"A","name":"\\é","part":1,"list":["a","\"\u0001"]}"#);
        assert_eq!(badge.texts().collect::<Vec<_>>(), ["\\é", "a", "\"\u{1}"]);
        assert_eq!(badge.read(), serde_json::from_str::<Value>(&badge.whole(&[])).unwrap());
    }

    #[test]
    fn documents_are_of_one_kind_if_only_texts_differ() {
        assert_eq!(badge("a").kind(), badge("\u{1}\u{2}b\"").kind());
        let kind = |value: Value| Stencil::from(&value).kind().to_owned();
        assert_eq!(kind(json!({"a": ["x", 1]})), kind(json!({"a": ["y", 1]})));
        let others =
            [json!({"b": ["x", 1]}), json!({"a": ["x", 2]}), json!({"a": ["x", "1"]}), json!({"a": ["x"]})];
        for other in others {
            assert_ne!(kind(json!({"a": ["x", 1]})), kind(other));
        }
        let about = |part| Stencil::of(|out| out.part(part)).kind().to_owned();
        let part = |reference| Part { reference: Cow::Borrowed(reference), whole: Cow::Borrowed("null") };
        assert_ne!(about(&part("1")), about(&part("2")));
    }

    #[test]
    fn a_specimen_is_of_the_same_kind_and_has_texts_of_its_own() {
        let document = json!({"type": "A", "id": "urn:uuid:1", "links": ["https://a.example", "HTTPS:a", "é:a"], "same": ["b", "b"]});
        let stencil = Stencil::from(&document);
        let (text, places) = stencil.specimen();
        let specimen = json!({"type": "A", "id": "urn:0", "links": ["https://1", "HTTPS:2", "text 3"], "same": ["text 4", "text 5"]});
        assert_eq!(text, specimen.to_string());
        let found: Vec<&str> = places.into_iter().map(|place| &text[place]).collect();
        assert_eq!(found, ["urn:0", "https://1", "HTTPS:2", "text 3", "text 4", "text 5"]);
        assert_eq!(Stencil::from(&specimen).kind(), stencil.kind());
        let kind = |id: &str| Stencil::from(&json!({ "id": id })).kind().to_owned();
        assert_eq!(kind("urn:uuid:1"), kind("urn:x"));
        for other in ["did:web:a.example", "urn://uuid", "urn"] {
            assert_ne!(kind("urn:uuid:1"), kind(other));
        }
    }

    fn documents() -> impl Strategy<Value = Value> {
        let texts = "[a-zé\"\\\\\u{0}-\u{2}\n]{0,5}";
        let leaf = prop_oneof![
            texts.prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
            Just(Value::Null),
        ];
        leaf.prop_recursive(3, 24, 5, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((texts, inner), 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_document_is_written_as_it_is(document in documents()) {
            let stencil = Stencil::from(&document);
            prop_assert_eq!(stencil.whole(&[]), document.to_string());
            prop_assert_eq!(stencil.with_references(), document.to_string());
        }
    }
}
