//! The walk that refuses every loss: JSON-LD expansion (JSON-LD API §5.1.2) without writing anything down.
//!
//! It agrees with the safe mode of jsonld.js, and is stricter where jsonld.js loses something silently: `@index`.
//! What neither badges nor pinned contexts use (`@reverse`, `@included`, `@nest`, index, id and type maps) is refused
//! as unsupported.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::path::Path;
use super::{JsonLdError, Loss, Processing, Purpose};
use crate::context::{
    ActiveContext, ContextError, Expanded, Keyword, Scope, TermDefinition, is_absolute, process,
};

/// As deep as `serde_json` reads.
const MAX_DEPTH: usize = 128;
/// As many scoped contexts as may be applied in one document. A badge with twenty nodes has about twenty.
const MAX_SCOPED_CONTEXTS: usize = 4_000;

/// How many quads the document (its top-level `proof` left out) becomes, if nothing of it is lost.
pub(super) fn count_quads(document: &Value, processing: Processing) -> Result<usize, JsonLdError> {
    let Value::Object(members) = document else { return Err(JsonLdError::NotAnObject) };
    let mut walk = Walk::new(processing);
    walk.object(&Arc::new(ActiveContext::default()), members, Place::top())?;
    Ok(walk.quads)
}

/// Where an element stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'c> {
    /// What defines the property whose value it is.
    pub(super) definition: Option<&'c TermDefinition>,
    pub(super) holder: Holder,
}

/// What holds an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// Nothing.
    Top,
    /// `@graph`.
    Graph,
    /// A property that makes a graph of each value, like `proof`.
    GraphProperty,
    /// A property.
    Property,
    /// A list.
    List,
}

impl<'c> Place<'c> {
    fn top() -> Self {
        Self { definition: None, holder: Holder::Top }
    }

    pub(super) fn of(definition: Option<&'c TermDefinition>, holder: Holder) -> Self {
        Self { definition, holder }
    }

    /// Whether JSON-LD drops values, and nodes that say nothing, here (§5.1.2 step 19).
    pub(super) fn drops(self) -> bool {
        matches!(self.holder, Holder::Top | Holder::Graph | Holder::GraphProperty)
    }

    /// How many quads refer to a node here.
    pub(super) fn links(self) -> usize {
        usize::from(!matches!(self.holder, Holder::Top | Holder::Graph))
    }
}

pub(super) struct Walk<'d> {
    processing: Processing,
    pub(super) path: Path<'d>,
    pub(super) quads: usize,
    scoped: HashMap<(*const ActiveContext, *const Value), Scoped>,
    scoped_applied: usize,
}

/// A scoped context that was applied. What its key points to is kept alive with it.
struct Scoped {
    result: Arc<ActiveContext>,
    _active: Arc<ActiveContext>,
    _local: Arc<Value>,
}

impl<'d> Walk<'d> {
    fn new(processing: Processing) -> Self {
        Self { processing, path: Path::default(), quads: 0, scoped: HashMap::new(), scoped_applied: 0 }
    }

    pub(super) fn signs(&self) -> bool {
        self.processing.purpose == Purpose::Sign
    }

    /// §5.1.2: whatever stands somewhere. Says whether it is there at all after expansion.
    pub(super) fn element(
        &mut self,
        active: &Arc<ActiveContext>,
        element: &'d Value,
        place: Place<'_>,
    ) -> Result<bool, JsonLdError> {
        if self.path.depth() > MAX_DEPTH {
            return Err(JsonLdError::TooComplex);
        }
        match element {
            // step 1
            Value::Null if self.signs() => Err(self.lost("null", Loss::Null)),
            Value::Null => Ok(false),
            // step 5.2.2: an array in a list is a list
            Value::Array(_) if place.holder == Holder::List => self.list(active, element, place),
            // step 5
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.path.enter_item(index);
                    self.element(active, item, place)?;
                    self.path.leave();
                }
                Ok(true)
            }
            Value::Object(members) => self.object(active, members, place),
            // step 4
            scalar => self.scalar(active, scalar, place),
        }
    }

    /// Steps 7 to 18: an object, which is a value, a set, a list or a node.
    fn object(
        &mut self,
        active: &Arc<ActiveContext>,
        members: &'d Map<String, Value>,
        place: Place<'_>,
    ) -> Result<bool, JsonLdError> {
        let mut current = Arc::clone(active);
        // step 7
        if let Some(previous) = active.previous().filter(|_| !is_value_or_reference(active, members)) {
            current = Arc::clone(previous);
        }
        // step 8
        if let Some(scoped) = place.definition.and_then(|definition| definition.scoped.as_ref()) {
            current = self.scope(&current, scoped, Scope::Property)?;
        }
        // step 9
        if let Some(local) = members.get("@context") {
            current = self.local_context(&current, local)?;
        }
        // steps 10 and 11
        let type_scoped = Arc::clone(&current);
        let current = self.type_contexts(current, members)?;

        let has = |keyword| members.iter().find(|(key, _)| is(&current, key, keyword));
        if has(Keyword::Value).is_some() {
            self.value_object(&current, &type_scoped, members, place)
        } else if let Some((key, value)) = has(Keyword::List).or_else(|| has(Keyword::Set)) {
            self.list_or_set(&current, members, (key, value), place)
        } else {
            self.node(&current, &type_scoped, members, place)
        }
    }

    /// Steps 13.4.9 and 13.4.10, and 17: `@list` and `@set`, beside which nothing may stand.
    fn list_or_set(
        &mut self,
        active: &Arc<ActiveContext>,
        members: &'d Map<String, Value>,
        (key, value): (&'d str, &'d Value),
        place: Place<'_>,
    ) -> Result<bool, JsonLdError> {
        for other in members.keys().filter(|other| *other != key && *other != "@context") {
            self.path.enter_member(other);
            return Err(if is(active, other, Keyword::Index) {
                self.lost(other, Loss::Index)
            } else {
                self.syntax("invalid set or list object")
            });
        }
        self.path.enter_member(key);
        let kept = if is(active, key, Keyword::Set) {
            self.element(active, value, place)?
        } else if place.drops() {
            return Err(self.lost(key, Loss::FreeFloatingValue));
        } else {
            self.list(active, value, place)?
        };
        self.path.leave();
        Ok(kept)
    }

    /// A list: one quad refers to it, and each item has two.
    pub(super) fn list(
        &mut self,
        active: &Arc<ActiveContext>,
        value: &'d Value,
        place: Place<'_>,
    ) -> Result<bool, JsonLdError> {
        self.quads += 1;
        let item_place = Place::of(place.definition, Holder::List);
        let Value::Array(items) = value else {
            self.quads += usize::from(self.element(active, value, item_place)?);
            return Ok(true);
        };
        for (index, item) in items.iter().enumerate() {
            self.path.enter_item(index);
            self.quads += usize::from(self.element(active, item, item_place)?);
            self.path.leave();
        }
        Ok(true)
    }

    /// Step 9, and what the caller allows of it.
    fn local_context(
        &mut self,
        active: &Arc<ActiveContext>,
        local: &'d Value,
    ) -> Result<Arc<ActiveContext>, JsonLdError> {
        let is_top = self.path.depth() == 0;
        self.path.enter_member("@context");
        if !is_top && !self.processing.nested_contexts {
            return Err(JsonLdError::NestedContext { pointer: self.path.pointer() });
        }
        let entries = local.as_array().map_or(std::slice::from_ref(local), Vec::as_slice);
        if !self.processing.inline_contexts && entries.iter().any(|entry| !entry.is_string()) {
            return Err(JsonLdError::InlineContext { pointer: self.path.pointer() });
        }
        let processed = process(active, local, Scope::Document, self.processing.contexts);
        let result = processed.map_err(|error| self.context_error(error))?;
        self.path.leave();
        Ok(result)
    }

    /// Step 11: the contexts of the node's types, in the types' order.
    fn type_contexts(
        &mut self,
        mut current: Arc<ActiveContext>,
        members: &'d Map<String, Value>,
    ) -> Result<Arc<ActiveContext>, JsonLdError> {
        let type_scoped = Arc::clone(&current);
        let mut keys: Vec<_> = members.keys().filter(|key| is(&type_scoped, key, Keyword::Type)).collect();
        keys.sort_unstable();
        for key in keys {
            let value = &members[key];
            let entries = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            let mut types: Vec<_> = entries.iter().filter_map(Value::as_str).collect();
            types.sort_unstable();
            for scoped in types.iter().filter_map(|name| type_scoped.term(name)?.scoped.as_ref()) {
                current = self.scope(&current, scoped, Scope::Type)?;
            }
        }
        Ok(current)
    }

    /// Applies a scoped context, once per document and place in the contexts.
    pub(super) fn scope(
        &mut self,
        active: &Arc<ActiveContext>,
        local: &Arc<Value>,
        scope: Scope,
    ) -> Result<Arc<ActiveContext>, JsonLdError> {
        self.scoped_applied += 1;
        if self.scoped_applied > MAX_SCOPED_CONTEXTS {
            return Err(JsonLdError::TooComplex);
        }
        let key = (Arc::as_ptr(active), Arc::as_ptr(local));
        if let Some(known) = self.scoped.get(&key) {
            return Ok(Arc::clone(&known.result));
        }
        let result = process(active, local, scope, self.processing.contexts)
            .map_err(|error| self.context_error(error))?;
        let scoped = Scoped {
            result: Arc::clone(&result),
            _active: Arc::clone(active),
            _local: Arc::clone(local),
        };
        self.scoped.insert(key, scoped);
        Ok(result)
    }

    fn context_error(&self, error: ContextError) -> JsonLdError {
        let pointer = self.path.pointer();
        match error {
            ContextError::Unknown(url) => JsonLdError::UnknownContext { url, pointer },
            ContextError::Invalid { code, reason } => JsonLdError::BadContext { pointer, code, reason },
            ContextError::TooComplex => JsonLdError::TooComplex,
        }
    }

    /// Checks that a text can stand as an IRI.
    pub(super) fn iri(&self, active: &ActiveContext, text: &str, loss: Loss) -> Result<(), JsonLdError> {
        if Keyword::is_form(text) {
            return Err(self.lost(text, Loss::ReservedKeyword));
        }
        if !is_absolute(text) {
            return Err(self.lost(text, loss));
        }
        let is_well_formed = text.starts_with("_:") || oxrdf::NamedNode::new(text).is_ok();
        // jsonld.js takes any text with a scheme; `oxjsonld` puts the vocabulary before it if it is malformed.
        if !is_well_formed && (self.signs() || active.vocab().is_some()) {
            return Err(self.unsupported(format!("`{text}` is no well-formed IRI")));
        }
        Ok(())
    }

    pub(super) fn lost(&self, term: &str, loss: Loss) -> JsonLdError {
        JsonLdError::TermLost { pointer: self.path.pointer(), term: term.to_owned(), loss }
    }

    pub(super) fn syntax(&self, code: &'static str) -> JsonLdError {
        JsonLdError::Syntax { pointer: self.path.pointer(), code }
    }

    pub(super) fn unsupported(&self, what: impl Into<String>) -> JsonLdError {
        JsonLdError::Unsupported { pointer: self.path.pointer(), what: what.into() }
    }
}

/// Whether a member's name means a keyword.
pub(super) fn is(active: &ActiveContext, key: &str, keyword: Keyword) -> bool {
    active.expand_iri(key, true) == Expanded::Keyword(keyword)
}

/// Step 7: what a type's context reaches into although it is another object.
fn is_value_or_reference(active: &ActiveContext, members: &Map<String, Value>) -> bool {
    let is_reference = members.len() == 1 && members.keys().all(|key| is(active, key, Keyword::Id));
    is_reference || members.keys().any(|key| is(active, key, Keyword::Value))
}
