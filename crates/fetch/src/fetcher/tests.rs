mod guarding;
mod limits;
mod server;
mod tls;

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use url::Url;

use self::server::{Answer, Server, answer};
use super::Fetcher;
use crate::resolver::Lookup;
use crate::{Policy, Request, Retrieve, RetrieveError, Retrieved};

fn open_policy() -> Policy {
    Policy { allow_private_networks: true, ..Policy::default() }
}

async fn get(fetcher: &Fetcher, url: &str) -> Result<Retrieved, RetrieveError> {
    let url: Url = url.parse().unwrap();
    fetcher
        .get(Request { url: &url, accept: "application/json", max_bytes: 1000, reuse: crate::Reuse::No })
        .await
}

async fn code_of(fetcher: &Fetcher, url: &str) -> &'static str {
    get(fetcher, url).await.map_or_else(|error| error.code(), |_| "ok")
}

/// A resolver with one address for all names, that counts how often it is asked.
struct Always {
    address: IpAddr,
    asked: AtomicUsize,
}

impl Always {
    fn new(address: &str) -> Arc<Self> {
        Arc::new(Self { address: address.parse().unwrap(), asked: AtomicUsize::new(0) })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl Lookup for Always {
    async fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        Ok(vec![self.address])
    }
}

fn pages(path: &str) -> Answer {
    match path {
        "/badge" => answer("200 OK", &["Content-Type: Application/JSON; charset=utf-8"], b"{}"),
        "/moved" => answer("302 Found", &["Location: /badge#fragment"], b""),
        "/moved-twice" => answer("307 Temporary Redirect", &["Location: moved"], b""),
        "/moved-thrice" => answer("308 Permanent Redirect", &["Location: moved-twice"], b""),
        "/moved-four-times" => answer("301 Moved Permanently", &["Location: moved-thrice"], b""),
        "/loop" => answer("303 See Other", &["Location: /loop"], b""),
        "/nowhere" => answer("302 Found", &[], b""),
        "/to-a-file" => answer("302 Found", &["Location: file:///etc/passwd"], b""),
        "/with-credentials" => answer("302 Found", &["Location: http://user:secret@127.0.0.1/"], b""),
        "/unchanged" => answer("304 Not Modified", &[], b""),
        "/gone" => answer("410 Gone", &[], b"gone"),
        "/hangup" => Answer::Hangup,
        _ => answer("404 Not Found", &[], b""),
    }
}

#[tokio::test]
async fn a_document_comes_with_its_media_type_and_final_url() {
    let server = Server::on("127.0.0.1", pages).await;
    let fetcher = Fetcher::new(&open_policy()).unwrap();
    let retrieved = get(&fetcher, &format!("http://{}/moved#key-1", server.address)).await.unwrap();
    assert_eq!(&retrieved.bytes[..], b"{}");
    assert_eq!(retrieved.media_type.as_deref(), Some("application/json"));
    assert_eq!(retrieved.final_url.as_str(), format!("http://{}/badge", server.address));
}

#[tokio::test]
async fn a_request_says_who_asks_and_carries_nothing_else() {
    let server = Server::on("127.0.0.1", pages).await;
    let fetcher = Fetcher::new(&open_policy()).unwrap();
    get(&fetcher, &format!("http://{}/moved", server.address)).await.unwrap();
    let head = |path| {
        format!(
            "GET {path} HTTP/1.1\r\naccept: application/json\r\naccept-encoding: identity\r\n\
             user-agent: badgewright/{}\r\nhost: {}\r\n\r\n",
            env!("CARGO_PKG_VERSION"),
            server.address
        )
    };
    assert_eq!(server.requests(), [head("/moved"), head("/badge")]);
}

#[tokio::test]
async fn three_redirects_are_followed_and_no_more() {
    let server = Server::on("127.0.0.1", pages).await;
    let fetcher = Fetcher::new(&open_policy()).unwrap();
    for (path, expected, requests) in [
        ("moved-thrice", "ok", 4),
        ("moved-four-times", "fetch.redirects", 4),
        ("loop", "fetch.redirects", 4),
    ] {
        let before = server.requests().len();
        assert_eq!(code_of(&fetcher, &format!("http://{}/{path}", server.address)).await, expected, "{path}");
        assert_eq!(server.requests().len() - before, requests, "{path}");
    }
}

#[tokio::test]
async fn a_redirect_is_checked_like_a_first_url() {
    let server = Server::on("127.0.0.1", pages).await;
    let fetcher = Fetcher::new(&open_policy()).unwrap();
    for (path, expected) in
        [("nowhere", "fetch.redirects"), ("to-a-file", "fetch.scheme"), ("with-credentials", "fetch.url")]
    {
        assert_eq!(code_of(&fetcher, &format!("http://{}/{path}", server.address)).await, expected, "{path}");
    }
}

#[tokio::test]
async fn every_status_but_success_is_told() {
    let server = Server::on("127.0.0.1", pages).await;
    let fetcher = Fetcher::new(&open_policy()).unwrap();
    for (path, status) in [("gone", 410), ("missing", 404), ("unchanged", 304)] {
        let answer = get(&fetcher, &format!("http://{}/{path}", server.address)).await;
        assert_eq!(answer, Err(RetrieveError::Status(status)), "{path}");
    }
}

#[tokio::test]
async fn a_host_that_is_not_there_or_hangs_up_is_unreachable() {
    let server = Server::on("127.0.0.1", pages).await;
    let fetcher = Fetcher::new(&open_policy()).unwrap();
    assert_eq!(code_of(&fetcher, &format!("http://{}/hangup", server.address)).await, "fetch.unreachable");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(code_of(&fetcher, &format!("http://{nobody}/")).await, "fetch.unreachable");
}
