//! The walk over a document: JSON-LD expansion (JSON-LD API §5.1.2) that makes statements and refuses every loss.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::path::Path;
use super::place::{Holder, Place, Statements};
use super::{JsonLdError, Loss, Processing, Purpose, TopProof};
use crate::context::{
    ActiveContext, ContextError, Expanded, Keyword, Scope, ScopedKey, is_absolute, process,
};
use crate::rdf::{Quad, Resource, Text};

/// As deep as `serde_json` reads.
const MAX_DEPTH: usize = 128;
/// As many scoped contexts as one document may need. A badge with twenty nodes has about a dozen.
const MAX_SCOPED_CONTEXTS: usize = 1_000;
/// As much as the contexts of one document may cost to make. Those of a presentation of sixteen badges cost about fifty
/// thousand.
const MAX_CONTEXT_COST: usize = 300_000;

/// A walk over one document.
pub(super) struct Walk<'d> {
    processing: Processing,
    top_proof: TopProof,
    pub(super) path: Path<'d>,
    pub(super) statements: Statements<'d>,
    /// The document itself.
    top: Option<Resource<'d>>,
    /// Blank nodes that the document names.
    named_blanks: HashMap<Text<'d>, Resource<'d>>,
    /// Scoped contexts that were applied here.
    scoped: HashMap<ScopedKey, Scoped>,
    /// What the contexts that were made here cost.
    context_cost: usize,
}

/// A scoped context that was applied. What its key points to is kept alive with it.
struct Scoped {
    result: Arc<ActiveContext>,
    _active: Arc<ActiveContext>,
    _local: Arc<Value>,
}

impl<'d> Walk<'d> {
    /// The statements of a document.
    pub(super) fn over(
        document: &'d Map<String, Value>,
        top_proof: TopProof,
        processing: Processing,
    ) -> Result<Vec<Quad<'d>>, JsonLdError> {
        let mut walk = Self {
            processing,
            top_proof,
            path: Path::default(),
            statements: Statements::default(),
            top: None,
            named_blanks: HashMap::new(),
            scoped: HashMap::new(),
            context_cost: 0,
        };
        walk.object(&Arc::new(ActiveContext::default()), document, Place::graph())?;
        if walk.statements.are_too_many() {
            return Err(JsonLdError::TooComplex);
        }
        Ok(walk.statements.into_quads())
    }

    /// Whether a member of the object where the walk is counts for nothing in RDF.
    pub(super) fn skips(&self, key: &str) -> bool {
        let is_document = self.path.depth() == 0;
        key == "@context" || (key == "proof" && is_document && self.top_proof == TopProof::LeftOut)
    }

    pub(super) fn takes_iri_members(&self) -> bool {
        self.processing.iri_members
    }

    /// Notes which node the document itself is, and tells of any other object whether it is that node, too.
    pub(super) fn is_top_again(&mut self, id: &Resource<'d>) -> bool {
        if self.path.depth() == 0 {
            self.top = Some(id.clone());
            return false;
        }
        self.top.as_ref() == Some(id)
    }

    pub(super) fn keeps_direction(&self) -> bool {
        self.processing.directions
    }

    pub(super) fn signs(&self) -> bool {
        self.processing.purpose == Purpose::Sign
    }

    /// §5.1.2: whatever stands somewhere. Says whether it is there at all after expansion.
    pub(super) fn element(
        &mut self,
        active: &Arc<ActiveContext>,
        element: &'d Value,
        place: Place<'_, 'd>,
    ) -> Result<bool, JsonLdError> {
        if self.path.depth() > MAX_DEPTH || self.statements.are_too_many() {
            return Err(JsonLdError::TooComplex);
        }
        match element {
            // step 1
            Value::Null if self.signs() => Err(self.lost("null", Loss::Null)),
            Value::Null => Ok(false),
            // step 5.2.2: an array in a list is a list
            Value::Array(_) if matches!(place.holder, Holder::List) => self.list(active, element, place),
            // step 5
            Value::Array(items) => self.items(active, items, place).map(|()| true),
            Value::Object(members) => self.object(active, members, place),
            // step 4
            scalar => self.scalar(active, scalar, place).map(|()| true),
        }
    }

    fn items(
        &mut self,
        active: &Arc<ActiveContext>,
        items: &'d [Value],
        place: Place<'_, 'd>,
    ) -> Result<(), JsonLdError> {
        for (index, item) in items.iter().enumerate() {
            self.path.enter_item(index);
            // JSON-LD takes the values in an array within an array for values of the outer one, and no reader does.
            if item.is_array() && !matches!(place.holder, Holder::List) && !self.takes_iri_members() {
                return Err(self.lost("[]", Loss::NotATerm));
            }
            self.element(active, item, place)?;
            self.path.leave();
        }
        Ok(())
    }

    /// Steps 7 to 18: an object, which is a value, a set, a list or a node.
    fn object(
        &mut self,
        active: &Arc<ActiveContext>,
        members: &'d Map<String, Value>,
        place: Place<'_, 'd>,
    ) -> Result<bool, JsonLdError> {
        let mut current = Arc::clone(active);
        // step 7
        if let Some(previous) = active.previous().filter(|_| !is_value_or_reference(active, members)) {
            current = Arc::clone(previous);
        }
        // step 8
        if let Some(scoped) = place.definition(active).and_then(|definition| definition.scoped.as_ref()) {
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
            self.value_object(&current, &type_scoped, members, place).map(|()| true)
        } else if let Some(member) = has(Keyword::List).or_else(|| has(Keyword::Set)) {
            self.list_or_set(&current, members, member, place)
        } else {
            self.node(&current, &type_scoped, members, place).map(|()| true)
        }
    }

    /// Steps 13.4.9, 13.4.10 and 17: `@list` and `@set`, beside which nothing may stand.
    fn list_or_set(
        &mut self,
        active: &Arc<ActiveContext>,
        members: &'d Map<String, Value>,
        (key, value): (&'d String, &'d Value),
        place: Place<'_, 'd>,
    ) -> Result<bool, JsonLdError> {
        if let Some(other) = members.keys().find(|other| *other != key && *other != "@context") {
            self.path.enter_member(other);
            let is_index = is(active, other, Keyword::Index);
            let error = if is_index {
                self.lost(other, Loss::Index)
            } else {
                self.syntax("invalid set or list object")
            };
            return Err(error);
        }
        self.path.enter_member(key);
        let kept = if is(active, key, Keyword::Set) {
            // Nobody looks for the values in there.
            if !self.takes_iri_members() {
                return Err(self.lost(key, Loss::NotATerm));
            }
            // Its values are the list's own or a list in the list, by where it stands.
            if matches!(place.holder, Holder::List) {
                return Err(self.unsupported("a set in a list"));
            }
            self.element(active, value, place)?
        } else if place.drops() {
            return Err(self.lost(key, Loss::FreeFloatingValue));
        } else {
            self.list(active, value, place)?
        };
        self.path.leave();
        Ok(kept)
    }

    /// A list of one or many.
    pub(super) fn list(
        &mut self,
        active: &Arc<ActiveContext>,
        value: &'d Value,
        place: Place<'_, 'd>,
    ) -> Result<bool, JsonLdError> {
        self.statements.begin_list();
        let item_place = place.with_holder(Holder::List);
        match value {
            Value::Array(items) => self.items(active, items, item_place)?,
            other => {
                self.element(active, other, item_place)?;
            }
        }
        self.statements.end_list(place.holder);
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
        let is_allowed = is_top || (self.processing.nested_contexts && self.path.is_in_embedded());
        if !is_allowed {
            return Err(JsonLdError::NestedContext { pointer: self.path.pointer() });
        }
        let entries = local.as_array().map_or(std::slice::from_ref(local), Vec::as_slice);
        if !self.processing.inline_contexts && entries.iter().any(|entry| !entry.is_string()) {
            return Err(JsonLdError::InlineContext { pointer: self.path.pointer() });
        }
        let made_ahead = self.processing.contexts.start(local).filter(|_| is_top).map(Arc::clone);
        let result = match made_ahead {
            Some(start) => start,
            None => self.process(active, local, Scope::Document)?,
        };
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
        let mut typed: Vec<_> =
            members.iter().filter(|(key, _)| is(&type_scoped, key, Keyword::Type)).collect();
        typed.sort_unstable_by_key(|(key, _)| *key);
        for (_, value) in typed {
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
        let key = ScopedKey::of(active, local, scope);
        let known = self.scoped.get(&key).map(|known| &known.result);
        if let Some(known) = known.or_else(|| self.processing.contexts.scoped(key)) {
            return Ok(Arc::clone(known));
        }
        if self.scoped.len() >= MAX_SCOPED_CONTEXTS {
            return Err(JsonLdError::TooComplex);
        }
        let result = self.process(active, local, scope)?;
        let scoped =
            Scoped { result: Arc::clone(&result), _active: Arc::clone(active), _local: Arc::clone(local) };
        self.scoped.insert(key, scoped);
        Ok(result)
    }

    fn process(
        &mut self,
        active: &Arc<ActiveContext>,
        local: &Value,
        scope: Scope,
    ) -> Result<Arc<ActiveContext>, JsonLdError> {
        let result = self.processed(active, local, scope)?;
        self.context_cost = self.context_cost.saturating_add(result.cost_after(active));
        if self.context_cost > MAX_CONTEXT_COST { Err(JsonLdError::TooComplex) } else { Ok(result) }
    }

    fn processed(
        &self,
        active: &Arc<ActiveContext>,
        local: &Value,
        scope: Scope,
    ) -> Result<Arc<ActiveContext>, JsonLdError> {
        process(active, local, scope, self.processing.contexts).map_err(|error| {
            let pointer = self.path.pointer();
            match error {
                ContextError::Unknown(url) => JsonLdError::UnknownContext { url, pointer },
                ContextError::Invalid { code, reason } => JsonLdError::BadContext { pointer, code, reason },
                ContextError::TooComplex => JsonLdError::TooComplex,
            }
        })
    }

    /// What a text stands for that must be an absolute IRI or a blank node.
    pub(super) fn resource(
        &mut self,
        active: &ActiveContext,
        text: &'d str,
        vocab: bool,
        loss: Loss,
    ) -> Result<Resource<'d>, JsonLdError> {
        match active.expand_iri(text, vocab) {
            Expanded::Iri(iri) if iri.starts_with("_:") && is_absolute(&iri) => Ok(self.named_blank(iri)),
            Expanded::Iri(iri) => self.iri(iri, text, loss).map(Resource::Iri),
            _ if Keyword::is_form(text) => Err(self.lost(text, Loss::ReservedKeyword)),
            _ => Err(self.lost(text, loss)),
        }
    }

    fn named_blank(&mut self, label: Text<'d>) -> Resource<'d> {
        if let Some(known) = self.named_blanks.get(&label) {
            return known.clone();
        }
        let blank = self.statements.blank();
        self.named_blanks.insert(label, blank.clone());
        blank
    }

    /// Checks that `iri`, to which `text` was expanded, is absolute.
    pub(super) fn iri(&self, iri: Text<'d>, text: &str, loss: Loss) -> Result<Text<'d>, JsonLdError> {
        if !is_absolute(&iri) {
            return Err(self.lost(text, loss));
        }
        // jsonld.js takes any text with a scheme and no white space; we sign only what is an IRI.
        if self.signs() && iri.contains(['<', '>', '"', '{', '}', '|', '^', '`', '\\']) {
            return Err(self.unsupported(format!("`{text}` is no IRI")));
        }
        Ok(iri)
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
