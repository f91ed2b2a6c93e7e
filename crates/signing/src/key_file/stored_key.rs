//! One key file: reading, checking and writing it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use badgewright_credential::{Did, Entropy, Timestamp};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::disk;
use super::error::KeyFileError;
use super::passphrase::Passphrase;
use super::sealed::{CannotOpen, Cost, SealedSecret};
use crate::did::{ListedKey, method_id};
use crate::key::{KeyKind, KeyPair, PublicKey, Signer};
use crate::{jwk, multikey};

/// A key of the issuer's, as its file says. A retired or revoked one has no private half any more.
#[derive(Clone, Debug)]
pub struct StoredKey {
    path: PathBuf,
    controller: Did,
    public: PublicKey,
    pair: Option<Arc<KeyPair>>,
    is_sealed: bool,
    created: Timestamp,
    start: Start,
    retired: Option<Timestamp>,
    revoked: Option<Timestamp>,
}

/// From when a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Since it is there.
    AtOnce,
    /// Some time after the issuer's document first lists it, which is yet to come.
    Announced,
    /// From then on: the document lists it.
    From(Timestamp),
}

/// The file's JSON: a `Multikey` (CID 1.0 §2.2.2) with a secret half in clear or sealed, and its dates.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    controller: Did,
    public_key_multibase: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret_key_multibase: Option<Zeroizing<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed_secret_key: Option<SealedSecret>,
    created: Timestamp,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    announced: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signs_from: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retired: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revoked: Option<Timestamp>,
}

impl Content {
    /// What a sealed secret belongs to, so that it cannot be put into another key's file.
    fn about(&self) -> String {
        format!("badgewright key 1\n{}\n{}", self.id, self.public_key_multibase)
    }
}

impl StoredKey {
    /// The id of the key's verification method: `did:web:badges.example#z6Mk…`.
    #[must_use]
    pub fn id(&self) -> String {
        method_id(&self.controller, &self.public)
    }

    /// Whose key it is.
    #[must_use]
    pub fn controller(&self) -> &Did {
        &self.controller
    }

    /// Where it is kept.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The public half.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Both halves, while the key is in use.
    #[must_use]
    pub fn key_pair(&self) -> Option<&Arc<KeyPair>> {
        self.pair.as_ref()
    }

    /// Whether the file is encrypted. Without a private half there is nothing to encrypt.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.is_sealed
    }

    /// When the key was made or imported.
    #[must_use]
    pub fn created(&self) -> Timestamp {
        self.created
    }

    /// From when it signs.
    #[must_use]
    pub fn start(&self) -> Start {
        self.start
    }

    /// Whether its time to sign has come.
    #[must_use]
    pub fn has_begun(&self, now: Timestamp) -> bool {
        match self.start {
            Start::AtOnce => true,
            Start::Announced => false,
            Start::From(moment) => moment <= now,
        }
    }

    /// When another key took its place. What it signed stays good.
    #[must_use]
    pub fn retired(&self) -> Option<Timestamp> {
        self.retired
    }

    /// When it was found to be in a stranger's hands. Nothing it signed counts any more.
    #[must_use]
    pub fn revoked(&self) -> Option<Timestamp> {
        self.revoked
    }

    /// Whether the key signs or will: it has its private half.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.retired.is_none() && self.revoked.is_none()
    }

    /// The key as the issuer's document lists it.
    #[must_use]
    pub fn listed(&self) -> ListedKey {
        ListedKey { key: self.public.clone(), revoked: self.revoked }
    }

    /// A new key, not yet on disk. Its file is named for its public half.
    pub(super) fn new(
        folder: &Path,
        controller: &Did,
        pair: KeyPair,
        created: Timestamp,
        start: Start,
    ) -> Self {
        let public = pair.public_key();
        Self {
            path: folder.join(file_name(&public)).with_extension("json"),
            controller: controller.clone(),
            public,
            pair: Some(Arc::new(pair)),
            is_sealed: false,
            created,
            start,
            retired: None,
            revoked: None,
        }
    }

    /// The same key, which signs from a moment on.
    pub(super) fn starting(&self, moment: Timestamp) -> Self {
        Self { start: Start::From(moment), ..self.clone() }
    }

    /// The same key without its private half, retired or revoked.
    pub(super) fn ended(&self, retired: Option<Timestamp>, revoked: Option<Timestamp>) -> Self {
        Self {
            pair: None,
            is_sealed: false,
            retired: self.retired.or(retired),
            revoked: self.revoked.or(revoked),
            ..self.clone()
        }
    }

    /// Writes the file, sealed if there is a passphrase, and says what was written.
    pub(super) fn write(
        mut self,
        passphrase: Option<&Passphrase>,
        entropy: &dyn Entropy,
    ) -> Result<Self, KeyFileError> {
        let mut content = Content {
            id: self.id(),
            kind: "Multikey".to_owned(),
            controller: self.controller.clone(),
            public_key_multibase: multikey::encode_public(&self.public),
            secret_key_multibase: None,
            sealed_secret_key: None,
            created: self.created,
            announced: self.start == Start::Announced,
            signs_from: match self.start {
                Start::From(moment) => Some(moment),
                Start::AtOnce | Start::Announced => None,
            },
            retired: self.retired,
            revoked: self.revoked,
        };
        let secret = self.pair.as_deref().map(multikey::encode_secret);
        if let (Some(secret), Some(passphrase)) = (&secret, passphrase) {
            content.sealed_secret_key =
                SealedSecret::seal(secret, &content.about(), passphrase, Cost::RECOMMENDED, entropy);
            // Never in clear because sealing failed.
            if content.sealed_secret_key.is_none() {
                let source = std::io::Error::other("it could not be encrypted");
                return Err(KeyFileError::Io { path: self.path, action: "write", source });
            }
        } else {
            content.secret_key_multibase = secret;
        }
        self.is_sealed = content.sealed_secret_key.is_some();
        disk::write(&self.path, &self.serialize(&content)?)?;
        Ok(self)
    }

    fn serialize(&self, content: &Content) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
        // Large enough from the start: a buffer that grows leaves copies of the secret behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(16 * 1024));
        serde_json::to_writer_pretty(&mut *bytes, content).map_err(|error| KeyFileError::Io {
            path: self.path.clone(),
            action: "write",
            source: error.into(),
        })?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Reads a file and makes sure that its parts agree.
    pub(super) fn read(path: &Path, passphrase: Option<&Passphrase>) -> Result<Self, KeyFileError> {
        let content: Content = serde_json::from_slice(&disk::read(path)?)
            .map_err(|error| malformed(path, format!("a JSON Multikey with its dates ({error})")))?;
        let public = multikey::decode_public(&content.public_key_multibase)
            .map_err(|error| malformed(path, format!("`publicKeyMultibase` to be a key ({error})")))?;
        let contradiction = |how| KeyFileError::Contradiction { path: path.to_owned(), how };
        if content.kind != "Multikey" {
            return Err(malformed(path, "`type` to be `Multikey`".to_owned()));
        }
        if content.id != method_id(&content.controller, &public) {
            return Err(contradiction("`id` is not made of `controller` and the public half"));
        }
        let pair = read_pair(path, &content, passphrase)?;
        let is_active = content.retired.is_none() && content.revoked.is_none();
        match &pair {
            Some(_) if !is_active => {
                return Err(contradiction("it is retired or revoked but has a private half"));
            }
            None if is_active => return Err(contradiction("it is in use but has no private half")),
            Some(pair) if pair.public_key() != public => {
                return Err(contradiction("the public half is not the private half's"));
            }
            _ => {}
        }
        Ok(Self {
            path: path.to_owned(),
            controller: content.controller,
            public,
            pair: pair.map(Arc::new),
            is_sealed: content.sealed_secret_key.is_some(),
            created: content.created,
            start: match content.signs_from {
                Some(moment) => Start::From(moment),
                None if content.announced => Start::Announced,
                None => Start::AtOnce,
            },
            retired: content.retired,
            revoked: content.revoked,
        })
    }
}

/// The Multikey of a key, or the thumbprint of one of RSA: that has more characters than a file's name may.
fn file_name(key: &PublicKey) -> String {
    match key.kind() {
        KeyKind::Rsa => jwk::thumbprint(key),
        _ => multikey::encode_public(key),
    }
}

fn malformed(path: &Path, expected: String) -> KeyFileError {
    KeyFileError::Malformed { path: path.to_owned(), expected }
}

fn read_pair(
    path: &Path,
    content: &Content,
    passphrase: Option<&Passphrase>,
) -> Result<Option<KeyPair>, KeyFileError> {
    let path_buf = || path.to_owned();
    let secret = match (&content.secret_key_multibase, &content.sealed_secret_key) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => {
            let how = "it has a private half in clear and one that is encrypted";
            return Err(KeyFileError::Contradiction { path: path_buf(), how });
        }
        (Some(secret), None) => secret.clone(),
        (None, Some(sealed)) => {
            let passphrase = passphrase.ok_or_else(|| KeyFileError::NeedsPassphrase { path: path_buf() })?;
            sealed.open(&content.about(), passphrase).map_err(|why| match why {
                CannotOpen::Malformed(expected) => malformed(path, expected.to_owned()),
                CannotOpen::Refused => KeyFileError::CannotOpen { path: path_buf() },
            })?
        }
    };
    multikey::decode_secret(&secret)
        .map(Some)
        .map_err(|error| malformed(path, format!("the private half to be a key ({error})")))
}
