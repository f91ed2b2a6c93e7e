//! Objects with `@value` (JSON-LD API §5.1.2 step 15).

use super::place::Place;
use super::walk::{Active, Member, Walk};
use super::{JsonLdError, Loss};
use crate::context::{Expanded, Keyword};
use crate::json::{Tree, View};
use crate::rdf::{Literal, Object, vocab};

/// What a value object says.
struct Parts<'d, J> {
    value: &'d J,
    datatype: Option<&'d J>,
    language: Option<&'d str>,
    direction: Option<&'d str>,
}

impl<'d> Walk<'d> {
    /// Step 15.
    pub(super) fn value_object<J: Tree>(
        &mut self,
        type_scoped: Active<'d>,
        members: &[Member<'d, J>],
        place: Place<'_, 'd>,
    ) -> Result<(), JsonLdError> {
        let parts = self.parts(members)?;
        if place.drops() {
            return Err(self.lost("@value", Loss::FreeFloatingValue));
        }
        if let Some(direction) = parts.direction {
            let literal = self.directed(&parts, direction)?;
            self.statements.refer(place.holder, Object::Literal(literal));
            return Ok(());
        }
        let literal = match (parts.datatype, parts.language, parts.value.view()) {
            // step 15.1
            (Some(_), Some(_), _) => return Err(self.syntax("invalid value object")),
            (Some(datatype), None, _) => {
                let Some(datatype) = self.datatype(type_scoped, datatype)? else {
                    return self.json_literal(parts.value, place);
                };
                self.is_value(parts.value)?;
                self.literal(parts.value, Some(datatype))?
            }
            (None, Some(language), View::Text(text)) => self.tagged(text, language)?,
            // steps 15.3 and 15.4
            (None, language, _) => {
                self.is_value(parts.value)?;
                if language.is_some() {
                    return Err(self.syntax("invalid language-tagged value"));
                }
                self.literal(parts.value, None)?
            }
        };
        self.statements.refer(place.holder, Object::Literal(literal));
        Ok(())
    }

    /// §8.2.2 step 13 with `rdfDirection` `i18n-datatype`: language and direction make the datatype.
    fn directed<J: Tree>(&self, parts: &Parts<'d, J>, direction: &str) -> Result<Literal<'d>, JsonLdError> {
        if parts.datatype.is_some() {
            // §5.1.2 step 15.1
            return Err(self.syntax("invalid value object"));
        }
        let View::Text(text) = parts.value.view() else {
            return Err(self.syntax("invalid value object value"));
        };
        let language = parts.language.unwrap_or_default();
        let datatype = format!("{}{language}_{direction}", vocab::I18N);
        self.literal_text(text, self.keep(datatype))
    }

    /// Step 15.3: `null` is dropped.
    fn is_value(&self, value: &impl Tree) -> Result<(), JsonLdError> {
        if matches!(value.view(), View::Null) { Err(self.lost("@value", Loss::Null)) } else { Ok(()) }
    }

    /// The datatype that `@type` names; `None` for `@json`.
    fn datatype<J: Tree>(
        &self,
        type_scoped: Active<'d>,
        value: &'d J,
    ) -> Result<Option<&'d str>, JsonLdError> {
        let name = value.as_text().ok_or_else(|| self.syntax("invalid typed value"))?;
        match type_scoped.expand_iri(name, true).map(|iri| self.keep(iri)) {
            Expanded::Keyword(Keyword::Json) => Ok(None),
            // step 15.5
            Expanded::Iri(iri) if iri.starts_with("_:") => Err(self.syntax("invalid typed value")),
            Expanded::Iri(iri) => self.iri(iri, name, Loss::RelativeType).map(Some),
            _ => Err(self.lost(name, Loss::RelativeType)),
        }
    }

    /// The members of a value object; others must not be there.
    fn parts<J: Tree>(&mut self, members: &[Member<'d, J>]) -> Result<Parts<'d, J>, JsonLdError> {
        let mut values = members.iter().filter(|member| member.is(Keyword::Value));
        let (Some(only), None) = (values.next(), values.next()) else {
            return Err(self.syntax("colliding keywords"));
        };
        let mut parts = Parts { value: only.value, datatype: None, language: None, direction: None };
        for member in members.iter().filter(|member| member.named.key != "@context") {
            self.path.enter_member(member.named.key);
            self.part(&mut parts, member)?;
            self.path.leave();
        }
        Ok(parts)
    }

    fn part<J: Tree>(&self, parts: &mut Parts<'d, J>, member: &Member<'d, J>) -> Result<(), JsonLdError> {
        let is_null = matches!(member.value.view(), View::Null);
        match member.meaning {
            Expanded::Keyword(Keyword::Value) => {}
            Expanded::Keyword(Keyword::Type) if parts.datatype.is_some() => {
                return Err(self.syntax("invalid typed value"));
            }
            Expanded::Keyword(Keyword::Type) => parts.datatype = Some(member.value),
            Expanded::Keyword(Keyword::Language) if is_null => {}
            Expanded::Keyword(Keyword::Language) => {
                let tag = member.value.as_text();
                let tag = tag.ok_or_else(|| self.syntax("invalid language-tagged string"))?;
                parts.language = Some(self.language_tag(tag)?);
            }
            Expanded::Keyword(Keyword::Index) => return Err(self.lost(member.named.key, Loss::Index)),
            Expanded::Keyword(Keyword::Direction) if !self.keeps_direction() => {
                return Err(self.lost(member.named.key, Loss::Direction));
            }
            Expanded::Keyword(Keyword::Direction) if is_null => {}
            Expanded::Keyword(Keyword::Direction) => match member.value.as_text() {
                Some(direction @ ("ltr" | "rtl")) => parts.direction = Some(direction),
                _ => return Err(self.syntax("invalid base direction")),
            },
            _ => return Err(self.syntax("invalid value object")),
        }
        Ok(())
    }
}
