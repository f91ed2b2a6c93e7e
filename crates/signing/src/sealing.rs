//! Bytes that wait in a store and that only the holder of a key can read: XChaCha20-Poly1305 under a random nonce.

use badgewright_credential::Entropy;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// A secret key of 32 random bytes.
pub struct SealingKey(Zeroizing<[u8; 32]>);

/// Why bytes could not be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what was kept under the look-up key does not open: the key is another, or the bytes were changed")]
pub struct Unopened;

impl SealingKey {
    /// The key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Encrypts. `about` is what the bytes belong to: it is not kept, but must be the same on opening.
    ///
    /// # Errors
    /// Only if there are more bytes than the cipher takes, which is 256 GiB.
    pub fn seal(&self, bytes: &[u8], about: &[u8], entropy: &dyn Entropy) -> Result<Vec<u8>, Unopened> {
        let mut nonce = [0; NONCE];
        entropy.fill(&mut nonce);
        let payload = Payload { msg: bytes, aad: about };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload).map_err(|_| Unopened)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts.
    ///
    /// # Errors
    /// When the key or `about` is another, or a byte was changed.
    pub fn open(&self, sealed: &[u8], about: &[u8]) -> Result<Vec<u8>, Unopened> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Unopened)?;
        let payload = Payload { msg: sealed, aad: about };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| Unopened)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.0).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts, which is enough here.
    struct Counting;

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.iter_mut().zip(0..).for_each(|(byte, number)| *byte = number);
        }
    }

    #[test]
    fn what_was_sealed_opens_with_its_key_for_what_it_belongs_to_and_nothing_else() {
        let key = SealingKey::new([7; 32]);
        let sealed = key.seal(b"ada@district.example", b"portion 1", &Counting).unwrap();
        assert!(!sealed.windows(4).any(|part| part == b"ada@"));
        assert_eq!(key.open(&sealed, b"portion 1").unwrap(), b"ada@district.example");
        assert_eq!(key.open(&sealed, b"portion 2"), Err(Unopened));
        assert_eq!(SealingKey::new([8; 32]).open(&sealed, b"portion 1"), Err(Unopened));
        assert_eq!(key.open(&sealed[..20], b"portion 1"), Err(Unopened));
        let mut changed = sealed;
        changed[30] ^= 1;
        assert_eq!(key.open(&changed, b"portion 1"), Err(Unopened));
    }
}
