//! A small server that answers each request with prepared bytes and tells what it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// What to do with a request.
#[derive(Clone)]
pub(super) enum Answer {
    /// Write this and close.
    Bytes(Vec<u8>),
    /// Write this over and over until nobody reads it any more.
    Endless(Vec<u8>),
    /// Write this and then nothing, without closing.
    Stalling(Vec<u8>),
    /// Close.
    Hangup,
}

pub(super) struct Server {
    pub(super) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Listens on `ip` and answers what `answer` says for the path.
    pub(super) async fn on(ip: &str, answer: fn(&str) -> Answer) -> Self {
        Self::start(ip, answer, None).await
    }

    pub(super) async fn with_tls(tls: TlsAcceptor, answer: fn(&str) -> Answer) -> Self {
        Self::start("127.0.0.1", answer, Some(tls)).await
    }

    async fn start(ip: &str, answer: fn(&str) -> Answer, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (tls, seen) = (tls.clone(), Arc::clone(&seen));
                tokio::spawn(async move {
                    match tls {
                        None => serve(stream, answer, &seen).await,
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => serve(stream, answer, &seen).await,
                            Err(_) => seen.lock().unwrap().push("no TLS".to_owned()),
                        },
                    }
                });
            }
        });
        Self { address, requests }
    }

    /// The heads of the requests so far.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    answer: fn(&str) -> Answer,
    seen: &Mutex<Vec<String>>,
) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8(head).unwrap();
    let path = head.split(' ').nth(1).unwrap().to_owned();
    seen.lock().unwrap().push(head);
    match answer(&path) {
        Answer::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Answer::Endless(bytes) => while stream.write_all(&bytes).await.is_ok() {},
        Answer::Stalling(bytes) => {
            let _ = stream.write_all(&bytes).await;
            std::future::pending().await
        }
        Answer::Hangup => {}
    }
}

/// An answer with this status line, these further header lines and this body.
pub(super) fn answer(status: &str, headers: &[&str], body: &[u8]) -> Answer {
    let mut bytes = format!("HTTP/1.1 {status}\r\nConnection: close\r\n").into_bytes();
    for header in headers {
        bytes.extend_from_slice(format!("{header}\r\n").as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    Answer::Bytes(bytes)
}
