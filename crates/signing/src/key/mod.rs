//! Public keys of the kinds we verify with, and the trait of whatever signs for us.

mod pair;

use std::fmt;

use p256::ecdsa::signature::Verifier;

pub use pair::{InvalidSecret, KeyPair};

/// A public key that was read and found to be a point of its curve.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublicKey {
    /// An Ed25519 key (RFC 8032): `Multikey` methods, `eddsa-rdfc-2022`, `eddsa-jcs-2022`, `EdDSA`. Kept
    /// decompressed.
    Ed25519(ed25519_dalek::VerifyingKey),
    /// A P-256 key (FIPS 186-5): `JsonWebKey` methods, `ES256`.
    P256(p256::ecdsa::VerifyingKey),
}

/// The kind of a key, which decides what can be signed with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum KeyKind {
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// ECDSA over P-256 with SHA-256 (FIPS 186-5).
    P256,
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ed25519 => "Ed25519",
            Self::P256 => "P-256",
        })
    }
}

/// The signature is not one of this key over this message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not belong to this message and this key")]
pub struct SignatureMismatch;

impl PublicKey {
    /// What kind of key this is.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        match self {
            Self::Ed25519(_) => KeyKind::Ed25519,
            Self::P256(_) => KeyKind::P256,
        }
    }

    /// Whether `signature` (64 bytes: R‖S of RFC 8032, or r‖s of RFC 7518 §3.4) is this key's over `message`.
    ///
    /// Ed25519 is verified strictly: keys and nonces of small order are refused, so that one signature cannot
    /// fit many messages.
    ///
    /// # Errors
    /// [`SignatureMismatch`] whenever it is not, a wrong length included.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        match self {
            Self::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .and_then(|signature| key.verify_strict(message, &signature)),
            Self::P256(key) => p256::ecdsa::Signature::from_slice(signature)
                .and_then(|signature| key.verify(message, &signature)),
        }
        .map_err(|_| SignatureMismatch)
    }
}

/// Whatever holds a private key and signs in place: a [`KeyPair`] in memory, or a token that
/// never lets the key out.
pub trait Signer: Send + Sync {
    /// The public half of the key.
    fn public_key(&self) -> PublicKey;

    /// The signature over `message`, 64 bytes: R‖S for Ed25519 (RFC 8032), raw r‖s for P-256, which hashes
    /// the message with SHA-256 first (RFC 7518 §3.4).
    ///
    /// # Errors
    /// When the key cannot be used, such as a token that was pulled out.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError>;
}

/// Why a [`Signer`] did not sign. Always our own side's fault, never the document's.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignerError {
    /// The signer has a key of another kind than the proof needs.
    #[error("this proof needs a key of kind {expected}, but the signer's is {found}")]
    WrongKind {
        /// What the proof needs.
        expected: KeyKind,
        /// What the signer has.
        found: KeyKind,
    },
    /// What holds the key did not answer, or refused.
    #[error("the key's holder did not sign: {0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}
