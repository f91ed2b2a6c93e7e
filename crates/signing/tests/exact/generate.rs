//! Documents, from bytes: credentials as the contexts allow them, and what comes near.

use badgewright_signing::jsonld::{Processing, Purpose};
use serde_json::{Map, Value, json};

use super::choices::Choices;
use super::inline::{INLINE, USUAL};
use super::vocabulary::{LISTS, Sort, Vocabulary};
use super::{mutated, values};

/// A document, and how it is to be read.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) json: Value,
    pub(crate) processing: Processing,
}

/// As deep as nodes and arrays go.
const DEPTH: usize = 5;
/// As many nodes as one document has.
const NODES: usize = 24;

/// The document that the bytes decide.
pub(crate) fn document(bytes: &[u8]) -> Document {
    let mut choices = Choices::of(bytes);
    let processing = processing(&mut choices);
    if choices.once_in(8) {
        return Document { json: mutated::document(&mut choices), processing };
    }
    let list = LISTS[choices.below(LISTS.len())];
    let mut contexts: Vec<Value> = list.iter().map(|url| json!(url)).collect();
    let mut vocabulary = Vocabulary::of_list(list);
    if processing.inline_contexts {
        for _ in 0..choices.below(3) {
            let among = if choices.once_in(8) { INLINE.len() } else { USUAL };
            let inline = &INLINE[choices.below(among)];
            vocabulary = vocabulary.with(inline);
            contexts.push(inline.clone());
        }
    }
    let mut generator = Generator { choices, processing, list, nodes_left: NODES, embeds: false };
    let Value::Object(node) = generator.node(&vocabulary, DEPTH) else { unreachable!("a node is an object") };
    let contexts = if contexts.len() == 1 && generator.choices.once_in(2) {
        contexts.remove(0)
    } else {
        json!(contexts)
    };
    let mut members = Map::from_iter([("@context".to_owned(), contexts)]);
    members.extend(node);
    Document { json: Value::Object(members), processing }
}

/// As badges are verified, as they are signed, or with all that the VC-API takes.
fn processing(choices: &mut Choices<'_>) -> Processing {
    match choices.below(5) {
        0 | 1 => Processing::strict(Purpose::Verify),
        2 => Processing { nested_contexts: true, ..Processing::strict(Purpose::Sign) },
        3 => Processing::open(Purpose::Verify),
        _ => Processing::open(Purpose::Sign),
    }
}

struct Generator<'b> {
    choices: Choices<'b>,
    processing: Processing,
    list: &'static [&'static str],
    nodes_left: usize,
    /// Whether the values of the member at hand are documents of others, that may bring contexts of their own.
    embeds: bool,
}

impl Generator<'_> {
    /// A node with an id or without, of no, one or many types.
    fn node(&mut self, outer: &Vocabulary, depth: usize) -> Value {
        let types = self.types(outer);
        self.node_of(&types, outer, depth)
    }

    fn node_of(&mut self, types: &[String], outer: &Vocabulary, depth: usize) -> Value {
        self.nodes_left = self.nodes_left.saturating_sub(1);
        let mut members = Map::new();
        if self.choices.below(5) < 2 {
            members.insert(self.keyword(outer, "@id"), json!(values::iri(&mut self.choices)));
        }
        let vocabulary = types.iter().fold(outer.clone(), |vocabulary, name| vocabulary.of_type(name));
        match types {
            [] => {}
            [name] if self.choices.once_in(3) => {
                drop(members.insert(self.keyword(outer, "@type"), json!(name)))
            }
            _ => drop(members.insert(self.keyword(outer, "@type"), json!(types))),
        }
        let properties = vocabulary.properties();
        let is_top = self.nodes_left == NODES - 1;
        for _ in 0..self.choices.below(6) + usize::from(is_top) {
            let name = self.property(&vocabulary, &properties);
            // For nodes below, the contexts of this node's types are no longer in force.
            let below = vocabulary.below(&name, outer);
            let value = self.values(&vocabulary, &below, &name, depth);
            members.insert(name, value);
        }
        if self.choices.once_in(100) {
            self.oddity(&mut members, outer, depth);
        }
        Value::Object(members)
    }

    /// A keyword, by its other name if it has one.
    fn keyword(&mut self, vocabulary: &Vocabulary, keyword: &'static str) -> String {
        let is_by_itself = self.processing.iri_members && self.choices.once_in(4);
        if is_by_itself { keyword } else { vocabulary.alias(keyword) }.to_owned()
    }

    fn types(&mut self, vocabulary: &Vocabulary) -> Vec<String> {
        let names = vocabulary.types();
        let many = [1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 2, 3][self.choices.below(13)];
        let one = |choices: &mut Choices<'_>| match choices.below(200) {
            199 => values::text(choices),
            190..199 => values::iri(choices),
            _ if names.is_empty() => "https://types.example/T".to_owned(),
            _ => choices.one_of(&names).to_owned(),
        };
        (0..many).map(|_| one(&mut self.choices)).collect()
    }

    fn property(&mut self, vocabulary: &Vocabulary, names: &[&'static str]) -> String {
        match self.choices.below(200) {
            199 => values::text(&mut self.choices),
            180..199 if self.processing.iri_members => "https://properties.example/p".to_owned(),
            160..199 if vocabulary.is_open() => "anything".to_owned(),
            _ if names.is_empty() => "anything".to_owned(),
            _ => self.choices.one_of(names).to_owned(),
        }
    }

    /// The value of a member: one or many, or a map by language.
    fn values(&mut self, vocabulary: &Vocabulary, below: &Vocabulary, name: &str, depth: usize) -> Value {
        let sort = vocabulary.sort(name);
        if sort == Sort::Json {
            return values::json(&mut self.choices, 3);
        }
        if vocabulary.contains(name, "@language") && !self.choices.once_in(8) {
            return self.language_map(below);
        }
        if vocabulary.contains(name, "@graph") && !self.choices.once_in(8) {
            return self.graph(below, depth);
        }
        self.embeds = ["endorsement", "verifiableCredential"].contains(&name);
        match self.choices.below(48) {
            0..32 => self.value(below, sort, depth),
            32..44 => (0..self.choices.below(4)).map(|_| self.value(below, sort, depth)).collect(),
            44 | 45 => self.alike(below, sort, depth),
            46 if vocabulary.contains(name, "@list") => {
                json!([[self.value(below, sort, depth)], [], self.value(below, sort, depth)])
            }
            46 => {
                json!({ self.keyword(below, "@list"): [self.value(below, sort, depth), self.value(below, sort, depth)] })
            }
            _ => self.emptiness(below, sort, depth),
        }
    }

    /// The same again and again, with or without ids: blank nodes that only what is around them tells apart.
    fn alike(&mut self, below: &Vocabulary, sort: Sort, depth: usize) -> Value {
        let value = self.value(below, sort, depth);
        let mut values = vec![value; 2 + self.choices.below(3)];
        if self.choices.once_in(2) {
            let other = self.value(below, sort, depth);
            values.insert(self.choices.below(2), other);
        }
        Value::Array(values)
    }

    fn emptiness(&mut self, below: &Vocabulary, sort: Sort, depth: usize) -> Value {
        // The last ones are refused where badges are signed, or at all.
        let is_open = self.processing.iri_members || self.choices.once_in(8);
        let takes_null = self.processing.purpose == Purpose::Verify || self.choices.once_in(8);
        match self.choices.below(6) {
            2 if takes_null => Value::Null,
            3 if takes_null => json!([self.value(below, sort, depth), null]),
            4 if is_open => json!({ self.keyword(below, "@set"): [self.value(below, sort, depth)] }),
            5 if is_open => json!([[self.value(below, sort, depth)]]),
            1 => json!({}),
            _ => json!([]),
        }
    }

    /// Nodes that speak in a graph of their own. One that said nothing would be lost there.
    fn graph(&mut self, below: &Vocabulary, depth: usize) -> Value {
        let node = |generator: &mut Self| {
            let mut types = generator.types(below);
            types.extend(below.types().first().filter(|_| types.is_empty()).map(|name| (*name).to_owned()));
            generator.node_of(&types, below, depth.saturating_sub(1))
        };
        match self.choices.below(3) {
            0 | 1 => node(self),
            _ => json!([node(self), node(self)]),
        }
    }

    fn value(&mut self, below: &Vocabulary, sort: Sort, depth: usize) -> Value {
        let has_room = depth > 0 && self.nodes_left > 0 && !self.choices.are_spent();
        let wants_node = self.choices.below(5) < if sort == Sort::Reference { 3 } else { 2 };
        match sort {
            _ if wants_node && has_room => self.nested(below, depth - 1),
            _ if self.choices.once_in(10) => self.value_object(below),
            Sort::Reference if self.choices.once_in(64) => values::scalar(&mut self.choices),
            Sort::Reference => json!(values::iri(&mut self.choices)),
            Sort::Word => self.word(below),
            Sort::Typed(datatype) => values::typed(&mut self.choices, datatype),
            Sort::Anything | Sort::Json => values::scalar(&mut self.choices),
        }
    }

    /// A word of the contexts as a value.
    fn word(&mut self, below: &Vocabulary) -> Value {
        let words = below.properties();
        match self.choices.below(3) {
            0 => json!("assertionMethod"),
            1 if !words.is_empty() => json!(self.choices.one_of(&words)),
            _ => json!(values::iri(&mut self.choices)),
        }
    }

    /// A node inside of another one, or nothing but the name of one.
    fn nested(&mut self, below: &Vocabulary, depth: usize) -> Value {
        if self.choices.once_in(8) {
            return json!({ self.keyword(below, "@id"): values::iri(&mut self.choices) });
        }
        if self.embeds && self.processing.nested_contexts && self.choices.below(3) == 0 {
            let Value::Object(node) = self.node(&Vocabulary::of_list(self.list), depth) else {
                return Value::Null;
            };
            let mut members = Map::from_iter([("@context".to_owned(), json!(self.list))]);
            members.extend(node);
            return Value::Object(members);
        }
        self.node(below, depth)
    }

    fn value_object(&mut self, below: &Vocabulary) -> Value {
        let mut members = Map::new();
        members.insert(self.keyword(below, "@value"), json!(values::text(&mut self.choices)));
        match self.choices.below(9) {
            0 | 8 => drop(members.insert(self.keyword(below, "@value"), values::scalar(&mut self.choices))),
            1..4 => drop(
                members.insert(self.keyword(below, "@language"), json!(values::language(&mut self.choices))),
            ),
            4 => {
                members.insert(self.keyword(below, "@value"), values::number(&mut self.choices));
                members
                    .insert(self.keyword(below, "@type"), json!("http://www.w3.org/2001/XMLSchema#double"));
            }
            5 => drop(members.insert(self.keyword(below, "@type"), json!(values::iri(&mut self.choices)))),
            6 => {
                members.insert(self.keyword(below, "@value"), values::json(&mut self.choices, 2));
                members.insert(self.keyword(below, "@type"), json!("@json"));
            }
            _ => drop(
                members
                    .insert(self.keyword(below, "@type"), json!("http://www.w3.org/2001/XMLSchema#string")),
            ),
        }
        if self.processing.directions && self.choices.once_in(4) {
            members.insert(self.keyword(below, "@direction"), json!(self.choices.one_of(&["rtl", "ltr"])));
        }
        Value::Object(members)
    }

    fn language_map(&mut self, below: &Vocabulary) -> Value {
        let mut members = Map::new();
        for _ in 0..self.choices.below(4) {
            let language = if self.choices.once_in(8) {
                "@none".to_owned()
            } else {
                values::language(&mut self.choices)
            };
            let text = |choices: &mut Choices<'_>| Value::String(values::text(choices));
            let texts = match self.choices.below(5) {
                0..3 => text(&mut self.choices),
                3 => json!([text(&mut self.choices), text(&mut self.choices)]),
                _ if self.choices.once_in(4) => self.emptiness(below, Sort::Anything, 0),
                _ => json!([]),
            };
            members.insert(language, texts);
        }
        Value::Object(members)
    }

    /// What JSON-LD knows and badges do not.
    fn oddity(&mut self, members: &mut Map<String, Value>, vocabulary: &Vocabulary, depth: usize) {
        let inner =
            if depth > 0 && self.nodes_left > 0 { self.node(vocabulary, depth - 1) } else { json!({}) };
        let (name, value) = match self.choices.below(8) {
            0 => ("@graph", json!([inner])),
            1 => ("@index", json!("i")),
            2 => ("@reverse", json!({ "https://properties.example/p": inner })),
            3 => ("@included", json!([inner])),
            4 => ("@nest", inner),
            5 => ("undefined", json!("x")),
            6 => ("_:p", json!("x")),
            _ => ("@unknown", json!("x")),
        };
        members.insert(name.to_owned(), value);
    }
}
