//! The client that uses the network.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderValue, LOCATION};
use reqwest::redirect;
use reqwest::{Client, Response, StatusCode};
use url::Url;

use crate::guard::Guard;
use crate::resolver::{GuardedResolver, Lookup, ResolveError, SystemLookup};
use crate::{Policy, Request, Retrieve, RetrieveError, Retrieved, SetupError, body, freshness, trust};

const USER_AGENT: &str = concat!("badgewright/", env!("CARGO_PKG_VERSION"));
/// Connections that are kept: one a host, and not for long, as strangers name the hosts.
const IDLE_CONNECTIONS: usize = 1;
const IDLE_TIME: Duration = Duration::from_secs(10);
const MAX_HEADERS: usize = 100;

/// Gets what stands at URLs that strangers named, within a [`Policy`].
///
/// It is for use within a Tokio runtime with time and network on. One is enough for a service.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
    guard: Guard,
    total_timeout: Duration,
    max_redirects: usize,
}

impl Fetcher {
    /// A client with this policy.
    ///
    /// # Errors
    /// When the extra certificates cannot be read or the client cannot be set up.
    pub fn new(policy: &Policy) -> Result<Self, SetupError> {
        Self::with(policy, Guard::of(policy), Arc::new(SystemLookup))
    }

    fn with(policy: &Policy, guard: Guard, lookup: Arc<dyn Lookup>) -> Result<Self, SetupError> {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that may")]
        let client = Client::builder()
            .user_agent(USER_AGENT)
            .no_proxy()
            .referer(false)
            // Each hop is checked by `follow` before it is taken.
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .dns_resolver(GuardedResolver::new(lookup, guard))
            .tls_backend_preconfigured(trust::client_config(policy.extra_ca.as_deref())?)
            .http1_only()
            .http1_max_headers(MAX_HEADERS)
            .connect_timeout(policy.connect_timeout)
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .pool_idle_timeout(IDLE_TIME)
            .build()
            .map_err(|error| SetupError::Client { detail: error.to_string() })?;
        Ok(Self { client, guard, total_timeout: policy.total_timeout, max_redirects: policy.max_redirects })
    }

    async fn follow(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError> {
        let accept = HeaderValue::from_str(request.accept)
            .map_err(|_| RetrieveError::Url { reason: "what to accept is not a header's value" })?;
        let mut url = request.url.clone();
        for _ in 0..=self.max_redirects {
            url.set_fragment(None);
            self.guard.check(&url)?;
            let response = self.ask(&url, &accept).await?;
            match response.status() {
                status if status.is_success() => {
                    let media_type = media_type(&response);
                    let fresh_for = freshness::fresh_for(response.status(), response.headers());
                    let bytes = body::read(response, request.max_bytes).await?;
                    return Ok(Retrieved {
                        bytes: bytes.into(),
                        media_type,
                        final_url: url,
                        fresh_for,
                        age: None,
                    });
                }
                status if is_redirect(status) => url = next_hop(&url, &response)?,
                status => return Err(RetrieveError::Status(status.as_u16())),
            }
        }
        Err(RetrieveError::Redirects { reason: "there are too many" })
    }

    async fn ask(&self, url: &Url, accept: &HeaderValue) -> Result<Response, RetrieveError> {
        self.client
            .get(url.clone())
            .header(ACCEPT, accept.clone())
            .header(ACCEPT_ENCODING, HeaderValue::from_static("identity"))
            .send()
            .await
            .map_err(broken)
    }
}

#[async_trait]
impl Retrieve for Fetcher {
    async fn get(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError> {
        tokio::time::timeout(self.total_timeout, self.follow(request))
            .await
            .unwrap_or(Err(RetrieveError::Timeout))
    }
}

/// RFC 9110 §15.4: those that name another place for the same thing.
fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn next_hop(from: &Url, response: &Response) -> Result<Url, RetrieveError> {
    let next = response
        .headers()
        .get(LOCATION)
        .and_then(|location| location.to_str().ok())
        .and_then(|location| from.join(location).ok())
        .ok_or(RetrieveError::Redirects { reason: "it names no place" })?;
    // Whoever asked for https was promised that nobody on the way can change the answer.
    if from.scheme() == "https" && next.scheme() != "https" {
        return Err(RetrieveError::Redirects { reason: "it leads from https to something else" });
    }
    Ok(next)
}

/// The media type without parameters (RFC 9110 §8.3.1), in lower case.
fn media_type(response: &Response) -> Option<String> {
    let value = response.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    (!essence.is_empty()).then_some(essence)
}

/// What an error of the HTTP client means. Its own text may name addresses, so it goes to the log only.
pub(crate) fn broken(error: reqwest::Error) -> RetrieveError {
    let error = error.without_url();
    let meaning = if let Some(resolving) = find::<ResolveError>(&error) {
        match resolving {
            ResolveError::Refused => RetrieveError::AddressRefused,
            ResolveError::Unresolved => RetrieveError::Unresolved,
        }
    } else if error.is_timeout() {
        RetrieveError::Timeout
    } else if find::<rustls::Error>(&error).is_some() {
        RetrieveError::Tls
    } else {
        RetrieveError::Unreachable
    };
    tracing::debug!(error = &error as &dyn StdError, code = meaning.code(), "a host could not be asked");
    meaning
}

/// Looks for an error of type `E` among the causes of `error`.
fn find<'error, E: StdError + 'static>(error: &'error (dyn StdError + 'static)) -> Option<&'error E> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(found) = error.downcast_ref::<E>() {
            return Some(found);
        }
        cause = match error.downcast_ref::<io::Error>() {
            // Its `source` would be the cause of what it wraps, not what it wraps.
            Some(wrapping) => wrapping.get_ref().map(|wrapped| wrapped as &(dyn StdError + 'static)),
            None => error.source(),
        };
    }
    None
}

#[cfg(test)]
mod tests;
