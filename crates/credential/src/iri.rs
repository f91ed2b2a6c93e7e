//! Absolute IRIs: the only kind of identifier that a proof may cover.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{CredentialId, Did};

/// An absolute IRI (RFC 3987), kept as it was written: `https://…`, `did:…`, `urn:uuid:…`.
///
/// A relative one would vanish when JSON-LD becomes RDF without a base, and so would not be signed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iri(String);

/// Why a text is not an [`Iri`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an absolute IRI: expected a scheme and what it names, like `https://badges.example/1` or `urn:uuid:…`"
)]
pub struct InvalidIri(pub String);

impl Iri {
    /// The IRI as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `urn:uuid:` and the id: the name of a subject that has no DID.
    #[must_use]
    pub fn urn_uuid(id: CredentialId) -> Self {
        Self(format!("urn:uuid:{id}"))
    }

    /// This IRI with a `path` after it, which begins with a slash.
    ///
    /// # Errors
    /// When `path` does not begin so, or has characters that a path cannot have.
    pub fn followed_by(&self, path: impl fmt::Display) -> Result<Self, InvalidIri> {
        let iri = format!("{self}{path}");
        let path = &iri[self.0.len()..];
        if !path.starts_with('/') {
            return Err(InvalidIri(iri));
        }
        // Of these, every path may be made (RFC 3986 §3.3), and what is before it was read already.
        let is_made_of_plain = path.bytes().all(|byte| is_plain(byte) || byte == b'/');
        if is_made_of_plain { Ok(Self(iri)) } else { Self::try_from(iri) }
    }

    /// This IRI with `fragment` after `#`, which replaces one it has.
    ///
    /// # Errors
    /// When `fragment` has characters that a fragment cannot have.
    pub fn with_fragment(&self, fragment: &str) -> Result<Self, InvalidIri> {
        let base = self.0.split('#').next().unwrap_or_default();
        let iri = format!("{base}#{fragment}");
        // Of these, every fragment may be made (RFC 3986 §3.5), and what is before it was read already.
        if fragment.bytes().all(is_plain) { Ok(Self(iri)) } else { Self::try_from(iri) }
    }
}

impl FromStr for Iri {
    type Err = InvalidIri;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for Iri {
    type Error = InvalidIri;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if is_absolute(&text) { Ok(Self(text)) } else { Err(InvalidIri(text)) }
    }
}

/// Whether a byte may stand anywhere behind the scheme and the authority.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')
}

/// Whether `text` is an absolute IRI that names something.
pub(crate) fn is_absolute(text: &str) -> bool {
    // RFC 3986 allows nothing at all after the scheme's colon; such an identifier names nothing.
    oxiri::IriRef::parse(text).is_ok_and(|iri| iri.is_absolute()) && !text.ends_with(':')
}

impl From<Iri> for String {
    fn from(iri: Iri) -> Self {
        iri.0
    }
}

impl From<Did> for Iri {
    fn from(did: Did) -> Self {
        Self(did.into())
    }
}

impl From<&Did> for Iri {
    fn from(did: &Did) -> Self {
        Self(did.as_str().to_owned())
    }
}

impl fmt::Display for Iri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_iris_of_any_scheme_are_kept_as_written() {
        for text in
            ["https://badges.example", "did:web:a.example", "urn:uuid:1", "mailto:a@b.example", "tag:é"]
        {
            assert_eq!(text.parse::<Iri>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn what_would_be_resolved_against_a_base_or_names_nothing_is_refused() {
        for text in
            ["", "a", "/a", "#a", "//a.example/b", "https:", "a b:c", "https://a.example/ b", "1:x", "a:<b>"]
        {
            assert!(text.parse::<Iri>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_path_comes_after_what_is_there() {
        let iri: Iri = "https://a.example".parse().unwrap();
        assert_eq!(
            iri.followed_by("/credentials/1-a").unwrap().as_str(),
            "https://a.example/credentials/1-a"
        );
        assert_eq!(iri.followed_by("/é").unwrap().as_str(), "https://a.example/é");
        for path in ["/a b", "a", "0a"] {
            assert!(iri.followed_by(path).is_err(), "{path}");
        }
    }

    #[test]
    fn a_fragment_replaces_the_one_before() {
        let iri: Iri = "https://a.example/status/1#2".parse().unwrap();
        assert_eq!(iri.with_fragment("94567").unwrap().as_str(), "https://a.example/status/1#94567");
        assert!(iri.with_fragment("a b").is_err());
    }
}
