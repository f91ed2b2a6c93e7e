//! Who issues here: the DID, the profile and the keys.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use badgewright_credential::{Clock, Did, Entropy, Iri, Profile, Timestamp};
use badgewright_issuer::{Issuer, SigningKey, SigningKeys};
use badgewright_signing::did::{did_key, did_web, issuer_document};
use badgewright_signing::key_file::{KeyFolder, Passphrase, StoredKey, Takeover};
use badgewright_signing::{KeyKind, KeyPair, Signer as _, jwk};
use badgewright_store::{IssuerBinding, IssuerBound, IssuerSlug, Store};
use serde_json::{Value, json};
use time::Duration;

use super::StartError;
use super::admin_key::system;
use crate::configuration::{DidMethod, PublicUrl, Settings};

/// The issuer and what the world reads of it.
pub(super) struct Identity {
    pub(super) issuer: Issuer,
    pub(super) did_document: Value,
    pub(super) jwks: Value,
    /// When keys take over from others.
    pub(super) takeovers: Vec<Timestamp>,
}

/// How long the issuer's document lists a new key before that signs: twelve times as long as a copy of the document may be
/// kept, so that no verifier meets a signature by a key that it cannot know.
const OVERLAP: Duration = Duration::HOUR;

impl Identity {
    /// The issuer of the configuration, with its keys; at the first start they are made.
    pub(super) fn of(
        settings: &Settings,
        public_url: &PublicUrl,
        data_dir: &Path,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<Self, StartError> {
        let keys = keys(settings, public_url, &folder(data_dir), clock, entropy)?;
        let did = keys.controller().clone();
        let mut profile = Profile::new(Iri::from(&did), settings.issuer.name.clone());
        profile.url = settings.issuer.url.as_ref().map(|url| url.as_str().parse()).transpose()?;
        let now = clock.now();
        let proof_key = signing_keys(&keys, KeyKind::Ed25519, now).ok_or(StartError::NoProofKey)?;
        let jws_kind = settings.issuer.jws_alg.key_kind();
        let did_document = match settings.issuer.did_method {
            DidMethod::Web => issuer_document(&did, &keys.listed()),
            DidMethod::Key => did_key::document(&did)?,
        };
        let jwks: Vec<Value> = keys
            .listed()
            .iter()
            // A JWK cannot say that it is revoked.
            .filter(|listed| listed.revoked.is_none())
            .map(|listed| jwk::encode_public(&listed.key))
            .collect();
        let issuer = Issuer {
            slug: IssuerSlug::of_the_host(),
            did,
            profile,
            base_url: public_url.base().parse().map_err(StartError::from)?,
            suspension: settings.issuer.suspension,
            status_method: settings.issuer.status_method.into(),
            proof_key,
            jws_key: signing_keys(&keys, jws_kind, now),
            revoked: keys.keys().iter().filter(|key| key.revoked().is_some()).map(StoredKey::id).collect(),
        };
        let takeovers = [KeyKind::Ed25519, jws_kind].into_iter().flat_map(|kind| keys.to_come(kind, now));
        let takeovers = takeovers.map(|(moment, _)| moment).collect();
        Ok(Self { issuer, did_document, jwks: json!({ "keys": jwks }), takeovers })
    }

    /// Ties the issuer to its DID. Once a badge was issued, another DID stops the start: badges would be signed under a
    /// name that is not that of the earlier ones.
    pub(super) async fn bind(&self, store: &dyn Store, at: Timestamp) -> Result<(), StartError> {
        let (slug, wanted) = (self.issuer.slug.clone(), self.issuer.did.clone());
        let binding = IssuerBinding { slug, did: wanted.clone(), actor: system(), at };
        match store.bind_issuer(binding).await? {
            IssuerBound::Bound | IssuerBound::Already(_) => Ok(()),
            IssuerBound::Kept(record) => Err(StartError::OtherIssuer { kept: record.did, wanted }),
        }
    }
}

/// The keys of a kind that sign, under the names by which verifiers find them.
fn signing_keys(keys: &KeyFolder, kind: KeyKind, now: Timestamp) -> Option<SigningKeys> {
    let signing = |key: &StoredKey| {
        let signer = key.key_pair().map(Arc::clone)?;
        Some(SigningKey { method: key.id(), signer })
    };
    let first = keys.active(kind, now).and_then(signing)?;
    let to_come = keys.to_come(kind, now).into_iter();
    Some(SigningKeys::new(first, to_come.filter_map(|(moment, key)| Some((moment, signing(key)?))).collect()))
}

/// Retires the keys in whose place others sign by now: their private halves are destroyed.
pub(super) fn retire_replaced(
    settings: &Settings,
    data_dir: &Path,
    did: &Did,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<usize, StartError> {
    // Read anew: commands may have changed it meanwhile.
    let mut keys = KeyFolder::open(&folder(data_dir), did, passphrase(settings)?)?;
    Ok(keys.retire_replaced(now, entropy)?)
}

/// Where the keys are.
fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("keys")
}

/// The issuer's key folder with an active key for each form of badges.
fn keys(
    settings: &Settings,
    public_url: &PublicUrl,
    folder: &Path,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<KeyFolder, StartError> {
    let passphrase = passphrase(settings)?;
    let (did, first, kinds): (_, _, &[KeyKind]) = match settings.issuer.did_method {
        DidMethod::Web => (
            did_web::from_public_url(public_url.url())?,
            None,
            &[KeyKind::Ed25519, settings.issuer.jws_alg.key_kind()],
        ),
        DidMethod::Key => {
            let (did, first) = did_key(folder, passphrase.as_ref(), entropy)?;
            (did, first, &[KeyKind::Ed25519])
        }
    };
    let mut keys = KeyFolder::open(folder, &did, passphrase)?;
    keys.seal(entropy)?;
    if let Some(first) = first {
        keys.import(first, Takeover::AtOnce, clock, entropy)?;
    }
    for kind in kinds {
        if keys.active(*kind, clock.now()).is_none() {
            keys.generate(*kind, clock, entropy)?;
        }
    }
    keys.publish(clock.now(), OVERLAP, entropy)?;
    keys.retire_replaced(clock.now(), entropy)?;
    Ok(keys)
}

/// The did:key of the folder's key; at the first start, of a new one.
fn did_key(
    folder: &Path,
    passphrase: Option<&Passphrase>,
    entropy: &dyn Entropy,
) -> Result<(Did, Option<KeyPair>), StartError> {
    match KeyFolder::controller_in(folder, passphrase)? {
        Some(did) if did.method() == "key" => return Ok((did, None)),
        Some(kept) => return Err(StartError::OtherMethod { kept }),
        None => {}
    }
    let pair = KeyPair::generate(KeyKind::Ed25519, entropy);
    Ok((did_key::from_key(&pair.public_key()), Some(pair)))
}

/// The first line of the passphrase file.
fn passphrase(settings: &Settings) -> Result<Option<Passphrase>, StartError> {
    crate::passphrase::read(settings.key_passphrase_file.as_deref())
        .map_err(|(path, source)| StartError::Passphrase { path, source })
}
