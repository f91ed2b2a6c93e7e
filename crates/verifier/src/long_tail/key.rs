//! The key of a proof of the long tail: found, listed and dated as any other, only of another kind.

use std::sync::Arc;

use badgewright_signing::did::{DidUrl, Secp256k1Key, secp256k1};
use badgewright_signing::{KeyKind, multikey};

use crate::finding::Finding;
use crate::issuer::{self, KeyIsIssuers};
use crate::named_key::Lookup;

/// A key that the library is given.
#[derive(Clone, Debug)]
pub(super) enum Key {
    /// Of P-256, as `publicKeyMultibase`.
    P256(String),
    /// Of secp256k1, with which our own code does not verify.
    Secp256k1(Secp256k1Key),
}

/// The key, as far as it could be had, and whether it is the issuer's.
pub(super) struct Had {
    pub(super) key: Option<Key>,
    pub(super) belongs: Result<KeyIsIssuers, Finding>,
    pub(super) lapsed: Option<Finding>,
    pub(super) remarks: Vec<Finding>,
}

/// The key at the URL of a verification method.
pub(super) async fn at(url: &str, lookup: &mut Lookup<'_, '_>) -> Had {
    if let Some(had) = of_secp256k1(url, lookup).await {
        return had;
    }
    let named = lookup.by_url(url).await;
    let p256 = named.key.filter(|key| key.kind() == KeyKind::P256);
    Had {
        key: p256.map(|key| Key::P256(multikey::encode_public(&key))),
        belongs: named.belongs,
        lapsed: named.lapsed,
        remarks: named.remarks,
    }
}

/// The same for a key of secp256k1; `None` for any other.
pub(super) async fn of_secp256k1(url: &str, lookup: &mut Lookup<'_, '_>) -> Option<Had> {
    let parsed: DidUrl = url.parse().ok()?;
    if !parsed.path().is_empty() || parsed.query().is_some() {
        return None;
    }
    let document = match secp256k1::document(parsed.did()) {
        Some(document) => Arc::new(document),
        None => lookup.document_of(parsed.did().as_str()).await.ok()?,
    };
    let method = secp256k1::method(&document, url, lookup.purpose).ok()?;
    Some(Had {
        key: Some(Key::Secp256k1(method.key().clone())),
        belongs: issuer::of_method(&method, lookup.issuer, lookup.now),
        lapsed: issuer::lapsed(&method, lookup.now),
        remarks: issuer::remarks(&method),
    })
}
