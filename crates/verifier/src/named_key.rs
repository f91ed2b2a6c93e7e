//! From what a proof says about its key to the key, and to whether it is the issuer's.

use std::sync::Arc;

use badgewright_credential::{Did, Timestamp};
use badgewright_signing::did::{self, DidUrl, Purpose, VerificationMethod, did_jwk, did_key, did_web};
use badgewright_signing::{PublicKey, jwk};
use serde_json::Value;

use crate::code::Code;
use crate::credential::{id_of, values};
use crate::finding::Finding;
use crate::issuer::{self, KeyIsIssuers};
use crate::retrieval::{NotHad, Retrieval};

/// The key of a proof, as far as it could be had, and whether it is the issuer's.
#[derive(Debug)]
pub(crate) struct NamedKey {
    pub(crate) key: Option<PublicKey>,
    pub(crate) belongs: Result<KeyIsIssuers, Finding>,
    /// Why the key counts no more, whoever's it is: it was revoked, or has expired.
    pub(crate) lapsed: Option<Finding>,
    pub(crate) remarks: Vec<Finding>,
}

impl NamedKey {
    pub(crate) fn not_had(reason: Finding) -> Self {
        Self { key: None, belongs: Err(reason), lapsed: None, remarks: Vec::new() }
    }

    fn of_method(method: &VerificationMethod, issuer: &str, now: Timestamp) -> Self {
        Self {
            key: Some(method.key().clone()),
            belongs: issuer::of_method(method, issuer, now),
            lapsed: issuer::lapsed(method, now),
            remarks: issuer::remarks(method),
        }
    }
}

/// What the keys of one credential are looked up with.
pub(crate) struct Lookup<'a, 'r> {
    pub(crate) retrieval: &'a mut Retrieval<'r>,
    /// Whose the keys should be: the issuer's, or of a presentation the holder's.
    pub(crate) issuer: &'a str,
    /// What for the keys should be listed.
    pub(crate) purpose: Purpose,
    pub(crate) now: Timestamp,
}

/// Most keys of an issuer that are tried for a signature that does not say which one made it.
const MOST_TRIED: usize = 16;

impl Lookup<'_, '_> {
    /// The key at the URL of a verification method (CID §3.3).
    pub(crate) async fn by_url(&mut self, url: &str) -> NamedKey {
        let found = match url.strip_prefix("did:") {
            Some(_) => self.by_did_url(url).await,
            None if url.starts_with("https://") => self.by_https_url(url).await,
            None => Err(Finding::fail(Code::ISSUER_METHOD_URL_INVALID).because(url)),
        };
        found.unwrap_or_else(NamedKey::not_had)
    }

    async fn by_did_url(&mut self, url: &str) -> Result<NamedKey, Finding> {
        let did = url.split('#').next().unwrap_or_default();
        let parsed = url.parse::<DidUrl>().ok();
        if let Some(other) = parsed.filter(|url| !url.path().is_empty() || url.query().is_some())
            && other.did().as_str() == self.issuer
        {
            // Another document of the issuer's, perhaps an earlier version: which one, is not looked up here.
            return Err(Finding::unknown(Code::ISSUER_METHOD_UNSUPPORTED).because(url));
        }
        let document = self.document_of(did).await;
        let found = document.as_ref().map_err(Finding::clone).and_then(|document| {
            did::verification_method(document, url, self.purpose)
                .map_err(|error| issuer::from_method_error(&error))
        });
        let reason = match found {
            Ok(method) => return Ok(NamedKey::of_method(&method, self.issuer, self.now)),
            // A method's controller is the DID before its fragment: of another DID's no network would change it.
            Err(_) if did != self.issuer => Finding::fail(Code::ISSUER_KEY_OF_ANOTHER).because(did),
            Err(reason) => reason,
        };
        let key = document.ok().and_then(|document| key_that_is_the_did(did, &document, self.purpose));
        Ok(NamedKey { key, ..NamedKey::not_had(reason) })
    }

    /// A document of keys, or one key, at an https URL (OB 3.0 §8.5; CID §2.1). The fragment is a name in it and never
    /// a key, whatever it looks like.
    async fn by_https_url(&mut self, url: &str) -> Result<NamedKey, Finding> {
        let document = self.fetch(url).await?;
        if is_controlled_identifier_document(&document) {
            let method = did::verification_method(&document, url, self.purpose)
                .map_err(|error| issuer::from_method_error(&error))?;
            return Ok(NamedKey::of_method(&method, self.issuer, self.now));
        }
        let found = did::https_key(&document, url).map_err(|error| issuer::from_method_error(&error))?;
        // Not where it was asked for: below an issuer's address there may be a redirect to anybody's page.
        let served_from = self.retrieval.led_to(url);
        let served_from =
            served_from.ok_or_else(|| Finding::fail(Code::ISSUER_METHOD_URL_INVALID).because(url))?;
        let alone = issuer::of_https_key(&found, &served_from, self.issuer, self.now);
        let lapsed = issuer::lapsed_alone(&found, self.now);
        let alone = NamedKey { key: Some(found.key.clone()), belongs: alone, lapsed, remarks: Vec::new() };
        if alone.belongs.is_ok() || alone.lapsed.is_some() {
            return Ok(alone);
        }
        let listed = self.by_key(found.key).await;
        // An https issuer need not have a document that lists keys.
        Ok(if listed.belongs.is_ok() || self.issuer.starts_with("did:") { listed } else { alone })
    }

    /// A key that was brought along, such as the `jwk` of a JWS's own header: it is the issuer's only if the issuer's
    /// document has it.
    pub(crate) async fn by_jwk(&mut self, written: &Value) -> NamedKey {
        match jwk::decode_public(written) {
            Ok(key) => self.by_key(key).await,
            Err(jwk::JwkError::Unsupported { name }) => {
                NamedKey::not_had(Finding::unknown(Code::ISSUER_METHOD_UNSUPPORTED).because(name))
            }
            Err(error) => NamedKey::not_had(Finding::fail(Code::ISSUER_KEY_INVALID).because(error)),
        }
    }

    async fn by_key(&mut self, key: PublicKey) -> NamedKey {
        let method = self.document_of(self.issuer).await.and_then(|document| {
            did::method_with_key(&document, self.issuer, &key, self.purpose)
                .map_err(|error| issuer::from_method_error(&error))
        });
        match method {
            Ok(method) => NamedKey::of_method(&method, self.issuer, self.now),
            Err(reason) => NamedKey { key: Some(key), ..NamedKey::not_had(reason) },
        }
    }

    /// Whichever of the issuer's keys `fits`, for a signature that does not say which one made it.
    pub(crate) async fn by_trial(&mut self, fits: impl Fn(&PublicKey) -> bool) -> NamedKey {
        let document = match self.document_of(self.issuer).await {
            Ok(document) => document,
            Err(reason) => return NamedKey::not_had(reason),
        };
        let listed = values(document.get(self.purpose.as_str())).iter().filter_map(id_of);
        let methods = listed.take(MOST_TRIED).filter_map(|id| {
            let url = if id.starts_with('#') { format!("{}{id}", self.issuer) } else { id.to_owned() };
            did::verification_method(&document, &url, self.purpose).ok()
        });
        match methods.into_iter().find(|method| fits(method.key())) {
            Some(method) => NamedKey::of_method(&method, self.issuer, self.now),
            None => NamedKey::not_had(Finding::fail(Code::ISSUER_KEY_NOT_LISTED)),
        }
    }

    /// The document of a DID, or of an issuer that is an https URL.
    pub(crate) async fn document_of(&mut self, id: &str) -> Result<Arc<Value>, Finding> {
        if id.starts_with("https://") {
            let document = self.fetch(id).await?;
            // A profile without keys at the issuer's address says nothing about any key.
            let has_keys = is_controlled_identifier_document(&document);
            return has_keys.then_some(document).ok_or_else(|| {
                Finding::unknown(Code::ISSUER_UNSUPPORTED).because("there are no keys at its address")
            });
        }
        let did: Did = id.parse().map_err(|_| Finding::fail(Code::ISSUER_METHOD_URL_INVALID).because(id))?;
        match did.method() {
            "key" => did_key::document(&did).map(Arc::new).map_err(|error| from_did_key_error(&error)),
            "jwk" => did_jwk::document(&did).map(Arc::new).map_err(|error| from_did_jwk_error(&error)),
            "web" => {
                let url = did_web::document_url(&did)
                    .map_err(|error| Finding::fail(Code::ISSUER_METHOD_URL_INVALID).because(error))?;
                self.fetch(url.as_str()).await
            }
            other => Err(Finding::unknown(Code::ISSUER_UNSUPPORTED).because(format!("did:{other}"))),
        }
    }

    async fn fetch(&mut self, url: &str) -> Result<Arc<Value>, Finding> {
        match self.retrieval.document(url).await {
            Ok(Some(document)) => Ok(document),
            // A page for people at the same address proves as little as no answer.
            Ok(None) => {
                Err(Finding::unknown(Code::ISSUER_UNREACHABLE).because("what stands there is no JSON"))
            }
            Err(NotHad::NotAUrl(text)) => Err(Finding::fail(Code::ISSUER_METHOD_URL_INVALID).because(text)),
            Err(reason) => Err(Finding::unknown(Code::ISSUER_UNREACHABLE).because(reason)),
        }
    }
}

/// The key of a DID that is nothing but a key, whatever fragment was written after it: which signature is meant is plain,
/// though the method that is named is not there.
fn key_that_is_the_did(did: &str, document: &Value, purpose: Purpose) -> Option<PublicKey> {
    if !issuer::is_self_named(did) {
        return None;
    }
    let id = values(document.get("verificationMethod")).first().and_then(id_of)?;
    did::verification_method(document, id, purpose).ok().map(|method| method.key().clone())
}

fn from_did_key_error(error: &did_key::DidKeyError) -> Finding {
    use badgewright_signing::multikey::MultikeyError;
    match error {
        did_key::DidKeyError::Key(MultikeyError::Unsupported { name }) => {
            Finding::unknown(Code::ISSUER_METHOD_UNSUPPORTED).because(name)
        }
        _ => Finding::fail(Code::ISSUER_KEY_INVALID).because(error),
    }
}

fn from_did_jwk_error(error: &did_jwk::DidJwkError) -> Finding {
    match error {
        did_jwk::DidJwkError::Key(jwk::JwkError::Unsupported { name }) => {
            Finding::unknown(Code::ISSUER_METHOD_UNSUPPORTED).because(name)
        }
        did_jwk::DidJwkError::Key(jwk::JwkError::Private { .. }) => {
            Finding::fail(Code::ISSUER_SECRET_SHOWN).because(error)
        }
        _ => Finding::fail(Code::ISSUER_KEY_INVALID).because(error),
    }
}

fn is_controlled_identifier_document(document: &Value) -> bool {
    ["verificationMethod", "assertionMethod"].iter().any(|member| document.get(member).is_some())
}
