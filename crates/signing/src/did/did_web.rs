//! `did:web` and the https URL of its document (W3C CCG did:web method, "Read (Resolve)").

use badgewright_credential::Did;
use url::{Host, Url};

/// Why a DID has no document on the web.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DidWebError {
    /// Another method.
    #[error("`{0}` is no did:web")]
    OtherMethod(Did),
    /// The first part is no DNS name, perhaps with a port after `%3A`.
    #[error(
        "`{host}` in `{did}` is no host's name: expected a DNS name in ASCII, perhaps with `%3A` and a port"
    )]
    NotAHost {
        /// The DID.
        did: Did,
        /// Its first part.
        host: String,
    },
    /// A later part would leave the place that the DID names.
    #[error("the part `{part}` of `{did}` is empty, or would not stay one part of a path")]
    NotAPath {
        /// The DID.
        did: Did,
        /// The part.
        part: String,
    },
}

/// Why `public_url` gives no `did:web`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PublicUrlError {
    /// An address instead of a name: no did:web can be made of it.
    #[error(
        "`public_url` is `{0}`, an IP address, of which no did:web can be made: set `public_url` to the service's \
         DNS name (or to `http://localhost:PORT` to try it out), or set `issuer.did_method` to `key`"
    )]
    IpAddress(Url),
    /// No http or https URL with a host's name.
    #[error(
        "`public_url` is `{0}`: expected `https://` and the service's DNS name, like `https://badges.example`"
    )]
    NotAHost(Url),
    /// More than an origin.
    #[error(
        "`public_url` is `{0}`: expected it without user, path, query and fragment, like `https://badges.example`"
    )]
    MoreThanAnOrigin(Url),
}

/// The https URL of a `did:web`'s document.
///
/// # Errors
/// Another method, a host that is no DNS name (an IP address in any notation among it), and parts that are empty
/// or would not stay one part of the path.
pub fn document_url(did: &Did) -> Result<Url, DidWebError> {
    if did.method() != "web" {
        return Err(DidWebError::OtherMethod(did.clone()));
    }
    let mut parts = did.method_specific_id().split(':');
    let first = parts.next().unwrap_or_default();
    let not_a_host = || DidWebError::NotAHost { did: did.clone(), host: first.to_owned() };
    let (host, port) = host_and_port(first).ok_or_else(not_a_host)?;
    let path: Vec<&str> = parts.collect();
    if let Some(part) = path.iter().find(|part| !is_one_path_part(part)) {
        return Err(DidWebError::NotAPath { did: did.clone(), part: (*part).to_owned() });
    }
    let path = if path.is_empty() { ".well-known".to_owned() } else { path.join("/") };
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    Url::parse(&format!("https://{host}{port}/{path}/did.json"))
        .ok()
        // URL Standard §3.5 reads a host that ends in a number as an IPv4 address, such as `127.1` and `0x7f.1`.
        .filter(|url| url.host() == Some(Host::Domain(host.to_ascii_lowercase().as_str())))
        .ok_or_else(not_a_host)
}

/// The `did:web` of the service at `public_url`: `https://badges.example` is `did:web:badges.example`,
/// `http://localhost:8080` is `did:web:localhost%3A8080`.
///
/// # Errors
/// An IP address (under http and https), another scheme, and anything after the host and port.
pub fn from_public_url(public_url: &Url) -> Result<Did, PublicUrlError> {
    let not_a_host = || PublicUrlError::NotAHost(public_url.clone());
    let host = match public_url.host() {
        Some(Host::Domain(host)) if is_dns_name(host) => host,
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => return Err(PublicUrlError::IpAddress(public_url.clone())),
        _ => return Err(not_a_host()),
    };
    if !matches!(public_url.scheme(), "http" | "https") {
        return Err(not_a_host());
    }
    let is_origin = public_url.path() == "/"
        && public_url.query().is_none()
        && public_url.fragment().is_none()
        && public_url.username().is_empty()
        && public_url.password().is_none();
    if !is_origin {
        return Err(PublicUrlError::MoreThanAnOrigin(public_url.clone()));
    }
    let port = public_url.port().map(|port| format!("%3A{port}")).unwrap_or_default();
    format!("did:web:{host}{port}").parse().map_err(|_| not_a_host())
}

/// The host and the port of a DID's first part. Only a colon may be escaped in it, and only once.
fn host_and_port(part: &str) -> Option<(&str, Option<u16>)> {
    let (host, port) = match part.split_once('%') {
        None => (part, None),
        Some((host, escaped)) => {
            let port = escaped.strip_prefix("3A").or_else(|| escaped.strip_prefix("3a"))?;
            let is_plain = port.bytes().all(|b| b.is_ascii_digit()) && !port.starts_with('0');
            (host, Some(port.parse::<u16>().ok().filter(|_| is_plain)?))
        }
    };
    is_dns_name(host).then_some((host, port))
}

/// RFC 1123 §2.1: labels of letters, digits and inner hyphens. Some of these are addresses all the same: see above.
fn is_dns_name(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

/// Not empty, no `.` or `..`, and nothing escaped that would be a separator for some server behind the URL.
fn is_one_path_part(part: &str) -> bool {
    let Some(decoded) = percent_decoded(part) else { return false };
    !matches!(decoded.as_str(), "" | "." | "..")
        && !decoded.chars().any(|c| c.is_control() || c.is_whitespace() || "/\\%?#:;@".contains(c))
}

fn percent_decoded(part: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(part.len());
    let mut pieces = part.split('%');
    decoded.extend(pieces.next().unwrap_or_default().bytes());
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2)?;
        decoded.push(hex::decode(digits).ok()?.first().copied()?);
        decoded.extend(rest.bytes());
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url_of(did: &str) -> Result<String, DidWebError> {
        document_url(&did.parse().unwrap()).map(String::from)
    }

    #[test]
    fn the_methods_own_examples_lead_to_their_documents() {
        for (did, url) in [
            ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
            ("did:web:w3c-ccg.github.io:user:alice", "https://w3c-ccg.github.io/user/alice/did.json"),
            ("did:web:example.com%3A3000:user:alice", "https://example.com:3000/user/alice/did.json"),
            ("did:web:localhost%3A8080", "https://localhost:8080/.well-known/did.json"),
            ("did:web:xn--bcher-kva.example", "https://xn--bcher-kva.example/.well-known/did.json"),
            ("did:web:a.example:b%C3%BCcher", "https://a.example/b%C3%BCcher/did.json"),
        ] {
            assert_eq!(url_of(did).as_deref(), Ok(url));
        }
    }

    #[test]
    fn addresses_in_any_notation_are_no_hosts() {
        for host in [
            "127.0.0.1",
            "127.1",
            "0x7f.1",
            "2130706433",
            "0177.0.0.1",
            "%5B%3A%3A1%5D",
            "1.2.3.4%3A80",
            "a.0x7f",
        ] {
            let refused = url_of(&format!("did:web:{host}"));
            assert!(matches!(refused, Err(DidWebError::NotAHost { .. })), "{host}: {refused:?}");
        }
    }

    #[test]
    fn percent_signs_play_no_tricks() {
        for host in [
            "a.example%2Fb",
            "a.example%40evil.example",
            "a%2Eexample",
            "a.example%3A80%3A81",
            "a.example%3A",
            "a.example%3A0",
            "a.example%3A080",
            "a.example%3A65536",
            "a.example%3A%38",
            "b%C3%BCcher.example",
            "a..example",
            "a.example.",
            "-a.example",
            "a_b.example",
        ] {
            let refused = url_of(&format!("did:web:{host}"));
            assert!(matches!(refused, Err(DidWebError::NotAHost { .. })), "{host}: {refused:?}");
        }
        for path in [
            "%2E%2E", "..", ".", "a%2Fb", "a%5Cb", "a%00", "a%25", ":b", "a%3Fb", "a%23b", "%FF", "a::b",
            "a%0Ab",
        ] {
            let refused = url_of(&format!("did:web:a.example:{path}"));
            assert!(matches!(refused, Err(DidWebError::NotAPath { .. })), "{path}: {refused:?}");
        }
    }

    #[test]
    fn another_method_is_named() {
        assert!(matches!(url_of("did:key:z6Mk"), Err(DidWebError::OtherMethod(_))));
    }

    #[test]
    fn public_urls_become_dids_that_lead_back_to_them() {
        for (public_url, did) in [
            ("https://badges.example", "did:web:badges.example"),
            ("https://badges.example/", "did:web:badges.example"),
            ("https://Badges.example:443", "did:web:badges.example"),
            ("https://badges.example:8443", "did:web:badges.example%3A8443"),
            ("http://localhost:8080", "did:web:localhost%3A8080"),
            ("https://bücher.example", "did:web:xn--bcher-kva.example"),
        ] {
            let made = from_public_url(&public_url.parse().unwrap()).unwrap();
            assert_eq!(made.as_str(), did);
            assert!(document_url(&made).is_ok());
        }
    }

    #[test]
    fn an_ip_address_is_refused_under_http_and_https_with_a_way_out() {
        for public_url in
            ["http://127.0.0.1:8080", "https://192.0.2.1", "http://[::1]:8080", "https://0x7f.1"]
        {
            let refused = from_public_url(&public_url.parse().unwrap()).unwrap_err();
            assert!(matches!(refused, PublicUrlError::IpAddress(_)), "{public_url}");
            assert!(refused.to_string().contains("set `public_url` to"), "{refused}");
        }
    }

    #[test]
    fn public_urls_of_another_form_are_refused() {
        for public_url in ["ftp://badges.example", "mailto:a@b.example", "https://a_b.example"] {
            let refused = from_public_url(&public_url.parse().unwrap());
            assert!(matches!(refused, Err(PublicUrlError::NotAHost(_))), "{public_url}: {refused:?}");
        }
        for public_url in ["https://a.example/badges", "https://a.example/?x", "https://u@a.example"] {
            let refused = from_public_url(&public_url.parse().unwrap());
            assert!(matches!(refused, Err(PublicUrlError::MoreThanAnOrigin(_))), "{public_url}");
        }
    }
}
