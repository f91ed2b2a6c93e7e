//! Time and bytes are bounded, whatever the host does.

use std::io::{self, Write as _};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::server::{Answer, Server, answer};
use super::{code_of, get, open_policy};
use crate::Policy;
use crate::fetcher::Fetcher;
use crate::guard::Guard;
use crate::resolver::Lookup;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Bodies around the limit of 1000 bytes that `get` sets.
fn bodies(path: &str) -> Answer {
    let gzipped = ["Content-Encoding: gzip"];
    match path {
        "/full" => answer("200 OK", &[], &[b' '; 1000]),
        "/over" => answer("200 OK", &[], &[b' '; 1001]),
        "/announced" => answer("200 OK", &["Content-Length: 1001"], b""),
        "/endless" => Answer::Endless(b"HTTP/1.1 200 OK\r\n\r\n".repeat(500)),
        "/endless-head" => Answer::Endless(b"HTTP/1.1 200 OK\r\nA: ".to_vec()),
        "/gzip" => answer("200 OK", &gzipped, &gzip(&[b' '; 1000])),
        "/gzip-over" => answer("200 OK", &gzipped, &gzip(&[b' '; 1001])),
        "/gzip-bomb" => answer("200 OK", &gzipped, &gzip(&vec![0; 500_000])),
        "/gzip-twice" => answer("200 OK", &["Content-Encoding: gzip, gzip"], &gzip(&gzip(b"{}"))),
        "/gzip-wrong" => answer("200 OK", &gzipped, b"{}"),
        "/brotli" => answer("200 OK", &["Content-Encoding: br"], b"{}"),
        "/cut" => answer("200 OK", &["Content-Length: 500"], b"{"),
        "/stalling-head" => Answer::Stalling(b"HTTP/1.1 200 OK\r\n".to_vec()),
        "/stalling-body" => Answer::Stalling(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{".to_vec()),
        _ => Answer::Stalling(Vec::new()),
    }
}

#[tokio::test]
async fn as_many_bytes_are_read_as_were_asked_for_and_no_more() {
    let server = Server::on("127.0.0.1", bodies).await;
    let fetcher = Fetcher::new(&open_policy()).unwrap();
    for (path, expected) in [
        ("full", "ok"),
        ("over", "fetch.too_large"),
        ("announced", "fetch.too_large"),
        ("endless", "fetch.too_large"),
        ("endless-head", "fetch.unreachable"),
        ("cut", "fetch.unreachable"),
    ] {
        assert_eq!(code_of(&fetcher, &format!("http://{}/{path}", server.address)).await, expected, "{path}");
    }
}

#[tokio::test]
async fn bytes_are_counted_after_decompression() {
    let server = Server::on("127.0.0.1", bodies).await;
    let fetcher = Fetcher::new(&open_policy()).unwrap();
    for (path, expected) in [
        ("gzip", "ok"),
        ("gzip-over", "fetch.too_large"),
        ("gzip-bomb", "fetch.too_large"),
        ("gzip-twice", "fetch.encoding"),
        ("gzip-wrong", "fetch.encoding"),
        ("brotli", "fetch.encoding"),
    ] {
        assert_eq!(code_of(&fetcher, &format!("http://{}/{path}", server.address)).await, expected, "{path}");
    }
    let retrieved = get(&fetcher, &format!("http://{}/gzip", server.address)).await.unwrap();
    assert_eq!(retrieved.bytes[..], [b' '; 1000]);
}

#[tokio::test]
async fn a_host_that_stalls_at_any_point_is_given_up() {
    let server = Server::on("127.0.0.1", bodies).await;
    let policy = Policy { total_timeout: Duration::from_millis(100), ..open_policy() };
    let fetcher = Fetcher::new(&policy).unwrap();
    for path in ["stalling", "stalling-head", "stalling-body"] {
        let begun = Instant::now();
        assert_eq!(code_of(&fetcher, &format!("http://{}/{path}", server.address)).await, "fetch.timeout");
        assert!(begun.elapsed() < Duration::from_secs(3), "{path}");
    }
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn resolving_and_connecting_have_their_own_limit() {
    struct Never;
    #[async_trait]
    impl Lookup for Never {
        async fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            std::future::pending().await
        }
    }
    let policy = Policy { connect_timeout: Duration::from_millis(100), ..Policy::default() };
    let fetcher = Fetcher::with(&policy, Guard::of(&policy), Arc::new(Never)).unwrap();
    let begun = Instant::now();
    assert_eq!(code_of(&fetcher, "https://badges.example.org/").await, "fetch.timeout");
    assert!(begun.elapsed() < policy.total_timeout / 2);
}
