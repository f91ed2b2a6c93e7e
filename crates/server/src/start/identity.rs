//! Who issues here: the DID, the profile and the keys.

use std::path::Path;

use badgewright_credential::{Clock, Did, Entropy, Iri, Profile, Timestamp};
use badgewright_issuer::{Issuer, SigningKey};
use badgewright_signing::did::{did_key, did_web, issuer_document, method_id};
use badgewright_signing::key_file::{KeyFolder, Passphrase};
use badgewright_signing::{KeyKind, KeyPair, Signer as _, jwk};
use badgewright_store::{IssuerBinding, IssuerBound, IssuerSlug, Store};
use serde_json::{Value, json};

use super::StartError;
use super::admin_key::system;
use crate::configuration::{DidMethod, JwsAlgorithm, PublicUrl, Settings};

/// The issuer and what the world reads of it.
pub(super) struct Identity {
    pub(super) issuer: Issuer,
    pub(super) did_document: Value,
    pub(super) jwks: Value,
}

impl Identity {
    /// The issuer of the configuration, with its keys; at the first start they are made.
    pub(super) fn of(
        settings: &Settings,
        public_url: &PublicUrl,
        data_dir: &Path,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<Self, StartError> {
        let keys = keys(settings, public_url, &data_dir.join("keys"), clock, entropy)?;
        let did = keys.controller().clone();
        let mut profile = Profile::new(Iri::from(&did), settings.issuer.name.clone());
        profile.url = settings.issuer.url.clone().map(Iri::from);
        let proof_key = signing_key(&keys, KeyKind::Ed25519).ok_or(StartError::NoProofKey)?;
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
            base_url: public_url.base().to_owned(),
            suspension: settings.issuer.suspension,
            status_method: settings.issuer.status_method.into(),
            proof_key,
            jws_key: signing_key(&keys, jws_key_kind(settings.issuer.jws_alg)),
        };
        Ok(Self { issuer, did_document, jwks: json!({ "keys": jwks }) })
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

/// The key of a kind that signs, under the name by which verifiers find it.
fn signing_key(keys: &KeyFolder, kind: KeyKind) -> Option<SigningKey> {
    let signer = keys.signer(kind)?;
    Some(SigningKey { method: method_id(keys.controller(), &signer.public_key()), signer })
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
            &[KeyKind::Ed25519, jws_key_kind(settings.issuer.jws_alg)],
        ),
        DidMethod::Key => {
            let (did, first) = did_key(folder, passphrase.as_ref(), entropy)?;
            (did, first, &[KeyKind::Ed25519])
        }
    };
    let mut keys = KeyFolder::open(folder, &did, passphrase)?;
    keys.seal(entropy)?;
    if let Some(first) = first {
        keys.import(first, clock, entropy)?;
    }
    for kind in kinds {
        if keys.active(*kind).is_none() {
            keys.generate(*kind, clock, entropy)?;
        }
    }
    Ok(keys)
}

/// The kind of key that the JWS form is signed with.
fn jws_key_kind(algorithm: JwsAlgorithm) -> KeyKind {
    match algorithm {
        JwsAlgorithm::Es256 => KeyKind::P256,
    }
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
