//! Keys as `publicKeyMultibase` and `secretKeyMultibase` (CID 1.0 §2.2.2): a multicodec prefix and the key's
//! bytes, in base58btc after `z`.

use zeroize::Zeroizing;

use crate::key::{KeyKind, KeyPair, PublicKey, Signer};

/// Longer texts are refused before they are decoded: base58 takes quadratic time. The longest key that anybody
/// writes so is a JWK in a `did:key`, below 300 characters; the longest of ours has 97.
const MAX_LENGTH: usize = 600;

const ED25519_PUBLIC: [u8; 2] = [0xed, 0x01];
const P256_PUBLIC: [u8; 2] = [0x80, 0x24];
const ED25519_SECRET: [u8; 2] = [0x80, 0x26];
const P256_SECRET: [u8; 2] = [0x86, 0x26];

/// What other prefixes say they are (multicodec table and CID 1.0 §2.2.2), so that a refusal can name it.
const OTHERS: [(&[u8], &str); 15] = [
    (&[0x81, 0x24], "P-384"),
    (&[0x82, 0x24], "P-521"),
    (&[0xe7, 0x01], "secp256k1"),
    (&[0xec, 0x01], "X25519"),
    (&[0xea, 0x01], "BLS12-381 G1"),
    (&[0xeb, 0x01], "BLS12-381 G2"),
    (&[0xee, 0x01], "BLS12-381 G1 and G2"),
    (&[0x85, 0x24], "RSA"),
    (&[0x86, 0x24], "SM2"),
    (&[0xd1, 0xd6, 0x03], "JWK"),
    (&[0x80, 0x26], "a secret Ed25519 key"),
    (&[0x86, 0x26], "a secret P-256 key"),
    (&[0x87, 0x26], "a secret P-384 key"),
    (&[0x81, 0x26], "a secret secp256k1 key"),
    (&[0x80, 0x30], "a secret BLS12-381 key"),
];

/// Why a text is no key that we can use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MultikeyError {
    /// Not `z` and base58btc, or far too long.
    #[error("this is not a Multikey: expected `z` and base58btc characters, like `z6Mk…`")]
    NotMultibase,
    /// A kind of key that is known by name but not by us.
    #[error("keys of the kind {name} cannot be used here: expected Ed25519 (`z6Mk…`) or P-256 (`zDn…`)")]
    Unsupported {
        /// The kind's name, or its multicodec prefix in hexadecimal.
        name: String,
    },
    /// The right prefix, but the bytes after it are no key of that kind.
    #[error("the bytes after the prefix are no {kind} key: wrong length, or no point of the curve")]
    NotAKey {
        /// What the prefix says.
        kind: KeyKind,
    },
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
            Self::HalvesDiffer => "multikey.halves_differ",
        }
    }
}

/// A key as `publicKeyMultibase`.
#[must_use]
pub fn encode_public(key: &PublicKey) -> String {
    match key {
        PublicKey::Ed25519(key) => encode(ED25519_PUBLIC, key.as_bytes()),
        PublicKey::P256(key) => encode(P256_PUBLIC, key.to_sec1_point(true).as_bytes()),
    }
}

/// Reads a `publicKeyMultibase`.
///
/// # Errors
/// Anything but a public Ed25519 or P-256 key of the right length that is a point of its curve.
pub fn decode_public(text: &str) -> Result<PublicKey, MultikeyError> {
    let bytes = decode(text)?;
    if let Some(key) = bytes.strip_prefix(&ED25519_PUBLIC) {
        let refuse = MultikeyError::NotAKey { kind: KeyKind::Ed25519 };
        return ed25519_dalek::VerifyingKey::try_from(key).map(PublicKey::Ed25519).map_err(|_| refuse);
    }
    if let Some(key) = bytes.strip_prefix(&P256_PUBLIC) {
        let refuse = MultikeyError::NotAKey { kind: KeyKind::P256 };
        // CID 1.0 §2.2.2: 33 bytes, compressed.
        let compressed = key.len() == 33;
        return p256::ecdsa::VerifyingKey::from_sec1_bytes(key)
            .ok()
            .filter(|_| compressed)
            .map(PublicKey::P256)
            .ok_or(refuse);
    }
    Err(MultikeyError::Unsupported { name: name_of(&bytes) })
}

/// A key as `secretKeyMultibase`: the 32 bytes of the seed or scalar.
#[must_use]
pub fn encode_secret(pair: &KeyPair) -> Zeroizing<String> {
    let prefix = match pair.kind() {
        KeyKind::Ed25519 => ED25519_SECRET,
        KeyKind::P256 => P256_SECRET,
    };
    Zeroizing::new(encode(prefix, pair.secret().as_slice()))
}

/// Reads a `secretKeyMultibase`. Ed25519 also in the older form with the public half behind the seed, 64 bytes.
///
/// # Errors
/// Anything but a secret Ed25519 or P-256 key, and a public half that is not the seed's.
pub fn decode_secret(text: &str) -> Result<KeyPair, MultikeyError> {
    let bytes = decode(text)?;
    let (kind, key) = if let Some(key) = bytes.strip_prefix(&ED25519_SECRET) {
        (KeyKind::Ed25519, key)
    } else if let Some(key) = bytes.strip_prefix(&P256_SECRET) {
        (KeyKind::P256, key)
    } else {
        return Err(MultikeyError::Unsupported { name: name_of(&bytes) });
    };
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

fn encode(prefix: [u8; 2], key: &[u8]) -> String {
    let bytes = Zeroizing::new([prefix.as_slice(), key].concat());
    format!("z{}", bs58::encode(bytes.as_slice()).into_string())
}

fn decode(text: &str) -> Result<Zeroizing<Vec<u8>>, MultikeyError> {
    text.strip_prefix('z')
        .filter(|digits| digits.len() <= MAX_LENGTH)
        .and_then(|digits| bs58::decode(digits).into_vec().ok())
        .map(Zeroizing::new)
        .ok_or(MultikeyError::NotMultibase)
}

fn name_of(bytes: &[u8]) -> String {
    OTHERS.iter().find(|(prefix, _)| bytes.starts_with(prefix)).map_or_else(
        || format!("0x{}", hex::encode(bytes.get(..2).unwrap_or(bytes))),
        |(_, name)| (*name).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key pair of the Open Badges 3.0 implementation guide (1EdTech, linked data proof test vector).
    const OB_PUBLIC_HEX: &str = "4bdeafde2ea8beefadd8c699b5c7e0704cf51154d52e17b20b71337ca04cc5a5";
    const OB_PUBLIC: &str = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
    const OB_SECRET_HEX: &str = "6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4";
    const OB_SECRET: &str =
        "zrv2bqTbNwCTsRrHFcJCPjVAduh4Ezcnoq1A3ZxH1GWTNkxipLVuaAoMFmze2gFN9oNXfJjufxSHWVZzsJiUsMHFMcx";
    /// The key pair of the W3C recommendation Data Integrity EdDSA Cryptosuites 1.0, appendix B.
    const W3C_PUBLIC: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    const W3C_SECRET: &str = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
    /// The P-256 key pair of the W3C recommendation Data Integrity ECDSA Cryptosuites 1.0, appendix A.
    const W3C_P256_PUBLIC: &str = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP";
    const W3C_P256_SECRET: &str = "z42twTcNeSYcnqg1FLuSFs2bsGH3ZqbRHFmvS9XMsYhjxvHN";

    #[test]
    fn the_implementation_guides_key_is_read_and_written() {
        let key = decode_public(OB_PUBLIC).unwrap();
        assert!(matches!(&key, PublicKey::Ed25519(k) if hex::encode(k.as_bytes()) == OB_PUBLIC_HEX));
        assert_eq!(encode_public(&key), OB_PUBLIC);
        let pair = decode_secret(OB_SECRET).unwrap();
        assert_eq!(hex::encode(pair.secret().as_slice()), OB_SECRET_HEX);
        assert_eq!(pair.public_key(), key);
    }

    #[test]
    fn the_recommendations_key_pairs_are_read_and_written() {
        for (secret, public) in [(W3C_SECRET, W3C_PUBLIC), (W3C_P256_SECRET, W3C_P256_PUBLIC)] {
            let pair = decode_secret(secret).unwrap();
            assert_eq!(encode_public(&pair.public_key()), public);
            assert_eq!(*encode_secret(&pair), secret);
            assert_eq!(decode_public(public).unwrap(), pair.public_key());
        }
    }

    #[test]
    fn other_kinds_are_refused_by_name() {
        // The P-384 and BLS12-381 keys of CID 1.0 appendix A.1, and a secret where a public key belongs.
        for (text, name) in [
            ("z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54", "P-384"),
            (W3C_SECRET, "a secret Ed25519 key"),
        ] {
            assert_eq!(decode_public(text), Err(MultikeyError::Unsupported { name: name.to_owned() }));
        }
        assert!(
            matches!(decode_secret(W3C_PUBLIC), Err(MultikeyError::Unsupported { name }) if name == "0xed01")
        );
    }

    #[test]
    fn bytes_that_are_no_point_and_wrong_lengths_are_refused() {
        let not_a_point = encode(P256_PUBLIC, &[2; 33].map(|b: u8| if b == 2 { 0xff } else { b }));
        assert_eq!(decode_public(&not_a_point), Err(MultikeyError::NotAKey { kind: KeyKind::P256 }));
        let pair = decode_secret(W3C_P256_SECRET).unwrap();
        let PublicKey::P256(key) = pair.public_key() else { panic!("a P-256 key") };
        let uncompressed = encode(P256_PUBLIC, key.to_sec1_point(false).as_bytes());
        assert_eq!(decode_public(&uncompressed), Err(MultikeyError::NotAKey { kind: KeyKind::P256 }));
        let short = encode(ED25519_PUBLIC, &[1; 31]);
        assert_eq!(decode_public(&short), Err(MultikeyError::NotAKey { kind: KeyKind::Ed25519 }));
    }

    #[test]
    fn what_is_no_multibase_or_far_too_long_is_refused_undecoded() {
        for text in ["", "z0OIl", "u7QE", "é", &format!("z{}", "x".repeat(MAX_LENGTH + 1))] {
            assert_eq!(decode_public(text), Err(MultikeyError::NotMultibase), "{text}");
        }
        assert!(decode_public("z").is_err());
    }

    #[test]
    fn a_secret_with_anothers_public_half_is_refused() {
        let mut bytes = hex::decode(OB_SECRET_HEX).unwrap();
        bytes.extend([7; 32]);
        assert_eq!(decode_secret(&encode(ED25519_SECRET, &bytes)).unwrap_err(), MultikeyError::HalvesDiffer);
    }
}
