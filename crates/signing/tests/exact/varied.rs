//! Documents that differ from one another in texts: how one of them is read may be known from the others.

use badgewright_signing::json::Tree;
use badgewright_signing::jsonld::{self, JsonLdError, Made, Processing};
use badgewright_signing::{canonical_form, rdfc};
use serde_json::Value;
use sha2::Sha256;

use super::choices::Choices;

/// What may stand for any text.
const TEXTS: [&str; 24] = [
    "",
    "name",
    "id",
    "@id",
    "@type",
    "type",
    "relative",
    "a\"b\\c\nd\u{7f}",
    "é\u{1f600}",
    "\u{fffe}",
    "_:b0",
    "_:b1",
    "urn:x",
    "urn://x",
    "did:key:z6Mk",
    "https:x",
    "https://a.example/",
    "https://a.example/ b",
    "https://a.example/<b>",
    "https://a.example/~\u{e9}",
    "schema:name",
    "OB:Achievement",
    "2026-11-24T10:15:30Z",
    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement",
];

/// Alters some of a document's texts, and as rarely what else there is.
pub(crate) fn vary(document: &mut Value, choices: &mut Choices<'_>) {
    let mut texts = Vec::new();
    collect(document, &mut texts);
    if texts.is_empty() {
        return;
    }
    for _ in 0..1 + choices.below(4) {
        let (at, other) = (choices.below(texts.len()), texts[choices.below(texts.len())].clone());
        let text = match choices.below(4) {
            0 => other,
            1 => choices.one_of(&TEXTS).to_owned(),
            2 => format!("{other}x"),
            _ => format!("{}y", texts[at]),
        };
        set(document, &mut { at }, &text);
    }
}

/// The canonical form by way of the walk, whatever is known.
pub(crate) fn walked(document: &Value, processing: Processing) -> Result<String, JsonLdError> {
    let made = Made::new();
    let quads = jsonld::to_rdf(document, processing, &made)?;
    rdfc::canonicalize::<Sha256>(quads).map_err(|rdfc::TooComplex| JsonLdError::TooComplex)
}

/// Whether a document is read as the walk reads it, with what is known of documents like it.
pub(crate) fn is_read_as_walked(
    document: &impl Tree,
    walked: &Result<String, JsonLdError>,
    processing: Processing,
) -> bool {
    match (canonical_form(document, processing), walked) {
        (Ok(form), Ok(walked)) => form == *walked,
        // Not by their words: numbers beyond all bounds are told of as they were read.
        (Err(error), Err(walked)) => error.code() == walked.code(),
        _ => false,
    }
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(members) => {
            members
                .iter()
                .filter(|(name, _)| *name != "@context")
                .for_each(|(_, value)| collect(value, texts));
        }
        _ => {}
    }
}

/// Puts a text in the place of the one that comes as number `at`.
fn set(value: &mut Value, at: &mut usize, text: &str) {
    match value {
        Value::String(known) => {
            if *at == 0 {
                text.clone_into(known);
            }
            *at = at.wrapping_sub(1);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| set(item, at, text)),
        Value::Object(members) => {
            let others = members.iter_mut().filter(|(name, _)| *name != "@context");
            others.for_each(|(_, value)| set(value, at, text));
        }
        _ => {}
    }
}
