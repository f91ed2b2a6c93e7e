//! From a method's URL and an issuer's document to a key: "Retrieve Verification Method", CID 1.0 §3.3.

use serde_json::{Map, Value};
use url::Url;

use super::did_jwk;
use super::did_key;
use super::did_url::DidUrl;
use super::method::{MethodNote, VerificationMethod, read_method};
use super::method_error::MethodError;
use crate::key::PublicKey;
use crate::multikey;

/// The most methods that a document may have. Reading a key costs some 20 µs.
const MAX_METHODS: usize = 1000;

/// The longest method URL that is read, in bytes.
const MAX_URL: usize = 4096;

/// The longest `publicKeyMultibase` that is decoded only to be compared with another key: 30 µs. One of RSA takes up to
/// 1.4 ms, and a document may have a thousand.
const MAX_COMPARED: usize = 200;

/// Where a method may stand by value (CID 1.0 §2.3).
const RELATIONSHIPS: [&str; 5] =
    ["assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation", "keyAgreement"];

/// What a key is used for: a verification relationship (CID 1.0 §2.3), in proofs `proofPurpose`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Credentials.
    AssertionMethod,
    /// Presentations.
    Authentication,
}

impl Purpose {
    /// The relationship's name in documents and proofs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AssertionMethod => "assertionMethod",
            Self::Authentication => "authentication",
        }
    }
}

/// Finds the method of a URL in the document that was found at the URL without its fragment, and makes sure that
/// the document is that URL's own, that the method is the document's, and that it is listed for the purpose.
///
/// Whether the controller is the credential's issuer ([`VerificationMethod::of_issuer`]) and the key is still to be
/// believed ([`VerificationMethod::in_force_at`]) is asked of what this returns.
///
/// # Errors
/// As CID 1.0 §3.3 says, with [`MethodError::standard`]. The fragment is never taken for a key.
pub fn verification_method(
    document: &Value,
    method_url: &str,
    purpose: Purpose,
) -> Result<VerificationMethod, MethodError> {
    retrieve(document, method_url, purpose, read_method)
}

/// The same with a method that `read` reads, of an absolute URL.
pub(super) fn retrieve<K>(
    document: &Value,
    method_url: &str,
    purpose: Purpose,
    read: impl FnOnce(&str, &Map<String, Value>) -> Result<VerificationMethod<K>, MethodError>,
) -> Result<VerificationMethod<K>, MethodError> {
    // Steps 1 to 3.
    let (controller_url, is_bare) = document_url_of(method_url)?;
    let method_url = if is_bare { &with_fragment(method_url) } else { method_url };
    // Steps 5 and 6.
    let document = Document::read(document)?;
    if document.id != controller_url {
        return Err(MethodError::OtherDocument {
            expected: controller_url.to_owned(),
            found: shortened(document.id),
        });
    }
    // Steps 7 to 9.
    let found = document.dereference(method_url)?;
    let method = read(method_url, found)?;
    // Step 10.
    if method.controller() != document.id {
        let controller = shortened(method.controller());
        return Err(MethodError::OtherController { method: method_url.to_owned(), controller });
    }
    // Step 11.
    let Some(listing) = document.listing(method_url, purpose) else {
        let revoked = method.revoked();
        return Err(MethodError::NotListed { method: method_url.to_owned(), purpose, revoked });
    };
    let is_relative = listing.is_relative || id_of(found).is_some_and(|id| id.starts_with('#'));
    let method = if is_relative { method.noting(MethodNote::RelativeId) } else { method };
    Ok(if is_bare { method.noting(MethodNote::WithoutFragment) } else { method })
}

/// Finds the method that has a key, for a JWS that brings the key itself (`jwk`): such a key is the issuer's only
/// if the issuer's own document lists it.
///
/// # Errors
/// Where the document is not the issuer's, or none of the methods it lists for the purpose has the key.
pub fn method_with_key(
    document: &Value,
    issuer: &str,
    key: &PublicKey,
    purpose: Purpose,
) -> Result<VerificationMethod, MethodError> {
    let read = Document::read(document)?;
    if read.id != issuer {
        return Err(MethodError::OtherDocument { expected: issuer.to_owned(), found: shortened(read.id) });
    }
    let multikey = multikey::encode_public(key);
    // Of an RSA key there is one form, so its text says already whether it is the one.
    let may_have_it = |method: &&Map<String, Value>| {
        let text = method.get("publicKeyMultibase").and_then(Value::as_str);
        text.is_none_or(|text| text.len() <= MAX_COMPARED || text == multikey)
    };
    read.methods()
        .filter(may_have_it)
        .filter_map(|method| absolute(read.id, id_of(method)?))
        .filter_map(|url| verification_method(document, &url, purpose).ok())
        .find(|method| method.key() == key)
        .ok_or(MethodError::KeyNotListed { purpose })
}

/// The URL without its fragment, and whether it is a DID of one key that comes without one.
fn document_url_of(method_url: &str) -> Result<(&str, bool), MethodError> {
    let invalid = || MethodError::InvalidUrl { url: shortened(method_url) };
    let is_url = match method_url.strip_prefix("did:") {
        Some(_) => method_url.parse::<DidUrl>().is_ok(),
        None => Url::parse(method_url).is_ok_and(|url| matches!(url.scheme(), "https" | "http")),
    };
    if method_url.len() > MAX_URL || !is_url {
        return Err(invalid());
    }
    match method_url.split_once('#') {
        Some((before, fragment)) if !fragment.is_empty() => Ok((before, false)),
        // Seen in published badges. It is right if the issuer is that DID, which its controller will say.
        None if method_url.starts_with("did:key:") || method_url.starts_with("did:jwk:") => {
            Ok((method_url, true))
        }
        _ => Err(invalid()),
    }
}

/// The method's URL of a bare `did:key` or `did:jwk`.
fn with_fragment(bare: &str) -> String {
    match bare.parse() {
        Ok(did) if bare.starts_with("did:jwk:") => did_jwk::method_id(&did),
        Ok(did) => did_key::method_id(&did),
        Err(_) => bare.to_owned(),
    }
}

/// A document's `id` and members, and ways to look into it.
struct Document<'a> {
    id: &'a str,
    members: &'a Map<String, Value>,
}

struct Listing {
    is_relative: bool,
}

impl<'a> Document<'a> {
    /// Step 5: what of CID 1.0 §2.1 matters here.
    fn read(document: &'a Value) -> Result<Self, MethodError> {
        let invalid = |expected| MethodError::InvalidDocument { expected };
        let members = document.as_object().ok_or_else(|| invalid("a JSON object"))?;
        let id = members.get("id").and_then(Value::as_str).ok_or_else(|| invalid("`id`, a string"))?;
        let document = Self { id, members };
        if document.methods().take(MAX_METHODS + 1).count() > MAX_METHODS {
            return Err(invalid("at most 1,000 verification methods"));
        }
        Ok(document)
    }

    /// All entries of a member: an array, or one value in its place.
    fn entries(&self, member: &str) -> &'a [Value] {
        match self.members.get(member) {
            None => &[],
            Some(Value::Array(entries)) => entries,
            Some(one) => std::slice::from_ref(one),
        }
    }

    /// All methods that stand in the document by value: apart, or embedded in a relationship.
    fn methods(&self) -> impl Iterator<Item = &'a Map<String, Value>> {
        std::iter::once("verificationMethod")
            .chain(RELATIONSHIPS)
            .flat_map(|member| self.entries(member))
            .filter_map(Value::as_object)
    }

    /// Step 7, and §3.4 "Fragment Resolution". Two different methods under one name are refused: the standard leaves
    /// open which one it is.
    fn dereference(&self, method_url: &str) -> Result<&'a Map<String, Value>, MethodError> {
        let method = method_url.to_owned();
        let mut found = self.methods().filter(|candidate| {
            id_of(candidate).is_some_and(|id| absolute(self.id, id).is_some_and(|id| id == method_url))
        });
        let first = found.next().ok_or_else(|| MethodError::NotFound { method: method.clone() })?;
        if found.any(|other| other != first) {
            return Err(MethodError::InvalidMethod { method, expected: "one method of that id, not two" });
        }
        Ok(first)
    }

    /// Step 11: by reference (URL) or by value (object).
    fn listing(&self, method_url: &str, purpose: Purpose) -> Option<Listing> {
        self.entries(purpose.as_str()).iter().find_map(|entry| {
            let id = entry.as_str().or_else(|| id_of(entry.as_object()?))?;
            let is_relative = id.starts_with('#');
            (absolute(self.id, id)? == method_url).then_some(Listing { is_relative })
        })
    }
}

fn id_of(method: &Map<String, Value>) -> Option<&str> {
    method.get("id").and_then(Value::as_str)
}

/// The absolute URL of an id (steps 9 and 11): as it is, or behind the document's id if it is only a fragment.
fn absolute(document_id: &str, id: &str) -> Option<String> {
    if id.len() > MAX_URL {
        return None;
    }
    Some(if id.starts_with('#') { format!("{document_id}{id}") } else { id.to_owned() })
}

/// What strangers wrote, short enough for a sentence.
fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}

#[cfg(test)]
#[path = "retrieval_tests.rs"]
mod tests;
