//! Keys as `publicKeyMultibase` and `secretKeyMultibase` (CID 1.0 §2.2.2): a multicodec prefix and the key's
//! bytes, in base58btc after `z`. What others have published in other forms is read where it can mean one key only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use crate::jwk::{self, JwkError};
use crate::key::{KeyKind, KeyPair, PublicKey, RsaPublicKey, Signer};

/// Longer texts are refused before they are decoded: base58 takes quadratic time. An RSA key of 8192 bits has 1,420.
const MAX_LENGTH: usize = 1500;

/// The same for a private half, which only key files hold: one of RSA with 4096 bits has 3,220 characters.
const MAX_SECRET_LENGTH: usize = 3300;

const KINDS: [KeyKind; 4] = [KeyKind::Ed25519, KeyKind::P256, KeyKind::P384, KeyKind::Rsa];

/// A public JWK (`jwk_jcs-pub`), which some issuers' `did:key`s are made of.
const JWK: [u8; 3] = [0xd1, 0xd6, 0x03];

/// What other prefixes say they are (multicodec table and CID 1.0 §2.2.2), so that a refusal can name it.
const OTHERS: [(&[u8], &str); 13] = [
    (&[0x82, 0x24], "P-521"),
    (&[0xe7, 0x01], "secp256k1"),
    (&[0xec, 0x01], "X25519"),
    (&[0xea, 0x01], "BLS12-381 G1"),
    (&[0xeb, 0x01], "BLS12-381 G2"),
    (&[0xee, 0x01], "BLS12-381 G1 and G2"),
    (&[0x86, 0x24], "SM2"),
    (&[0x80, 0x26], "a secret Ed25519 key"),
    (&[0x86, 0x26], "a secret P-256 key"),
    (&[0x87, 0x26], "a secret P-384 key"),
    (&[0x85, 0x26], "a secret RSA key"),
    (&[0x81, 0x26], "a secret secp256k1 key"),
    (&[0x80, 0x30], "a secret BLS12-381 key"),
];

/// Why a text is no key that we can use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MultikeyError {
    /// Neither `z` and base58btc nor `u` and base64url, or far too long.
    #[error("this is not a Multikey: expected `z` and base58btc characters, like `z6Mk…`")]
    NotMultibase,
    /// A kind of key that is known by name but not by us.
    #[error(
        "keys of the kind {name} cannot be used here: expected Ed25519 (`z6Mk…`), P-256 (`zDn…`), P-384 or RSA"
    )]
    Unsupported {
        /// The kind's name, or its multicodec prefix in hexadecimal.
        name: String,
    },
    /// The right prefix, but the bytes after it are no key of that kind.
    #[error("the bytes after the prefix are no {kind} key: wrong length, or not numbers of such a key")]
    NotAKey {
        /// What the prefix says.
        kind: KeyKind,
    },
    /// A JWK in the place of a key, which is none.
    #[error("the JWK in the place of the key cannot be read: {0}")]
    Jwk(JwkError),
    /// A secret key that carries a public half which is not its own.
    #[error("the public half inside the secret key is not its own")]
    HalvesDiffer,
}

impl MultikeyError {
    /// The stable name of this error in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotMultibase => "multikey.not_multibase",
            Self::Unsupported { .. } => "multikey.unsupported",
            Self::NotAKey { .. } => "multikey.not_a_key",
            Self::Jwk(error) => error.code(),
            Self::HalvesDiffer => "multikey.halves_differ",
        }
    }
}

/// A key as `publicKeyMultibase`.
#[must_use]
pub fn encode_public(key: &PublicKey) -> String {
    let (prefix, _) = prefixes(key.kind());
    match key {
        PublicKey::Ed25519(key) => encode(prefix, key.as_bytes()),
        PublicKey::P256(key) => encode(prefix, key.to_sec1_point(true).as_bytes()),
        PublicKey::P384(key) => encode(prefix, key.to_sec1_point(true).as_bytes()),
        PublicKey::Rsa(key) => encode(prefix, &key.to_der()),
    }
}

/// Reads a `publicKeyMultibase`, also in forms that only older or other software writes: points that are not compressed,
/// a JWK in the place of a key, and base64url after `u`. [`encode_public`] of what is returned tells them apart.
///
/// # Errors
/// Anything but a public key of a kind and a length that we verify with.
pub fn decode_public(text: &str) -> Result<PublicKey, MultikeyError> {
    let bytes = decode(text, MAX_LENGTH)?;
    if let Some(written) = bytes.strip_prefix(&JWK) {
        return decode_jwk(written);
    }
    let known = KINDS.iter().find_map(|kind| Some((*kind, bytes.strip_prefix(&prefixes(*kind).0)?)));
    let (kind, key) = known.ok_or_else(|| MultikeyError::Unsupported { name: name_of(&bytes) })?;
    public_key(kind, key).ok_or(MultikeyError::NotAKey { kind })
}

/// The key of a kind in its bare bytes: an Ed25519 key, a point with or without the mark of its form, `RSAPublicKey`.
pub(crate) fn public_key(kind: KeyKind, key: &[u8]) -> Option<PublicKey> {
    match kind {
        KeyKind::Ed25519 => ed25519_dalek::VerifyingKey::try_from(key).ok().map(PublicKey::Ed25519),
        KeyKind::P256 => {
            let point = marked_point(key, 32)?;
            p256::ecdsa::VerifyingKey::from_sec1_bytes(&point).ok().map(PublicKey::P256)
        }
        KeyKind::P384 => {
            let point = marked_point(key, 48)?;
            p384::ecdsa::VerifyingKey::from_sec1_bytes(&point).ok().map(PublicKey::P384)
        }
        KeyKind::Rsa => RsaPublicKey::from_der(key).ok().map(PublicKey::Rsa),
    }
}

/// A point as SEC 1 §2.3.3 writes it. `did:key`s of before 2022 have the two coordinates without the mark before them.
fn marked_point(key: &[u8], coordinate: usize) -> Option<Vec<u8>> {
    match key.first()? {
        _ if key.len() == 2 * coordinate => Some([&[4], key].concat()),
        2 | 3 if key.len() == 1 + coordinate => Some(key.to_vec()),
        4 if key.len() == 1 + 2 * coordinate => Some(key.to_vec()),
        _ => None,
    }
}

fn decode_jwk(written: &[u8]) -> Result<PublicKey, MultikeyError> {
    let malformed = JwkError::Malformed { member: "", expected: "a JSON object" };
    let jwk = serde_json::from_slice(written).map_err(|_| MultikeyError::Jwk(malformed))?;
    jwk::decode_public(&jwk).map_err(|error| match error {
        JwkError::Unsupported { name } => MultikeyError::Unsupported { name },
        error => MultikeyError::Jwk(error),
    })
}

/// A key as `secretKeyMultibase`: the bytes of the seed or scalar, or `RSAPrivateKey` in DER.
#[must_use]
pub fn encode_secret(pair: &KeyPair) -> Zeroizing<String> {
    let (_, prefix) = prefixes(pair.kind());
    Zeroizing::new(encode(prefix, pair.secret().as_slice()))
}

/// Reads a `secretKeyMultibase`. Ed25519 also in the older form with the public half behind the seed, 64 bytes.
///
/// # Errors
/// Anything but a secret key of a kind that we sign with, and a public half that is not the seed's.
pub fn decode_secret(text: &str) -> Result<KeyPair, MultikeyError> {
    let bytes = decode(text, MAX_SECRET_LENGTH)?;
    let known = KINDS.iter().find_map(|kind| Some((*kind, bytes.strip_prefix(&prefixes(*kind).1)?)));
    let (kind, key) = known.ok_or_else(|| MultikeyError::Unsupported { name: name_of(&bytes) })?;
    let (secret, public) = match (kind, key.split_at_checked(32)) {
        (KeyKind::Ed25519, Some((seed, public))) if public.len() == 32 => (seed, Some(public)),
        _ => (key, None),
    };
    let pair = KeyPair::from_secret(kind, secret).map_err(|_| MultikeyError::NotAKey { kind })?;
    match (public, pair.public_key()) {
        (Some(said), PublicKey::Ed25519(own)) if said != own.as_bytes() => Err(MultikeyError::HalvesDiffer),
        _ => Ok(pair),
    }
}

/// The multicodec prefixes of a kind of key: of its public half, and of the private one.
fn prefixes(kind: KeyKind) -> ([u8; 2], [u8; 2]) {
    match kind {
        KeyKind::Ed25519 => ([0xed, 0x01], [0x80, 0x26]),
        KeyKind::P256 => ([0x80, 0x24], [0x86, 0x26]),
        KeyKind::P384 => ([0x81, 0x24], [0x87, 0x26]),
        KeyKind::Rsa => ([0x85, 0x24], [0x85, 0x26]),
    }
}

fn encode(prefix: [u8; 2], key: &[u8]) -> String {
    let bytes = Zeroizing::new([prefix.as_slice(), key].concat());
    format!("z{}", bs58::encode(bytes.as_slice()).into_string())
}

fn decode(text: &str, max_length: usize) -> Result<Zeroizing<Vec<u8>>, MultikeyError> {
    let text = Some(text).filter(|text| text.len() <= max_length).ok_or(MultikeyError::NotMultibase)?;
    let bytes = match text.split_at_checked(1) {
        Some(("z", digits)) => bs58::decode(digits).into_vec().ok(),
        Some(("u", digits)) => URL_SAFE_NO_PAD.decode(digits).ok(),
        _ => None,
    };
    bytes.map(Zeroizing::new).ok_or(MultikeyError::NotMultibase)
}

fn name_of(bytes: &[u8]) -> String {
    OTHERS.iter().find(|(prefix, _)| bytes.starts_with(prefix)).map_or_else(
        || format!("0x{}", hex::encode(bytes.get(..2).unwrap_or(bytes))),
        |(_, name)| (*name).to_owned(),
    )
}

#[cfg(test)]
mod tests;
