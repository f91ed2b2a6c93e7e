//! A secret under a passphrase: Argon2id (RFC 9106) makes the key, XChaCha20-Poly1305 encrypts and authenticates.

use argon2::{Algorithm, Argon2, Params, Version};
use badgewright_credential::Entropy;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::passphrase::Passphrase;

const KDF: &str = "argon2id";
const CIPHER: &str = "XChaCha20-Poly1305";

/// What the file may ask of us, so that a changed file cannot exhaust the machine: 1 GiB, 16 passes, 16 lanes.
const MOST: Cost = Cost { memory_kib: 1024 * 1024, passes: 16, lanes: 16 };

/// What it costs to try one passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cost {
    /// Memory in KiB.
    pub(super) memory_kib: u32,
    /// Times that it is gone over.
    pub(super) passes: u32,
    /// Lanes, computed one after the other here.
    pub(super) lanes: u32,
}

impl Cost {
    /// RFC 9106 §4, the second recommended option: 64 MiB, some 0.1 s.
    pub(super) const RECOMMENDED: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 4 };
}

/// An encrypted secret and all that is needed to open it, but the passphrase.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SealedSecret {
    kdf: String,
    #[serde(flatten)]
    cost: Cost,
    salt: String,
    cipher: String,
    nonce: String,
    ciphertext: String,
}

/// Why a sealed secret does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CannotOpen {
    /// Not what we write.
    Malformed(&'static str),
    /// Another passphrase, or something was changed. The two look alike.
    Refused,
}

impl SealedSecret {
    /// Encrypts a secret. `about` is what the secret belongs to: it is not kept, but must be the same on opening.
    /// `None` only if the cost is none that Argon2 can do.
    pub(super) fn seal(
        secret: &str,
        about: &str,
        passphrase: &Passphrase,
        cost: Cost,
        entropy: &dyn Entropy,
    ) -> Option<Self> {
        let (mut salt, mut nonce) = ([0; 16], [0; 24]);
        entropy.fill(&mut salt);
        entropy.fill(&mut nonce);
        let payload = Payload { msg: secret.as_bytes(), aad: about.as_bytes() };
        let ciphertext = cipher(passphrase, &salt, cost)?.encrypt(&XNonce::from(nonce), payload).ok()?;
        Some(Self {
            kdf: KDF.to_owned(),
            cost,
            salt: URL_SAFE_NO_PAD.encode(salt),
            cipher: CIPHER.to_owned(),
            nonce: URL_SAFE_NO_PAD.encode(nonce),
            ciphertext: URL_SAFE_NO_PAD.encode(ciphertext),
        })
    }

    /// Decrypts the secret.
    pub(super) fn open(&self, about: &str, passphrase: &Passphrase) -> Result<Zeroizing<String>, CannotOpen> {
        if self.kdf != KDF || self.cipher != CIPHER {
            return Err(CannotOpen::Malformed("`kdf` argon2id and `cipher` XChaCha20-Poly1305"));
        }
        let Cost { memory_kib, passes, lanes } = self.cost;
        if memory_kib > MOST.memory_kib || passes > MOST.passes || lanes > MOST.lanes {
            return Err(CannotOpen::Malformed("at most 1 GiB of memory, 16 passes and 16 lanes"));
        }
        let salt = decode(&self.salt).filter(|salt| (8..=64).contains(&salt.len()));
        let salt = salt.ok_or(CannotOpen::Malformed("`salt`, 8 to 64 bytes in base64url"))?;
        let nonce: Option<[u8; 24]> = decode(&self.nonce).and_then(|nonce| nonce.try_into().ok());
        let nonce = nonce.ok_or(CannotOpen::Malformed("`nonce`, 24 bytes in base64url"))?;
        let ciphertext =
            decode(&self.ciphertext).ok_or(CannotOpen::Malformed("`ciphertext` in base64url"))?;
        let cipher = cipher(passphrase, &salt, self.cost)
            .ok_or(CannotOpen::Malformed("a cost that Argon2 can do (RFC 9106 §3.1)"))?;
        let payload = Payload { msg: &ciphertext, aad: about.as_bytes() };
        let opened = cipher.decrypt(&XNonce::from(nonce), payload).map_err(|_| CannotOpen::Refused)?;
        String::from_utf8(opened).map(Zeroizing::new).map_err(|_| CannotOpen::Refused)
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

fn cipher(passphrase: &Passphrase, salt: &[u8], cost: Cost) -> Option<XChaCha20Poly1305> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).ok()?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .ok()?;
    XChaCha20Poly1305::new_from_slice(key.as_slice()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };

    struct Counting(std::sync::atomic::AtomicU8);

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill_with(|| self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        }
    }

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(text).unwrap()
    }

    fn sealed() -> SealedSecret {
        let entropy = Counting(std::sync::atomic::AtomicU8::new(0));
        SealedSecret::seal("z3u2secret", "about", &passphrase("right"), CHEAP, &entropy).unwrap()
    }

    #[test]
    fn what_was_sealed_opens_with_the_same_passphrase_and_subject_only() {
        let sealed = sealed();
        assert_eq!(*sealed.open("about", &passphrase("right")).unwrap(), "z3u2secret");
        assert_eq!(sealed.open("about", &passphrase("wrong")).unwrap_err(), CannotOpen::Refused);
        assert_eq!(sealed.open("another", &passphrase("right")).unwrap_err(), CannotOpen::Refused);
        assert!(!serde_json::to_string(&sealed).unwrap().contains("secret"));
    }

    /// Computed with Node: argon2id of @noble/hashes and xchacha20poly1305 of @noble/ciphers.
    #[test]
    fn another_implementation_computes_the_same_bytes() {
        assert_eq!(sealed().ciphertext, "BDtcQYHGSnBXlTqainUB8ncQ1icRKudvnVE");
    }

    #[test]
    fn changed_files_are_refused_and_cannot_exhaust_the_machine() {
        type Change = fn(&mut SealedSecret);
        let malformed: [Change; 7] = [
            |s| s.kdf = "scrypt".to_owned(),
            |s| s.cipher = "none".to_owned(),
            |s| s.cost.memory_kib = u32::MAX,
            |s| s.cost.passes = u32::MAX,
            |s| s.cost.lanes = 0,
            |s| s.nonce = String::new(),
            |s| s.salt = "AA".to_owned(),
        ];
        for change in malformed {
            let mut sealed = sealed();
            change(&mut sealed);
            let refused = sealed.open("about", &passphrase("right")).unwrap_err();
            assert!(matches!(refused, CannotOpen::Malformed(_)), "{sealed:?}");
        }
        let mut sealed = sealed();
        sealed.ciphertext.replace_range(..1, if sealed.ciphertext.starts_with('A') { "B" } else { "A" });
        assert_eq!(sealed.open("about", &passphrase("right")).unwrap_err(), CannotOpen::Refused);
    }
}
