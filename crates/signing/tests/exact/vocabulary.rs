//! The words that may be used in a place, read out of the contexts themselves: so none is forgotten.
//!
//! This only steers what is generated. It is not JSON-LD's context processing, and need not be: a word in the wrong place
//! makes a document that is refused, or one on whose meaning all must agree all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use badgewright_signing::context::pinned;
use serde_json::Value;

use super::inline::INLINE;

/// The lists of contexts that documents begin with. Every pinned context is in one of them.
pub(crate) const LISTS: [&[&str]; 20] = [
    &[V2, OB],
    &[V2, OB, EXTENSIONS],
    &[V2],
    &[V2, EXAMPLES],
    &[V2, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json", EXTENSIONS],
    &[V2, "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", OB, EXTENSIONS],
    &[V1, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", ED25519],
    &[V1, "https://purl.imsglobal.org/spec/ob/v3p0/context.json", ED25519],
    &[V1, "https://purl.imsglobal.org/spec/clr/v2p0/context.json"],
    &[V1, "https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json"],
    &[V1, "https://kayaelle.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json"],
    &[V1, "https://w3id.org/openbadges/v3"],
    &[V1, "https://w3id.org/dcc/v1", "https://w3id.org/vc/status-list/2021/v1"],
    &[V1, "https://w3id.org/vc-revocation-list-2020/v1", "https://w3id.org/security/data-integrity/v1"],
    &[V1, "https://www.w3.org/ns/credentials/status/v1", "https://w3id.org/security/suites/jws-2020/v1"],
    &["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/ed25519-2018/v1"],
    &["https://www.w3.org/ns/did/v1", ED25519, "https://w3id.org/security/suites/x25519-2020/v1"],
    &[
        "https://www.w3.org/ns/did/v1",
        "https://w3id.org/security/multikey/v1",
        "https://w3id.org/security/jwk/v1",
    ],
    &["https://www.w3.org/ns/cid/v1"],
    &[V2, "https://w3id.org/security/data-integrity/v2"],
];

const V2: &str = "https://www.w3.org/ns/credentials/v2";
const V1: &str = "https://www.w3.org/2018/credentials/v1";
const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
const EXAMPLES: &str = "https://www.w3.org/ns/credentials/examples/v2";
const ED25519: &str = "https://w3id.org/security/suites/ed25519-2020/v1";

/// Words and how their contexts define them.
#[derive(Clone, Default)]
pub(crate) struct Vocabulary {
    words: BTreeMap<&'static str, &'static Value>,
    /// Whether any other word means something too.
    is_open: bool,
}

/// What the value of a word is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Anything,
    Reference,
    Word,
    Json,
    Typed(&'static str),
}

impl Vocabulary {
    /// The words of one of [`LISTS`].
    pub(crate) fn of_list(urls: &[&str]) -> Self {
        let mut vocabulary = Self::default();
        urls.iter().for_each(|url| vocabulary.add(&CONTEXTS[*url]));
        vocabulary
    }

    /// With the words of a context object, or none at all after `null`.
    pub(crate) fn with(&self, context: &'static Value) -> Self {
        let mut with = self.clone();
        with.add(context);
        with
    }

    /// The words in a node of a type.
    pub(crate) fn of_type(&self, word: &str) -> Self {
        self.below(word, self)
    }

    /// The words in the values of a property: those that are in force around its node, and those it brings along.
    pub(crate) fn below(&self, word: &str, around: &Self) -> Self {
        let context = self.words.get(word).and_then(|definition| definition.get("@context"));
        context.map_or_else(|| around.clone(), |context| around.with(context))
    }

    fn add(&mut self, context: &'static Value) {
        match context {
            Value::Null => *self = Self::default(),
            Value::String(url) => self.add(&CONTEXTS[url.as_str()]),
            Value::Array(entries) => entries.iter().for_each(|entry| self.add(entry)),
            Value::Object(entries) => {
                self.is_open |= entries.contains_key("@vocab");
                self.words.extend(
                    entries
                        .iter()
                        .filter(|(name, _)| !name.starts_with('@'))
                        .map(|(name, definition)| (name.as_str(), definition)),
                );
            }
            _ => {}
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.is_open
    }

    /// The words that name types, by how they are spelled.
    pub(crate) fn types(&self) -> Vec<&'static str> {
        self.words.keys().copied().filter(|name| is_type(name)).collect()
    }

    /// The words that name properties, but for those that mean nothing, or point backwards: these are refused.
    pub(crate) fn properties(&self) -> Vec<&'static str> {
        let is_other = |definition: &Value| match definition {
            Value::String(id) => id.starts_with('@') || id.ends_with(['#', '/', ':']),
            definition => definition.is_null() || definition.get("@reverse").is_some(),
        };
        self.words
            .iter()
            .filter(|(name, definition)| !is_type(name) && !is_other(definition))
            .map(|(name, _)| *name)
            .collect()
    }

    /// Which definition a word has, among all of all contexts.
    pub(crate) fn address(&self, word: &str) -> usize {
        self.words.get(word).map_or(0, |definition| std::ptr::from_ref(*definition).addr())
    }

    /// Whether other words are in force in the values of a property.
    pub(crate) fn brings_words(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|definition| definition.get("@context").is_some())
    }

    /// What stands for a keyword, or the keyword.
    pub(crate) fn alias(&self, keyword: &'static str) -> &'static str {
        let mut words = self.words.iter();
        words.find(|(_, definition)| definition.as_str() == Some(keyword)).map_or(keyword, |(name, _)| name)
    }

    /// What a definition makes of values.
    pub(crate) fn sort(&self, word: &str) -> Sort {
        match self.words.get(word).and_then(|definition| definition.get("@type")?.as_str()) {
            None | Some("@none") => Sort::Anything,
            Some("@id") => Sort::Reference,
            Some("@vocab") => Sort::Word,
            Some("@json") => Sort::Json,
            Some(datatype) => Sort::Typed(datatype),
        }
    }

    /// Whether the word has a container.
    pub(crate) fn contains(&self, word: &str, container: &str) -> bool {
        let found = self.words.get(word).and_then(|definition| definition.get("@container"));
        found.is_some_and(|found| {
            found == container || found.as_array().is_some_and(|all| all.contains(&container.into()))
        })
    }
}

fn is_type(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()) || name.contains("-20")
}

/// The contexts of [`LISTS`], parsed.
static CONTEXTS: LazyLock<BTreeMap<&'static str, Value>> = LazyLock::new(|| {
    let object =
        |url: &str| serde_json::from_str::<Value>(pinned(url).unwrap().text).unwrap()["@context"].take();
    LISTS.iter().copied().flatten().map(|url| (*url, object(url))).collect()
});

/// Whether a word brings a context along, in any of the contexts.
pub(crate) fn bring_contexts(word: &str) -> bool {
    fn collect(context: &'static Value, found: &mut BTreeSet<&'static str>) {
        for (name, scoped) in context
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(name, definition)| Some((name, definition.get("@context")?)))
        {
            found.insert(name);
            collect(scoped, found);
        }
    }
    static WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        let mut found = BTreeSet::new();
        CONTEXTS.values().chain(INLINE.iter()).for_each(|context| collect(context, &mut found));
        found
    });
    WORDS.contains(word)
}

/// Whether a word stands before a colon in some context.
pub(crate) fn is_prefix(word: &str) -> bool {
    ["xsd", "sec", "cred", "obi", "w"].contains(&word)
}
