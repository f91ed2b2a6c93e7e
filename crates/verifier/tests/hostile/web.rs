//! A web made of a map, in place of the network.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use badgewright_fetch::{Request, Retrieve, RetrieveError, Retrieved};

/// A web that has what it was given, and is out of reach everywhere else.
#[derive(Default)]
pub(crate) struct Web {
    pages: HashMap<String, Vec<u8>>,
    redirects: HashMap<String, String>,
    asked: AtomicUsize,
}

impl Clone for Web {
    fn clone(&self) -> Self {
        Self { pages: self.pages.clone(), redirects: self.redirects.clone(), asked: AtomicUsize::new(0) }
    }
}

impl Web {
    pub(crate) fn with(mut self, url: &str, body: impl Into<Vec<u8>>) -> Self {
        self.pages.insert(url.to_owned(), body.into());
        self
    }

    /// The same, with `url` leading to `to`.
    pub(crate) fn leading(mut self, url: &str, to: &str) -> Self {
        self.redirects.insert(url.to_owned(), to.to_owned());
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// How often it was asked.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl Retrieve for Web {
    async fn get(&self, request: Request<'_>) -> Result<Retrieved, RetrieveError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let led_to = self.redirects.get(request.url.as_str());
        let final_url = led_to.map_or_else(|| request.url.clone(), |to| to.parse().unwrap());
        match self.pages.get(final_url.as_str()) {
            Some(bytes) if bytes.len() > request.max_bytes => {
                Err(RetrieveError::TooLarge { limit: request.max_bytes })
            }
            Some(bytes) => Ok(Retrieved::just_now(bytes.clone().into(), None, final_url)),
            None => Err(RetrieveError::Unreachable),
        }
    }
}
