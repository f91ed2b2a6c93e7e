//! Quads by `oxjsonld`, brought to what jsonld.js makes of the same document.

use std::borrow::Cow;
use std::error::Error;

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::{Literal, Quad, Term};
use serde_json::Value;

use super::{JsonLdError, Processing};

const RDF_JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";

/// The document, its top-level `proof` left out, as quads.
pub(super) fn quads(document: &Value, processing: Processing) -> Result<Vec<Quad>, JsonLdError> {
    let text = serde_json::to_vec(&*without_proof(document)).map_err(|error| syntax(&error))?;
    let contexts = processing.contexts;
    // "Lenient" keeps IRIs that are not well-formed, as jsonld.js does; otherwise their statements would vanish.
    let parser = JsonLdParser::new().lenient().for_slice(&text).with_load_document_callback(move |url, _| {
        match contexts.get(url) {
            Some(context) => Ok(JsonLdRemoteDocument {
                document: context.text().as_bytes().to_vec(),
                document_url: url.to_owned(),
            }),
            None => Err(format!("`{url}` is not pinned").into()),
        }
    });
    parser.map(|quad| quad.map_err(|error| syntax(&error)).and_then(as_jsonld_js_does)).collect()
}

fn without_proof(document: &Value) -> Cow<'_, Value> {
    if document.get("proof").is_none() {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    if let Value::Object(members) = &mut document {
        members.shift_remove("proof");
    }
    Cow::Owned(document)
}

/// Language tags in lower case, and JSON literals in the order of RFC 8785.
fn as_jsonld_js_does(mut quad: Quad) -> Result<Quad, JsonLdError> {
    if let Term::Literal(literal) = &quad.object {
        if let Some(language) = literal.language() {
            let language = language.to_ascii_lowercase();
            quad.object = Literal::new_language_tagged_literal_unchecked(literal.value(), language).into();
        } else if literal.datatype().as_str() == RDF_JSON {
            let json: Value = serde_json::from_str(literal.value()).map_err(|error| syntax(&error))?;
            let canonical = serde_json_canonicalizer::to_string(&json).map_err(|error| syntax(&error))?;
            quad.object = Literal::new_typed_literal(canonical, literal.datatype()).into();
        }
    }
    Ok(quad)
}

fn syntax(error: &dyn Error) -> JsonLdError {
    JsonLdError::Unsupported { pointer: String::new(), what: error.to_string() }
}
