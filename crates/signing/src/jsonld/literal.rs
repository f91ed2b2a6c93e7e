//! Values in the lossless walk: scalars (JSON-LD API §5.3.2), value objects, language maps and JSON literals.

use std::sync::Arc;

use serde_json::{Map, Number, Value};

use super::lossless::{Place, Walk, is};
use super::{JsonLdError, Loss};
use crate::context::{ActiveContext, Expanded, Keyword, Scope, TermDefinition, TypeMapping};

const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";
const RDF_JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";

/// The largest integer up to which all are exact as IEEE 754 doubles.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

impl<'d> Walk<'d> {
    /// §5.1.2 step 4: a string, number or boolean.
    pub(super) fn scalar(
        &mut self,
        active: &Arc<ActiveContext>,
        value: &'d Value,
        place: Place<'_>,
    ) -> Result<bool, JsonLdError> {
        // steps 4.1 and 19
        let text = || value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let is_reference = matches!(
            (place.definition.and_then(|definition| definition.type_mapping.as_ref()), value),
            (Some(TypeMapping::Id | TypeMapping::Vocab), Value::String(_))
        );
        if place.drops() {
            let loss = if is_reference { Loss::EmptyNode } else { Loss::FreeFloatingValue };
            return Err(self.lost(&text(), loss));
        }
        // step 4.2
        let scoped = place.definition.and_then(|definition| definition.scoped.as_ref());
        let active = match scoped {
            Some(scoped) => self.scope(active, scoped, Scope::Property)?,
            None => Arc::clone(active),
        };
        // step 4.3
        self.quads += 1;
        match value {
            Value::String(reference) if is_reference => {
                let vocab = place.definition.is_some_and(|d| d.type_mapping == Some(TypeMapping::Vocab));
                self.reference(&active, reference, vocab)?;
            }
            Value::String(_) => self.string(&active, place.definition)?,
            Value::Number(number) => self.number(number)?,
            _ => {}
        }
        Ok(true)
    }

    /// §5.3.2 steps 1 and 2: a string that its property makes an identifier.
    fn reference(&self, active: &ActiveContext, text: &str, vocab: bool) -> Result<(), JsonLdError> {
        match active.expand_iri(text, vocab) {
            Expanded::Iri(iri) => self.iri(active, &iri, Loss::RelativeReference),
            _ if Keyword::is_form(text) => Err(self.lost(text, Loss::ReservedKeyword)),
            _ => Err(self.lost(text, Loss::RelativeReference)),
        }
    }

    /// §5.3.2 step 5: a string that gets the direction of its property or context, unless it has a datatype.
    fn string(&self, active: &ActiveContext, definition: Option<&TermDefinition>) -> Result<(), JsonLdError> {
        match definition.and_then(|definition| definition.type_mapping.as_ref()) {
            Some(TypeMapping::Datatype(datatype)) => self.typed_string(datatype),
            _ if active.gives_direction(definition) => Err(self.lost("@direction", Loss::Direction)),
            _ => Ok(()),
        }
    }

    /// Datatypes whose strings processors treat differently.
    fn typed_string(&self, datatype: &str) -> Result<(), JsonLdError> {
        if [XSD_DOUBLE, RDF_JSON].contains(&datatype) {
            return Err(self.unsupported(format!("a string of type `{datatype}`")));
        }
        Ok(())
    }

    /// A number, which must be the same text in RDF for every processor (JSON-LD API §8.6).
    ///
    /// Beyond 16 significant digits, or integers beyond what a double can hold, jsonld.js and others differ.
    pub(super) fn number(&self, number: &Number) -> Result<(), JsonLdError> {
        let portable = number.as_f64().is_some_and(|double| {
            let is_integer = double.fract() == 0.0;
            let exact_in_16_digits = format!("{double:.15e}").parse() == Ok(double);
            // jsonld.js takes what it prints without a point, like 1e-7, for an integer.
            let has_point = double.abs() >= 1e-6 || !format!("{double:e}").split('e').all(|part| !part.contains('.'));
            if is_integer { double.abs() <= MAX_SAFE_INTEGER } else { exact_in_16_digits && has_point }
        });
        if portable { Ok(()) } else { Err(self.unsupported(format!("the number {number}"))) }
    }

    /// §5.1.2 step 15: an object with `@value`.
    pub(super) fn value_object(
        &mut self,
        active: &ActiveContext,
        type_scoped: &ActiveContext,
        members: &'d Map<String, Value>,
        place: Place<'_>,
    ) -> Result<bool, JsonLdError> {
        if place.drops() {
            return Err(self.lost("@value", Loss::FreeFloatingValue));
        }
        let parts = self.value_parts(active, members)?;
        self.quads += 1;
        let datatype = match parts.datatype.filter(|datatype| !datatype.is_null()) {
            None => None,
            Some(Value::String(datatype)) => Some(type_scoped.expand_iri(datatype, true)),
            Some(_) => return Err(self.syntax("invalid type value")),
        };
        match (datatype, parts.value) {
            (Some(_), _) if parts.language.is_some() => Err(self.syntax("invalid value object")),
            (Some(Expanded::Keyword(Keyword::Json)), _) => Ok(true),
            (_, Value::Null) => Err(self.lost("@value", Loss::Null)),
            (_, Value::Array(_) | Value::Object(_)) => Err(self.syntax("invalid value object value")),
            (Some(Expanded::Iri(datatype)), value) => {
                self.typed_value(type_scoped, &datatype, value)?;
                Ok(true)
            }
            (Some(_), _) => Err(self.lost("@type", Loss::RelativeType)),
            (None, Value::String(_)) => Ok(true),
            (None, _) if parts.language.is_some() => Err(self.syntax("invalid language-tagged value")),
            (None, Value::Number(number)) => self.number(number).map(|()| true),
            (None, Value::Bool(_)) => Ok(true),
        }
    }

    /// The members of a value object; others must not be there.
    fn value_parts(
        &mut self,
        active: &ActiveContext,
        members: &'d Map<String, Value>,
    ) -> Result<ValueParts<'d>, JsonLdError> {
        let mut parts = ValueParts { value: &Value::Null, datatype: None, language: None };
        let mut values = 0;
        for (key, value) in members.iter().filter(|(key, _)| *key != "@context") {
            self.path.enter_member(key);
            match active.expand_iri(key, true) {
                Expanded::Keyword(Keyword::Value) => {
                    parts.value = value;
                    values += 1;
                }
                Expanded::Keyword(Keyword::Type) => parts.datatype = Some(value),
                Expanded::Keyword(Keyword::Language) if value.is_null() => {}
                Expanded::Keyword(Keyword::Language) => {
                    let tag = value.as_str().ok_or_else(|| self.syntax("invalid language-tagged string"))?;
                    self.language_tag(tag)?;
                    parts.language = Some(tag);
                }
                Expanded::Keyword(Keyword::Index) => return Err(self.lost(key, Loss::Index)),
                Expanded::Keyword(Keyword::Direction) => return Err(self.lost(key, Loss::Direction)),
                _ => return Err(self.lost(key, Loss::UndefinedTerm)),
            }
            self.path.leave();
        }
        if values == 1 { Ok(parts) } else { Err(self.syntax("colliding keywords")) }
    }

    fn typed_value(&self, active: &ActiveContext, datatype: &str, value: &Value) -> Result<(), JsonLdError> {
        if datatype.starts_with("_:") {
            return Err(self.syntax("invalid typed value"));
        }
        self.iri(active, datatype, Loss::RelativeType)?;
        match value {
            Value::String(_) => self.typed_string(datatype),
            Value::Number(number) => self.number(number),
            _ => Ok(()),
        }
    }

    /// Step 13.7: strings by language.
    pub(super) fn language_map(
        &mut self,
        active: &ActiveContext,
        definition: &TermDefinition,
        map: &'d Map<String, Value>,
    ) -> Result<bool, JsonLdError> {
        for (tag, value) in map {
            self.path.enter_member(tag);
            if !is(active, tag, Keyword::None) {
                self.language_tag(tag)?;
            }
            if active.gives_direction(Some(definition)) {
                return Err(self.lost("@direction", Loss::Direction));
            }
            let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for item in items {
                match item {
                    Value::String(_) => self.quads += 1,
                    Value::Null if !self.signs() => {}
                    Value::Null => return Err(self.lost("null", Loss::Null)),
                    _ => return Err(self.syntax("invalid language map value")),
                }
            }
            self.path.leave();
        }
        Ok(true)
    }

    /// Step 13.6: a value that is kept as JSON, whatever it is.
    pub(super) fn json_literal(&mut self, _value: &Value) -> Result<bool, JsonLdError> {
        self.quads += 1;
        Ok(true)
    }

    /// Whether a language tag is well-formed, as jsonld.js asks it.
    fn language_tag(&self, tag: &str) -> Result<(), JsonLdError> {
        let mut subtags = tag.split('-');
        let is_short = |subtag: &str| (1..=8).contains(&subtag.len());
        let well_formed = subtags
            .next()
            .is_some_and(|first| is_short(first) && first.bytes().all(|b| b.is_ascii_alphabetic()))
            && subtags.all(|subtag| is_short(subtag) && subtag.bytes().all(|b| b.is_ascii_alphanumeric()));
        if well_formed { Ok(()) } else { Err(self.lost(tag, Loss::LanguageTag)) }
    }
}

/// What a value object says.
struct ValueParts<'d> {
    value: &'d Value,
    datatype: Option<&'d Value>,
    language: Option<&'d str>,
}
