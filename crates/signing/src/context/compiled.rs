//! Active contexts that are made once, at the first use: those of the documents that we write, with the contexts of
//! their types and properties. Others are made for each document, with the same result.

use std::sync::Arc;

use hashbrown::HashMap;
use serde_json::Value;

use super::{ActiveContext, Contexts, Scope, process};
use crate::json::Tree;

const CREDENTIALS: &str = "https://www.w3.org/ns/credentials/v2";
const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

/// What `@context` lists in status lists, badges, and badges with an extension.
pub(crate) const MADE_AHEAD: [&[&str]; 3] =
    [&[CREDENTIALS], &[CREDENTIALS, OPEN_BADGES], &[CREDENTIALS, OPEN_BADGES, EXTENSIONS]];

/// A scoped context and what it is applied to, by their addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ScopedKey {
    active: usize,
    local: usize,
    scope: Scope,
}

impl ScopedKey {
    /// Of what both must outlive the key.
    pub(crate) fn of(active: &Arc<ActiveContext>, local: &Arc<Value>, scope: Scope) -> Self {
        Self { active: Arc::as_ptr(active).addr(), local: Arc::as_ptr(local).addr(), scope }
    }
}

/// The active contexts. What the keys point to is kept alive by [`Compiled::lists`], from which all of it is reached.
#[derive(Debug, Default)]
pub(super) struct Compiled {
    lists: Vec<(&'static [&'static str], Arc<ActiveContext>)>,
    scoped: HashMap<ScopedKey, Arc<ActiveContext>>,
}

impl Compiled {
    /// The active contexts that can be made of `contexts`.
    pub(super) fn of(contexts: &Contexts) -> Self {
        let mut compiled = Self::default();
        for list in MADE_AHEAD {
            let local = list.iter().copied().map(Value::from).collect();
            if let Ok(start) = process(&Arc::default(), &local, Scope::Document, contexts) {
                compiled.add_scoped(&start, contexts);
                compiled.lists.push((list, start));
            }
        }
        compiled
    }

    /// The active context of a document that begins with `local`.
    pub(super) fn start(&self, local: &impl Tree) -> Option<&Arc<ActiveContext>> {
        let entries = local.items();
        let is_it = |list: &[&str]| entries.iter().map(Tree::as_text).eq(list.iter().copied().map(Some));
        self.lists.iter().find(|(list, _)| is_it(list)).map(|(_, start)| start)
    }

    pub(super) fn scoped(&self, key: ScopedKey) -> Option<&Arc<ActiveContext>> {
        self.scoped.get(&key)
    }

    /// The contexts of types, and those of the properties that are defined with them.
    fn add_scoped(&mut self, start: &Arc<ActiveContext>, contexts: &Contexts) {
        for definition in start.terms.values() {
            let Some(local) = &definition.scoped else { continue };
            let Some(typed) = self.add(start, local, Scope::Type, contexts) else { continue };
            for inner in typed.terms.values().filter_map(|definition| definition.scoped.as_ref()) {
                let is_of_start = start.terms.values().any(|definition| {
                    definition.scoped.as_ref().is_some_and(|of_start| Arc::ptr_eq(of_start, inner))
                });
                if !is_of_start {
                    // For a value that is a node, the type's own context is no longer in force; for others it is.
                    self.add(start, inner, Scope::Property, contexts);
                    self.add(&typed, inner, Scope::Property, contexts);
                }
            }
        }
    }

    fn add(
        &mut self,
        active: &Arc<ActiveContext>,
        local: &Arc<Value>,
        scope: Scope,
        contexts: &Contexts,
    ) -> Option<Arc<ActiveContext>> {
        // What fails fails again, with its place, where a document uses it.
        let result = process(active, local, scope, contexts).ok()?;
        self.scoped.insert(ScopedKey::of(active, local, scope), Arc::clone(&result));
        Some(result)
    }
}
