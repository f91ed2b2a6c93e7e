//! Our reading against that of `oxjsonld`, on a whole badge and what becomes of it by chance.
//!
//! `oxjsonld` has no safe mode, so only documents that we take are compared; Node, which has one, is compared in CI.

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::dataset::CanonicalizationHashAlgorithm;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::canonical_form;
use crate::context::pinned;
use crate::rdf::oxigraph::canonical_by_oxrdf;

fn badge() -> Value {
    serde_json::from_str(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/known-answers/open-badge/open-badge.json"
    )))
    .unwrap()
}

fn canonical_by_oxjsonld(document: &Value) -> String {
    let text = serde_json::to_vec(document).unwrap();
    let parser = JsonLdParser::new().for_slice(&text).with_load_document_callback(|url, _| {
        let context = pinned(url).ok_or("not pinned")?;
        let document = context.text.as_bytes().to_vec();
        Ok(JsonLdRemoteDocument { document, document_url: url.to_owned() })
    });
    canonical_by_oxrdf(parser.map(Result::unwrap), CanonicalizationHashAlgorithm::Sha256)
}

/// A change of one place in the document.
#[derive(Clone, Debug)]
enum Change {
    Remove,
    Put(Value),
    Wrap,
    Double,
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, Change)>> {
    let values = vec![
        json!("a \"text\"\n"),
        json!("urn:uuid:2"),
        json!(true),
        json!(12),
        json!(3.5),
        json!(null),
        json!([]),
        json!(["x", "y", "x"]),
        json!({"type": "Image", "id": "urn:image", "caption": "c"}),
        json!({"@value": "x", "@language": "de"}),
        json!({"id": "did:web:badges.example.edu"}),
        json!({"name": "n", "description": "d"}),
        // Not two types with contexts of their own: of those, `oxjsonld` 0.2.7 forgets the first.
        json!({"type": ["Achievement"], "version": "1", "tag": ["t"]}),
    ];
    let change = prop_oneof![
        Just(Change::Remove),
        prop::sample::select(values).prop_map(Change::Put),
        Just(Change::Wrap),
        Just(Change::Double),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), change), 0..4)
}

/// The pointers of all that is below the top, contexts aside.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut inside = |name: &str, value: &Value| {
        let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        places(value, &at, found);
        found.push(at);
    };
    match value {
        Value::Object(members) => {
            members
                .iter()
                .filter(|(name, _)| *name != "@context")
                .for_each(|(name, value)| inside(name, value));
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| inside(&i.to_string(), item)),
        _ => {}
    }
}

fn changed(mut document: Value, changes: Vec<(prop::sample::Index, Change)>) -> Value {
    for (index, change) in changes {
        let mut found = Vec::new();
        places(&document, "", &mut found);
        if found.is_empty() {
            return document;
        }
        let pointer = index.get(&found);
        let place = document.pointer_mut(pointer).unwrap();
        match change {
            Change::Put(value) => *place = value,
            Change::Wrap => *place = json!([place.take()]),
            Change::Double => *place = json!([place.clone(), place.take()]),
            Change::Remove => {
                let (parent, name) = pointer.rsplit_once('/').unwrap();
                match document.pointer_mut(parent).unwrap() {
                    Value::Object(members) => {
                        members.shift_remove(name);
                    }
                    Value::Array(items) => {
                        items.remove(name.parse().unwrap());
                    }
                    _ => {}
                }
            }
        }
    }
    document
}

/// The first lines in which two forms differ.
fn difference<'t>(ours: &'t str, theirs: &'t str) -> Option<(&'t str, &'t str)> {
    let longer = ours.lines().count().max(theirs.lines().count());
    let padded = |text: &'t str| text.lines().chain(std::iter::repeat("")).take(longer);
    padded(ours).zip(padded(theirs)).find(|(one, other)| one != other)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn whatever_we_take_has_the_form_that_oxjsonld_gives_it(changes in changes()) {
        let document = changed(badge(), changes);
        if let Ok(form) = canonical_form(&document, Processing::strict(Purpose::Verify)) {
            let theirs = canonical_by_oxjsonld(&document);
            prop_assert_eq!(difference(&form, &theirs), None);
        }
    }
}
