//! The contexts that a document may name, parsed once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value};

use super::compiled::Compiled;
use super::{ActiveContext, PINNED, ScopedKey};

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
            let pinned = PINNED.iter().filter_map(|context| {
                let loaded = LoadedContext::parse(context.text, context.unsettled)?;
                Some((context.url, loaded))
            });
            let contexts = Contexts { loaded: pinned.collect(), compiled: Compiled::default() };
            Contexts { compiled: Compiled::of(&contexts), ..contexts }
        });
        &PINNED_SET
    }

    /// The pinned contexts and one more.
    #[cfg(test)]
    pub(crate) fn with(url: &'static str, text: &'static str) -> &'static Self {
        let pinned = PINNED.iter().map(|context| (context.url, context.text, context.unsettled));
        let loaded = pinned
            .chain([(url, text, &[] as &[_])])
            .map(|(url, text, unsettled)| (url, LoadedContext::parse(text, unsettled).unwrap()))
            .collect();
        Box::leak(Box::new(Self { loaded, compiled: Compiled::default() }))
    }

    /// The context that a URL names.
    pub(crate) fn get(&self, url: &str) -> Option<&LoadedContext> {
        self.loaded.get(url)
    }

    /// What is in force in a document that begins with `local`, if that was made ahead.
    pub(crate) fn start(&self, local: &Value) -> Option<&Arc<ActiveContext>> {
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
