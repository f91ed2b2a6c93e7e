//! RSA keys (RFC 8017): the public half read within bounds and verified with, the private half made and signed with.
//!
//! AWS-LC verifies and signs, in constant time. It takes no entropy for new keys, so the `rsa` crate makes them; its private
//! operations, which leak through their timing (RUSTSEC-2023-0071), are never used.

use std::convert::Infallible;
use std::fmt;

use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::PublicKeyComponents;
use aws_lc_rs::signature::{self, KeyPair as _, RsaKeyPair, RsaParameters};
use badgewright_credential::Entropy;
use rsa::pkcs1::EncodeRsaPrivateKey;
use rsa::pkcs1::der::asn1::UintRef;
use rsa::pkcs1::der::{Decode, Encode};
use rsa::rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::SignatureMismatch;

/// The length of the keys that we make. NIST SP 800-57 lets 2048 bits go until 2030, and badges are kept for longer.
const OWN_BITS: usize = 3072;

/// The longest that we sign with: each doubling makes a signature eight times as dear.
const MOST_OWN_BITS: usize = 4096;

/// The lengths of the keys that we verify with: shorter ones can be factored, longer ones cost too much.
const LEAST_BITS: usize = 2048;
const MOST_BITS: usize = 8192;

/// The longest exponent, in bits: what AWS-LC takes. In use are 3, 17 and 65537.
const MOST_EXPONENT_BITS: usize = 33;

/// A public RSA key of a length that we verify with.
#[derive(Clone, PartialEq, Eq)]
pub struct RsaPublicKey {
    modulus: Vec<u8>,
    exponent: Vec<u8>,
}

/// These are no numbers of an RSA key that we verify with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is no RSA key: expected an odd modulus of 2048 to 8192 bits, and an odd exponent from 3 to 33 bits"
)]
pub struct InvalidRsaKey;

impl RsaPublicKey {
    /// The key of a modulus and an exponent, both big-endian (RFC 8017 §3.1). Leading zeros are left out.
    ///
    /// # Errors
    /// Where they are even or out of bounds.
    pub fn new(modulus: &[u8], exponent: &[u8]) -> Result<Self, InvalidRsaKey> {
        let (modulus, exponent) = (without_leading_zeros(modulus), without_leading_zeros(exponent));
        let is_odd = |number: &[u8]| number.last().is_some_and(|last| last % 2 == 1);
        let is_within = (LEAST_BITS..=MOST_BITS).contains(&bits(modulus))
            && (2..=MOST_EXPONENT_BITS).contains(&bits(exponent));
        if !is_within || !is_odd(modulus) || !is_odd(exponent) {
            return Err(InvalidRsaKey);
        }
        Ok(Self { modulus: modulus.to_vec(), exponent: exponent.to_vec() })
    }

    /// Reads an `RSAPublicKey` in DER (RFC 8017 §A.1.1).
    pub(crate) fn from_der(der: &[u8]) -> Result<Self, InvalidRsaKey> {
        let key = rsa::pkcs1::RsaPublicKeyRef::from_der(der).map_err(|_| InvalidRsaKey)?;
        Self::new(key.modulus.as_bytes(), key.public_exponent.as_bytes())
    }

    /// The key as `RSAPublicKey` in DER (RFC 8017 §A.1.1).
    #[expect(clippy::expect_used, reason = "two numbers of at most a kilobyte are within what DER can hold")]
    pub(crate) fn to_der(&self) -> Vec<u8> {
        let number = |bytes| UintRef::new(bytes).expect("numbers within bounds");
        let key = rsa::pkcs1::RsaPublicKey {
            modulus: number(&self.modulus),
            public_exponent: number(&self.exponent),
        };
        key.to_der().expect("a key within bounds")
    }

    /// `n`, big-endian without leading zeros.
    #[must_use]
    pub fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    /// `e`, big-endian without leading zeros.
    #[must_use]
    pub fn exponent(&self) -> &[u8] {
        &self.exponent
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2.2), which is `RS256`.
    pub(super) fn verify_pkcs1(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        self.verify(&signature::RSA_PKCS1_2048_8192_SHA256, message, signature)
    }

    /// Whether `signature` is this key's over `message` by RSASSA-PSS with SHA-256 (RFC 8017 §8.1.2), which is `PS256`.
    ///
    /// # Errors
    /// [`SignatureMismatch`] whenever it is not.
    pub fn verify_pss(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        self.verify(&signature::RSA_PSS_2048_8192_SHA256, message, signature)
    }

    fn verify(&self, how: &RsaParameters, message: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        PublicKeyComponents { n: &self.modulus, e: &self.exponent }
            .verify(how, message, signature)
            .map_err(|_| SignatureMismatch)
    }
}

impl fmt::Debug for RsaPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaPublicKey({} bits)", bits(&self.modulus))
    }
}

fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// The length of a number without leading zeros.
fn bits(number: &[u8]) -> usize {
    let first = number.first().map_or(0, |first| first.leading_zeros() as usize);
    number.len().saturating_mul(8).saturating_sub(first)
}

/// A private RSA key, wiped on drop: here what is kept for writing key files, by AWS-LC what it signs with.
pub(super) struct RsaSecret {
    der: Zeroizing<Vec<u8>>,
    pair: RsaKeyPair,
    public: RsaPublicKey,
}

impl RsaSecret {
    /// Makes a key of 3072 bits and the exponent 65537.
    #[expect(
        clippy::expect_used,
        reason = "3072 bits are a length that both crates take, so neither refuses"
    )]
    pub(super) fn generate(entropy: &dyn Entropy) -> Self {
        let mut draws = Draws { entropy, count: 0 };
        let made = rsa::PrivateKey::new(&mut draws, OWN_BITS).expect("a length that keys may have");
        let der = made.to_pkcs1_der().expect("a key that was just made");
        Self::from_der(der.as_bytes()).expect("a key that was just made")
    }

    /// Reads an `RSAPrivateKey` in DER (RFC 8017 §A.1.2), of 2048 to 4096 bits. Its numbers must belong together.
    pub(super) fn from_der(der: &[u8]) -> Option<Self> {
        // AWS-LC reads over what follows a key.
        rsa::pkcs1::RsaPrivateKey::<UintRef<'_>>::from_der(der).ok()?;
        let pair = RsaKeyPair::from_der(der).ok()?;
        let public = RsaPublicKey::from_der(pair.public_key().as_ref()).ok()?;
        let is_within = bits(public.modulus()) <= MOST_OWN_BITS;
        is_within.then(|| Self { der: Zeroizing::new(der.to_vec()), pair, public })
    }

    /// As [`RsaSecret::from_der`] reads it.
    pub(super) fn to_der(&self) -> Zeroizing<Vec<u8>> {
        self.der.clone()
    }

    pub(super) fn public(&self) -> &RsaPublicKey {
        &self.public
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2.1), which is deterministic: randomness is asked for in all
    /// signatures, and none is used in this.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Unspecified> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(&signature::RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)?;
        Ok(signature)
    }
}

/// Entropy as `rsa` wants it. Each block of 32 bytes is the hash of 32 drawn ones and of its number, so that making a key
/// ends even where the same bytes are drawn again and again, as in tests.
pub(super) struct Draws<'a> {
    pub(super) entropy: &'a dyn Entropy,
    pub(super) count: u64,
}

impl TryRng for Draws<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        let mut drawn = Zeroizing::new([0; 32]);
        for block in bytes.chunks_mut(32) {
            self.entropy.fill(drawn.as_mut_slice());
            self.count = self.count.wrapping_add(1);
            let hash = Sha256::new().chain_update(drawn.as_slice()).chain_update(self.count.to_be_bytes());
            let hash = Zeroizing::new(<[u8; 32]>::from(hash.finalize()));
            block.copy_from_slice(hash.get(..block.len()).unwrap_or_default());
        }
        Ok(())
    }
}

impl TryCryptoRng for Draws<'_> {}
