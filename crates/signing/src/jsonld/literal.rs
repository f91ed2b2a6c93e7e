//! Strings, numbers and booleans (JSON-LD API §5.3.2 and §8.2.2), JSON literals and language maps.

use serde_json::Number;

use super::place::Place;
use super::walk::{Active, Walk};
use super::{JsonLdError, Loss};
use crate::context::{Keyword, Scope, TermDefinition, TypeMapping};
use crate::json::{Members, Tree, View};
use crate::rdf::{Literal, LiteralKind, Object, vocab};

/// The largest integer up to which all are exact as IEEE 754 doubles.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;
/// From here on, numbers without a fraction are doubles in RDF (§8.2.2 step 10).
const MIN_DOUBLE: f64 = 1e21;

impl<'d> Walk<'d> {
    /// §5.1.2 step 4: a string, number or boolean.
    pub(super) fn scalar<J: Tree>(
        &mut self,
        active: Active<'d>,
        value: &'d J,
        place: Place<'_, 'd>,
    ) -> Result<(), JsonLdError> {
        // steps 4.1 and 19
        if place.drops() {
            let shown = serde_json::to_string(value).unwrap_or_default();
            return Err(self.lost(&shown, Loss::FreeFloatingValue));
        }
        // step 4.2
        let active = match place.definition(active).and_then(|definition| definition.scoped.as_ref()) {
            Some(scoped) => self.scope(active, scoped, Scope::Property)?,
            None => active,
        };
        // step 4.3
        let definition = place.definition(active);
        let object = match (definition.and_then(|definition| definition.type_mapping.as_ref()), value.view())
        {
            // §5.3.2 steps 1 and 2
            (Some(mapping @ (TypeMapping::Id | TypeMapping::Vocab)), View::Text(text)) => {
                let vocab = *mapping == TypeMapping::Vocab;
                Object::Resource(self.resource(active, text, vocab, Loss::RelativeReference)?)
            }
            _ => Object::Literal(self.typed_by_term(active, value, definition)?),
        };
        self.statements.refer(place.holder, object);
        Ok(())
    }

    /// §5.3.2 steps 3 to 6: the datatype, or the language, is the term's or the context's.
    #[inline]
    fn typed_by_term<J: Tree>(
        &self,
        active: Active<'d>,
        value: &'d J,
        definition: Option<&'d TermDefinition>,
    ) -> Result<Literal<'d>, JsonLdError> {
        if let Some(TypeMapping::Datatype(datatype)) = definition.and_then(|d| d.type_mapping.as_ref()) {
            return self.literal(value, Some(datatype));
        }
        let View::Text(text) = value.view() else { return self.literal(value, None) };
        if active.gives_direction(definition) {
            return Err(self.lost("@direction", Loss::Direction));
        }
        match active.language_of(definition) {
            Some(language) => self.tagged(text, language),
            None => self.string(text, None),
        }
    }

    /// §8.2.2: a literal of a JSON value and a datatype.
    #[inline]
    pub(super) fn literal<J: Tree>(
        &self,
        value: &'d J,
        datatype: Option<&'d str>,
    ) -> Result<Literal<'d>, JsonLdError> {
        let (text, default) = match value.view() {
            View::Text(text) => return self.string(text, datatype),
            // step 8.6.5
            View::Bool(true) => ("true", vocab::XSD_BOOLEAN),
            View::Bool(false) => ("false", vocab::XSD_BOOLEAN),
            View::Number(number) => {
                let as_double = datatype == Some(vocab::XSD_DOUBLE);
                let (text, default) = self.number(number, as_double)?;
                (self.keep(text), default)
            }
            _ => return Err(self.syntax("invalid value object value")),
        };
        Ok(typed(text, datatype.unwrap_or(default)))
    }

    /// A string of a datatype.
    pub(super) fn literal_text(&self, text: &'d str, datatype: &'d str) -> Result<Literal<'d>, JsonLdError> {
        self.string(text, Some(datatype))
    }

    #[inline]
    fn string(&self, text: &'d str, datatype: Option<&'d str>) -> Result<Literal<'d>, JsonLdError> {
        self.is_portable(text)?;
        let Some(datatype) = datatype else {
            return Ok(Literal { value: text, kind: LiteralKind::String });
        };
        // Strings of these types are rewritten by some processors and kept by others.
        if [vocab::XSD_DOUBLE, vocab::RDF_JSON, vocab::RDF_LANG_STRING].contains(&datatype) {
            return Err(self.unsupported(format!("a string of type `{datatype}`")));
        }
        Ok(typed(text, datatype))
    }

    /// A string in a language.
    #[inline]
    pub(super) fn tagged(&self, text: &'d str, language: &'d str) -> Result<Literal<'d>, JsonLdError> {
        self.is_portable(text)?;
        Ok(Literal { value: text, kind: LiteralKind::Language(language) })
    }

    fn is_portable(&self, text: &str) -> Result<(), JsonLdError> {
        if is_portable(text) {
            return Ok(());
        }
        Err(self.unsupported("a character that Unicode does not assign"))
    }

    /// §8.2.2 steps 10 and 11: a number's lexical form and datatype.
    ///
    /// Numbers that are not exact in 16 digits, or as integers in a double, would be signed as another number than
    /// shown; and jsonld.js takes for an integer what JavaScript prints without a point, like 1e-7.
    fn number(&self, number: &Number, as_double: bool) -> Result<(String, &'static str), JsonLdError> {
        let refused = || self.unsupported(format!("the number {number}"));
        // Zero has no sign in XML Schema's canonical forms.
        let double = number.as_f64().ok_or_else(refused)? + 0.0;
        let is_integer = double.fract() == 0.0;
        if is_integer && double.abs() > MAX_SAFE_INTEGER && double.abs() < MIN_DOUBLE {
            return Err(refused());
        }
        if is_integer && double.abs() < MIN_DOUBLE && !as_double {
            return Ok((format!("{double:.0}"), vocab::XSD_INTEGER));
        }
        let digits = format!("{double:.15e}");
        let has_point = is_integer || double.abs() >= 1e-6 || format!("{double:e}").contains('.');
        if digits.parse() != Ok(double) || !has_point {
            return Err(refused());
        }
        let (mantissa, exponent) = digits.split_once('e').ok_or_else(refused)?;
        let mantissa = mantissa.trim_end_matches('0');
        let zero = if mantissa.ends_with('.') { "0" } else { "" };
        Ok((format!("{mantissa}{zero}E{exponent}"), vocab::XSD_DOUBLE))
    }

    /// §5.1.2 step 13.6 and §8.2.2 step 8: a value that is kept as JSON, whatever it is.
    pub(super) fn json_literal<J: Tree>(
        &mut self,
        value: &J,
        place: Place<'_, 'd>,
    ) -> Result<(), JsonLdError> {
        let json =
            serde_json_canonicalizer::to_string(value).map_err(|_| self.syntax("invalid JSON literal"))?;
        self.is_portable(&json)?;
        let literal = typed(self.keep(json), vocab::RDF_JSON);
        self.statements.refer(place.holder, Object::Literal(literal));
        Ok(())
    }

    /// §5.1.2 step 13.7: strings by language.
    pub(super) fn language_map<M: Members>(
        &mut self,
        active: Active<'d>,
        map: &'d M,
        place: Place<'_, 'd>,
    ) -> Result<(), JsonLdError> {
        if active.gives_direction(place.definition(active)) {
            return Err(self.lost("@direction", Loss::Direction));
        }
        for (tag, value) in map.entries() {
            self.path.enter_member(tag);
            let is_none = active.keyword(tag) == Some(Keyword::None);
            let language = if is_none { None } else { Some(self.language_tag(tag)?) };
            for item in value.items() {
                let literal = match (item.view(), language) {
                    (View::Text(text), Some(language)) => self.tagged(text, language)?,
                    (View::Text(text), None) => self.string(text, None)?,
                    (View::Null, _) if !self.signs() => continue,
                    (View::Null, _) => return Err(self.lost("null", Loss::Null)),
                    _ => return Err(self.syntax("invalid language map value")),
                };
                self.statements.refer(place.holder, Object::Literal(literal));
            }
            self.path.leave();
        }
        Ok(())
    }

    /// A language tag in lower case, if it is well-formed in the sense of jsonld.js.
    pub(super) fn language_tag(&self, tag: &str) -> Result<&'d str, JsonLdError> {
        let mut subtags = tag.split('-');
        let is_short = |subtag: &str| (1..=8).contains(&subtag.len());
        let well_formed = subtags
            .next()
            .is_some_and(|first| is_short(first) && first.bytes().all(|b| b.is_ascii_alphabetic()))
            && subtags.all(|subtag| is_short(subtag) && subtag.bytes().all(|b| b.is_ascii_alphanumeric()));
        if well_formed {
            Ok(self.keep(tag.to_ascii_lowercase()))
        } else {
            Err(self.lost(tag, Loss::LanguageTag))
        }
    }
}

/// Whether all processors write a text alike: RDFC-1.0 §5 escapes two characters that jsonld.js does not.
pub(crate) fn is_portable(text: &str) -> bool {
    // Both begin with the same byte, which few texts have.
    text.is_ascii() || !text.as_bytes().contains(&0xef) || !text.contains(['\u{fffe}', '\u{ffff}'])
}

/// A literal of a datatype, of which `xsd:string` is not written.
#[inline]
fn typed<'d>(value: &'d str, datatype: &'d str) -> Literal<'d> {
    let is_string = datatype == vocab::XSD_STRING;
    let kind = if is_string { LiteralKind::String } else { LiteralKind::Typed(datatype) };
    Literal { value, kind }
}
