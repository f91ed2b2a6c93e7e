//! What a person asks for.

use std::borrow::Cow;

use super::{Comparison, name};
use crate::EmailAddress;

/// Who is asked for, trimmed, by its kind.
pub(super) struct Asked<'a> {
    /// As it was typed.
    pub(super) text: &'a str,
    /// In lower case.
    pub(super) lower: String,
    pub(super) kind: Kind,
}

/// What the text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Email,
    Iri,
    /// A name, or a number of a student or a licence.
    Other,
}

impl<'a> Asked<'a> {
    /// `None` if nothing is asked for.
    pub(super) fn new(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let kind = if text.parse::<EmailAddress>().is_ok() {
            Kind::Email
        } else if crate::iri::is_absolute(text) {
            Kind::Iri
        } else {
            Kind::Other
        };
        (!text.is_empty()).then(|| Self { text, lower: text.to_lowercase(), kind })
    }

    /// The texts whose hash a badge may carry.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text).chain((self.lower != self.text).then_some(self.lower.as_str()))
    }

    /// Compares with a text in clear.
    pub(super) fn is_text(&self, text: &str) -> bool {
        text.trim() == self.text || text.trim().to_lowercase() == self.lower
    }

    /// Compares with a name in clear.
    pub(super) fn is_name(&self, text: &str) -> Comparison {
        match name::doubts(text, self.text) {
            Some(doubts) => Comparison::Same(doubts),
            None => Comparison::Different,
        }
    }

    /// Compares with the subject's `id`.
    pub(super) fn is_named_by(&self, id: &str) -> Comparison {
        match (self.kind, id.get(..7)) {
            (Kind::Email, Some(scheme)) if scheme.eq_ignore_ascii_case("mailto:") => {
                Comparison::plain(self.is_text(&percent_decoded(id.get(7..).unwrap_or_default())))
            }
            _ if id == self.text => Comparison::plain(true),
            // A `urn:uuid:` says nothing of a person's DID; another DID does.
            (Kind::Iri, _) if scheme(id) == scheme(self.text) => Comparison::plain(false),
            _ => Comparison::NotComparable,
        }
    }
}

/// `did` of `did:web:badges.example`.
fn scheme(iri: &str) -> Option<&str> {
    iri.split_once(':').map(|(scheme, _)| scheme)
}

/// RFC 6068 §2: the address in a `mailto:` is percent-encoded, and ends where headers begin.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    let address = text.split('?').next().unwrap_or_default();
    if !address.contains('%') {
        return Cow::Borrowed(address);
    }
    // `form_urlencoded` reads three characters in a way of its own.
    let literal = address.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    let decoded = url::form_urlencoded::parse(literal.as_bytes()).next();
    decoded.map_or(Cow::Borrowed(address), |(name, _)| Cow::Owned(name.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_told_from_the_text() {
        let kind = |text| Asked::new(text).map(|asked| asked.kind);
        assert_eq!(kind("ada@a.example"), Some(Kind::Email));
        assert_eq!(kind("did:key:z6Mk"), Some(Kind::Iri));
        assert_eq!(kind("Ada Jones"), Some(Kind::Other));
        assert_eq!(kind("S-1234"), Some(Kind::Other));
        assert_eq!(kind(" "), None);
    }

    #[test]
    fn an_escaped_mailbox_is_the_address_it_escapes() {
        let asked = Asked::new("ada+badges@a.example").unwrap();
        assert!(matches!(asked.is_named_by("mailto:ada%2Bbadges@a.example"), Comparison::Same(_)));
        assert!(matches!(asked.is_named_by("mailto:ada+badges%40a.example?subject=x"), Comparison::Same(_)));
        assert!(matches!(asked.is_named_by("mailto:%"), Comparison::Different));
    }
}
