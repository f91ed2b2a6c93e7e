//! Creating term definitions (JSON-LD API §4.2.2).

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::definition::Mapping;
use super::{
    ActiveContext, Containers, ContextError, Expanded, Keyword, Scope, TermDefinition, TypeMapping,
    has_what_no_iri_has, is_absolute,
};

/// Defines the terms of one context object in an active context.
pub(super) struct TermBuilder<'a> {
    active: &'a mut ActiveContext,
    local: &'a Map<String, Value>,
    /// `false` while a term is being defined, to notice circles.
    defined: HashMap<&'a str, bool>,
    /// How many terms wait for the one that is being defined.
    depth: usize,
    protected: bool,
    scope: Scope,
    unsettled: &'a [&'a str],
}

/// As many terms as may be defined by way of one another. Published contexts have two or three.
const MAX_DEPTH: usize = 32;
/// As long as an IRI that a context makes may be, in bytes.
pub(super) const MAX_IRI: usize = 1_024;

type Entry<'a> = Option<&'a Value>;

impl<'a> TermBuilder<'a> {
    pub(super) fn new(
        active: &'a mut ActiveContext,
        local: &'a Map<String, Value>,
        scope: Scope,
        unsettled: &'a [&'a str],
    ) -> Result<Self, ContextError> {
        let protected = match local.get("@protected") {
            None => false,
            Some(Value::Bool(protected)) => *protected,
            Some(other) => return Err(ContextError::invalid("invalid @protected value", other.to_string())),
        };
        Ok(Self { active, local, defined: HashMap::new(), depth: 0, protected, scope, unsettled })
    }

    /// §4.2.2 for one term.
    pub(super) fn define(&mut self, term: &'a str) -> Result<(), ContextError> {
        // step 1
        match self.defined.get(term) {
            Some(true) => return Ok(()),
            Some(false) => return Err(ContextError::invalid("cyclic IRI mapping", term)),
            None => {}
        }
        // steps 2 to 5
        if term.is_empty() {
            return Err(ContextError::invalid("invalid term definition", "the empty string"));
        }
        // Redefining `@type` (step 4) and terms that look like keywords (step 5) are not for us to read.
        if Keyword::is_form(term) {
            return Err(ContextError::invalid("keyword redefinition", term));
        }
        if self.depth == MAX_DEPTH {
            return Err(ContextError::TooComplex);
        }
        self.depth += 1;
        self.defined.insert(term, false);
        // step 6
        let previous = self.active.terms.remove(term);
        // steps 7 to 26
        let mut definition = match self.local.get(term) {
            Some(Value::Null) => self.simple(term, None)?,
            Some(Value::String(id)) => self.simple(term, Some(id))?,
            Some(Value::Object(entries)) => self.expanded(term, entries)?,
            _ => return Err(ContextError::invalid("invalid term definition", term)),
        };
        if let Mapping::Iri(iri) = &definition.mapping {
            if iri.len() > MAX_IRI {
                return Err(ContextError::TooComplex);
            }
            self.active.weight = self.active.weight.saturating_add(iri.len());
            definition.sound = is_absolute(iri) && !has_what_no_iri_has(iri);
        }
        let definition = self.respecting(term, previous, definition)?;
        // step 28
        self.active.terms.insert(term.into(), definition);
        self.defined.insert(term, true);
        self.depth -= 1;
        Ok(())
    }

    /// Step 27: protected terms stay as they are.
    fn respecting(
        &self,
        term: &str,
        previous: Option<Arc<TermDefinition>>,
        definition: TermDefinition,
    ) -> Result<Arc<TermDefinition>, ContextError> {
        match previous {
            Some(previous) if previous.protected && self.scope != Scope::Property => {
                if previous.says_the_same_as(&definition) {
                    Ok(previous)
                } else {
                    Err(ContextError::invalid("protected term redefinition", term))
                }
            }
            _ => Ok(Arc::new(definition)),
        }
    }

    /// `"term": "IRI"` or `"term": null` (steps 7 and 8).
    fn simple(&mut self, term: &'a str, id: Option<&'a str>) -> Result<TermDefinition, ContextError> {
        let mapping = match id {
            Some(id) => self.mapping_of_id(term, id)?,
            None => Mapping::Null,
        };
        // step 14.2.5
        let ends_as_prefix = |iri: &str| iri.ends_with([':', '/', '?', '#', '[', ']', '@']);
        let prefix = id.is_some_and(|id| id != term)
            && !term.contains([':', '/'])
            && matches!(&mapping, Mapping::Iri(iri) if ends_as_prefix(iri) || iri.starts_with("_:"));
        let mut definition = TermDefinition::new(mapping);
        definition.prefix = prefix;
        definition.protected = self.protected;
        definition.unsettled = self.unsettled.contains(&term);
        Ok(definition)
    }

    /// `"term": {…}` (steps 9 to 26).
    fn expanded(
        &mut self,
        term: &'a str,
        entries: &'a Map<String, Value>,
    ) -> Result<TermDefinition, ContextError> {
        // step 26, and what no pinned context uses: index properties (20) and nesting (24)
        const READ: [&str; 9] = [
            "@id",
            "@type",
            "@container",
            "@context",
            "@language",
            "@direction",
            "@protected",
            "@prefix",
            "@reverse",
        ];
        if let Some(unread) = entries.keys().find(|key| !READ.contains(&key.as_str())) {
            return Err(ContextError::invalid("invalid term definition", format!("{term}: {unread}")));
        }
        let type_mapping = self.type_mapping(term, entries.get("@type"))?;
        let mut definition = TermDefinition::new(self.mapping(term, entries)?);
        definition.reverse = entries.contains_key("@reverse");
        definition.type_mapping = type_mapping;
        definition.containers = containers(term, entries.get("@container"))?;
        if definition.containers.has(Containers::TYPE) && definition.type_mapping.is_none() {
            // step 19.4
            definition.type_mapping = Some(TypeMapping::Id);
        }
        // step 21: what a scoped context contains is looked at when it is used
        definition.scoped = entries.get("@context").cloned().map(Arc::new);
        set_language(&mut definition, term, entries)?;
        definition.prefix = flag(term, entries.get("@prefix"), "invalid @prefix value")?.unwrap_or(false);
        // step 11
        definition.protected =
            flag(term, entries.get("@protected"), "invalid @protected value")?.unwrap_or(self.protected);
        definition.unsettled = self.unsettled.contains(&term);
        Ok(definition)
    }

    /// Steps 13 to 18: what the term stands for.
    fn mapping(&mut self, term: &'a str, entries: &'a Map<String, Value>) -> Result<Mapping, ContextError> {
        let invalid = || ContextError::invalid("invalid IRI mapping", term);
        match (entries.get("@reverse"), entries.get("@id")) {
            // step 13
            (Some(Value::String(reverse)), None) => match self.expand(reverse)? {
                Expanded::Iri(iri) if is_absolute(&iri) => Ok(Mapping::Iri((*iri).into())),
                _ => Err(invalid()),
            },
            (Some(_), _) => Err(ContextError::invalid("invalid reverse property", term)),
            // step 14
            (None, Some(Value::Null)) => Ok(Mapping::Null),
            (None, Some(Value::String(id))) => self.mapping_of_id(term, id),
            (None, Some(_)) => Err(invalid()),
            (None, None) => self.mapping_of_term(term),
        }
    }

    /// Step 14.2: the IRI in `@id`.
    fn mapping_of_id(&mut self, term: &'a str, id: &'a str) -> Result<Mapping, ContextError> {
        let invalid = || ContextError::invalid("invalid IRI mapping", term);
        if id == term {
            return self.mapping_of_term(term);
        }
        // step 14.2.2
        if Keyword::is_form(id) && Keyword::of(id).is_none() {
            return Err(ContextError::invalid("invalid IRI mapping", format!("{term}: {id}")));
        }
        // step 14.2.3
        let mapping = match self.expand(id)? {
            Expanded::Keyword(Keyword::Context) => {
                return Err(ContextError::invalid("invalid keyword alias", term));
            }
            Expanded::Keyword(keyword) => Mapping::Keyword(keyword),
            Expanded::Iri(iri) if is_absolute(&iri) => Mapping::Iri((*iri).into()),
            _ => return Err(invalid()),
        };
        // step 14.2.4: a term of the form of an IRI must mean that IRI
        let looks_like_iri = term.contains('/') || term.trim_matches(':').contains(':');
        if looks_like_iri {
            self.defined.insert(term, true);
            let meant = self.expand(term)?;
            if !matches!((&meant, &mapping), (Expanded::Iri(meant), Mapping::Iri(iri)) if **meant == **iri) {
                return Err(invalid());
            }
        }
        Ok(mapping)
    }

    /// Steps 15 to 18: no `@id`, so the term itself says it.
    fn mapping_of_term(&mut self, term: &'a str) -> Result<Mapping, ContextError> {
        let invalid = || ContextError::invalid("invalid IRI mapping", term);
        // step 15
        if let Some((prefix, suffix)) = term.split_once(':').filter(|(prefix, _)| !prefix.is_empty()) {
            if self.local.contains_key(prefix) {
                self.define(prefix)?;
            }
            return match self.active.term(prefix).map(|definition| &definition.mapping) {
                Some(Mapping::Iri(iri)) => Ok(Mapping::Iri(format!("{iri}{suffix}").into())),
                Some(_) => Err(invalid()),
                None => Ok(Mapping::Iri(term.into())),
            };
        }
        // step 18; step 16 (a relative IRI as a term) needs a base that we do not have
        match self.active.vocab() {
            Some(vocab) if !term.contains('/') => Ok(Mapping::Iri(format!("{vocab}{term}").into())),
            _ => Err(invalid()),
        }
    }

    /// Step 12.
    fn type_mapping(&mut self, term: &str, entry: Entry<'a>) -> Result<Option<TypeMapping>, ContextError> {
        let invalid = || ContextError::invalid("invalid type mapping", term);
        let Some(entry) = entry else { return Ok(None) };
        let text = entry.as_str().ok_or_else(invalid)?;
        Ok(Some(match self.expand(text)? {
            Expanded::Keyword(Keyword::Id) => TypeMapping::Id,
            Expanded::Keyword(Keyword::Vocab) => TypeMapping::Vocab,
            Expanded::Keyword(Keyword::Json) => TypeMapping::Json,
            Expanded::Keyword(Keyword::None) => TypeMapping::None,
            Expanded::Iri(iri) if is_absolute(&iri) && !iri.starts_with("_:") => {
                TypeMapping::Datatype((*iri).into())
            }
            _ => return Err(invalid()),
        }))
    }

    /// IRI expansion while a context is being built (§5.2.2 steps 3 and 6.3): what it depends on is defined first.
    fn expand(&mut self, value: &'a str) -> Result<Expanded<Cow<'_, str>>, ContextError> {
        if Keyword::of(value).is_none() {
            let prefix = value.split_once(':').map(|(prefix, _)| prefix);
            for needed in [Some(value), prefix].into_iter().flatten() {
                if self.local.contains_key(needed) && self.defined.get(needed) != Some(&true) {
                    self.define(needed)?;
                }
            }
        }
        Ok(self.active.expand_iri(value, true))
    }
}

/// Step 19.
fn containers(term: &str, entry: Entry<'_>) -> Result<Containers, ContextError> {
    let invalid = || ContextError::invalid("invalid container mapping", term);
    let names = match entry {
        None => &[],
        Some(Value::Array(names)) => names.as_slice(),
        Some(name) => std::slice::from_ref(name),
    };
    let mut containers = Containers::default();
    for name in names {
        let container = name.as_str().and_then(Containers::of).ok_or_else(invalid)?;
        containers = containers.with(container);
    }
    if containers.are_compatible() { Ok(containers) } else { Err(invalid()) }
}

/// Steps 22 and 23.
fn set_language(
    definition: &mut TermDefinition,
    term: &str,
    entries: &Map<String, Value>,
) -> Result<(), ContextError> {
    if !entries.contains_key("@type") {
        definition.language = match entries.get("@language") {
            None => None,
            Some(Value::Null) => Some(None),
            Some(Value::String(language)) => Some(Some(language.to_ascii_lowercase().into())),
            Some(_) => return Err(ContextError::invalid("invalid language mapping", term)),
        };
    }
    definition.direction = match entries.get("@direction") {
        None => None,
        Some(Value::Null) => Some(false),
        Some(Value::String(direction)) if ["ltr", "rtl"].contains(&direction.as_str()) => Some(true),
        Some(_) => return Err(ContextError::invalid("invalid base direction", term)),
    };
    Ok(())
}

fn flag(term: &str, entry: Entry<'_>, code: &'static str) -> Result<Option<bool>, ContextError> {
    match entry {
        None => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(*flag)),
        Some(_) => Err(ContextError::invalid(code, term)),
    }
}
