//! Documents that others wrote, as text, with some of its words exchanged.

use serde_json::Value;

use super::choices::Choices;

const SAMPLES: [&str; 4] = [
    include_str!("../../known-answers/open-badge/open-badge.json"),
    include_str!("../../known-answers/eddsa-rdfc-2022/signedDataInt.json"),
    include_str!("../../known-answers/ed25519-signature-2018/signed.json"),
    include_str!("../../known-answers/proof-set-chain/signedProofChain2.json"),
];

/// What may stand for any string, number or word of a text.
const WORDS: [&str; 30] = [
    "\"name\"",
    "\"\\ud83d\\ude00\\u0000\\u001f\\/\\\"\"",
    "\"_:b0\"",
    "\"_:b1\"",
    "\"urn:x\"",
    "\"id\"",
    "\"type\"",
    "\"@id\"",
    "\"@value\"",
    "\"@list\"",
    "\"@graph\"",
    "\"@language\"",
    "\"\"",
    "null",
    "true",
    "-0",
    "-0.0",
    "1.0",
    "0.1E1",
    "12e-1",
    "1E21",
    "9007199254740993",
    "123456789012345678901234567890",
    "[]",
    "{}",
    "[null]",
    "{\"@value\": 1.50}",
    "{\"@list\": [\"x\", \"x\"]}",
    "{\"type\": \"Achievement\", \"tag\": [\"x\", \"x\"]}",
    "{\"id\": \"_:b0\", \"name\": {\"@value\": \"x\", \"@language\": \"EN\"}}",
];

/// A document; `null` where what came out is no JSON.
pub(crate) fn document(choices: &mut Choices<'_>) -> Value {
    let mut parts = parts(choices.one_of(&SAMPLES));
    for _ in 0..1 + choices.below(4) {
        let words: Vec<usize> = (0..parts.len()).filter(|at| is_word(parts[*at])).collect();
        let at = words[choices.below(words.len())];
        match choices.below(3) {
            0 => parts[at] = parts[words[choices.below(words.len())]],
            1 => parts[at] = choices.one_of(&WORDS),
            _ => {
                let other = words[choices.below(words.len())];
                parts.swap(at, other);
            }
        }
    }
    serde_json::from_str(&parts.concat()).unwrap_or_default()
}

fn is_word(part: &str) -> bool {
    !part.starts_with(|c: char| c.is_ascii_whitespace() || "{}[]:,".contains(c))
}

/// Strings, numbers and words, and what is between them, sign by sign.
fn parts(mut text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    while let Some(first) = text.chars().next() {
        let length = match first {
            '"' => end_of_string(text),
            '{' | '}' | '[' | ']' | ':' | ',' => 1,
            c if c.is_ascii_whitespace() => 1,
            _ => text.find(|c: char| c.is_ascii_whitespace() || "{}[]:,\"".contains(c)).unwrap_or(text.len()),
        };
        let (part, rest) = text.split_at(length);
        parts.push(part);
        text = rest;
    }
    parts
}

fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let is_end = *c == '"' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}
