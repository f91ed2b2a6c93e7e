//! Texts, numbers and IRIs: the usual ones, and those that are written in two ways somewhere.

use serde_json::{Map, Value, json};

use super::choices::Choices;

const TEXTS: [&str; 20] = [
    "Ada",
    "",
    "true",
    "a \"quoted\" \\ text",
    "\u{0}\u{1}\u{7}\u{8}\t\n\u{b}\u{c}\r\u{e}\u{1f}",
    "\u{7f}\u{80}\u{85}\u{9f}\u{a0}\u{ad}",
    "é e\u{301} \u{1e9b}\u{323}",
    "👩‍🔬 \u{1f1e8}\u{1f1ed} \u{10000}\u{10ffff}",
    "\u{202e}\u{200f}שלום\u{2028}\u{2029}",
    "\u{feff}\u{fffd}\u{d7ff}\u{e000}",
    "1e21",
    "line\r\nline",
    "\\u0041 \\n",
    "_:b0",
    "https://a.example/x",
    "@type",
    "\u{1fffe}",
    "<script>'&amp;'</script>",
    "ǅ ß İ ı",
    "\u{fffe}",
];

/// How many of [`TEXTS`] all processors write alike.
const PORTABLE: usize = 19;

const DATES: [&str; 8] = [
    "2026-11-01T15:04:05Z",
    "2026-11-01",
    "2026-11-01T15:04:05.000+01:00",
    "2026-02-30T25:61:61Z",
    "not a date",
    "",
    "-0001-01-01T00:00:00Z",
    "2026-11-01t15:04:05z",
];

const LANGUAGES: [&str; 8] =
    ["en", "de-CH", "EN-us", "zh-Hant-TW", "x-klingon", "i-default", "ar", "a-b-c-1"];

const IRIS: [&str; 22] = [
    "urn:uuid:7b1c4d3e-3a35-4d0f-9b5b-0d6f1c1f2a10",
    "https://a.example/badges/1",
    "did:web:a.example",
    "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#k",
    "_:b0",
    "_:b1",
    "_:b2",
    "https://a.example/é/\u{1f600}?q=ü#f",
    "https://a.example/%7Bx%7D%C3%A9",
    "https://A.example:443/../a/./b",
    "mailto:ada@a.example",
    "data:image/png;base64,iVBORw0KGgo=",
    "https://a.example/a'b(c)[d]",
    "urn:",
    "h:x",
    "https://[2001:db8::1]/x",
    "xsd:string",
    "https://a.example/\\{x\\}|^`<>\"",
    "a.png",
    "",
    "https://a.example/a b",
    "@foo",
];

/// How many of [`IRIS`] any processor takes, and how many are at least absolute.
const SOUND: usize = 17;
const ABSOLUTE: usize = 18;

const NUMBERS: [f64; 26] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    42.0,
    3.5,
    -0.25,
    0.1,
    100.0,
    1e6,
    1.5e10,
    9_007_199_254_740_991.0,
    -123_456_789.0,
    1e21,
    -1e21,
    1.5e21,
    1e22,
    1.5e300,
    1e-6,
    1.5e-7,
    123_456.789,
    9_007_199_254_740_992.0,
    1e20,
    f64::MAX,
    1e-7,
    0.1 + 0.2,
];

/// How many of [`NUMBERS`] all processors write alike.
const AGREED: usize = 21;

pub(crate) fn text(choices: &mut Choices<'_>) -> String {
    match choices.below(8) {
        0..4 if choices.once_in(128) => choices.one_of(&TEXTS).to_owned(),
        0..4 => TEXTS[choices.below(PORTABLE)].to_owned(),
        4 => choices.one_of(&DATES).to_owned(),
        _ => (0..choices.below(12)).map(|_| character(choices)).collect(),
    }
}

/// Any character; those of one byte, the surrogates' neighbours and the planes beyond are all as likely.
fn character(choices: &mut Choices<'_>) -> char {
    let code = match choices.below(4) {
        0 => choices.below(0x80),
        1 => choices.below(0x800),
        2 => choices.below(0x1_0000),
        _ => 0x1_0000 + (choices.below(0x100) << 12) + choices.below(0x1000),
    };
    u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
}

pub(crate) fn number(choices: &mut Choices<'_>) -> Value {
    match choices.below(6) {
        0..3 => json!(NUMBERS[choices.below(AGREED)]),
        3 => json!(choices.below(65_536)),
        4 => json!(choices.bits().cast_signed() >> (11 + choices.below(53))),
        _ if choices.below(2) == 0 => json!(choices.bits().cast_signed() >> choices.below(64)),
        _ if choices.below(2) == 0 => json!(NUMBERS[choices.below(NUMBERS.len())]),
        _ => match f64::from_bits(choices.bits()) {
            double if double.is_finite() => json!(double),
            _ => json!(0),
        },
    }
}

pub(crate) fn scalar(choices: &mut Choices<'_>) -> Value {
    match choices.below(6) {
        0..4 => Value::String(text(choices)),
        4 => number(choices),
        _ => json!(choices.below(2) == 0),
    }
}

/// Mostly a text that fits the datatype, to which nobody holds it.
pub(crate) fn typed(choices: &mut Choices<'_>, datatype: &str) -> Value {
    if choices.once_in(4) {
        return scalar(choices);
    }
    match datatype.rsplit(['#', ':', '/']).next() {
        Some("boolean") => json!(choices.below(2) == 0),
        Some("float" | "double" | "integer" | "nonNegativeInteger") => number(choices),
        Some("date" | "dateTime") => json!(choices.one_of(&DATES)),
        Some("anyURI") => json!(iri(choices)),
        _ => Value::String(text(choices)),
    }
}

/// Mostly an IRI.
pub(crate) fn iri(choices: &mut Choices<'_>) -> String {
    let among = match choices.below(24) {
        23 => IRIS.len(),
        22 => ABSOLUTE,
        _ => SOUND,
    };
    IRIS[choices.below(among)].to_owned()
}

pub(crate) fn language(choices: &mut Choices<'_>) -> String {
    if choices.once_in(16) { text(choices) } else { choices.one_of(&LANGUAGES).to_owned() }
}

/// Any JSON at all.
pub(crate) fn json(choices: &mut Choices<'_>, depth: usize) -> Value {
    match choices.below(if depth == 0 { 4 } else { 7 }) {
        0 => Value::String(text(choices)),
        1 => number(choices),
        2 => json!(choices.below(2) == 0),
        3 => Value::Null,
        4 | 5 => (0..choices.below(4))
            .map(|_| (text(choices), json(choices, depth - 1)))
            .collect::<Map<_, _>>()
            .into(),
        _ => (0..choices.below(4)).map(|_| json(choices, depth - 1)).collect(),
    }
}
