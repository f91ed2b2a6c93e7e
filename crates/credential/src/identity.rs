//! Writing who earned a badge (OB, data model: `IdentityObject` and `IdentityHash`).

use sha2::{Digest, Sha256};

use crate::{EmailAddress, Entropy, IdentityObject};

/// The recipient's e-mail address, hashed with a salt of its own.
///
/// Whoever knows the address can check it; nobody can look it up, and two badges of one person do not tell.
pub fn email(address: &EmailAddress, entropy: &dyn Entropy) -> IdentityObject {
    let mut salt = [0; 16];
    entropy.fill(&mut salt);
    hashed_email(address, digits(salt))
}

/// The hash is of the lower-cased address followed by the salt's text, both UTF-8.
fn hashed_email(address: &EmailAddress, salt: String) -> IdentityObject {
    let digest = Sha256::new().chain_update(address.lower_cased()).chain_update(&salt).finalize();
    IdentityObject::hashed("emailAddress", ["sha256$", &digits(digest)].concat(), salt)
}

/// In hexadecimal digits: each badge has 96 of them, and `hex` writes one character after the other.
fn digits(bytes: impl AsRef<[u8]>) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |four: u8| DIGITS[usize::from(four & 15)];
    let digits = bytes.as_ref().iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect();
    String::from_utf8(digits).unwrap_or_default()
}

/// The recipient's name in clear: where wallets and verifiers look for "Issued to".
#[must_use]
pub fn name(name: &str) -> IdentityObject {
    IdentityObject::plain("name", name.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct Fixed(u8);

    impl Entropy for Fixed {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn the_hash_is_the_one_that_the_standard_works_out() {
        // The example of OB 3.0's `IdentityHash`: `a@example.com` salted with `Kosher`.
        let written = hashed_email(&"A@Example.com".parse().unwrap(), "Kosher".to_owned());
        assert_eq!(
            serde_json::to_value(written).unwrap(),
            json!({
                "type": "IdentityObject",
                "identityType": "emailAddress",
                "hashed": true,
                "identityHash": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399",
                "salt": "Kosher"
            })
        );
    }

    #[test]
    fn two_badges_of_one_person_cannot_be_told_by_their_hash() {
        let address = "ada@district.example".parse().unwrap();
        assert_ne!(email(&address, &Fixed(1)), email(&address, &Fixed(2)));
    }

    #[test]
    fn a_name_is_written_in_clear_and_without_salt() {
        assert_eq!(
            serde_json::to_value(name("Ada Jones")).unwrap(),
            json!({"type": "IdentityObject", "identityType": "name", "hashed": false, "identityHash": "Ada Jones"})
        );
    }
}
