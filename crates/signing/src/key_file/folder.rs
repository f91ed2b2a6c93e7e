//! An issuer's keys: one of each kind in use, perhaps the next one, and all that were in use before.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use badgewright_credential::{Clock, Did, Entropy, Timestamp};
use time::Duration;

use super::disk;
use super::error::KeyFileError;
use super::passphrase::Passphrase;
use super::stored_key::{Start, StoredKey};
use crate::did::{ListedKey, did_key};
use crate::key::{KeyKind, KeyPair, Signer};

/// When a new key takes the place of the one in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takeover {
    /// Once the issuer's document has listed it for so long that nobody has an older copy ([`KeyFolder::publish`]).
    OnceKnown,
    /// At once: whoever has an older copy of the document does not know it yet.
    AtOnce,
}

/// A folder with an issuer's key files, such as `<data_dir>/keys`, read whole.
///
/// Changes are on disk before they are here. A file that another process changes is seen when the folder is opened
/// again.
#[derive(Debug)]
pub struct KeyFolder {
    path: PathBuf,
    controller: Did,
    passphrase: Option<Passphrase>,
    keys: Vec<StoredKey>,
}

impl KeyFolder {
    /// Reads all keys of an issuer; makes the folder, for its owner alone, if it is not there. With a passphrase,
    /// keys are written encrypted from now on ([`KeyFolder::seal`] encrypts those that are not).
    ///
    /// # Errors
    /// Any file that cannot be read, is too open, is encrypted otherwise, or is another issuer's.
    pub fn open(path: &Path, controller: &Did, passphrase: Option<Passphrase>) -> Result<Self, KeyFileError> {
        let mut keys = Vec::new();
        for file in disk::key_files(path)? {
            let key = StoredKey::read(&file, passphrase.as_ref())?;
            if key.controller() != controller {
                let (found, expected) = (key.controller().clone(), controller.clone());
                return Err(KeyFileError::OtherController { path: file, found, expected });
            }
            keys.push(key);
        }
        let mut folder = Self { path: path.to_owned(), controller: controller.clone(), passphrase, keys };
        folder.sort();
        Ok(folder)
    }

    /// Whose keys a folder holds, for an issuer that is known by its key alone (`did:key`); `None` if there are none.
    ///
    /// # Errors
    /// Where the first file cannot be read.
    pub fn controller_in(path: &Path, passphrase: Option<&Passphrase>) -> Result<Option<Did>, KeyFileError> {
        let files = disk::key_files(path)?;
        let first = files.first().map(|file| StoredKey::read(file, passphrase)).transpose()?;
        Ok(first.map(|key| key.controller().clone()))
    }

    /// All keys, the newest first.
    #[must_use]
    pub fn keys(&self) -> &[StoredKey] {
        &self.keys
    }

    /// Whose keys they are.
    #[must_use]
    pub fn controller(&self) -> &Did {
        &self.controller
    }

    /// The key of a kind that signs now: the newest whose time has come, else the newest of those to come, so that there is one
    /// also where the key before was revoked.
    #[must_use]
    pub fn active(&self, kind: KeyKind, now: Timestamp) -> Option<&StoredKey> {
        self.with_secret(kind).find(|key| key.has_begun(now)).or_else(|| self.with_secret(kind).next())
    }

    /// What signs with the active key of a kind.
    #[must_use]
    pub fn signer(&self, kind: KeyKind, now: Timestamp) -> Option<Arc<KeyPair>> {
        self.active(kind, now).and_then(StoredKey::key_pair).map(Arc::clone)
    }

    /// The keys of a kind that take over after `now`, each with its moment, the first to come first.
    #[must_use]
    pub fn to_come(&self, kind: KeyKind, now: Timestamp) -> Vec<(Timestamp, &StoredKey)> {
        let mut to_come: Vec<_> = self
            .with_secret(kind)
            .filter_map(|key| match key.start() {
                Start::From(moment) if moment > now => Some((moment, key)),
                _ => None,
            })
            .collect();
        // Of two that take over at once, the newer one signs.
        to_come.sort_by_key(|(moment, key)| (*moment, key.created()));
        to_come
    }

    /// The keys of a kind that have their private half, the newest first.
    fn with_secret(&self, kind: KeyKind) -> impl Iterator<Item = &StoredKey> {
        self.keys.iter().filter(move |key| key.is_active() && key.public_key().kind() == kind)
    }

    /// The keys as the issuer's document lists them, the newest first: retired ones too, or old badges die.
    #[must_use]
    pub fn listed(&self) -> Vec<ListedKey> {
        self.keys.iter().map(StoredKey::listed).collect()
    }

    /// Makes the first key of a kind.
    ///
    /// # Errors
    /// Where one is in use already, or it cannot be written.
    pub fn generate(
        &mut self,
        kind: KeyKind,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<StoredKey, KeyFileError> {
        if let Some(active) = self.active(kind, clock.now()) {
            return Err(KeyFileError::AlreadyActive { path: active.path().to_owned(), kind });
        }
        self.import(KeyPair::generate(kind, entropy), Takeover::AtOnce, clock, entropy)
    }

    /// Makes a new key of a kind, which takes the place of the one in use.
    ///
    /// # Errors
    /// For a `did:key` issuer, or where a file cannot be written.
    pub fn rotate(
        &mut self,
        kind: KeyKind,
        takeover: Takeover,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<StoredKey, KeyFileError> {
        self.import(KeyPair::generate(kind, entropy), takeover, clock, entropy)
    }

    /// Has a key that was made elsewhere take the place of the one of its kind that is in use. Where none is, it signs at once.
    ///
    /// The new key is written first: an interruption leaves two in use, of which the newer signs and the next
    /// rotation retires both, and never none.
    ///
    /// # Errors
    /// Where the key was here before, a `did:key` issuer is another key, or a file cannot be written.
    pub fn import(
        &mut self,
        pair: KeyPair,
        takeover: Takeover,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<StoredKey, KeyFileError> {
        let public = pair.public_key();
        if self.controller.method() == "key" && did_key::from_key(&public) != self.controller {
            return Err(KeyFileError::FixedByDid(self.controller.clone()));
        }
        if let Some(known) = self.keys.iter().find(|key| *key.public_key() == public) {
            return Err(KeyFileError::Known { path: known.path().to_owned() });
        }
        let kind = public.kind();
        let now = clock.now();
        let start = match takeover {
            Takeover::OnceKnown if self.active(kind, now).is_some() => Start::Announced,
            Takeover::OnceKnown | Takeover::AtOnce => Start::AtOnce,
        };
        let new = StoredKey::new(&self.path, &self.controller, pair, self.later_than_all(kind, now), start);
        let new = new.write(self.passphrase.as_ref(), entropy)?;
        self.keys.push(new.clone());
        self.sort();
        self.retire_replaced(now, entropy)?;
        Ok(new)
    }

    /// The issuer's document lists announced keys from `now` on: each signs from `overlap` later. Returns how many there are.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn publish(
        &mut self,
        now: Timestamp,
        overlap: Duration,
        entropy: &dyn Entropy,
    ) -> Result<usize, KeyFileError> {
        let passphrase = self.passphrase.as_ref();
        let mut count = 0;
        for key in self.keys.iter_mut().filter(|key| key.is_active() && key.start() == Start::Announced) {
            *key = key.starting(now.saturating_add(overlap)).write(passphrase, entropy)?;
            count += 1;
        }
        Ok(count)
    }

    /// Retires every key in whose place another one signs by now: its public half stays listed, its private half is destroyed.
    /// Returns how many there were.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn retire_replaced(&mut self, now: Timestamp, entropy: &dyn Entropy) -> Result<usize, KeyFileError> {
        let in_use: Vec<(KeyKind, Timestamp)> = self
            .keys
            .iter()
            .filter_map(|key| self.active(key.public_key().kind(), now))
            .map(|key| (key.public_key().kind(), key.created()))
            .collect();
        let is_replaced = |key: &StoredKey| {
            key.is_active()
                && in_use
                    .iter()
                    .any(|(kind, since)| *kind == key.public_key().kind() && key.created() < *since)
        };
        let mut count = 0;
        for key in self.keys.iter_mut().filter(|key| is_replaced(key)) {
            *key = key.ended(Some(now), None).write(None, entropy)?;
            count += 1;
        }
        Ok(count)
    }

    /// Marks a key as being in a stranger's hands since now, and destroys its private half. **All that it signed is
    /// invalid from then on**; if it was in use, its kind has no key until one is generated.
    ///
    /// # Errors
    /// Where no key has the id, or the file cannot be written.
    pub fn revoke(
        &mut self,
        id: &str,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Result<StoredKey, KeyFileError> {
        let Some(key) = self.keys.iter_mut().find(|key| key.id() == id) else {
            return Err(KeyFileError::Unknown { path: self.path.clone(), id: id.to_owned() });
        };
        *key = key.ended(None, Some(clock.now())).write(None, entropy)?;
        Ok(key.clone())
    }

    /// Encrypts the files that are not, if a passphrase is configured. Returns how many it were.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn seal(&mut self, entropy: &dyn Entropy) -> Result<usize, KeyFileError> {
        let Some(passphrase) = &self.passphrase else { return Ok(0) };
        let mut count = 0;
        for key in self.keys.iter_mut().filter(|key| key.key_pair().is_some() && !key.is_sealed()) {
            *key = key.clone().write(Some(passphrase), entropy)?;
            count += 1;
        }
        Ok(count)
    }

    /// Now, or a second after the newest key of the kind: whatever the clock does, the newest is the one in use.
    fn later_than_all(&self, kind: KeyKind, now: Timestamp) -> Timestamp {
        let same_kind = self.keys.iter().filter(|key| key.public_key().kind() == kind);
        let newest = same_kind.map(StoredKey::created).max();
        newest.map_or(now, |newest| now.max(newest.saturating_add(Duration::SECOND)))
    }

    /// The newest first; of the same second, by name, so that every process agrees.
    fn sort(&mut self) {
        self.keys.sort_by(|a, b| b.created().cmp(&a.created()).then_with(|| a.path().cmp(b.path())));
    }
}

#[cfg(test)]
#[path = "folder_tests.rs"]
mod tests;
