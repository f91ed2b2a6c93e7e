use super::*;
use crate::key::rsa_tests::rfc_7515_a2;

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
    // Of the did:key method's test vectors, and a secret where a public key belongs.
    for (text, name) in [
        ("zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", "secp256k1"),
        ("z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", "X25519"),
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
    let not_a_point = encode(prefixes(KeyKind::P256).0, &[2; 33].map(|b: u8| if b == 2 { 0xff } else { b }));
    assert_eq!(decode_public(&not_a_point), Err(MultikeyError::NotAKey { kind: KeyKind::P256 }));
    let short = encode(prefixes(KeyKind::Ed25519).0, &[1; 31]);
    assert_eq!(decode_public(&short), Err(MultikeyError::NotAKey { kind: KeyKind::Ed25519 }));
}

#[test]
fn what_is_no_multibase_or_far_too_long_is_refused_undecoded() {
    for text in ["", "z0OIl", "u7Q=", "m7QE", "é", &format!("z{}", "x".repeat(MAX_LENGTH + 1))] {
        assert_eq!(decode_public(text), Err(MultikeyError::NotMultibase), "{text}");
    }
    assert!(decode_public("z").is_err());
}

#[test]
fn a_secret_with_anothers_public_half_is_refused() {
    let mut bytes = hex::decode(OB_SECRET_HEX).unwrap();
    bytes.extend([7; 32]);
    assert_eq!(
        decode_secret(&encode(prefixes(KeyKind::Ed25519).1, &bytes)).unwrap_err(),
        MultikeyError::HalvesDiffer
    );
}

/// The P-384 key pair of Data Integrity ECDSA Cryptosuites 1.0, appendix A.
const W3C_P384_PUBLIC: &str = "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ";
const W3C_P384_SECRET: &str = "z2fanyY7zgwNpZGxX5fXXibvScNaUWNprHU9dKx7qpVj7mws9J8LLt4mDB5TyH2GLHWkUc";

#[test]
fn every_kind_of_key_is_read_as_it_was_written() {
    let pair = decode_secret(W3C_P384_SECRET).unwrap();
    assert_eq!(encode_public(&pair.public_key()), W3C_P384_PUBLIC);
    let rsa = rfc_7515_a2();
    for pair in [pair, rsa] {
        let public = pair.public_key();
        assert_eq!(decode_public(&encode_public(&public)), Ok(public.clone()));
        assert_eq!(decode_secret(&encode_secret(&pair)).unwrap().public_key(), public);
    }
}

/// The `did:key`s of an RSA key in the method's test vectors begin so.
#[test]
fn an_rsa_key_begins_as_in_the_did_key_methods_vectors_and_may_be_long() {
    assert!(encode_public(&rfc_7515_a2().public_key()).starts_with("z4MX"));
    let longest = RsaPublicKey::new(&[0xff; 1024], &[1, 0, 1]).map(PublicKey::Rsa).unwrap();
    let text = encode_public(&longest);
    assert!(text.len() <= MAX_LENGTH);
    assert_eq!(decode_public(&text), Ok(longest));
}

/// What libraries wrote before 2022 (the P-256 and P-384 fixtures of Transmute's and TrustBloc's), with their own JWKs.
#[test]
fn points_that_are_not_compressed_are_read_and_written_anew_compressed() {
    for (text, crv, x) in [
        (
            "zrurwcJZss4ruepVNu1H3xmSirvNbzgBk9qrCktB6kaewXnJAhYWwtP3bxACqBpzjZdN7TyHNzzGGSSH5qvZsSDir9z",
            "P-256",
            "fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI",
        ),
        (
            "zFwfeyrSyWdksRYykTGGtagWazFB5zS4CjQcxDMQSNmCTQB5QMqokx2VJz4vBB2hN1nUrYDTuYq3kd1BM5cUCfFD4awiNuzEBuoy6rZZTM\
             CsZsdvWkDXY6832qcAnzE7YGw43KU",
            "P-384",
            "lInTxl8fjLKp_UCrxI0WDklahi-7-_6JbtiHjiRvMvhedhKVdHBfi2HCY8t_QJyc",
        ),
    ] {
        let key = decode_public(text).unwrap();
        let jwk = jwk::encode_public(&key);
        assert_eq!((jwk["crv"].as_str(), jwk["x"].as_str()), (Some(crv), Some(x)));
        assert_ne!(encode_public(&key), text);
        assert_eq!(decode_public(&encode_public(&key)), Ok(key));
    }
    let PublicKey::P256(key) = decode_public(W3C_P256_PUBLIC).unwrap() else { panic!("P-256") };
    let marked = encode(prefixes(KeyKind::P256).0, key.to_sec1_point(false).as_bytes());
    assert_eq!(decode_public(&marked), Ok(PublicKey::P256(key)));
}

#[test]
fn base64url_and_a_jwk_are_read_in_the_place_of_base58_and_a_key() {
    let key = decode_public(W3C_PUBLIC).unwrap();
    let bytes = bs58::decode(&W3C_PUBLIC[1..]).into_vec().unwrap();
    assert_eq!(decode_public(&format!("u{}", URL_SAFE_NO_PAD.encode(bytes))), Ok(key.clone()));
    let of_jwk = |jwk: serde_json::Value| {
        let bytes = [&JWK, jwk.to_string().as_bytes()].concat();
        decode_public(&format!("z{}", bs58::encode(bytes).into_string()))
    };
    assert_eq!(of_jwk(jwk::encode_public(&key)), Ok(key));
    assert_eq!(
        of_jwk(serde_json::json!({"kty": "EC", "crv": "secp256k1"})).unwrap_err().code(),
        "multikey.unsupported"
    );
    assert_eq!(of_jwk(serde_json::json!([])).unwrap_err().code(), "jwk.malformed");
}

/// The example of EBSI's did:key profile for natural persons: a P-256 key as JWK.
#[test]
fn ebsis_example_is_read() {
    let text = "z2dmzD81cgPx8Vki7JbuuMmFYrWPgYoytykUZ3eyqht1j9KbsEYvdrjxMjQ4tpnje9BDBTzuNDP3knn6qLZErzd4bJ5go2CChoPjd5GAH3zpFJP5fuwSk66U5Pq6EhF4nKnHzDnznEP8fX99nZGgwbAh1o7Gj1X52Tdhf7U4KTk66xsA5r";
    let key = decode_public(text).unwrap();
    assert_eq!(key.kind(), KeyKind::P256);
}
