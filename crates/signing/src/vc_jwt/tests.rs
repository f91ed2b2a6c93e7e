use serde_json::json;

use super::*;
use crate::jws;
use crate::multikey;

fn credential() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "https://badges.example/credentials/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:badges.example", "name": "DESE"},
        "validFrom": "2026-11-01T15:04:05Z",
        "validUntil": "2027-11-01T15:04:05Z",
        "credentialSubject": {"id": "urn:uuid:1", "type": ["AchievementSubject"]},
        "proof": [{"type": "DataIntegrityProof"}],
    })
}

fn signed(payload: &Value, typ: Option<&str>) -> jws::UnverifiedJws {
    let pair = multikey::decode_secret("z42twTcNeSYcnqg1FLuSFs2bsGH3ZqbRHFmvS9XMsYhjxvHN").unwrap();
    let ours = jws::sign(payload, "did:web:badges.example#k", &pair).unwrap();
    let (_, rest) = ours.split_once('.').unwrap();
    let mut header = json!({"alg": "ES256"});
    if let Some(typ) = typ {
        header["typ"] = json!(typ);
    }
    jws::parse(&[&encode(&header), ".", rest].concat()).unwrap()
}

fn encode(value: &Value) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(value.to_string())
}

#[test]
fn the_payload_is_the_credential_with_five_claims_and_no_proof() {
    let payload = claims(&credential()).unwrap();
    assert_eq!(payload["iss"], "did:web:badges.example");
    assert_eq!(payload["jti"], "https://badges.example/credentials/1");
    assert_eq!(payload["nbf"], 1_793_545_445);
    assert_eq!(payload["sub"], "urn:uuid:1");
    assert_eq!(payload["exp"], 1_825_081_445);
    let mut rest = payload.clone();
    for claim in ["iss", "jti", "nbf", "sub", "exp"] {
        rest.as_object_mut().unwrap().shift_remove(claim);
    }
    let mut expected = credential();
    expected.as_object_mut().unwrap().shift_remove("proof");
    assert_eq!(rest.to_string(), expected.to_string());
}

#[test]
fn a_credential_whose_members_would_be_lost_is_not_written() {
    let mut taken = credential();
    taken["aud"] = json!("x");
    assert_eq!(claims(&taken), Err(ClaimsError::NameTaken { claim: "aud" }));
    let mut undated = credential();
    undated["validFrom"] = json!("yesterday");
    assert_eq!(claims(&undated), Err(ClaimsError::NotADate { member: "validFrom" }));
    assert_eq!(claims(&json!("x")), Err(ClaimsError::NotAnObject));
}

#[test]
fn what_we_write_is_read_back_without_a_note() {
    let jws = signed(&claims(&credential()).unwrap(), Some("JWT"));
    let read = read(&jws).unwrap();
    assert!(read.agreement().is_ok());
    assert_eq!(read.notes(), []);
    assert_eq!(read.claims().iss.as_deref(), Some("did:web:badges.example"));
    let mut expected = credential();
    expected.as_object_mut().unwrap().shift_remove("proof");
    assert_eq!(read.credential().to_string(), expected.to_string());
}

#[test]
fn each_claim_that_says_otherwise_is_named_with_its_place() {
    let cases = [
        ("iss", json!("did:web:other.example"), "/issuer/id"),
        ("jti", json!("https://badges.example/credentials/2"), "/id"),
        ("sub", json!("urn:uuid:2"), "/credentialSubject/id"),
        ("nbf", json!(1_793_545_446), "/validFrom"),
        ("exp", json!(1_825_081_446), "/validUntil"),
    ];
    for (claim, value, pointer) in cases {
        let mut payload = claims(&credential()).unwrap();
        payload[claim] = value;
        let read = read(&signed(&payload, None)).unwrap();
        let mismatches = read.agreement().unwrap_err();
        assert_eq!(mismatches.len(), 1, "{claim}");
        assert_eq!((mismatches[0].claim, mismatches[0].pointer), (claim, pointer));
    }
}

#[test]
fn fractions_of_a_second_do_not_make_a_mismatch() {
    let mut payload = claims(&credential()).unwrap();
    payload["validFrom"] = json!("2026-11-01T17:04:05.9+02:00");
    payload["nbf"] = json!(1_793_545_445.25);
    assert!(read(&signed(&payload, None)).unwrap().agreement().is_ok());
}

#[test]
fn a_day_agrees_with_every_moment_of_it_and_with_no_other() {
    for (exp, agrees) in [(1_825_027_200, true), (1_825_113_599, true), (1_825_113_600, false)] {
        let mut payload = claims(&credential()).unwrap();
        payload["validUntil"] = json!("2027-11-01");
        payload["exp"] = json!(exp);
        assert_eq!(read(&signed(&payload, None)).unwrap().agreement().is_ok(), agrees, "{exp}");
    }
}

#[test]
fn w3cs_form_without_iss_and_sub_is_read_with_notes() {
    let read = read(&signed(&credential(), Some("vc+jwt"))).unwrap();
    assert!(read.agreement().is_ok());
    let absent: Vec<_> = ["iss", "jti", "sub", "nbf"].map(JwtNote::ClaimAbsent).into();
    assert_eq!(read.notes(), absent);
}

#[test]
fn the_form_of_vc_1_1_is_filled_from_its_claims() {
    let payload = json!({
        "vc": {
            "@context": ["https://www.w3.org/2018/credentials/v1"],
            "type": ["VerifiableCredential"],
            "credentialSubject": {"degree": "x"},
        },
        "iss": "https://example.edu/issuers/565049",
        "nbf": 1_262_304_000,
        "exp": 1_293_840_000,
        "jti": "http://example.edu/credentials/3732",
        "sub": "did:example:ebfeb1f712ebc6f1c276e12ec21",
    });
    let read = read(&signed(&payload, Some("JWT"))).unwrap();
    assert!(read.agreement().is_ok());
    assert_eq!(read.credential()["issuer"], "https://example.edu/issuers/565049");
    assert_eq!(read.credential()["issuanceDate"], "2010-01-01T00:00:00Z");
    assert_eq!(read.credential()["expirationDate"], "2011-01-01T00:00:00Z");
    assert_eq!(read.credential()["id"], "http://example.edu/credentials/3732");
    assert_eq!(
        read.credential()["credentialSubject"],
        json!({"degree": "x", "id": "did:example:ebfeb1f712ebc6f1c276e12ec21"})
    );
    assert_eq!(read.notes().len(), 6);
}

#[test]
fn a_claim_never_overwrites_what_the_credential_under_vc_says() {
    let payload = json!({"vc": credential(), "iss": "did:web:other.example"});
    let read = read(&signed(&payload, None)).unwrap();
    assert_eq!(read.credential()["issuer"]["id"], "did:web:badges.example");
    assert_eq!(read.agreement().unwrap_err()[0].claim, "iss");
}

#[test]
fn two_credentials_in_one_jwt_are_refused() {
    let mut payload = credential();
    payload["vc"] = credential();
    assert_eq!(read(&signed(&payload, None)).unwrap_err(), VcJwtError::TwoCredentials);
}

#[test]
fn other_types_and_payloads_are_refused() {
    for typ in ["vp+jwt", "openid4vci-proof+jwt", ""] {
        let refused = read(&signed(&credential(), Some(typ))).unwrap_err();
        assert_eq!(refused, VcJwtError::OtherType { found: typ.to_owned() });
    }
    for typ in ["jwt", "application/vc+jwt", "VC+JWT"] {
        assert!(read(&signed(&credential(), Some(typ))).is_ok(), "{typ}");
    }
    assert_eq!(read(&signed(&json!([]), None)).unwrap_err(), VcJwtError::NotAnObject);
    assert_eq!(read(&signed(&json!({"a": 1}), None)).unwrap_err(), VcJwtError::NoCredential);
    assert_eq!(read(&signed(&json!({"vc": "x"}), None)).unwrap_err(), VcJwtError::NoCredential);
}

#[test]
fn claims_of_another_form_are_refused() {
    let cases = [
        ("iss", json!(1)),
        ("nbf", json!("2026")),
        ("exp", json!(1e300)),
        ("exp", json!(i64::MIN)),
        ("aud", json!([1])),
    ];
    for (claim, value) in cases {
        let mut payload = credential();
        payload[claim] = value;
        let refused = read(&signed(&payload, None)).unwrap_err();
        assert!(matches!(refused, VcJwtError::Malformed { claim: named, .. } if named == claim), "{refused}");
    }
}

#[test]
fn an_older_name_of_the_type_is_a_note() {
    for name in ["vc+ld+json+jwt", "jwt_vc_json"] {
        let read = read(&signed(&claims(&credential()).unwrap(), Some(name))).unwrap();
        assert_eq!(read.notes(), [JwtNote::OlderType(name.to_owned())]);
    }
}
