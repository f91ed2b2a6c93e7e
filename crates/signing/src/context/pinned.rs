//! Which contexts are pinned. Where each copy comes from, and under which licence: `contexts/README.md`.

mod education;
mod other_copies;
mod w3c;

/// A pinned JSON-LD context.
#[derive(Debug)]
pub struct Context {
    /// The URL by which documents name it.
    pub url: &'static str,
    /// Its JSON, byte for byte as published by the first of [`Context::digests`].
    pub text: &'static str,
    /// The SHA-256 digests under which it is known. All of these copies are equal as JSON, except where
    /// [`Context::unsettled`] names terms.
    pub digests: &'static [Digest],
    /// Terms that not all published copies have: read, never signed.
    pub unsettled: &'static [&'static str],
}

/// A digest under which a context is known.
#[derive(Debug, PartialEq, Eq)]
pub struct Digest {
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: &'static str,
    /// Who publishes, or states, it.
    pub publisher: &'static str,
    /// The day of that publication; where it gives none, the day on which it was seen. ISO 8601.
    pub date: &'static str,
}

/// The context that a URL names, if it is pinned. URLs are compared as text.
#[must_use]
pub fn pinned(url: &str) -> Option<&'static Context> {
    all().find(|context| context.url == url)
}

/// Every pinned context.
pub(super) fn all() -> impl Iterator<Item = &'static Context> {
    w3c::CONTEXTS.iter().chain(education::CONTEXTS)
}

/// Other copies that stood, or stand, at URLs of pinned contexts, and differ from those.
pub(super) fn other_copies() -> &'static [Context] {
    other_copies::CONTEXTS
}

const VALIDATOR: &str = "1EdTech digital-credentials-public-validator 1.11.0";
const VALIDATOR_DATE: &str = "2026-07-01";

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn each_copy_has_the_first_digest_that_is_listed_for_it() {
        for context in all().chain(other_copies()) {
            let digest = hex::encode(Sha256::digest(context.text));
            assert_eq!(digest, context.digests[0].sha256, "{}", context.url);
        }
    }

    #[test]
    fn each_copy_is_one_json_object_with_one_context() {
        for context in all().chain(other_copies()) {
            let json: serde_json::Value = serde_json::from_str(context.text).unwrap();
            let members: Vec<_> = json.as_object().unwrap().keys().collect();
            assert_eq!(members, ["@context"], "{}", context.url);
        }
    }

    #[test]
    fn no_url_is_pinned_twice() {
        let mut urls: Vec<_> = all().map(|context| context.url).collect();
        urls.sort_unstable();
        urls.dedup();
        assert_eq!(urls.len(), all().count());
    }

    #[test]
    fn another_copy_is_of_a_pinned_url_and_is_another() {
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        for copy in other_copies() {
            assert_ne!(json(copy.text), json(pinned(copy.url).unwrap().text), "{}", copy.url);
        }
    }
}
