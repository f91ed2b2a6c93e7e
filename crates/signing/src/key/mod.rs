//! Public keys of the kinds we verify with, and the trait of whatever signs for us.

mod ed25519;
mod pair;
mod rsa;
#[cfg(test)]
pub(crate) mod rsa_tests;

use std::fmt;

use p256::ecdsa::signature::Verifier;

pub use pair::{InvalidSecret, KeyPair};
pub use rsa::{InvalidRsaKey, RsaPublicKey};

/// A public key that was read, and found to be a point of its curve or an RSA key within bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublicKey {
    /// An Ed25519 key (RFC 8032): `Multikey` methods, `eddsa-rdfc-2022`, `eddsa-jcs-2022`, `EdDSA`. Kept
    /// decompressed.
    Ed25519(ed25519_dalek::VerifyingKey),
    /// A P-256 key (FIPS 186-5): `ecdsa-rdfc-2019`, `ecdsa-jcs-2019`, `ES256`.
    P256(p256::ecdsa::VerifyingKey),
    /// A P-384 key (FIPS 186-5): `ecdsa-rdfc-2019`, `ecdsa-jcs-2019`, `ES384`.
    P384(p384::ecdsa::VerifyingKey),
    /// An RSA key (RFC 8017): `RS256`, `PS256`.
    Rsa(RsaPublicKey),
}

/// The kind of a key, which decides what can be signed with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum KeyKind {
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// ECDSA over P-256 with SHA-256 (FIPS 186-5).
    P256,
    /// ECDSA over P-384 with SHA-384 (FIPS 186-5).
    P384,
    /// RSA, signing by RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2).
    Rsa,
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ed25519 => "Ed25519",
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::Rsa => "RSA",
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
            Self::P384(_) => KeyKind::P384,
            Self::Rsa(_) => KeyKind::Rsa,
        }
    }

    /// Whether `signature` is this key's over `message`, by the algorithm of its [kind](KeyKind): R‖S of RFC 8032, r‖s of
    /// RFC 7518 §3.4, or the signature of RFC 8017 §8.2. For RSA there is a second one: [`RsaPublicKey::verify_pss`].
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
            Self::P384(key) => p384::ecdsa::Signature::from_slice(signature)
                .and_then(|signature| key.verify(message, &signature)),
            Self::Rsa(key) => return key.verify_pkcs1(message, signature),
        }
        .map_err(|_| SignatureMismatch)
    }
}

/// Whatever holds a private key and signs in place: a [`KeyPair`] in memory, or a token that
/// never lets the key out.
pub trait Signer: Send + Sync {
    /// The public half of the key.
    fn public_key(&self) -> PublicKey;

    /// The signature over `message`, as [`PublicKey::verify`] takes it. What is hashed first, is hashed here.
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
