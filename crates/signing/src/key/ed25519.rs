//! Private Ed25519 keys (RFC 8032).
//!
//! `ed25519-dalek` derives the public key, and verifies; AWS-LC signs, in little more than half the time, by assembly that was
//! proved to be what the curve wants and takes the same time for all secrets. RFC 8032 leaves nothing open: both sign alike,
//! byte for byte.

use aws_lc_rs::error::Unspecified;
use aws_lc_rs::signature::{Ed25519KeyPair, Signature};
use ed25519_dalek::{SECRET_KEY_LENGTH, SigningKey, VerifyingKey};

/// A private key, which both crates wipe on drop.
pub(super) struct Ed25519Secret {
    key: SigningKey,
    pair: Ed25519KeyPair,
}

impl Ed25519Secret {
    /// The key of a seed (RFC 8032 §5.1.5).
    #[expect(
        clippy::expect_used,
        reason = "any 32 bytes are a seed, and both crates derive the same key of it"
    )]
    pub(super) fn of(seed: &[u8; SECRET_KEY_LENGTH]) -> Self {
        let key = SigningKey::from_bytes(seed);
        let pair = Ed25519KeyPair::from_seed_and_public_key(seed, key.verifying_key().as_bytes());
        Self { key, pair: pair.expect("a seed and its public key") }
    }

    pub(super) fn seed(&self) -> &[u8; SECRET_KEY_LENGTH] {
        self.key.as_bytes()
    }

    pub(super) fn public(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    /// R‖S (RFC 8032 §5.1.6).
    pub(super) fn sign(&self, message: &[u8]) -> Result<Signature, Unspecified> {
        self.pair.try_sign(message)
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::Signer;
    use proptest::prelude::*;

    use super::*;

    /// RFC 8032 §7.1, TEST 3.
    #[test]
    fn it_signs_the_known_answer_of_rfc_8032() {
        let seed = hex::decode("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7").unwrap();
        let secret = Ed25519Secret::of(&seed.try_into().unwrap());
        let public = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
        assert_eq!(hex::encode(secret.public().as_bytes()), public);
        assert_eq!(
            hex::encode(secret.sign(&[0xaf, 0x82]).unwrap()),
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
             18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        );
    }

    proptest! {
        #[test]
        fn both_crates_sign_alike(seed: [u8; 32], message: Vec<u8>) {
            let secret = Ed25519Secret::of(&seed);
            let signature = secret.sign(&message).unwrap();
            prop_assert_eq!(signature.as_ref(), secret.key.sign(&message).to_bytes());
        }
    }
}
