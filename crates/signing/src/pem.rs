//! Public keys as PEM (RFC 7468): `SubjectPublicKeyInfo`, or `RSAPublicKey` of RFC 8017. Read for older DID documents.

use rsa::pkcs1::der::asn1::ObjectIdentifier;
use rsa::pkcs1::der::{Decode, Document};
use rsa::pkcs8::spki::SubjectPublicKeyInfoRef;

use crate::key::{KeyKind, PublicKey};
use crate::multikey;

/// Longer texts are not looked at. An RSA key of 8192 bits has some 1,450 characters.
const MAX_LENGTH: usize = 4096;

/// RFC 8017 §A.1, RFC 5480 §2.1.1, RFC 8410 §3.
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// Why a text is no public key in PEM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PemError {
    /// Not PEM, or no key.
    Malformed,
    /// A kind of key that we do not verify with.
    Unsupported,
}

pub(crate) fn decode_public(text: &str) -> Result<PublicKey, PemError> {
    let text = Some(text).filter(|text| text.len() <= MAX_LENGTH).ok_or(PemError::Malformed)?;
    let (label, der) = Document::from_pem(text.trim()).map_err(|_| PemError::Malformed)?;
    let (kind, key) = match label {
        "RSA PUBLIC KEY" => (KeyKind::Rsa, der.as_bytes().to_vec()),
        "PUBLIC KEY" => {
            let info = SubjectPublicKeyInfoRef::from_der(der.as_bytes()).map_err(|_| PemError::Malformed)?;
            let key = info.subject_public_key.as_bytes().ok_or(PemError::Malformed)?;
            (kind_of(&info).ok_or(PemError::Unsupported)?, key.to_vec())
        }
        _ => return Err(PemError::Malformed),
    };
    multikey::public_key(kind, &key).ok_or(PemError::Malformed)
}

fn kind_of(info: &SubjectPublicKeyInfoRef<'_>) -> Option<KeyKind> {
    match info.algorithm.oid {
        RSA => Some(KeyKind::Rsa),
        ED25519 => Some(KeyKind::Ed25519),
        EC => match info.algorithm.parameters?.decode_as::<ObjectIdentifier>().ok()? {
            P256 => Some(KeyKind::P256),
            P384 => Some(KeyKind::P384),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Signer;
    use crate::key::rsa_tests::rfc_7515_a2;

    macro_rules! pem {
        ($name:literal) => {
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/known-answers/", $name))
        };
    }

    #[test]
    fn both_forms_of_an_rsa_key_are_read() {
        for text in [pem!("rsa/rfc-7515-a2.spki.pem"), pem!("rsa/rfc-7515-a2.pkcs1.pem")] {
            assert_eq!(decode_public(text), Ok(rfc_7515_a2().public_key()));
        }
    }

    /// Written by PyPI `cryptography` 48, of keys with the private number 7 (`[7; 32]` for Ed25519).
    #[test]
    fn keys_of_the_curves_are_read_and_others_told_apart() {
        for (text, kind) in [
            (pem!("pem/ed25519.pem"), Ok(KeyKind::Ed25519)),
            (pem!("pem/p256.pem"), Ok(KeyKind::P256)),
            (pem!("pem/p384.pem"), Ok(KeyKind::P384)),
            (pem!("pem/p521.pem"), Err(PemError::Unsupported)),
            (pem!("pem/secp256k1.pem"), Err(PemError::Unsupported)),
        ] {
            assert_eq!(decode_public(text).map(|key| key.kind()), kind, "{text}");
        }
    }

    #[test]
    fn what_is_no_public_key_is_refused() {
        let good = pem!("rsa/rfc-7515-a2.spki.pem");
        let private = good.replace("PUBLIC", "PRIVATE");
        let cut = good.replacen("MII", "MIJ", 1);
        for text in ["", "-----BEGIN PUBLIC KEY-----", &private, &cut, &"-".repeat(1_000_000)] {
            assert_eq!(decode_public(text), Err(PemError::Malformed), "{text:.40}");
        }
    }
}
