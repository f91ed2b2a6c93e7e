//! Decentralized identifiers as names. What they resolve to is the business of `signing` and `verifier`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A DID without path, query or fragment (DID Core §3.1), such as `did:web:badges.example`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Did(String);

/// Why a text is not a [`Did`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a DID: expected `did:`, a method and an identifier, like `did:web:badges.example`")]
pub struct InvalidDid(pub String);

impl Did {
    /// The DID as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The method's name: `web` of `did:web:badges.example`.
    #[must_use]
    pub fn method(&self) -> &str {
        self.0.split(':').nth(1).unwrap_or_default()
    }

    /// What follows the method: `badges.example` of `did:web:badges.example`.
    #[must_use]
    pub fn method_specific_id(&self) -> &str {
        self.0.splitn(3, ':').nth(2).unwrap_or_default()
    }
}

impl FromStr for Did {
    type Err = InvalidDid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || InvalidDid(text.to_owned());
        let rest = text.strip_prefix("did:").ok_or_else(refuse)?;
        let (method, id) = rest.split_once(':').ok_or_else(refuse)?;
        let method_is_named =
            !method.is_empty() && method.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if method_is_named && is_method_specific_id(id) { Ok(Self(text.to_owned())) } else { Err(refuse()) }
    }
}

/// DID Core §3.1: `idchar`s in parts divided by colons, the last part not empty; `%` only before two hex digits.
fn is_method_specific_id(id: &str) -> bool {
    let mut parts = id.split('%');
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_:".contains(&b));
    let escaped = |part: &str| {
        part.len() >= 2
            && part.bytes().take(2).all(|b| b.is_ascii_hexdigit())
            && part.get(2..).is_some_and(plain)
    };
    parts.next().is_some_and(plain) && parts.all(escaped) && !id.is_empty() && !id.ends_with(':')
}

impl TryFrom<String> for Did {
    type Error = InvalidDid;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Did> for String {
    fn from(did: Did) -> Self {
        did.0
    }
}

impl fmt::Display for Did {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dids_are_read_and_taken_apart() {
        let did: Did = "did:web:localhost%3A8080:issuers:dese".parse().unwrap();
        assert_eq!((did.method(), did.method_specific_id()), ("web", "localhost%3A8080:issuers:dese"));
    }

    #[test]
    fn what_is_no_did_is_refused() {
        for text in [
            "",
            "did:",
            "did:web:",
            "did:WEB:x",
            "did:web:a/b",
            "did:key:z6#z6",
            "did:web:a%3",
            "did:web:é",
            "did:web:a%é",
        ] {
            assert!(text.parse::<Did>().is_err(), "{text}");
        }
    }
}
