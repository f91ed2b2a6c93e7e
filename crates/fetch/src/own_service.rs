//! A client of the operator's own service, for the command line. Its address comes from the operator, never from a
//! stranger, so it is not guarded: it is usually on this very machine.

use std::io::{self, Read};
use std::time::Duration;

use futures_util::stream;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Body, Client, Method};
use url::Url;

use crate::{SetupError, trust};

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The same where much is sent.
const LONG_TIMEOUT: Duration = Duration::from_secs(600);

/// How much of a long body is read at once.
const PIECE: usize = 64 * 1024;

/// The operator's own service, reached with an API key.
#[derive(Debug)]
pub struct OwnService {
    client: Client,
    base: Url,
    authorization: HeaderValue,
}

/// What the service answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OwnServiceError {
    /// The client could not be set up.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The key cannot stand in a header.
    #[error("the API key has characters that no key has: look at the key file")]
    Key,
    /// The path or method is none.
    #[error("`{0}` cannot be asked for")]
    Request(String),
    /// Nobody answered.
    #[error("no answer from {base}: is the service running there?")]
    Unreachable {
        /// Where it was looked for.
        base: Url,
        /// What the client says.
        #[source]
        source: reqwest::Error,
    },
}

impl OwnService {
    /// A client of the service at `base` with an API key.
    ///
    /// # Errors
    /// When the key is malformed or the client cannot be set up.
    pub fn new(base: Url, key: &str, extra_ca: Option<&[u8]>) -> Result<Self, OwnServiceError> {
        let mut authorization =
            HeaderValue::from_str(&format!("Bearer {key}")).map_err(|_| OwnServiceError::Key)?;
        authorization.set_sensitive(true);
        #[expect(clippy::disallowed_methods, reason = "this crate is the one that connects")]
        let client = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .tls_backend_preconfigured(trust::client_config(extra_ca)?)
            .timeout(TIMEOUT)
            .build()
            .map_err(|error| SetupError::Client { detail: error.to_string() })?;
        Ok(Self { client, base, authorization })
    }

    /// Sends a request with an optional JSON body.
    ///
    /// # Errors
    /// When there is no answer. An answer that refuses is an answer.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        json: Option<Vec<u8>>,
    ) -> Result<OwnAnswer, OwnServiceError> {
        let body = json.map(|body| ("application/json", Body::from(body)));
        self.send_with(method, path, body, &[], TIMEOUT).await
    }

    /// Sends a body of some media type while it is read, with further headers, and gives the answer ten minutes. Reading
    /// holds up whatever else waits on this thread.
    ///
    /// # Errors
    /// When there is no answer, or the body cannot be read. An answer that refuses is an answer.
    pub async fn send_large(
        &self,
        path: &str,
        (media_type, body): (&str, impl Read + Send + 'static),
        headers: &[(&str, &str)],
    ) -> Result<OwnAnswer, OwnServiceError> {
        let body = Body::wrap_stream(stream::iter(Pieces(body)));
        self.send_with("POST", path, Some((media_type, body)), headers, LONG_TIMEOUT).await
    }

    async fn send_with(
        &self,
        method: &str,
        path: &str,
        body: Option<(&str, Body)>,
        headers: &[(&str, &str)],
        timeout: Duration,
    ) -> Result<OwnAnswer, OwnServiceError> {
        let asked = || OwnServiceError::Request(format!("{method} {path}"));
        let method = Method::from_bytes(method.as_bytes()).map_err(|_| asked())?;
        let url = self.base.join(path).map_err(|_| asked())?;
        let mut request = self.client.request(method, url).header(AUTHORIZATION, self.authorization.clone());
        request = request.timeout(timeout);
        if let Some((media_type, body)) = body {
            request = request.header(CONTENT_TYPE, media_type).body(body);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let unreachable = |source| OwnServiceError::Unreachable { base: self.base.clone(), source };
        let answer = request.send().await.map_err(unreachable)?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await.map_err(unreachable)?.to_vec();
        Ok(OwnAnswer { status, body })
    }
}

/// A body, piece by piece.
struct Pieces<R>(R);

impl<R: Read> Iterator for Pieces<R> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut piece = Vec::with_capacity(PIECE);
        match self.0.by_ref().take(PIECE as u64).read_to_end(&mut piece) {
            Ok(0) => None,
            Ok(_) => Some(Ok(piece)),
            Err(error) => Some(Err(error)),
        }
    }
}
