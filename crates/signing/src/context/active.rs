//! The contexts in force at one place of a document (JSON-LD API §4.1, "active context").

use std::sync::Arc;

use hashbrown::HashMap;

use super::definition::Mapping;
use super::{Keyword, TermDefinition};

/// Up to so many terms, looking at each is faster than hashing.
const MOST_ALIASES: usize = 6;

/// The term definitions in force, and the defaults. The base IRI is always null.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActiveContext {
    pub(super) terms: HashMap<Arc<str>, Arc<TermDefinition>>,
    pub(super) vocab: Option<Arc<str>>,
    pub(super) language: Option<Arc<str>>,
    pub(super) has_direction: bool,
    /// How many bytes of IRIs its definitions took to make, those of the contexts before it included.
    pub(super) weight: usize,
    /// The terms that are other names of keywords, as far as they are few.
    pub(super) aliases: Vec<(Arc<str>, Keyword)>,
    /// How long all of them are, one bit for each length.
    alias_lengths: u32,
    /// What is in force again in nodes below, where this context came with a type.
    pub(super) previous: Option<Arc<ActiveContext>>,
}

impl ActiveContext {
    /// The definition of a term.
    pub(crate) fn term(&self, name: &str) -> Option<&Arc<TermDefinition>> {
        self.terms.get(name)
    }

    /// Lists the terms that are other names of keywords: `id` and `type` are looked for in each object.
    pub(super) fn list_aliases(&mut self) {
        let alias = |(term, definition): (&Arc<str>, &Arc<TermDefinition>)| match definition.mapping {
            Mapping::Keyword(keyword) => Some((Arc::clone(term), keyword)),
            _ => None,
        };
        let aliases = || self.terms.iter().filter_map(alias);
        let (few, lengths) = (aliases().take(MOST_ALIASES + 1).collect(), lengths_of(aliases()));
        (self.aliases, self.alias_lengths) = (few, lengths);
    }

    /// The keyword that a term is another name of.
    pub(super) fn alias(&self, name: &str) -> Option<Keyword> {
        if self.alias_lengths & length_bit(name) == 0 {
            return None;
        }
        if self.aliases.len() > MOST_ALIASES {
            return match self.term(name)?.mapping {
                Mapping::Keyword(keyword) => Some(keyword),
                _ => None,
            };
        }
        self.aliases.iter().find(|(term, _)| **term == *name).map(|(_, keyword)| *keyword)
    }

    /// What it took to make this context of `before`: a copy of each of its terms, and for each 64 bytes of IRIs that were
    /// made as much as one more.
    pub(crate) fn cost_after(&self, before: &Self) -> usize {
        before.terms.len().saturating_add(self.weight.saturating_sub(before.weight) / 64)
    }

    /// The vocabulary that terms without definition belong to.
    pub(super) fn vocab(&self) -> Option<&str> {
        self.vocab.as_deref()
    }

    /// What was in force before the contexts of the node's types.
    pub(crate) fn previous(&self) -> Option<&Arc<Self>> {
        self.previous.as_ref()
    }

    /// Whether a string under this term gets a base direction.
    pub(crate) fn gives_direction(&self, definition: Option<&TermDefinition>) -> bool {
        definition.and_then(|definition| definition.direction).unwrap_or(self.has_direction)
    }

    /// The language of a string under this term, in lower case.
    pub(crate) fn language_of<'a>(&'a self, definition: Option<&'a TermDefinition>) -> Option<&'a str> {
        match definition.and_then(|definition| definition.language.as_ref()) {
            Some(language) => language.as_deref(),
            None => self.language.as_deref(),
        }
    }

    pub(super) fn has_protected_terms(&self) -> bool {
        self.terms.values().any(|definition| definition.protected)
    }
}

/// The bits of how long these terms are.
fn lengths_of<K>(terms: impl Iterator<Item = (Arc<str>, K)>) -> u32 {
    terms.fold(0, |lengths, (term, _)| lengths | length_bit(&term))
}

/// The bit of how long a name is. All long names have the same.
fn length_bit(name: &str) -> u32 {
    1 << name.len().min(31)
}
