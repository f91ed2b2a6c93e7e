//! Node objects and their properties in the lossless walk (JSON-LD API §5.1.2 steps 13 to 19).

use std::sync::Arc;

use serde_json::{Map, Value};

use super::lossless::{Holder, Place, Walk};
use super::{JsonLdError, Loss};
use crate::context::{ActiveContext, Containers, Expanded, Keyword, TermDefinition, TypeMapping};

/// What a node says, as far as it decides whether it is dropped.
#[derive(Default)]
struct Content {
    has_id: bool,
    entries: usize,
}

impl<'d> Walk<'d> {
    /// Steps 13 to 19 for a node.
    pub(super) fn node(
        &mut self,
        active: &Arc<ActiveContext>,
        type_scoped: &Arc<ActiveContext>,
        members: &'d Map<String, Value>,
        place: Place<'_>,
    ) -> Result<bool, JsonLdError> {
        let is_document = self.path.depth() == 0;
        let mut content = Content::default();
        for (key, value) in members {
            // The proof of the document itself is no part of what is secured.
            if key == "@context" || (is_document && key == "proof") {
                continue;
            }
            self.path.enter_member(key);
            self.member(active, type_scoped, (key, value), &mut content)?;
            self.path.leave();
        }
        // step 19
        let says_nothing = content.entries == usize::from(content.has_id);
        if place.drops() && says_nothing {
            return Err(self.lost("{}", Loss::EmptyNode));
        }
        self.quads += place.links();
        Ok(true)
    }

    /// Step 13 for one member.
    fn member(
        &mut self,
        active: &Arc<ActiveContext>,
        type_scoped: &Arc<ActiveContext>,
        (key, value): (&'d str, &'d Value),
        content: &mut Content,
    ) -> Result<(), JsonLdError> {
        match active.expand_iri(key, true) {
            // step 13.3
            Expanded::Null if Keyword::is_form(key) => return Err(self.lost(key, Loss::ReservedKeyword)),
            Expanded::Null => return Err(self.lost(key, Loss::UndefinedTerm)),
            // step 13.4
            Expanded::Keyword(Keyword::Id) => {
                if std::mem::replace(&mut content.has_id, true) {
                    return Err(self.syntax("colliding keywords"));
                }
                self.identifier(active, value)?;
                content.entries += 1;
            }
            Expanded::Keyword(keyword) => {
                self.keyword(active, type_scoped, keyword, (key, value))?;
                content.entries += 1;
            }
            Expanded::Iri(iri) => {
                if iri.starts_with("_:") {
                    return Err(self.lost(key, Loss::BlankNodeProperty));
                }
                self.iri(active, &iri, Loss::UndefinedTerm)
                    .map_err(|error| naming(error, key))?;
                let kept = self.property(active, (key, value))?;
                content.entries += usize::from(kept);
            }
        }
        Ok(())
    }

    /// Steps 13.4.4 to 13.4.16: keywords other than `@id` in a node.
    fn keyword(
        &mut self,
        active: &Arc<ActiveContext>,
        type_scoped: &ActiveContext,
        keyword: Keyword,
        (key, value): (&'d str, &'d Value),
    ) -> Result<(), JsonLdError> {
        match keyword {
            Keyword::Type => self.types(type_scoped, value),
            Keyword::Graph if value.is_object() || value.is_array() => {
                self.element(active, value, Place::of(None, Holder::Graph)).map(|_| ())
            }
            Keyword::Graph => Err(self.syntax("invalid @graph value")),
            Keyword::Index => Err(self.lost(key, Loss::Index)),
            Keyword::Included | Keyword::Nest | Keyword::Reverse => {
                Err(self.unsupported(format!("the keyword that `{key}` means")))
            }
            _ => Err(self.lost(key, Loss::ReservedKeyword)),
        }
    }

    /// Step 13.4.3: `@id`.
    fn identifier(&self, active: &ActiveContext, value: &Value) -> Result<(), JsonLdError> {
        let id = value.as_str().ok_or_else(|| self.syntax("invalid @id value"))?;
        match active.expand_iri(id, false) {
            Expanded::Iri(iri) => self.iri(active, &iri, Loss::RelativeId),
            _ => Err(self.lost(id, Loss::ReservedKeyword)),
        }
    }

    /// Step 13.4.4: `@type` of a node.
    fn types(&mut self, type_scoped: &ActiveContext, value: &'d Value) -> Result<(), JsonLdError> {
        let Value::Array(types) = value else { return self.one_type(type_scoped, value) };
        for (index, name) in types.iter().enumerate() {
            self.path.enter_item(index);
            self.one_type(type_scoped, name)?;
            self.path.leave();
        }
        Ok(())
    }

    fn one_type(&mut self, type_scoped: &ActiveContext, value: &Value) -> Result<(), JsonLdError> {
        let name = value.as_str().ok_or_else(|| self.syntax("invalid type value"))?;
        match type_scoped.expand_iri(name, true) {
            Expanded::Iri(iri) => {
                self.iri(type_scoped, &iri, Loss::RelativeType).map_err(|error| naming(error, name))?;
            }
            _ if Keyword::is_form(name) => return Err(self.lost(name, Loss::ReservedKeyword)),
            _ => return Err(self.lost(name, Loss::RelativeType)),
        }
        self.settled(type_scoped.term(name).map(Arc::as_ref), name)?;
        self.quads += 1;
        Ok(())
    }

    /// Steps 13.5 to 13.15: a property and its values. Says whether anything of it is there after expansion.
    fn property(
        &mut self,
        active: &Arc<ActiveContext>,
        (key, value): (&'d str, &'d Value),
    ) -> Result<bool, JsonLdError> {
        let definition = active.term(key).map(Arc::as_ref);
        self.settled(definition, key)?;
        let Some(definition) = definition else {
            return self.element(active, value, Place::of(None, Holder::Property));
        };
        let containers = definition.containers;
        if definition.reverse {
            return Err(self.unsupported(format!("the reverse property `{key}`")));
        }
        // step 13.6
        if definition.type_mapping == Some(TypeMapping::Json) {
            return self.json_literal(value);
        }
        // steps 13.7 and 13.8
        if let Value::Object(map) = value {
            if containers.has(Containers::LANGUAGE) {
                return self.language_map(active, definition, map);
            }
            if containers.has(Containers::MAPS) {
                return Err(self.unsupported(format!("the map under `{key}`")));
            }
        }
        // step 13.11: what is a list object already stays one
        let is_list = |members: &Map<String, Value>| members.keys().any(|k| super::lossless::is(active, k, Keyword::List));
        if containers.has(Containers::LIST) && !value.is_null() && !value.as_object().is_some_and(is_list) {
            return self.list(active, value, Place::of(Some(definition), Holder::List));
        }
        // steps 13.9 and 13.12
        let holder =
            if containers.has(Containers::GRAPH) { Holder::GraphProperty } else { Holder::Property };
        self.element(active, value, Place::of(Some(definition), holder))
    }

    /// When signing, a term must be in every published copy of its context.
    fn settled(&self, definition: Option<&TermDefinition>, term: &str) -> Result<(), JsonLdError> {
        if self.signs() && definition.is_some_and(|definition| definition.unsettled) {
            return Err(JsonLdError::UnsettledTerm { pointer: self.path.pointer(), term: term.to_owned() });
        }
        Ok(())
    }
}

/// The error with the term as the document has it, instead of what it expanded to.
fn naming(error: JsonLdError, term: &str) -> JsonLdError {
    match error {
        JsonLdError::TermLost { pointer, loss, .. } => {
            JsonLdError::TermLost { pointer, term: term.to_owned(), loss }
        }
        other => other,
    }
}
