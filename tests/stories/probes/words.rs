//! JsonLDValidationProbe: every member and every type is a word of the contexts.
//!
//! JSON-LD's scopes, read a second time and without anything else of it: which words are there is all that is asked.

use std::collections::BTreeMap;

use badgewright_signing::context::pinned;
use serde_json::{Value, json};

use super::badges::Badge;
use super::{Found, finds, finds_nothing};

/// The words that are there, with what their contexts say of each.
#[derive(Clone, Default)]
struct Words(BTreeMap<String, Value>);

impl Words {
    /// With those of a context: an address, a list of contexts, or the definitions themselves.
    fn with(mut self, context: &Value, found: &mut Found) -> Self {
        match context {
            Value::String(url) => match pinned(url) {
                Some(context) => {
                    let document: Value = serde_json::from_str(context.text).unwrap();
                    self.with(&document["@context"], found)
                }
                None => {
                    found.unless(false, format!("nobody has the context {url}"));
                    self
                }
            },
            Value::Array(contexts) => contexts.iter().fold(self, |words, context| words.with(context, found)),
            Value::Object(words) => {
                let words =
                    words.iter().filter(|(name, meaning)| !name.starts_with('@') && !meaning.is_null());
                self.0.extend(words.map(|(name, meaning)| (name.clone(), meaning.clone())));
                self
            }
            _ => self,
        }
    }

    /// With those of the contexts that words bring along for what is of their type.
    fn with_those_of(self, types: &[&str], found: &mut Found) -> Self {
        let mut sorted = types.to_vec();
        sorted.sort_unstable();
        let scopes: Vec<Value> =
            sorted.iter().filter_map(|name| self.0.get(*name)?.get("@context").cloned()).collect();
        scopes.iter().fold(self, |words, scope| words.with(scope, found))
    }
}

fn text_or_list(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is_absolute(id: &str) -> bool {
    id.split_once(':').is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty())
}

/// Walks what stands at a place.
fn walk(value: &Value, words: &Words, at: &str, found: &mut Found) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| walk(item, words, &format!("{at}/{i}"), found));
        }
        Value::Object(members) => {
            let words =
                members.get("@context").map_or_else(|| words.clone(), |own| words.clone().with(own, found));
            let types = members.get("type").map(text_or_list).unwrap_or_default();
            let own = words.clone().with_those_of(&types, found);
            for name in types {
                found.unless(own.0.contains_key(name), format!("{at}: the type {name} is no word"));
            }
            for (name, value) in members.iter().filter(|(name, _)| *name != "@context") {
                member(name, value, (&words, &own), at, found);
            }
        }
        _ => {}
    }
}

/// One member of an object: words of a type hold in the object, those of a member in all that is below.
fn member(name: &str, value: &Value, (around, own): (&Words, &Words), at: &str, found: &mut Found) {
    if name == "@graph" {
        return walk(value, around, &format!("{at}/@graph"), found);
    }
    let Some(meaning) = own.0.get(name) else {
        return found.unless(false, format!("{at}/{name} is no word"));
    };
    let keyword = meaning.as_str().or(meaning["@id"].as_str()).unwrap_or_default();
    match keyword {
        "@id" => {
            found.unless(text_or_list(value).into_iter().all(is_absolute), format!("{at}/{name} is relative"))
        }
        "@type" => {}
        _ if meaning["@type"] == "@json" => {}
        _ => {
            if meaning["@type"] == "@id" {
                found.unless(
                    text_or_list(value).into_iter().all(is_absolute),
                    format!("{at}/{name} is relative"),
                );
            }
            let inside = meaning
                .get("@context")
                .map_or_else(|| around.clone(), |scope| around.clone().with(scope, found));
            walk(value, &inside, &format!("{at}/{name}"), found);
        }
    }
}

/// What of a document is no word of its contexts.
pub(super) fn without_a_meaning(document: &Value, found: &mut Found) {
    walk(document, &Words::default(), "", found);
}

fn every_word_is_defined(badge: &Badge, found: &mut Found) {
    without_a_meaning(&badge.document, found);
    if let Some(jws) = &badge.jws {
        without_a_meaning(&super::signature::credential_of(jws), found);
    }
}

#[test]
fn json_ld_validation_probe() {
    finds_nothing(every_word_is_defined);
    finds(
        every_word_is_defined,
        &[
            ("/credentialSubject/achievement/colour", json!("blue")),
            ("/credentialSubject/targetName", json!("a word of another class")),
            ("/proof/0/colour", json!("blue")),
            ("/type", json!(["VerifiableCredential", "OpenBadgeCredential", "Colour"])),
            ("/credentialStatus/type", json!("1EdTechRevocationList")),
            ("/evidence/0/id", json!("e/1")),
            ("/@context/1", json!("https://example.com/context.json")),
        ],
    );
}
