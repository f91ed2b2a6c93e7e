//! A key pair in memory: made from entropy or a secret, wiped when dropped.

use std::fmt;

use aws_lc_rs::error::Unspecified;
use badgewright_credential::Entropy;
use p256::ecdsa::signature::Signer as _;
use p256::elliptic_curve::ops::ReduceNonZero;
use zeroize::Zeroizing;

use super::ed25519::Ed25519Secret;
use super::rsa::RsaSecret;
use crate::key::{KeyKind, PublicKey, Signer, SignerError};

/// A private key and its public half. The private half is wiped from memory on drop, and never shown by `Debug`.
pub struct KeyPair(Secret);

enum Secret {
    Ed25519(Ed25519Secret),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    Rsa(Box<RsaSecret>),
}

/// These bytes are no private key of that kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "these bytes are no private key of kind {kind}: expected a number that the curve allows, or an RSA key of 2048 to \
     4096 bits as `RSAPrivateKey` in DER"
)]
pub struct InvalidSecret {
    /// The kind that was expected.
    pub kind: KeyKind,
}

impl KeyPair {
    /// Draws a new key. One for RSA has 3072 bits, and takes up to a second.
    #[must_use]
    pub fn generate(kind: KeyKind, entropy: &dyn Entropy) -> Self {
        Self(match kind {
            KeyKind::Ed25519 => Secret::Ed25519(Ed25519Secret::of(&drawn(entropy))),
            KeyKind::P256 => Secret::P256(p256_from(entropy)),
            KeyKind::P384 => Secret::P384(p384_from(entropy)),
            KeyKind::Rsa => Secret::Rsa(Box::new(RsaSecret::generate(entropy))),
        })
    }

    /// The pair of a private key: the 32-byte seed of Ed25519 (RFC 8032 §5.1.5), the big-endian scalar of P-256 or P-384,
    /// or `RSAPrivateKey` in DER (RFC 8017 §A.1.2).
    ///
    /// # Errors
    /// [`InvalidSecret`] where the length is wrong, the scalar is zero or not below the curve's order, or the numbers of
    /// an RSA key do not belong together.
    pub fn from_secret(kind: KeyKind, secret: &[u8]) -> Result<Self, InvalidSecret> {
        let refuse = InvalidSecret { kind };
        // `from_slice` would take shorter numbers too.
        let scalar = |length| Some(secret).filter(|secret| secret.len() == length).ok_or(refuse);
        Ok(Self(match kind {
            KeyKind::Ed25519 => Secret::Ed25519(Ed25519Secret::of(secret.try_into().map_err(|_| refuse)?)),
            KeyKind::P256 => {
                Secret::P256(p256::ecdsa::SigningKey::from_slice(scalar(32)?).map_err(|_| refuse)?)
            }
            KeyKind::P384 => {
                Secret::P384(p384::ecdsa::SigningKey::from_slice(scalar(48)?).map_err(|_| refuse)?)
            }
            KeyKind::Rsa => Secret::Rsa(Box::new(RsaSecret::from_der(secret).ok_or(refuse)?)),
        }))
    }

    /// What kind of key this is.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        match self.0 {
            Secret::Ed25519(_) => KeyKind::Ed25519,
            Secret::P256(_) => KeyKind::P256,
            Secret::P384(_) => KeyKind::P384,
            Secret::Rsa(_) => KeyKind::Rsa,
        }
    }

    /// The private half, for writing key files; as [`KeyPair::from_secret`] reads it.
    pub(crate) fn secret(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(match &self.0 {
            Secret::Ed25519(key) => key.seed().to_vec(),
            Secret::P256(key) => key.to_bytes().to_vec(),
            Secret::P384(key) => key.to_bytes().to_vec(),
            Secret::Rsa(key) => return key.to_der(),
        })
    }
}

fn drawn<const N: usize>(entropy: &dyn Entropy) -> Zeroizing<[u8; N]> {
    let mut drawn = Zeroizing::new([0; N]);
    entropy.fill(drawn.as_mut_slice());
    drawn
}

/// FIPS 186-5 §A.2.2: a draw outside of the curve's order (one in 2³²) is thrown away. The second draw is then
/// reduced instead, so that this ends whatever the entropy does; the bias is below 2⁻⁶⁴.
fn p256_from(entropy: &dyn Entropy) -> p256::ecdsa::SigningKey {
    p256::ecdsa::SigningKey::from_slice(drawn::<32>(entropy).as_slice()).unwrap_or_else(|_| {
        let bytes = p256::FieldBytes::from(*drawn::<32>(entropy));
        p256::ecdsa::SigningKey::from(p256::NonZeroScalar::reduce_nonzero(&bytes))
    })
}

/// As [`p256_from`]; here one draw in 2¹⁹⁰ is outside.
fn p384_from(entropy: &dyn Entropy) -> p384::ecdsa::SigningKey {
    p384::ecdsa::SigningKey::from_slice(drawn::<48>(entropy).as_slice()).unwrap_or_else(|_| {
        let bytes = p384::FieldBytes::from(*drawn::<48>(entropy));
        p384::ecdsa::SigningKey::from(p384::NonZeroScalar::reduce_nonzero(&bytes))
    })
}

impl Signer for KeyPair {
    fn public_key(&self) -> PublicKey {
        match &self.0 {
            Secret::Ed25519(key) => PublicKey::Ed25519(key.public()),
            Secret::P256(key) => PublicKey::P256(*key.verifying_key()),
            Secret::P384(key) => PublicKey::P384(*key.verifying_key()),
            Secret::Rsa(key) => PublicKey::Rsa(key.public().clone()),
        }
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        let unavailable = |error: Unspecified| SignerError::Unavailable(error.to_string().into());
        Ok(match &self.0 {
            Secret::Ed25519(key) => key.sign(message).map_err(unavailable)?.as_ref().to_vec(),
            // Deterministic (RFC 6979): same key, same message, same bytes.
            Secret::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
            Secret::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
            Secret::Rsa(key) => key.sign(message).map_err(unavailable)?,
        })
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyPair({}, {})", self.kind(), crate::multikey::encode_public(&self.public_key()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::SignatureMismatch;

    /// Fills with one byte after another from a list, and the last one from then on.
    struct Bytes(std::sync::Mutex<Vec<u8>>);

    impl Entropy for Bytes {
        fn fill(&self, bytes: &mut [u8]) {
            let mut left = self.0.lock().unwrap();
            let byte = if left.len() > 1 { left.remove(0) } else { left[0] };
            bytes.fill(byte);
        }
    }

    fn entropy(bytes: &[u8]) -> Bytes {
        Bytes(std::sync::Mutex::new(bytes.to_vec()))
    }

    #[test]
    fn what_a_pair_signs_its_public_key_verifies_and_no_other() {
        for kind in [KeyKind::Ed25519, KeyKind::P256, KeyKind::P384, KeyKind::Rsa] {
            let (mine, other) =
                (KeyPair::generate(kind, &entropy(&[7])), KeyPair::generate(kind, &entropy(&[8])));
            let signature = mine.sign(b"message").unwrap();
            assert_eq!(mine.public_key().verify(b"message", &signature), Ok(()));
            assert_eq!(mine.public_key().verify(b"massage", &signature), Err(SignatureMismatch));
            assert_eq!(other.public_key().verify(b"message", &signature), Err(SignatureMismatch));
            assert_eq!(mine.public_key().verify(b"message", &signature[1..]), Err(SignatureMismatch));
            assert_eq!(signature, mine.sign(b"message").unwrap());
        }
    }

    /// RFC 6979 §A.2.5, P-256 with SHA-256, message "sample".
    #[test]
    fn es256_signs_the_known_answer_of_rfc_6979() {
        let secret = hex::decode("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721").unwrap();
        let pair = KeyPair::from_secret(KeyKind::P256, &secret).unwrap();
        assert_eq!(
            hex::encode(pair.sign(b"sample").unwrap()),
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716\
             f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
        );
    }

    /// RFC 6979 §A.2.6, P-384 with SHA-384, message "sample".
    #[test]
    fn es384_signs_the_known_answer_of_rfc_6979() {
        let secret = hex::decode(
            "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8\
             96d5724e4c70a825f872c9ea60d2edf5",
        )
        .unwrap();
        let pair = KeyPair::from_secret(KeyKind::P384, &secret).unwrap();
        assert_eq!(
            hex::encode(pair.sign(b"sample").unwrap()),
            "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c\
             81a648152e44acf96e36dd1e80fabe46\
             99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94f\
             a329c145786e679e7b82c71a38628ac8"
        );
    }

    #[test]
    fn broken_entropy_neither_hangs_nor_panics() {
        for (kind, bytes) in [
            (KeyKind::P256, &[0][..]),
            (KeyKind::P256, &[0xff]),
            (KeyKind::P256, &[0xff, 9]),
            (KeyKind::P384, &[0]),
            (KeyKind::P384, &[0xff]),
            (KeyKind::Rsa, &[0]),
        ] {
            let pair = KeyPair::generate(kind, &entropy(bytes));
            assert_eq!(
                pair.public_key().verify(b"m", &pair.sign(b"m").unwrap()),
                Ok(()),
                "{bytes:?} gives a key of kind {kind}"
            );
        }
    }

    #[test]
    fn a_scalar_that_the_curve_does_not_allow_is_refused() {
        for secret in [[0; 32], [0xff; 32]] {
            let refused = KeyPair::from_secret(KeyKind::P256, &secret).unwrap_err();
            assert_eq!(refused, InvalidSecret { kind: KeyKind::P256 });
        }
        assert!(KeyPair::from_secret(KeyKind::Ed25519, &[1; 31]).is_err());
        assert!(KeyPair::from_secret(KeyKind::P384, &[0xff; 48]).is_err());
        assert!(KeyPair::from_secret(KeyKind::P384, &[1; 32]).is_err());
    }

    #[test]
    fn debug_shows_the_public_half_only() {
        let secret = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
        let pair = crate::multikey::decode_secret(secret).unwrap();
        assert_eq!(format!("{pair:?}"), "KeyPair(Ed25519, z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2)");
    }

    /// A signature whose R and key are points of small order fits many messages.
    #[test]
    fn ed25519_keys_of_small_order_sign_nothing() {
        let mut identity = [0; 32];
        identity[0] = 1;
        let key = PublicKey::Ed25519(ed25519_dalek::VerifyingKey::from_bytes(&identity).unwrap());
        let mut signature = [0; 64];
        signature[0] = 1;
        assert_eq!(key.verify(b"anything", &signature), Err(SignatureMismatch));
    }
}
