use super::*;
use crate::multikey;

/// RFC 7515 §A.3.1.
fn rfc_7515_a3() -> Value {
    json!({"kty": "EC", "crv": "P-256",
           "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
           "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})
}

/// RFC 8037 §A.2.
fn rfc_8037_a2() -> Value {
    json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})
}

/// RFC 7515 §A.2.1, the public half.
fn rfc_7515_a2() -> Value {
    let jwk = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/known-answers/rsa/rfc-7515-a2.public.json"));
    serde_json::from_str(jwk).unwrap()
}

/// The P-384 fixture of Transmute's `did:key` library.
fn p384() -> Value {
    json!({"kty": "EC", "crv": "P-384",
           "x": "lInTxl8fjLKp_UCrxI0WDklahi-7-_6JbtiHjiRvMvhedhKVdHBfi2HCY8t_QJyc",
           "y": "y6N1IC-2mXxHreETBW7K3mBcw0qGr3CWHCs-yl09yCQRLcyfGv7XhqAngHOu51Zv"})
}

#[test]
fn an_rsa_key_says_its_algorithm_and_out_of_bounds_it_is_none() {
    let jwk = rfc_7515_a2();
    let key = decode_public(&jwk).unwrap();
    assert_eq!(encode_public(&key)["alg"], "RS256");
    for alg in ["RS256", "PS256"] {
        let mut jwk = jwk.clone();
        jwk["alg"] = json!(alg);
        assert_eq!(decode_public(&jwk), Ok(key.clone()));
    }
    for (member, value) in [("n", json!("0vx7")), ("n", json!(1)), ("e", json!("AQ")), ("e", json!("AA=="))] {
        let mut jwk = jwk.clone();
        jwk[member] = value;
        assert_eq!(decode_public(&jwk).unwrap_err().code(), "jwk.malformed");
    }
    let mut private = jwk;
    private["p"] = json!("AA");
    assert_eq!(decode_public(&private), Err(JwkError::Private { member: "p" }));
}

#[test]
fn the_thumbprint_of_rfc_7638_s_own_example_is_reproduced() {
    // RFC 7638 §3.1.
    let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknj\
             hMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qM\
             QvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJ\
             zKnqDKgw";
    let key = decode_public(&json!({"kty": "RSA", "n": n, "e": "AQAB"})).unwrap();
    assert_eq!(thumbprint(&key), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

#[test]
fn keys_are_read_and_written_back_with_all_their_members() {
    for jwk in [rfc_7515_a3(), rfc_8037_a2(), rfc_7515_a2(), p384()] {
        let written = encode_public(&decode_public(&jwk).unwrap());
        for (member, value) in jwk.as_object().unwrap() {
            assert_eq!(&written[member], value, "{member}");
        }
        assert_eq!(decode_public(&written), decode_public(&jwk));
    }
}

#[test]
fn the_thumbprint_of_rfc_8037_a3_is_reproduced() {
    let key = decode_public(&rfc_8037_a2()).unwrap();
    assert_eq!(thumbprint(&key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

/// No RFC shows the thumbprint of a P-256 key: this is what Node `jose` 6.2 computes for RFC 7515's.
#[test]
fn the_thumbprint_of_a_p256_key_is_the_one_jose_computes() {
    let key = decode_public(&rfc_7515_a3()).unwrap();
    assert_eq!(thumbprint(&key), "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
}

#[test]
fn a_private_half_is_refused_wherever_it_stands() {
    let mut jwk = rfc_7515_a3();
    jwk["d"] = json!("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI");
    assert_eq!(decode_public(&jwk), Err(JwkError::Private { member: "d" }));
    let symmetric = json!({"kty": "oct", "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"});
    assert_eq!(decode_public(&symmetric), Err(JwkError::Private { member: "k" }));
}

#[test]
fn a_point_off_the_curve_is_refused() {
    let mut jwk = rfc_7515_a3();
    jwk["y"] = jwk["x"].clone();
    assert_eq!(decode_public(&jwk), Err(JwkError::NotOnCurve { kind: KeyKind::P256 }));
}

#[test]
fn other_kinds_and_uses_are_refused_by_name() {
    let p521 = json!({"kty": "EC", "crv": "P-521", "x": "", "y": ""});
    assert_eq!(decode_public(&p521), Err(JwkError::Unsupported { name: "EC P-521".to_owned() }));
    let secp256k1 = json!({"kty": "EC", "crv": "secp256k1", "x": "", "y": ""});
    assert_eq!(decode_public(&secp256k1), Err(JwkError::Unsupported { name: "EC secp256k1".to_owned() }));
    for (member, value) in [("use", "enc"), ("alg", "ECDH-ES")] {
        let mut jwk = rfc_7515_a3();
        jwk[member] = json!(value);
        let refused = Err(JwkError::OtherUse { member, found: value.to_owned() });
        assert_eq!(decode_public(&jwk), refused);
    }
}

#[test]
fn coordinates_of_another_length_are_refused() {
    for x in [
        "",
        "AA",
        "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU=",
        "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEV",
    ] {
        let mut jwk = rfc_7515_a3();
        jwk["x"] = json!(x);
        assert!(matches!(decode_public(&jwk), Err(JwkError::Malformed { member: "x", .. })), "{x}");
    }
    assert!(matches!(decode_public(&json!([])), Err(JwkError::Malformed { member: "", .. })));
}

#[test]
fn a_key_set_says_what_its_keys_are_for() {
    let key = multikey::decode_public("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2").unwrap();
    let set = key_set([&key]);
    assert_eq!(set["keys"][0]["use"], "sig");
    assert_eq!(set["keys"][0]["alg"], "EdDSA");
    assert_eq!(decode_public(&set["keys"][0]), Ok(key));
}
