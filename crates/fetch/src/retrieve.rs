//! What is asked for and what comes back. Tests of other crates answer in the network's place.

use std::time::Duration;

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
    /// Whether an answer may be used more than once.
    pub reuse: Reuse,
}

/// Whether an answer may be used more than once, where it passes through a [`Keeping`](crate::Keeping).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reuse {
    /// It is neither kept nor taken from what was kept: a badge, which few will ask for.
    No,
    /// One that was had a short time ago does as well: a document of keys, a status list.
    Kept,
    /// It may be kept for others, but has to be asked for now or later.
    Anew,
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
    /// How long it may be used from when it came, as its server says; `None` where that says nothing.
    pub fresh_for: Option<Duration>,
    /// How long ago it was asked for, where it was kept; `None` where it was asked for by this very request.
    pub age: Option<Duration>,
}

impl Retrieved {
    /// What has just come, from a server that says nothing of how long it may be used.
    #[must_use]
    pub fn just_now(bytes: Bytes, media_type: Option<String>, final_url: Url) -> Self {
        Self { bytes, media_type, final_url, fresh_for: None, age: None }
    }
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
