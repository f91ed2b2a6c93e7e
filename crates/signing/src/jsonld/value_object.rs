//! Objects with `@value` (JSON-LD API §5.1.2 step 15).

use serde_json::{Map, Value};

use super::place::Place;
use super::walk::Walk;
use super::{JsonLdError, Loss};
use crate::context::{ActiveContext, Expanded, Keyword};
use crate::rdf::{Literal, Object, Text, vocab};

/// What a value object says.
struct Parts<'d> {
    value: &'d Value,
    datatype: Option<&'d Value>,
    language: Option<Text<'d>>,
    direction: Option<&'d str>,
}

impl<'d> Walk<'d> {
    /// Step 15.
    pub(super) fn value_object(
        &mut self,
        active: &ActiveContext,
        type_scoped: &ActiveContext,
        members: &'d Map<String, Value>,
        place: Place<'_, 'd>,
    ) -> Result<(), JsonLdError> {
        let parts = self.parts(active, members)?;
        if place.drops() {
            return Err(self.lost("@value", Loss::FreeFloatingValue));
        }
        if let Some(direction) = parts.direction {
            let literal = self.directed(&parts, direction)?;
            self.statements.refer(place.holder, Object::Literal(literal));
            return Ok(());
        }
        let literal = match (parts.datatype, parts.language, parts.value) {
            // step 15.1
            (Some(_), Some(_), _) => return Err(self.syntax("invalid value object")),
            (Some(datatype), None, value) => {
                let Some(datatype) = self.datatype(type_scoped, datatype)? else {
                    return self.json_literal(value, place);
                };
                self.is_value(value)?;
                self.literal(value, Some(datatype))?
            }
            (None, Some(language), Value::String(text)) => self.tagged(text, language)?,
            // steps 15.3 and 15.4
            (None, language, value) => {
                self.is_value(value)?;
                if language.is_some() {
                    return Err(self.syntax("invalid language-tagged value"));
                }
                self.literal(value, None)?
            }
        };
        self.statements.refer(place.holder, Object::Literal(literal));
        Ok(())
    }

    /// §8.2.2 step 13 with `rdfDirection` `i18n-datatype`: language and direction make the datatype.
    fn directed(&self, parts: &Parts<'d>, direction: &str) -> Result<Literal<'d>, JsonLdError> {
        if parts.datatype.is_some() {
            // §5.1.2 step 15.1
            return Err(self.syntax("invalid value object"));
        }
        let Value::String(text) = parts.value else { return Err(self.syntax("invalid value object value")) };
        let language = parts.language.as_deref().unwrap_or_default();
        let datatype = format!("{}{language}_{direction}", vocab::I18N);
        self.literal_text(text, datatype.into())
    }

    /// Step 15.3: `null` is dropped.
    fn is_value(&self, value: &Value) -> Result<(), JsonLdError> {
        if value.is_null() { Err(self.lost("@value", Loss::Null)) } else { Ok(()) }
    }

    /// The datatype that `@type` names; `None` for `@json`.
    fn datatype(
        &self,
        type_scoped: &ActiveContext,
        value: &'d Value,
    ) -> Result<Option<Text<'d>>, JsonLdError> {
        let name = value.as_str().ok_or_else(|| self.syntax("invalid typed value"))?;
        match type_scoped.expand_iri(name, true) {
            Expanded::Keyword(Keyword::Json) => Ok(None),
            // step 15.5
            Expanded::Iri(iri) if iri.starts_with("_:") => Err(self.syntax("invalid typed value")),
            Expanded::Iri(iri) => self.iri(iri, name, Loss::RelativeType).map(Some),
            _ => Err(self.lost(name, Loss::RelativeType)),
        }
    }

    /// The members of a value object; others must not be there.
    fn parts(
        &mut self,
        active: &ActiveContext,
        members: &'d Map<String, Value>,
    ) -> Result<Parts<'d>, JsonLdError> {
        let mut parts = Parts { value: &Value::Null, datatype: None, language: None, direction: None };
        let mut values = 0;
        for (key, value) in members.iter().filter(|(key, _)| *key != "@context") {
            self.path.enter_member(key);
            match active.expand_iri(key, true) {
                Expanded::Keyword(Keyword::Value) => {
                    parts.value = value;
                    values += 1;
                }
                Expanded::Keyword(Keyword::Type) if parts.datatype.is_some() => {
                    return Err(self.syntax("invalid typed value"));
                }
                Expanded::Keyword(Keyword::Type) => parts.datatype = Some(value),
                Expanded::Keyword(Keyword::Language) if value.is_null() => {}
                Expanded::Keyword(Keyword::Language) => {
                    let tag = value.as_str().ok_or_else(|| self.syntax("invalid language-tagged string"))?;
                    parts.language = Some(self.language_tag(tag)?);
                }
                Expanded::Keyword(Keyword::Index) => return Err(self.lost(key, Loss::Index)),
                Expanded::Keyword(Keyword::Direction) if !self.keeps_direction() => {
                    return Err(self.lost(key, Loss::Direction));
                }
                Expanded::Keyword(Keyword::Direction) if value.is_null() => {}
                Expanded::Keyword(Keyword::Direction) => match value.as_str() {
                    Some(direction @ ("ltr" | "rtl")) => parts.direction = Some(direction),
                    _ => return Err(self.syntax("invalid base direction")),
                },
                _ => return Err(self.syntax("invalid value object")),
            }
            self.path.leave();
        }
        if values == 1 { Ok(parts) } else { Err(self.syntax("colliding keywords")) }
    }
}
