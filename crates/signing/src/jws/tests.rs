use super::*;
use crate::jwk;
use crate::key::rsa_tests::rfc_7515_a2;
use crate::multikey;

/// RFC 7515 §A.3.
const RFC_7515_A3: &str = "eyJhbGciOiJFUzI1NiJ9\
    .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
    .DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

/// RFC 8037 §A.4.
const RFC_8037_A4: &str = "eyJhbGciOiJFZERTQSJ9\
    .RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc\
    .hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

fn p256() -> PublicKey {
    jwk::decode_public(&json!({"kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}))
    .unwrap()
}

fn ed25519() -> PublicKey {
    jwk::decode_public(
        &json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}),
    )
    .unwrap()
}

fn with_header(header: &Value) -> String {
    format!("{}.e30.AA", URL_SAFE_NO_PAD.encode(header.to_string()))
}

#[test]
fn the_known_answers_of_the_rfcs_verify() {
    let es256 = parse(RFC_7515_A3).unwrap();
    assert!(verify(&es256, &p256()).unwrap().payload().starts_with(b"{\"iss\":\"joe\""));
    let eddsa = parse(RFC_8037_A4).unwrap();
    assert_eq!(verify(&eddsa, &ed25519()).unwrap().payload(), b"Example of Ed25519 signing");
}

#[test]
fn a_changed_part_and_anothers_key_do_not_verify() {
    for changed in [RFC_7515_A3.replace("eyJpc3Mi", "eyJpc3Nj"), RFC_7515_A3.replace("NU1Q", "NU1g"), {
        let (signed, _) = RFC_7515_A3.rsplit_once('.').unwrap();
        format!("{signed}.")
    }] {
        assert_eq!(verify(&parse(&changed).unwrap(), &p256()).unwrap_err(), JwsError::Mismatch);
    }
    let other = multikey::decode_public("zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP").unwrap();
    assert_eq!(verify(&parse(RFC_7515_A3).unwrap(), &other).unwrap_err(), JwsError::Mismatch);
}

#[test]
fn the_header_cannot_choose_the_kind_of_the_key() {
    let jws = parse(RFC_7515_A3).unwrap();
    let refused = JwsError::WrongKey { alg: "ES256".to_owned(), kind: KeyKind::Ed25519 };
    assert_eq!(verify(&jws, &ed25519()).unwrap_err(), refused);
}

#[test]
fn a_jws_of_ours_has_three_header_members_and_verifies() {
    let curves = [
        "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq",
        "z42twTcNeSYcnqg1FLuSFs2bsGH3ZqbRHFmvS9XMsYhjxvHN",
        "z2fanyY7zgwNpZGxX5fXXibvScNaUWNprHU9dKx7qpVj7mws9J8LLt4mDB5TyH2GLHWkUc",
    ];
    let curves = curves.map(|secret| multikey::decode_secret(secret).unwrap());
    for (pair, alg) in curves.into_iter().chain([rfc_7515_a2()]).zip(["EdDSA", "ES256", "ES384", "RS256"]) {
        let text = sign(&json!({"a": "é"}), "did:web:badges.example#k", &pair).unwrap();
        let jws = parse(&text).unwrap();
        assert_eq!(jws.alg(), alg);
        assert_eq!(jws.header().keys().collect::<Vec<_>>(), ["alg", "kid", "typ"]);
        assert_eq!((jws.kid(), jws.typ(), jws.jwk()), (Some("did:web:badges.example#k"), Some("JWT"), None));
        assert_eq!(verify(&jws, &pair.public_key()).unwrap().payload(), "{\"a\":\"é\"}".as_bytes());
        assert!(!text.ends_with('\n'));
    }
}

/// Written by Node `jose` 6.2.18 (`CompactSign`), with the published P-256 key of Data Integrity ECDSA 1.0.
#[test]
fn a_jws_of_another_implementation_verifies() {
    let text = "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJmcm9tIjoiam9zZSJ9\
        .t_8zoQqvTCh8tTSwX_eLATgFl4RoPn1sfeGhyH8Exc_n2rIs_4xtPUgezPC1E8fHExlhEgMZxqqD0sqqSKx8Jw";
    let key = multikey::decode_public("zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP").unwrap();
    assert_eq!(verify(&parse(text).unwrap(), &key).unwrap().payload(), b"{\"from\":\"jose\"}");
}

#[test]
fn algorithms_without_a_signature_are_refused_however_they_are_spelled() {
    for alg in ["none", "None", "NONE", "nOnE"] {
        assert_eq!(parse(&with_header(&json!({"alg": alg}))).unwrap_err(), JwsError::AlgNone);
    }
    for alg in ["HS256", "HS384", "HS512", "hs256"] {
        let refused = JwsError::AlgRefused { alg: alg.to_owned() };
        assert_eq!(parse(&with_header(&json!({"alg": alg}))).unwrap_err(), refused);
    }
}

#[test]
fn an_algorithm_that_is_not_implemented_is_told_apart_from_a_forgery() {
    let jws = parse(&with_header(&json!({"alg": "ES256K"}))).unwrap();
    let refused = JwsError::UnsupportedAlgorithm { alg: "ES256K".to_owned() };
    assert_eq!(verify(&jws, &p256()).unwrap_err(), refused);
    assert_eq!(refused.code(), "jws.alg_unsupported");
}

#[test]
fn critical_extensions_are_refused_and_other_members_ignored() {
    for crit in [json!(["b64"]), json!([]), json!(null)] {
        let refused = parse(&with_header(&json!({"alg": "ES256", "crit": crit}))).unwrap_err();
        assert_eq!(refused, JwsError::Critical);
    }
    assert!(parse(&with_header(&json!({"alg": "ES256", "x-own": {"a": 1}}))).is_ok());
}

#[test]
fn a_header_with_a_member_given_twice_is_refused() {
    let twice = URL_SAFE_NO_PAD.encode(r#"{"alg":"ES256","kid":"a","k\u0069d":"b"}"#);
    assert!(matches!(parse(&format!("{twice}.e30.c2ln")), Err(JwsError::Malformed { part: "header", .. })));
}

#[test]
fn what_is_not_of_the_compact_form_is_refused() {
    let four_parts = format!("{RFC_7515_A3}.AA");
    let padded = format!("{RFC_7515_A3}=");
    let standard_alphabet = RFC_7515_A3.replace('-', "+");
    let inner_space = RFC_7515_A3.replacen('.', ". ", 1);
    let deep = format!("{}.e30.AA", URL_SAFE_NO_PAD.encode("[".repeat(20_000)));
    for text in [
        "",
        ".",
        "..",
        "a.b",
        &four_parts,
        &padded,
        &standard_alphabet,
        &inner_space,
        &deep,
        &with_header(&json!([])),
        &with_header(&json!({})),
        &with_header(&json!({"alg": 1})),
        &with_header(&json!({"alg": "E".repeat(65)})),
        &with_header(&json!({"alg": "ES256", "pad": "x".repeat(30_000)})),
        "é.é.é",
    ] {
        let refused = parse(text).unwrap_err();
        assert!(matches!(refused, JwsError::Malformed { .. }), "{}: {refused}", &text[..text.len().min(40)]);
    }
    assert!(matches!(parse(&four_parts), Err(JwsError::Malformed { part: "whole", .. })));
    assert_eq!(parse(&"a".repeat(MAX_LENGTH + 1)).unwrap_err().code(), "jws.too_long");
}

#[test]
fn a_line_break_at_the_end_of_a_file_does_no_harm() {
    assert!(verify(&parse(&format!("{RFC_7515_A3}\r\n")).unwrap(), &p256()).is_ok());
}

#[test]
fn rs256_and_ps256_verify_with_an_rsa_key_and_not_for_one_another() {
    let key = rfc_7515_a2().public_key();
    let rs256 = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/known-answers/rsa/rfc-7515-a2.jws"));
    // Written by PyPI `cryptography` 48 with the same key.
    let ps256 = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/known-answers/rsa/ps256.jws"));
    let payload = verify(&parse(rs256).unwrap(), &key).unwrap().payload().to_vec();
    assert!(payload.starts_with(b"{\"iss\":\"joe\""));
    assert_eq!(verify(&parse(ps256).unwrap(), &key).unwrap().payload(), b"{\"from\":\"cryptography\"}");
    for (jws, from, to) in [(rs256, "RS256", "PS256"), (ps256, "PS256", "RS256")] {
        let header = |alg: &str| URL_SAFE_NO_PAD.encode(json!({ "alg": alg }).to_string());
        let other = jws.replacen(&header(from), &header(to), 1);
        assert_ne!(other, jws);
        assert_eq!(verify(&parse(&other).unwrap(), &key).unwrap_err(), JwsError::Mismatch);
    }
    let refused = JwsError::WrongKey { alg: "RS256".to_owned(), kind: KeyKind::P256 };
    assert_eq!(verify(&parse(rs256).unwrap(), &p256()).unwrap_err(), refused);
}
