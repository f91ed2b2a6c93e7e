//! The key under which people and requests are looked up, so that neither an address nor a completion is kept in clear.

use badgewright_credential::{Did, EmailAddress, Entropy};
use badgewright_signing::sealing::SealingKey;
use badgewright_store::{BodyDigest, CredentialDigest, RecipientDigest};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;
use zeroize::Zeroizing;

/// A secret of 32 bytes, kept outside the store (HMAC-SHA-256, RFC 2104). Whoever has the store but not this key cannot
/// test whether an address is in it.
pub struct LookupKey(Zeroizing<[u8; 32]>);

/// Why a text is not a [`LookupKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a look-up key: expected 64 hexadecimal digits on one line")]
pub struct InvalidLookupKey;

impl LookupKey {
    /// Draws a new key.
    pub fn random(entropy: &dyn Entropy) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        entropy.fill(key.as_mut());
        Self(key)
    }

    /// Reads the key as [`LookupKey::to_hex`] writes it.
    ///
    /// # Errors
    /// When it is anything but 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Result<Self, InvalidLookupKey> {
        let mut key = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text.trim_end(), key.as_mut()).map_err(|_| InvalidLookupKey)?;
        Ok(Self(key))
    }

    /// The key as its file has it: 64 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(*self.0))
    }

    /// What a badge is found by when somebody asks for an address: the lower-cased one.
    #[must_use]
    pub fn of_email(&self, address: &EmailAddress) -> RecipientDigest {
        RecipientDigest(self.digest("email", address.lower_cased().as_bytes()))
    }

    /// What a badge is found by when somebody asks for a DID.
    #[must_use]
    pub fn of_did(&self, did: &Did) -> RecipientDigest {
        RecipientDigest(self.digest("did", did.as_str().as_bytes()))
    }

    /// What the status entries of a credential are found by: its `id`.
    #[must_use]
    pub fn of_credential(&self, id: &str) -> CredentialDigest {
        CredentialDigest(self.digest("credential", id.as_bytes()))
    }

    /// By what a request is known to be the same: equal as JSON (RFC 8785), whatever its spaces and the order of its
    /// members.
    ///
    /// # Errors
    /// When the value has no canonical form: a number beyond IEEE 754.
    pub fn of_request(&self, body: &Value) -> Result<BodyDigest, serde_json::Error> {
        let canonical = serde_json_canonicalizer::to_vec(body)?;
        Ok(BodyDigest(self.digest("request", &canonical)))
    }

    /// The same of a whole batch, by the digest of its rows.
    #[must_use]
    pub(crate) fn of_batch(&self, rows: &[u8; 32]) -> BodyDigest {
        BodyDigest(self.digest("batch", rows))
    }

    /// The same of a row that is no JSON.
    #[must_use]
    pub(crate) fn of_unreadable_row(&self, text: &str) -> BodyDigest {
        BodyDigest(self.digest("unreadable row", text.as_bytes()))
    }

    /// Under which the rows of batches wait.
    #[must_use]
    pub(crate) fn sealing(&self) -> SealingKey {
        SealingKey::new(self.digest("rows of batches", &[]))
    }

    /// What makes the URL of an issuer's list of revoked ids one that nobody guesses: 32 hexadecimal digits.
    #[must_use]
    pub fn of_revocation_list(&self, issuer: &Did, number: u32) -> String {
        hex::encode(&self.digest("revocation list", format!("{number} {issuer}").as_bytes())[..16])
    }

    /// Each kind of digest has its own prefix, so that none can stand for another.
    fn digest(&self, kind: &str, message: &[u8]) -> [u8; 32] {
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.0.as_ref()) else { return [0; 32] };
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(message);
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn key() -> LookupKey {
        LookupKey::from_hex(&"07".repeat(32)).unwrap()
    }

    #[test]
    fn requests_are_the_same_when_they_are_equal_as_json() {
        let one = key().of_request(&json!({"badge": "a", "n": 1.0})).unwrap();
        assert_eq!(
            one,
            key().of_request(&serde_json::from_str(r#"{ "n":1, "badge":"\u0061" }"#).unwrap()).unwrap()
        );
        assert_ne!(one, key().of_request(&json!({"badge": "a", "n": 1, "externalId": null})).unwrap());
    }

    #[test]
    fn an_address_is_found_however_it_is_typed_and_only_with_the_key() {
        let (typed, other): (EmailAddress, EmailAddress) =
            ("Ada@District.example".parse().unwrap(), "ada@district.example".parse().unwrap());
        assert_eq!(key().of_email(&typed), key().of_email(&other));
        assert_ne!(key().of_email(&other), LookupKey::from_hex(&"08".repeat(32)).unwrap().of_email(&other));
    }

    #[test]
    fn the_file_gives_the_same_key_back() {
        assert_eq!(*LookupKey::from_hex(&format!("{}\n", *key().to_hex())).unwrap().0, *key().0);
        assert!(LookupKey::from_hex("07").is_err());
    }
}
