//! Where the world reaches the service.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// An absolute http or https URL of an origin: no path, query, fragment or credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicUrl(Url);

/// Why a text is not a [`PublicUrl`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("public_url `{text}` {why}; expected an origin like `https://badges.example.org`")]
pub(crate) struct InvalidPublicUrl {
    text: String,
    why: &'static str,
}

impl PublicUrl {
    /// The URL without a slash at its end, to which paths are added.
    pub(crate) fn base(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// The URL itself.
    pub(crate) fn url(&self) -> &Url {
        &self.0
    }

    /// The URL of `path`, which begins with a slash.
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.base())
    }

    /// Whether nobody but this machine can resolve a did:web of this URL: it is not https on a DNS name.
    pub(crate) fn is_demo(&self) -> bool {
        let is_dns_name = match self.0.host() {
            Some(Host::Domain(name)) => {
                name != "localhost" && !name.ends_with(".localhost") && name.contains('.')
            }
            _ => false,
        };
        self.0.scheme() != "https" || !is_dns_name
    }
}

impl FromStr for PublicUrl {
    type Err = InvalidPublicUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = |why| InvalidPublicUrl { text: text.to_owned(), why };
        let url = Url::parse(text).map_err(|_| refuse("is not a URL"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refuse("is not http or https"));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("has more than an origin"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("has credentials in it"));
        }
        Ok(Self(url))
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.base())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_taken_and_written_without_its_slash() {
        let url: PublicUrl = "https://badges.example/".parse().unwrap();
        assert_eq!(url.join("/status/1"), "https://badges.example/status/1");
        assert!(!url.is_demo());
    }

    #[test]
    fn only_https_on_a_dns_name_is_no_demo() {
        for text in [
            "http://localhost:8080",
            "http://badges.example",
            "https://localhost",
            "https://192.0.2.7",
            "https://intranet",
        ] {
            assert!(text.parse::<PublicUrl>().unwrap().is_demo(), "{text}");
        }
    }

    #[test]
    fn more_than_an_origin_is_refused() {
        for text in [
            "badges.example",
            "ftp://badges.example",
            "https://badges.example/x",
            "https://a:b@badges.example",
            "https://badges.example?x",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }
}
