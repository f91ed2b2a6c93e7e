//! The walk over a document: JSON-LD expansion (JSON-LD API §5.1.2) that makes statements and refuses every loss.

use std::borrow::Cow;
use std::sync::Arc;

use hashbrown::HashMap;
use serde_json::Value;
use smallvec::SmallVec;

use super::made::Made;
use super::path::Path;
use super::place::{Holder, Place, Property, Statements};
use super::{JsonLdError, Loss, Processing, Purpose, TopProof};
use crate::context::{
    ActiveContext, ContextError, Expanded, Keyword, Scope, ScopedKey, has_what_no_iri_has, is_absolute,
    is_plainly_absolute, process,
};
use crate::json::{Members, Tree, View};
use crate::rdf::{Quad, Resource};

/// A context that is in force somewhere.
pub(super) type Active<'d> = &'d Arc<ActiveContext>;

/// As deep as `serde_json` reads.
const MAX_DEPTH: usize = 128;
/// As many scoped contexts as one document may need. A badge with twenty nodes has about a dozen.
const MAX_SCOPED_CONTEXTS: usize = 1_000;
/// As much as the contexts of one document may cost to make. Those of a presentation of sixteen badges cost about fifty
/// thousand.
const MAX_CONTEXT_COST: usize = 150_000;

/// As many members, and types, as nearly all objects have: so many are listed without being allocated.
const FEW: usize = 12;

/// A walk over one document.
pub(super) struct Walk<'d> {
    processing: Processing,
    top_proof: TopProof,
    made: &'d Made,
    pub(super) path: Path<'d>,
    pub(super) statements: Statements<'d>,
    /// The document itself.
    top: Option<Resource<'d>>,
    /// Blank nodes that the document names.
    named_blanks: HashMap<&'d str, Resource<'d>>,
    /// Scoped contexts that were applied here. What their keys point to lives as long as what was made here.
    scoped: HashMap<ScopedKey, Active<'d>>,
    /// What the contexts that were made here cost.
    context_cost: usize,
}

/// A member of an object that is walked, and what its name means there.
pub(super) struct Member<'d, J> {
    pub(super) named: Property<'d>,
    pub(super) value: &'d J,
    pub(super) meaning: Expanded<&'d str>,
}

impl<'d, J> Member<'d, J> {
    pub(super) fn is(&self, keyword: Keyword) -> bool {
        self.meaning == Expanded::Keyword(keyword)
    }
}

impl<'d> Walk<'d> {
    /// The statements of a document.
    pub(super) fn over<M: Members>(
        document: &'d M,
        top_proof: TopProof,
        processing: Processing,
        made: &'d Made,
    ) -> Result<Vec<Quad<'d>>, JsonLdError> {
        let mut walk = Self {
            processing,
            top_proof,
            made,
            path: Path::short(),
            statements: Statements::none(),
            top: None,
            named_blanks: HashMap::new(),
            scoped: HashMap::new(),
            context_cost: 0,
        };
        walk.object(made.no_context(), document, Place::graph())?;
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
            self.top = Some(*id);
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
    pub(super) fn element<J: Tree>(
        &mut self,
        active: Active<'d>,
        element: &'d J,
        place: Place<'_, 'd>,
    ) -> Result<bool, JsonLdError> {
        if self.path.depth() > MAX_DEPTH || self.statements.are_too_many() {
            return Err(JsonLdError::TooComplex);
        }
        match element.view() {
            // step 1
            View::Null if self.signs() => Err(self.lost("null", Loss::Null)),
            View::Null => Ok(false),
            // step 5.2.2: an array in a list is a list
            View::Array(_) if matches!(place.holder, Holder::List) => self.list(active, element, place),
            // step 5
            View::Array(items) => self.items(active, items, place).map(|()| true),
            View::Object(members) => self.object(active, members, place),
            // step 4
            _ => self.scalar(active, element, place).map(|()| true),
        }
    }

    fn items<J: Tree>(
        &mut self,
        active: Active<'d>,
        items: &'d [J],
        place: Place<'_, 'd>,
    ) -> Result<(), JsonLdError> {
        for (index, item) in items.iter().enumerate() {
            self.path.enter_item(index);
            let is_array = matches!(item.view(), View::Array(_));
            // JSON-LD takes the values in an array within an array for values of the outer one, and no reader does.
            if is_array && !matches!(place.holder, Holder::List) && !self.takes_iri_members() {
                return Err(self.lost("[]", Loss::NotATerm));
            }
            self.element(active, item, place)?;
            self.path.leave();
        }
        Ok(())
    }

    /// Steps 7 to 18: an object, which is a value, a set, a list or a node.
    fn object<M: Members>(
        &mut self,
        active: Active<'d>,
        members: &'d M,
        place: Place<'_, 'd>,
    ) -> Result<bool, JsonLdError> {
        let mut current = active;
        // step 7
        if let Some(previous) = active.previous().filter(|_| !is_value_or_reference(active, members)) {
            current = previous;
        }
        // step 8
        if let Some(scoped) = place.definition(active).and_then(|definition| definition.scoped.as_ref()) {
            current = self.scope(current, scoped, Scope::Property)?;
        }
        // step 9
        if let Some((_, local)) = members.entries().find(|(key, _)| *key == "@context") {
            current = self.local_context(current, local)?;
        }
        // steps 10 and 11
        let type_scoped = current;
        let current = self.type_contexts(type_scoped, members)?;

        // What is listed is long, so it is made where it stays.
        let mut meant = SmallVec::<[_; FEW]>::new();
        meant.extend(members.entries().map(|(key, value)| self.meaning(current, key, value)));
        let find = |keyword| meant.iter().find(|member| member.is(keyword));
        if find(Keyword::Value).is_some() {
            self.value_object(type_scoped, &meant, place).map(|()| true)
        } else if let Some(member) = find(Keyword::List).or_else(|| find(Keyword::Set)) {
            self.list_or_set(current, &meant, member, place)
        } else {
            self.node(current, type_scoped, &meant, place).map(|()| true)
        }
    }

    /// A member and what its name means (step 13.2).
    fn meaning<J>(&self, active: Active<'d>, key: &'d str, value: &'d J) -> Member<'d, J> {
        let definition = active.term(key).map(|definition| &**definition);
        let meaning = active.expand_defined(key, definition, true).map(|iri| self.made.keep(iri));
        Member { named: Property { key, active, definition }, value, meaning }
    }

    /// Steps 13.4.9, 13.4.10 and 17: `@list` and `@set`, beside which nothing may stand.
    fn list_or_set<J: Tree>(
        &mut self,
        active: Active<'d>,
        members: &[Member<'d, J>],
        member: &Member<'d, J>,
        place: Place<'_, 'd>,
    ) -> Result<bool, JsonLdError> {
        let (key, value) = (member.named.key, member.value);
        if let Some(other) =
            members.iter().find(|other| other.named.key != key && other.named.key != "@context")
        {
            self.path.enter_member(other.named.key);
            let error = if other.is(Keyword::Index) {
                self.lost(other.named.key, Loss::Index)
            } else {
                self.syntax("invalid set or list object")
            };
            return Err(error);
        }
        self.path.enter_member(key);
        let kept = if member.is(Keyword::Set) {
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
    pub(super) fn list<J: Tree>(
        &mut self,
        active: Active<'d>,
        value: &'d J,
        place: Place<'_, 'd>,
    ) -> Result<bool, JsonLdError> {
        self.statements.begin_list();
        let item_place = place.with_holder(Holder::List);
        match value.view() {
            View::Array(items) => self.items(active, items, item_place)?,
            _ => {
                self.element(active, value, item_place)?;
            }
        }
        self.statements.end_list(place.holder);
        Ok(true)
    }

    /// Step 9, and what the caller allows of it.
    fn local_context<J: Tree>(
        &mut self,
        active: Active<'d>,
        local: &'d J,
    ) -> Result<Active<'d>, JsonLdError> {
        let is_top = self.path.depth() == 0;
        self.path.enter_member("@context");
        let is_allowed = is_top || (self.processing.nested_contexts && self.path.is_in_embedded());
        if !is_allowed {
            return Err(JsonLdError::NestedContext { pointer: self.path.pointer() });
        }
        if !self.processing.inline_contexts && local.items().iter().any(|entry| entry.as_text().is_none()) {
            return Err(JsonLdError::InlineContext { pointer: self.path.pointer() });
        }
        let result = match self.processing.contexts.start(local).filter(|_| is_top) {
            Some(made_ahead) => made_ahead,
            None => self.process(active, &self.value(local)?, Scope::Document)?,
        };
        self.path.leave();
        Ok(result)
    }

    /// A copy of what is not read with the document.
    fn value(&self, json: &impl Tree) -> Result<Value, JsonLdError> {
        serde_json::to_value(json).map_err(|error| self.unsupported(error.to_string()))
    }

    /// Step 11: the contexts of the node's types, in the types' order.
    fn type_contexts<M: Members>(
        &mut self,
        type_scoped: Active<'d>,
        members: &'d M,
    ) -> Result<Active<'d>, JsonLdError> {
        let mut current = type_scoped;
        let is_type = |(key, _): &(&str, _)| type_scoped.keyword(key) == Some(Keyword::Type);
        let mut typed = SmallVec::<[_; FEW]>::new();
        typed.extend(members.entries().filter(is_type));
        typed.sort_unstable_by_key(|(key, _)| *key);
        for (_, value) in &typed {
            let mut types = SmallVec::<[_; FEW]>::new();
            types.extend(value.items().iter().filter_map(Tree::as_text));
            types.sort_unstable();
            for scoped in types.iter().filter_map(|name| type_scoped.term(name)?.scoped.as_ref()) {
                current = self.scope(current, scoped, Scope::Type)?;
            }
        }
        Ok(current)
    }

    /// Applies a scoped context, once per document and place in the contexts.
    pub(super) fn scope(
        &mut self,
        active: Active<'d>,
        local: &'d Arc<Value>,
        scope: Scope,
    ) -> Result<Active<'d>, JsonLdError> {
        let key = ScopedKey::of(active, local, scope);
        if let Some(known) = self.processing.contexts.scoped(key).or_else(|| self.scoped.get(&key).copied()) {
            return Ok(known);
        }
        if self.scoped.len() >= MAX_SCOPED_CONTEXTS {
            return Err(JsonLdError::TooComplex);
        }
        let result = self.process(active, local, scope)?;
        self.scoped.insert(key, result);
        Ok(result)
    }

    fn process(
        &mut self,
        active: Active<'d>,
        local: &Value,
        scope: Scope,
    ) -> Result<Active<'d>, JsonLdError> {
        let result = self.processed(active, local, scope)?;
        self.context_cost = self.context_cost.saturating_add(result.cost_after(active));
        if self.context_cost > MAX_CONTEXT_COST {
            return Err(JsonLdError::TooComplex);
        }
        Ok(self.made.keep_context(result))
    }

    fn processed(
        &self,
        active: Active<'d>,
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

    /// A text that was made, for as long as the statements live.
    pub(super) fn keep(&self, text: impl Into<Cow<'d, str>>) -> &'d str {
        self.made.keep(text.into())
    }

    /// What a text stands for that must be an absolute IRI or a blank node.
    pub(super) fn resource(
        &mut self,
        active: Active<'d>,
        text: &'d str,
        vocab: bool,
        loss: Loss,
    ) -> Result<Resource<'d>, JsonLdError> {
        match active.expand_iri(text, vocab).map(|iri| self.keep(iri)) {
            Expanded::Iri(iri) if iri.starts_with("_:") && is_absolute(iri) => Ok(self.named_blank(iri)),
            Expanded::Iri(iri) => self.iri(iri, text, loss).map(Resource::Iri),
            _ if Keyword::is_form(text) => Err(self.lost(text, Loss::ReservedKeyword)),
            _ => Err(self.lost(text, loss)),
        }
    }

    fn named_blank(&mut self, label: &'d str) -> Resource<'d> {
        if let Some(known) = self.named_blanks.get(label) {
            return *known;
        }
        let blank = self.statements.blank();
        self.named_blanks.insert(label, blank);
        blank
    }

    /// Checks that `iri`, to which `text` was expanded, is absolute.
    pub(super) fn iri(&self, iri: &'d str, text: &str, loss: Loss) -> Result<&'d str, JsonLdError> {
        if is_plainly_absolute(iri) {
            return Ok(iri);
        }
        if !is_absolute(iri) {
            return Err(self.lost(text, loss));
        }
        // jsonld.js takes any text with a scheme and no white space; we sign only what is an IRI.
        if self.signs() && has_what_no_iri_has(iri) {
            return Err(self.unsupported(format!("`{text}` is no IRI")));
        }
        Ok(iri)
    }

    #[cold]
    pub(super) fn lost(&self, term: &str, loss: Loss) -> JsonLdError {
        JsonLdError::TermLost { pointer: self.path.pointer(), term: term.to_owned(), loss }
    }

    #[cold]
    pub(super) fn syntax(&self, code: &'static str) -> JsonLdError {
        JsonLdError::Syntax { pointer: self.path.pointer(), code }
    }

    #[cold]
    pub(super) fn unsupported(&self, what: impl Into<String>) -> JsonLdError {
        JsonLdError::Unsupported { pointer: self.path.pointer(), what: what.into() }
    }
}

/// Step 7: what a type's context reaches into although it is another object.
fn is_value_or_reference(active: &ActiveContext, members: &impl Members) -> bool {
    let is = |key: &str, keyword| active.keyword(key) == Some(keyword);
    let is_reference = members.count() == 1 && members.entries().all(|(key, _)| is(key, Keyword::Id));
    is_reference || members.entries().any(|(key, _)| is(key, Keyword::Value))
}
