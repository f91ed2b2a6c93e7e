//! Decides which hosts may be asked: of every URL before anything is done with it, and of every address a
//! name resolves to before anything connects to it.

use std::net::IpAddr;

use url::{Host, Url};

use crate::address::is_public;
use crate::{Policy, RetrieveError};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Guard {
    allow_private_networks: bool,
    permits: fn(IpAddr) -> bool,
}

impl Guard {
    pub(crate) fn of(policy: &Policy) -> Self {
        let permits = if policy.allow_private_networks { |_| true } else { is_public };
        Self { allow_private_networks: policy.allow_private_networks, permits }
    }

    /// One for tests, that permits these addresses.
    #[cfg(test)]
    pub(crate) fn permitting(permits: fn(IpAddr) -> bool) -> Self {
        Self { allow_private_networks: false, permits }
    }

    pub(crate) fn permits(self, address: IpAddr) -> bool {
        (self.permits)(address)
    }

    /// Checks all of a URL that can be checked without resolving its host's name.
    pub(crate) fn check(self, url: &Url) -> Result<(), RetrieveError> {
        if !matches!(url.scheme(), "https" | "http") {
            return Err(RetrieveError::Scheme);
        }
        // They would be sent as an Authorization header, to a host that a stranger named.
        if !url.username().is_empty() || url.password().is_some() {
            return Err(RetrieveError::Url { reason: "it holds a user name or password" });
        }
        if url.port().is_some_and(|port| BAD_PORTS.contains(&port)) {
            return Err(RetrieveError::Url { reason: "its port belongs to another protocol" });
        }
        // The url crate has turned every spelling of an address into one: 0x7f000001, 127.1, 2130706433.
        let is_permitted = match url.host() {
            Some(Host::Ipv4(address)) => self.permits(address.into()),
            Some(Host::Ipv6(address)) => self.permits(address.into()),
            Some(Host::Domain(name)) => self.allow_private_networks || is_public_name(name),
            None => return Err(RetrieveError::Url { reason: "it names no host" }),
        };
        if is_permitted { Ok(()) } else { Err(RetrieveError::AddressRefused) }
    }
}

/// Whether a name can be one on the public internet. Whether it is, its addresses tell.
fn is_public_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    // `localhost` and names within the local network have no dot.
    name.contains('.')
        && ![
            ".localhost", // RFC 6761 §6.3
            ".local",     // RFC 6762 §3
            ".home.arpa", // RFC 8375 §4
            ".internal",  // ICANN resolution 2024.07.29.06
        ]
        .iter()
        .any(|suffix| name.ends_with(suffix))
}

/// Ports of protocols that a request could be mistaken in (WHATWG Fetch §2.9 "bad port").
const BAD_PORTS: [u16; 83] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103,
    104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514,
    515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723,
    2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

#[cfg(test)]
mod tests {
    use super::Guard;
    use crate::Policy;

    fn code_of(url: &str) -> &'static str {
        Guard::of(&Policy::default())
            .check(&url.parse().unwrap())
            .map_or_else(|error| error.code(), |()| "ok")
    }

    #[test]
    fn public_hosts_may_be_asked_over_http_and_https_on_ports_of_the_web() {
        for url in [
            "https://example.org/",
            "http://example.org/",
            "https://example.org:8443/",
            "https://1.1.1.1/",
            "https://[2606:4700::1111]/",
            "https://localhost.example.org/",
            "https://mylocal.example/",
        ] {
            assert_eq!(code_of(url), "ok", "{url}");
        }
    }

    #[test]
    fn other_schemes_are_refused() {
        for url in ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "data:,x", "urn:a:b"]
        {
            assert_eq!(code_of(url), "fetch.scheme", "{url}");
        }
    }

    #[test]
    fn names_of_local_networks_are_refused_without_resolving_them() {
        for url in [
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://a.localhost./",
            "http://printer.local/",
            "http://router/",
            "http://db.internal/",
            "http://nas.home.arpa/",
            "http://metadata.google.internal/",
        ] {
            assert_eq!(code_of(url), "fetch.address_refused", "{url}");
        }
    }

    #[test]
    fn credentials_and_ports_of_other_protocols_are_refused() {
        for url in [
            "https://user@example.org/",
            "https://:secret@example.org/",
            "http://example.org:25/",
            "http://example.org:0/",
            "https://example.org:6667/",
        ] {
            assert_eq!(code_of(url), "fetch.url", "{url}");
        }
    }

    #[test]
    fn private_networks_may_be_allowed() {
        let guard = Guard::of(&Policy { allow_private_networks: true, ..Policy::default() });
        for url in ["http://localhost:8080/", "http://127.0.0.1/", "http://[::1]/", "http://router/"] {
            assert_eq!(guard.check(&url.parse().unwrap()), Ok(()), "{url}");
        }
    }
}
