//! Context processing (JSON-LD API §4.1.2) over the pinned contexts, with the base IRI null.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::term::{MAX_IRI, TermBuilder};
use super::{ActiveContext, ContextError, Contexts, Keyword};

/// As many contexts as one `@context` may list. Badges list two to four.
const MAX_CONTEXTS: usize = 32;

/// Where a context stands, which decides what it may override and how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scope {
    /// In a document: protected terms stay, and it holds for everything below.
    Document,
    /// In the definition of a property: it may override protected terms.
    Property,
    /// In the definition of a type: it holds for nodes of the type only, not below.
    Type,
}

/// The active context after `local`.
pub(crate) fn process(
    active: &Arc<ActiveContext>,
    local: &Value,
    scope: Scope,
    contexts: &Contexts,
) -> Result<Arc<ActiveContext>, ContextError> {
    let entries = match local {
        Value::Array(entries) if entries.len() > MAX_CONTEXTS => return Err(ContextError::TooComplex),
        Value::Array(entries) => entries.as_slice(),
        other => std::slice::from_ref(other),
    };
    // §4.1.2 step 1
    let mut result = ActiveContext::clone(active);
    // steps 2 and 3
    let propagates = propagates(local, scope)?;
    if !propagates && result.previous.is_none() {
        result.previous = Some(Arc::clone(active));
    }
    // step 5
    for entry in entries {
        match entry {
            Value::Null => nullify(&mut result, scope, propagates)?,
            Value::String(url) => process_pinned(&mut result, url, scope, contexts)?,
            Value::Object(entry) => {
                // jsonld.js takes a whole context document for the context in it, and W3C's own cases rely on that.
                let inner = entry.get("@context").and_then(Value::as_object);
                process_object(&mut result, inner.unwrap_or(entry), scope, &[])?;
            }
            _ => return Err(ContextError::invalid("invalid local context", entry.to_string())),
        }
    }
    result.list_aliases();
    Ok(Arc::new(result))
}

/// Step 2: a context object may say how far it reaches.
fn propagates(local: &Value, scope: Scope) -> Result<bool, ContextError> {
    match local.get("@propagate") {
        None => Ok(scope != Scope::Type),
        Some(Value::Bool(propagate)) => Ok(*propagate),
        Some(other) => Err(ContextError::invalid("invalid @propagate value", other.to_string())),
    }
}

/// Step 5.1: `null` clears everything.
fn nullify(result: &mut ActiveContext, scope: Scope, propagates: bool) -> Result<(), ContextError> {
    // step 5.1.1
    if scope != Scope::Property && result.has_protected_terms() {
        return Err(ContextError::invalid("invalid context nullification", "null"));
    }
    // step 5.1.2
    let mut cleared = std::mem::take(result);
    if !propagates {
        cleared.list_aliases();
        result.previous = Some(Arc::new(cleared));
    }
    Ok(())
}

/// Step 5.2: a URL. What is loaded is a pinned context object; there is never a fetch.
fn process_pinned(
    result: &mut ActiveContext,
    url: &str,
    scope: Scope,
    contexts: &Contexts,
) -> Result<(), ContextError> {
    let loaded = contexts.get(url).ok_or_else(|| ContextError::Unknown(url.to_owned()))?;
    process_object(result, loaded.object(), scope, loaded.unsettled())
}

/// Steps 5.5 to 5.13: a context object.
fn process_object(
    result: &mut ActiveContext,
    local: &Map<String, Value>,
    scope: Scope,
    unsettled: &[&str],
) -> Result<(), ContextError> {
    // step 5.5
    if local.get("@version").is_some_and(|version| version.as_f64() != Some(1.1)) {
        return Err(ContextError::invalid("invalid @version value", "@version"));
    }
    // steps 5.6 and 5.7: nothing is loaded from inside a context, and there is no base IRI to change
    for keyword in ["@import", "@base"] {
        if local.contains_key(keyword) {
            return Err(ContextError::invalid("invalid context entry", keyword));
        }
    }
    set_vocabulary(result, local)?;
    set_defaults(result, local)?;
    // steps 5.12 and 5.13
    let mut builder = TermBuilder::new(result, local, scope, unsettled)?;
    for term in local.keys() {
        let is_entry_of_its_own =
            matches!(Keyword::of(term), Some(Keyword::Elsewhere | Keyword::Vocab | Keyword::Language))
                || term == "@direction";
        if !is_entry_of_its_own {
            builder.define(term)?;
        }
    }
    Ok(())
}

/// Step 5.8.
fn set_vocabulary(result: &mut ActiveContext, local: &Map<String, Value>) -> Result<(), ContextError> {
    match local.get("@vocab") {
        None => {}
        Some(Value::Null) => result.vocab = None,
        // Relative vocabularies are refused: without a base IRI every term of them would be relative.
        Some(Value::String(vocab)) if vocab.len() > MAX_IRI => return Err(ContextError::TooComplex),
        Some(Value::String(vocab)) if super::is_absolute(vocab) => result.vocab = Some(vocab.as_str().into()),
        Some(other) => return Err(ContextError::invalid("invalid vocab mapping", other.to_string())),
    }
    Ok(())
}

/// Steps 5.9 and 5.10.
fn set_defaults(result: &mut ActiveContext, local: &Map<String, Value>) -> Result<(), ContextError> {
    match local.get("@language") {
        None => {}
        Some(Value::Null) => result.language = None,
        Some(Value::String(language)) => result.language = Some(language.to_ascii_lowercase().into()),
        Some(other) => return Err(ContextError::invalid("invalid default language", other.to_string())),
    }
    match local.get("@direction") {
        None => {}
        Some(Value::Null) => result.has_direction = false,
        Some(Value::String(direction)) if ["ltr", "rtl"].contains(&direction.as_str()) => {
            result.has_direction = true;
        }
        Some(other) => return Err(ContextError::invalid("invalid base direction", other.to_string())),
    }
    Ok(())
}
