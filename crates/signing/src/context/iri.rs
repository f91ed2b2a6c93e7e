//! IRI expansion (JSON-LD API §5.2) where no context is being built and the base IRI is null.

use std::sync::Arc;

use super::definition::Mapping;
use super::{ActiveContext, Keyword};
use crate::rdf::Text;

/// What a term, compact IRI or IRI expands to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Expanded<'a> {
    /// Nothing: a term that means nothing, or something that only looks like a keyword.
    Null,
    /// A keyword.
    Keyword(Keyword),
    /// An IRI, a blank node, or a text that is neither.
    Iri(Text<'a>),
}

impl ActiveContext {
    /// Expands `value`, as a term too if `vocab` is set.
    pub(crate) fn expand_iri<'a>(&self, value: &'a str, vocab: bool) -> Expanded<'a> {
        // §5.2.2 step 1
        if let Some(keyword) = Keyword::of(value) {
            return Expanded::Keyword(keyword);
        }
        // step 2
        if Keyword::is_form(value) {
            return Expanded::Null;
        }
        // steps 4 and 5
        if let Some(definition) = self.term(value) {
            match &definition.mapping {
                Mapping::Keyword(keyword) => return Expanded::Keyword(*keyword),
                Mapping::Iri(iri) if vocab => return Expanded::Iri(Arc::clone(iri).into()),
                Mapping::Null if vocab => return Expanded::Null,
                _ => {}
            }
        }
        // step 6
        if let Some(iri) = self.expand_compact(value) {
            return Expanded::Iri(iri);
        }
        // step 7
        if let Some(base) = self.vocab.as_deref().filter(|_| vocab) {
            return Expanded::Iri(format!("{base}{value}").into());
        }
        // steps 8 and 9: the base IRI is null, so a relative reference stays one
        Expanded::Iri(value.into())
    }

    /// Step 6: what has a colon, other than at its start.
    fn expand_compact<'a>(&self, value: &'a str) -> Option<Text<'a>> {
        let (prefix, suffix) = value.split_once(':').filter(|(prefix, _)| !prefix.is_empty())?;
        // step 6.2
        if prefix == "_" || suffix.starts_with("//") {
            return Some(value.into());
        }
        // step 6.4
        if let Some(definition) = self.term(prefix).filter(|definition| definition.prefix)
            && let Mapping::Iri(iri) = &definition.mapping
        {
            return Some(format!("{iri}{suffix}").into());
        }
        // step 6.5
        is_absolute(value).then(|| value.into())
    }
}

/// Whether a text has the form of an absolute IRI, or of a blank node: a scheme, a colon and no white space. The same
/// test as in jsonld.js, so that both refuse the same documents.
pub(crate) fn is_absolute(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut scheme_bytes = scheme.bytes();
    let is_scheme = scheme == "_"
        || (scheme_bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
            && scheme_bytes.all(|b| b.is_ascii_alphanumeric() || b"+,-.".contains(&b)));
    is_scheme && !rest.chars().any(|c| c.is_whitespace() || c == '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_and_no_white_space_make_an_absolute_iri() {
        for iri in ["https://a.example/", "urn:x", "did:web:a", "_:b0", "xsd:dateTime", "a+b-c.d:"] {
            assert!(is_absolute(iri), "{iri}");
        }
        for text in ["", "a", "/a", "a/b:c", ":a", "1a:b", "urn:a b", "urn:a\u{feff}", "https://a.example/ "]
        {
            assert!(!is_absolute(text), "{text}");
        }
    }
}
