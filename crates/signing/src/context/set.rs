//! The contexts that a document may name, parsed once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value};

use super::compiled::Compiled;
use super::pinned::{all, other_copies};
use super::{ActiveContext, Context, ScopedKey};
use crate::json::Tree;

/// A closed set of contexts.
#[derive(Debug)]
pub struct Contexts {
    loaded: HashMap<&'static str, LoadedContext>,
    compiled: Compiled,
}

/// A context of the set.
#[derive(Debug)]
pub(crate) struct LoadedContext {
    object: Map<String, Value>,
    unsettled: &'static [&'static str],
}

impl Contexts {
    /// The pinned contexts, and no others.
    #[must_use]
    pub fn pinned() -> &'static Self {
        static PINNED_SET: LazyLock<Contexts> = LazyLock::new(|| {
            let contexts = Contexts::of(all());
            Contexts { compiled: Compiled::of(&contexts), ..contexts }
        });
        &PINNED_SET
    }

    /// For each other copy that stood, or stands, at the URL of a pinned context: that URL, and the set with the copy in
    /// its place.
    ///
    /// Only for signatures that were made under it. The meaning of a badge is that of [`Contexts::pinned`].
    #[must_use]
    pub fn with_other_copies() -> &'static [(&'static str, Self)] {
        static OTHERS: LazyLock<Vec<(&str, Contexts)>> = LazyLock::new(|| {
            let set = |copy: &'static Context| {
                Contexts::of(all().filter(|context| context.url != copy.url).chain([copy]))
            };
            other_copies().iter().map(|copy| (copy.url, set(copy))).collect()
        });
        &OTHERS
    }

    fn of(contexts: impl Iterator<Item = &'static Context>) -> Self {
        let loaded = contexts.filter_map(|context| {
            let loaded = LoadedContext::parse(context.text, context.unsettled)?;
            Some((context.url, loaded))
        });
        Self { loaded: loaded.collect(), compiled: Compiled::default() }
    }

    /// The pinned contexts and one more.
    #[cfg(test)]
    pub(crate) fn with(url: &'static str, text: &'static str) -> &'static Self {
        let pinned = all().map(|context| (context.url, context.text, context.unsettled));
        let loaded = pinned
            .chain([(url, text, &[] as &[_])])
            .map(|(url, text, unsettled)| (url, LoadedContext::parse(text, unsettled).unwrap()))
            .collect();
        Box::leak(Box::new(Self { loaded, compiled: Compiled::default() }))
    }

    /// All of them.
    #[cfg(test)]
    pub(crate) fn objects(&self) -> impl Iterator<Item = &Map<String, Value>> {
        self.loaded.values().map(LoadedContext::object)
    }

    /// The context that a URL names.
    pub(crate) fn get(&self, url: &str) -> Option<&LoadedContext> {
        self.loaded.get(url)
    }

    /// What is in force in a document that begins with `local`, if that was made ahead.
    pub(crate) fn start(&self, local: &impl Tree) -> Option<&Arc<ActiveContext>> {
        self.compiled.start(local)
    }

    /// What is in force after a scoped context, if that was made ahead.
    pub(crate) fn scoped(&self, key: ScopedKey) -> Option<&Arc<ActiveContext>> {
        self.compiled.scoped(key)
    }
}

impl LoadedContext {
    /// `None` for what is no JSON object with a context object; a test sees to it that no pinned text is such.
    fn parse(text: &'static str, unsettled: &'static [&'static str]) -> Option<Self> {
        let Value::Object(object) = serde_json::from_str::<Value>(text).ok()?.get_mut("@context")?.take()
        else {
            return None;
        };
        Some(Self { object, unsettled })
    }

    /// The context object.
    pub(crate) fn object(&self) -> &Map<String, Value> {
        &self.object
    }

    /// Terms that not all published copies have.
    pub(crate) fn unsettled(&self) -> &'static [&'static str] {
        self.unsettled
    }
}
