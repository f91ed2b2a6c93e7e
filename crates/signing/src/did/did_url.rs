//! DID URLs (DID Core §3.2): a DID with a path, a query or a fragment.

use std::fmt;
use std::str::FromStr;

use badgewright_credential::Did;

/// The longest DID URL that is read, in bytes. A `did:key` URL repeats its key, and an RSA key takes up to 1,420.
const MAX_LENGTH: usize = 4096;

/// A DID URL, taken apart, such as `did:web:badges.example#key-1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DidUrl {
    text: String,
    did: Did,
    path: String,
    query: Option<String>,
    fragment: Option<String>,
}

/// Why a text is not a [`DidUrl`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a DID URL: expected a DID and perhaps a fragment, like `did:web:badges.example#key-1`")]
pub struct InvalidDidUrl;

impl DidUrl {
    /// The whole, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The DID alone.
    #[must_use]
    pub fn did(&self) -> &Did {
        &self.did
    }

    /// The path, with its slash; empty if there is none.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What follows `?`.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// What follows `#`: a name within the DID's document. Never a key by itself, even where it looks like one.
    #[must_use]
    pub fn fragment(&self) -> Option<&str> {
        self.fragment.as_deref()
    }
}

impl FromStr for DidUrl {
    type Err = InvalidDidUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > MAX_LENGTH {
            return Err(InvalidDidUrl);
        }
        let (rest, fragment) = split(text, '#');
        let (rest, query) = split(rest, '?');
        let (did, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let parts = [Some(path), query, fragment];
        if !parts.into_iter().flatten().all(is_url_text) {
            return Err(InvalidDidUrl);
        }
        Ok(Self {
            text: text.to_owned(),
            did: did.parse().map_err(|_| InvalidDidUrl)?,
            path: path.to_owned(),
            query: query.map(str::to_owned),
            fragment: fragment.map(str::to_owned),
        })
    }
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// RFC 3986 §3.3 to §3.5: `pchar`, `/` and `?`; the percent signs are not looked into.
fn is_url_text(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:@/?".contains(&b))
}

impl fmt::Display for DidUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_did_url_is_taken_apart() {
        let url: DidUrl = "did:web:localhost%3A8080:issuers:dese/a/b?versionId=1#key-1".parse().unwrap();
        assert_eq!(url.did().as_str(), "did:web:localhost%3A8080:issuers:dese");
        assert_eq!((url.path(), url.query(), url.fragment()), ("/a/b", Some("versionId=1"), Some("key-1")));
        let bare: DidUrl = "did:key:z6Mk".parse().unwrap();
        assert_eq!((bare.path(), bare.query(), bare.fragment()), ("", None, None));
        assert_eq!(bare.to_string(), "did:key:z6Mk");
    }

    #[test]
    fn what_is_no_did_url_is_refused() {
        let long = format!("did:web:a#{}", "k".repeat(MAX_LENGTH));
        for text in [
            "",
            "#key-1",
            "https://a.example#k",
            "did:web:a#k#k",
            "did:web:a# k",
            "did:web:é#k",
            "did:web:a#é",
            &long,
        ] {
            assert!(text.parse::<DidUrl>().is_err(), "{text}");
        }
    }
}
