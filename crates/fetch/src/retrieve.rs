//! What is asked for and what comes back. Tests of other crates answer in the network's place.

use async_trait::async_trait;
use bytes::Bytes;
use url::Url;

use crate::RetrieveError;

/// One thing to get.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Where from: `https`, or `http` where the caller lets it be. From `https` no redirect leads to `http`.
    /// A fragment is not sent.
    pub url: &'a Url,
    /// The value of the `Accept` header.
    pub accept: &'a str,
    /// How many bytes the body may have, after decompression.
    pub max_bytes: usize,
}

/// What a server answered with a status of success (2xx).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retrieved {
    /// The body.
    pub bytes: Bytes,
    /// The media type that the server names, in lower case and without parameters.
    pub media_type: Option<String>,
    /// Where the answer came from, after redirects, without a fragment.
    pub final_url: Url,
}

/// Gets what stands at a URL.
#[async_trait]
pub trait Retrieve: Send + Sync {
    /// Gets what `request` asks for.
    ///
    /// # Errors
    /// When it may not be asked for, cannot be had, takes too long or is too large. No error tells more
    /// about the network than the URL does.
    async fn get(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError>;
}
