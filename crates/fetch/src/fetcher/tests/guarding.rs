//! No connection is made to an address that is refused.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::server::{Server, answer};
use super::{Always, code_of, get, open_policy, pages};
use crate::address::is_public;
use crate::fetcher::Fetcher;
use crate::guard::Guard;
use crate::resolver::Lookup;
use crate::{Policy, RetrieveError};

/// Something within that must never be touched.
struct Canary {
    listeners: Vec<TcpListener>,
    port: u16,
}

impl Canary {
    fn new() -> Self {
        let first = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = first.local_addr().unwrap().port();
        let mut listeners = vec![first];
        // A machine without IPv6 has none to touch.
        listeners.extend(TcpListener::bind(("::1", port)));
        listeners.iter().for_each(|listener| listener.set_nonblocking(true).unwrap());
        Self { listeners, port }
    }

    fn was_touched(&self) -> bool {
        self.listeners.iter().any(|listener| match listener.accept() {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::WouldBlock);
                false
            }
        })
    }
}

/// Ways to write 127.0.0.1, ::1 or any address of this machine.
const SPELLINGS: [&str; 27] = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.0x1",
    "%31%32%37.0.0.1",
    "１２７.0.0.1",
    "127。0。0。1",
    "127.255.255.254",
    "0",
    "0.0.0.0",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[::]",
    "[64:ff9b::127.0.0.1]",
    "[2002:7f00:1::]",
    "localhost",
    "LocalHost.",
];

#[tokio::test]
async fn no_spelling_of_this_machine_is_connected_to() {
    let canary = Canary::new();
    let fetcher = Fetcher::new(&Policy::default()).unwrap();
    for host in SPELLINGS {
        let url = format!("http://{host}:{}/", canary.port);
        assert_eq!(code_of(&fetcher, &url).await, "fetch.address_refused", "{url}");
        assert!(!canary.was_touched(), "{url}");
    }
    // The canary can sing.
    let policy = Policy { total_timeout: Duration::from_millis(200), ..open_policy() };
    let open = Fetcher::new(&policy).unwrap();
    assert_eq!(code_of(&open, &format!("http://127.1:{}/", canary.port)).await, "fetch.timeout");
    assert!(canary.was_touched());
}

#[tokio::test]
async fn a_name_that_resolves_to_this_machine_is_not_connected_to() {
    let canary = Canary::new();
    for address in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
        let policy = Policy::default();
        let fetcher = Fetcher::with(&policy, Guard::of(&policy), Always::new(address)).unwrap();
        for scheme in ["http", "https"] {
            let url = format!("{scheme}://badges.example.org:{}/", canary.port);
            assert_eq!(code_of(&fetcher, &url).await, "fetch.address_refused", "{address}");
            assert!(!canary.was_touched(), "{address}");
        }
    }
}

#[tokio::test]
async fn a_name_without_an_address_is_unresolved() {
    struct Nobody;
    #[async_trait]
    impl Lookup for Nobody {
        async fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            Err(io::Error::other("no such name at the resolver 10.0.0.53"))
        }
    }
    let policy = Policy::default();
    let fetcher = Fetcher::with(&policy, Guard::of(&policy), Arc::new(Nobody)).unwrap();
    let error = get(&fetcher, "https://badges.example.org/").await.unwrap_err();
    assert_eq!(error, RetrieveError::Unresolved);
    assert!(!error.to_string().contains("10."), "{error}");
}

#[tokio::test]
async fn the_address_that_was_checked_is_the_one_that_is_connected_to() {
    // For this test 127.0.0.2 is on the public internet.
    let server = Server::on("127.0.0.2", pages).await;
    let lookup = Always::new("127.0.0.2");
    let guard = Guard::permitting(|address| is_public(address) || address.to_string() == "127.0.0.2");
    let fetcher = Fetcher::with(&Policy::default(), guard, lookup.clone()).unwrap();
    let url = format!("http://badges.example.org:{}/badge", server.address.port());
    assert_eq!(code_of(&fetcher, &url).await, "ok");
    assert_eq!(lookup.asked(), 1);
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_refused_before_connecting() {
    let canary = Canary::new();
    // The server is told where to redirect to by the path: `/?PLACE`.
    let server = Server::on("127.0.0.2", |path| {
        let place = path.trim_start_matches("/?");
        answer("302 Found", &[&format!("Location: {place}")], b"")
    })
    .await;
    let guard = Guard::permitting(|address| is_public(address) || address.to_string() == "127.0.0.2");
    let fetcher = Fetcher::with(&Policy::default(), guard, Always::new("127.0.0.1")).unwrap();
    let port = canary.port;
    for place in [
        format!("http://127.0.0.1:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("//127.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("https://resolves-to-127-0-0-1.example.org:{port}/"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
    ] {
        let url = format!("http://{}/?{place}", server.address);
        assert_eq!(code_of(&fetcher, &url).await, "fetch.address_refused", "{place}");
        assert!(!canary.was_touched(), "{place}");
    }
    assert_eq!(server.requests().len(), 7);
}
