//! The first oracle: `oxjsonld` reads the document, `oxrdf` brings its statements into canonical order.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::panic;
use std::sync::Once;

use badgewright_signing::context::pinned;
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm, Dataset};
use oxrdf::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use serde_json::{Number, Value};

use super::vocabulary::{bring_contexts, is_prefix};

/// Its two ways of refusing what is right: a term that is protected may be defined again in the same words (JSON-LD API §4.2.2
/// step 27.1), and on some nestings it panics.
pub(crate) fn is_excused(error: &str) -> bool {
    error == PANICKED || error.contains("protected")
}

const PANICKED: &str = "it panicked";

/// The canonical N-Quads; else why there are none.
pub(crate) fn canonical_form(document: &Value) -> Result<String, String> {
    mute_its_panics();
    panic::catch_unwind(|| read(document)).unwrap_or_else(|_| Err(PANICKED.to_owned()))
}

/// Whether what `oxjsonld` says counts for nothing. Version 0.2.7
///
/// - applies, of the contexts of a node's types, only that of the last one (JSON-LD API §5.1.2 step 11.2 wants all),
/// - puts the context of a property on top of those of the types of the node around it, which no longer hold (step 7), and
///   forgets it one level below,
/// - reads what stands in a `@list` or `@set` object by the definition that those types give the property (step 7),
/// - expands an `@id` before the contexts of the types that stand after it (step 11 comes before step 13.4.3), and a `@type`
///   before those of the types of the node around are gone (step 7),
/// - gives a string under a property of type `@none` no default language (§5.3.2 step 5),
/// - takes what stands under a property with index, id or type maps for a map even if it is none (step 13.8),
/// - writes a number with the digits it has in JSON, and not rounded to sixteen (§8.2.2 step 11), as 9.95 is and subnormal
///   numbers are,
/// - orders the members of JSON literals by UTF-8 and not by UTF-16 (RFC 8785 §3.2.3),
/// - knows no `rdfDirection`, so that directions are lost.
pub(crate) fn is_no_judge(document: &Value, form: &str) -> bool {
    let has_ordering_of_its_own =
        || form.contains("rdf-syntax-ns#JSON>") && form.contains(|c| c >= '\u{e000}');
    form.contains("<https://www.w3.org/ns/i18n#") || has_ordering_of_its_own() || is_misread(document)
}

fn is_misread(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, value)| match name.as_str() {
            "@context" => has_maps_or_none(value),
            "@list" | "@set" | "list" | "set" => true,
            "@id" | "id" | "@type" | "type" => has_prefix(value) || is_misread(value),
            name => (bring_contexts(name) && has_object(value)) || is_misread(value),
        }),
        Value::Array(items) => {
            let typed: BTreeSet<_> =
                items.iter().filter_map(Value::as_str).filter(|name| bring_contexts(name)).collect();
            typed.len() > 1 || items.iter().any(is_misread)
        }
        Value::Number(number) => has_other_digits(number),
        _ => false,
    }
}

/// Whether a number's sixteen digits are others than the fewest that tell it from all others.
fn has_other_digits(number: &Number) -> bool {
    let double = number.as_f64().unwrap_or_default();
    let sixteen = format!("{double:.15e}");
    let (digits, exponent) = sixteen.split_once('e').unwrap_or_default();
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{double:e}") != format!("{digits}e{exponent}")
}

fn has_prefix(value: &Value) -> bool {
    let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let mut prefixes = items.iter().filter_map(|item| item.as_str()?.split_once(':'));
    prefixes.any(|(prefix, _)| is_prefix(prefix))
}

fn has_object(value: &Value) -> bool {
    value.is_object() || value.as_array().is_some_and(|items| items.iter().any(has_object))
}

fn has_maps_or_none(contexts: &Value) -> bool {
    let text = contexts.to_string();
    let has_none = text.contains("\"@type\":\"@none\"") && text.contains("{\"@language\":");
    has_none
        || ["@index", "@id", "@type"].iter().any(|map| text.contains(&format!("\"@container\":\"{map}\"")))
}

fn read(document: &Value) -> Result<String, String> {
    let text = serde_json::to_vec(document).unwrap();
    let parser = JsonLdParser::new().lenient().for_slice(&text).with_load_document_callback(|url, _| {
        let context = pinned(url).ok_or("not pinned")?;
        let document = context.text.as_bytes().to_vec();
        Ok(JsonLdRemoteDocument { document, document_url: url.to_owned() })
    });
    let quads = parser.map(|quad| quad.map(as_canonical)).collect::<Result<Dataset, _>>();
    let mut dataset = quads.map_err(|error| error.to_string())?;
    let hash_algorithm = CanonicalizationHashAlgorithm::Sha256;
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    Ok(lines.concat())
}

/// The same statement as canonical N-Quads have it. `oxjsonld` keeps the case of language tags (JSON-LD 1.1 §4.2.4 leaves it
/// free, jsonld.js has lower case), and `oxrdf` does not escape in IRIs what N-Quads does not allow there.
fn as_canonical(quad: Quad) -> Quad {
    let escaped = |iri: NamedNode| {
        let mut written = String::new();
        for c in iri.as_str().chars() {
            match c {
                '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => {
                    let _ = write!(written, "\\u{:04X}", u32::from(c));
                }
                _ => written.push(c),
            }
        }
        NamedNode::new_unchecked(written)
    };
    let object = match quad.object {
        Term::NamedNode(iri) => escaped(iri).into(),
        Term::Literal(literal) => match literal.destruct() {
            (value, _, Some(language), ..) => {
                Literal::new_language_tagged_literal_unchecked(value, language.to_ascii_lowercase()).into()
            }
            (value, Some(datatype), None, ..) => Literal::new_typed_literal(value, escaped(datatype)).into(),
            (value, None, None, ..) => Literal::new_simple_literal(value).into(),
        },
        blank @ Term::BlankNode(_) => blank,
    };
    let subject = match quad.subject {
        NamedOrBlankNode::NamedNode(iri) => escaped(iri).into(),
        blank @ NamedOrBlankNode::BlankNode(_) => blank,
    };
    let graph = match quad.graph_name {
        GraphName::NamedNode(iri) => escaped(iri).into(),
        other => other,
    };
    Quad::new(subject, escaped(quad.predicate), object, graph)
}

fn mute_its_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let is_its_own = info.location().is_some_and(|location| location.file().contains("oxjsonld"));
            if !is_its_own {
                others(info);
            }
        }));
    });
}
