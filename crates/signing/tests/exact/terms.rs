//! Every term of every pinned context, in its place, with each kind of value that it takes.

use std::collections::BTreeSet;
use std::path::Path;

use badgewright_signing::canonical_form;
use badgewright_signing::context::pinned;
use badgewright_signing::jsonld::{Processing, Purpose};
use serde_json::{Map, Value, json};

use super::agreement::{by_oxjsonld, difference};
use super::node::Node;
use super::vocabulary::{LISTS, Vocabulary};

/// The way from the top of a document down to a node: the type of each node above, and the property that leads on.
type Place = Vec<(Option<&'static str>, &'static str)>;

/// What is tried as the value of every term.
fn values() -> Vec<Value> {
    vec![
        json!("Ada"),
        json!("https://a.example/x"),
        json!("_:b0"),
        json!("2026-11-01T15:04:05Z"),
        json!(5),
        json!(2.5),
        json!(false),
        json!({"@value": "Ada", "@language": "de-CH"}),
        json!({"@value": "5", "@type": "https://types.example/t"}),
        json!({"id": "https://a.example/y"}),
        json!({"id": "https://a.example/z", "type": "https://types.example/T"}),
        json!({"type": "https://types.example/T"}),
        json!({"@list": ["Ada", 5]}),
        json!([]),
    ]
}

/// A document with `members` in a node at `place`.
fn at(list: &[&str], place: &Place, mut members: Map<String, Value>) -> Value {
    for (node_type, property) in place.iter().rev() {
        let mut outer = Map::new();
        outer.extend(node_type.map(|name| ("type".to_owned(), json!(name))));
        outer.insert((*property).to_owned(), members.into());
        members = outer;
    }
    // A proof at the top would be left out.
    if members.contains_key("proof") {
        members = Map::from_iter([("@graph".to_owned(), json!([members]))]);
    }
    members.shift_insert(0, "@context".to_owned(), json!(list));
    members.into()
}

fn is_taken(document: &Value) -> bool {
    canonical_form(document, Processing::strict(Purpose::Verify)).is_ok()
}

/// Documents that have all terms of a list of contexts.
struct Walk {
    list: &'static [&'static str],
    /// Definitions that had their turn.
    seen: BTreeSet<usize>,
    documents: Vec<Value>,
    /// Terms of which no value is taken.
    refused: Vec<String>,
}

impl Walk {
    fn node(&mut self, place: &Place, vocabulary: &Vocabulary) {
        let types = vocabulary.types();
        for node_type in std::iter::once(None).chain(types.into_iter().map(Some)) {
            let within = node_type.map_or_else(|| vocabulary.clone(), |name| vocabulary.of_type(name));
            let mut members = Map::new();
            members.extend(node_type.map(|name| ("type".to_owned(), json!(name))));
            if node_type.is_some() && !is_taken(&at(self.list, place, members.clone())) {
                // Where its words contradict those around it. At the top there are none.
                if place.is_empty() {
                    self.refused.push(format!("{node_type:?}"));
                }
                continue;
            }
            for property in within.properties() {
                if self.seen.insert(within.address(property)) {
                    self.property(place, &members, property)
                        .map(|value| members.insert(property.to_owned(), value));
                    if within.brings_words(property) {
                        let further = [place.clone(), vec![(node_type, property)]].concat();
                        self.node(&further, &within.below(property, vocabulary));
                    }
                }
            }
            if !members.is_empty() {
                self.documents.push(at(self.list, place, members));
            }
        }
    }

    /// All values that a property takes in a node.
    fn property(
        &mut self,
        place: &Place,
        node: &Map<String, Value>,
        property: &'static str,
    ) -> Option<Value> {
        let with = |value: &Value| {
            let mut members = node.clone();
            members.insert(property.to_owned(), value.clone());
            at(self.list, place, members)
        };
        let taken: Vec<Value> = values().into_iter().filter(|value| is_taken(&with(value))).collect();
        let together = json!(taken);
        match taken.len() {
            0 => {
                self.refused.push(format!("{place:?} {property}"));
                None
            }
            // What is kept as JSON is one value.
            _ if is_taken(&with(&together)) => Some(together),
            _ => taken.into_iter().next(),
        }
    }
}

#[test]
fn every_pinned_context_is_in_a_list() {
    let texts: BTreeSet<&str> =
        LISTS.iter().copied().flatten().map(|url| pinned(url).unwrap().text).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("contexts");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.as_ref().unwrap().file_name().into_string().unwrap();
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        // Of one URL there is another copy, under which nothing is signed.
        let is_other = name == "README.md" || name == "open-badges-2022-11-03.json";
        assert!(is_other || texts.contains(text.as_str()), "{name}");
    }
}

#[test]
fn each_term_of_each_pinned_context_means_to_us_what_it_means_to_others() {
    let mut node = Node::start();
    let mut seen = BTreeSet::new();
    for list in LISTS {
        let mut walk = Walk { list, seen, documents: Vec::new(), refused: Vec::new() };
        walk.node(&Vec::new(), &Vocabulary::of_list(list));
        assert_eq!(walk.refused, Vec::<String>::new(), "{list:?}");
        for document in walk.documents {
            let form = canonical_form(&document, Processing::strict(Purpose::Verify));
            let form = form.unwrap_or_else(|error| panic!("{error}: {document}"));
            assert_eq!(by_oxjsonld(&form, &document).err(), None, "{document}");
            if let Some(node) = &mut node {
                let theirs = node.canonical_form(&document);
                assert_eq!(theirs.as_ref().map(|theirs| difference(&form, theirs)), Ok(None), "{document}");
            }
        }
        seen = walk.seen;
    }
    assert!(seen.len() > 800, "{}", seen.len());
}
