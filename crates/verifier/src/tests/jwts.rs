//! Badges that came as signed text.

use badgewright_signing::{Signer, jwk, jws, vc_jwt};
use serde_json::{Value, json};

use super::badges::{Person, badge, said, verify_bytes};
use super::web::Web;
use crate::CheckName::{Context, Issuer, Parse, Proof, Validity};
use crate::Outcome::{Fail, Pass, Unknown, Warn};

const WEB_DID: &str = "did:web:badges.example";

fn person_and_web() -> (Person, Web) {
    let person = Person::on_web(1, WEB_DID);
    let web = Web::default().with(&person.document_url(), person.document().to_string());
    (person, web)
}

/// A compact JWS with any header. The signature is right only if the header is the signer's own.
fn with_header(jwt: &str, header: &Value) -> String {
    let (_, rest) = jwt.split_once('.').unwrap();
    format!("{}.{rest}", base64url(header.to_string().as_bytes()))
}

fn with_payload(jwt: &str, change: impl FnOnce(&mut Value)) -> String {
    let parts: Vec<&str> = jwt.split('.').collect();
    let mut payload: Value = serde_json::from_slice(jws::parse(jwt).unwrap().payload()).unwrap();
    change(&mut payload);
    format!("{}.{}.{}", parts[0], base64url(payload.to_string().as_bytes()), parts[2])
}

pub(crate) fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(bits >> (18 - 6 * at)) as usize & 63]));
        }
    }
    text
}

/// Signs any payload and lets the header name any key.
fn signed(person: &Person, payload: &Value, kid: &str) -> String {
    jws::sign(payload, kid, &person.p256).unwrap()
}

#[tokio::test]
async fn a_jwt_by_the_issuers_json_web_key_is_valid() {
    let (person, web) = person_and_web();
    let report = verify_bytes(web, person.jwt(&person.badge())).await;
    assert_eq!(said(&report, Proof), ("valid", Pass, None));
    assert_eq!(report.credential.unwrap()["name"], "Teamwork");
}

#[tokio::test]
async fn a_changed_jwt_fails_by_its_proof() {
    let (person, web) = person_and_web();
    let changed = with_payload(&person.jwt(&person.badge()), |payload| payload["name"] = json!("Forged"));
    let report = verify_bytes(web, changed).await;
    assert_eq!(said(&report, Proof), ("invalid", Fail, Some("proof.signature_mismatch")));
}

#[tokio::test]
async fn anothers_key_on_our_name_is_a_wrong_issuer() {
    let (ours, web) = person_and_web();
    let other = Person::by_key(2);
    let kid = other.method(&other.ed25519);
    let payload = vc_jwt::claims(&ours.badge()).unwrap();
    let report = verify_bytes(web, jws::sign(&payload, &kid, &other.ed25519).unwrap()).await;
    assert_eq!(said(&report, Proof), ("invalid", Pass, None));
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.key_of_another")));
}

#[tokio::test]
async fn a_key_in_the_jwts_own_header_counts_once_the_issuers_document_lists_it() {
    let (ours, web) = person_and_web();
    let stranger = Person::by_key(2);
    let header =
        |person: &Person| json!({"alg": "ES256", "jwk": jwk::encode_public(&person.p256.public_key())});
    // The signature is over another header, so only the key is looked at here.
    let jwt = with_header(&ours.jwt(&ours.badge()), &header(&stranger));
    let report = verify_bytes(web, jwt).await;
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.key_not_listed")));

    let (ours, web) = person_and_web();
    let jwt = with_header(&ours.jwt(&ours.badge()), &header(&ours));
    assert_eq!(said(&verify_bytes(web, jwt.clone()).await, Issuer).1, Pass);
    let out_of_reach = verify_bytes(Web::default(), jwt).await;
    assert_eq!(said(&out_of_reach, Issuer).1, Unknown);
}

#[tokio::test]
async fn a_jwt_that_does_not_name_its_key_is_tried_with_the_issuers() {
    let (person, web) = person_and_web();
    let payload = vc_jwt::claims(&person.badge()).unwrap();
    for kid in ["key-1", "urn:ietf:params:oauth:jwk-thumbprint:sha-256:NzbLsXh8uDCcd", "issuer:1"] {
        let (_, web) = person_and_web();
        let report = verify_bytes(web, signed(&person, &payload, kid)).await;
        assert_eq!(said(&report, Issuer), ("valid", Pass, None), "{kid}");
    }
    let report = verify_bytes(web, signed(&Person::by_key(2), &payload, "key-1")).await;
    assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.key_not_listed")));
}

#[tokio::test]
async fn a_kid_that_is_a_fragment_is_read_under_the_issuer() {
    let (person, web) = person_and_web();
    let payload = vc_jwt::claims(&person.badge()).unwrap();
    let kid = person.method(&person.p256).replace(WEB_DID, "");
    assert!(verify_bytes(web, signed(&person, &payload, &kid)).await.verdict.is_valid());
}

#[tokio::test]
async fn alg_none_keyed_hashes_and_critical_extensions_prove_nothing() {
    let (person, _) = person_and_web();
    for header in [json!({"alg": "none"}), json!({"alg": "HS256"}), json!({"alg": "ES256", "crit": ["b64"]})]
    {
        let jwt = with_header(&person.jwt(&person.badge()), &header);
        let report = verify_bytes(person_and_web().1, jwt).await;
        assert_eq!(said(&report, Parse), ("invalid", Fail, Some("parse.jws_proves_nothing")));
    }
}

#[tokio::test]
async fn an_algorithm_that_is_not_known_decides_nothing() {
    let (person, web) = person_and_web();
    let jwt = with_header(&person.jwt(&person.badge()), &json!({"alg": "RS512"}));
    let report = verify_bytes(web, jwt).await;
    assert_eq!(said(&report, Issuer), ("unknown", Unknown, Some("issuer.method_unsupported")));
}

#[tokio::test]
async fn claims_that_contradict_the_credential_fail_and_another_iss_decides_nothing() {
    for (claim, value) in [("jti", json!("urn:uuid:2")), ("sub", json!("did:example:eve")), ("nbf", json!(1))]
    {
        let (person, web) = person_and_web();
        let mut payload = vc_jwt::claims(&person.badge()).unwrap();
        payload[claim] = value;
        let report = verify_bytes(web, signed(&person, &payload, &person.method(&person.p256))).await;
        assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.contradicted")), "{claim}");
        assert_ne!(said(&report, Proof).1, Fail, "the signature over {claim} is right");
    }
    let (person, web) = person_and_web();
    let mut payload = vc_jwt::claims(&person.badge()).unwrap();
    payload["iss"] = json!("https://badges.example");
    let report = verify_bytes(web, signed(&person, &payload, &person.method(&person.p256))).await;
    assert_eq!(said(&report, Issuer), ("unknown", Unknown, Some("issuer.claim_differs")));
}

#[tokio::test]
async fn a_jwts_own_end_binds_where_the_credential_has_none() {
    let (person, web) = person_and_web();
    let mut payload = vc_jwt::claims(&person.badge()).unwrap();
    payload["exp"] = json!(1_700_000_000);
    let report = verify_bytes(web, signed(&person, &payload, &person.method(&person.p256))).await;
    assert_eq!(said(&report, Validity), ("invalid", Fail, Some("validity.expired")));
}

#[tokio::test]
async fn unknown_vocabularies_and_words_are_warnings_in_a_jwt() {
    let (person, web) = person_and_web();
    let mut badge = badge(WEB_DID);
    badge["@context"].as_array_mut().unwrap().push(json!("https://contexts.example/none.json"));
    let report = verify_bytes(web, person.jwt(&badge)).await;
    assert_eq!(said(&report, Context), ("valid", Warn, Some("context.unknown")));
}

#[tokio::test]
async fn an_enveloped_credential_is_read_out_of_its_data_url() {
    let (person, web) = person_and_web();
    let envelope = json!({"@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": format!("data:application/vc+jwt,{}", person.jwt(&person.badge()))});
    assert!(verify_bytes(web, envelope.to_string()).await.verdict.is_valid());
}

#[tokio::test]
async fn a_jwt_with_a_certificate_alone_is_tried_with_the_issuers_keys_and_then_not_decided() {
    let (person, web) = person_and_web();
    let ours = person.jwt(&person.badge());
    let certified = with_header(&ours, &json!({"alg": "ES256", "x5c": ["MIIB"]}));
    let report = verify_bytes(web, certified).await;
    assert_eq!(said(&report, Issuer), ("unknown", Unknown, Some("issuer.method_unsupported")));
    assert_eq!(said(&report, Proof).2, Some("proof.key_unavailable"));
}

#[tokio::test]
async fn an_sd_jwt_is_named_and_not_decided() {
    let (person, _) = person_and_web();
    let sd = format!("{}~WyJzIiwibmFtZSIsIkFkYSJd~", person.jwt(&person.badge()));
    for body in [
        sd.clone(),
        json!({"type": "EnvelopedVerifiableCredential", "id": format!("data:application/vc+sd-jwt,{sd}")})
            .to_string(),
    ] {
        let report = verify_bytes(Web::default(), body).await;
        assert_eq!(said(&report, Parse), ("unknown", Unknown, Some("parse.sd_jwt")));
    }
}

/// A JWS with any header, rightly signed.
fn signed_with_header(person: &Person, header: &Value, payload: &Value) -> String {
    let input = [header, payload].map(|part| base64url(part.to_string().as_bytes())).join(".");
    let signature = person.p256.sign(input.as_bytes()).unwrap();
    format!("{input}.{}", base64url(&signature))
}

#[tokio::test]
async fn a_jwt_without_kid_typ_or_sub_is_read_and_its_audience_is_no_condition() {
    let (person, _) = person_and_web();
    let mut payload = vc_jwt::claims(&person.badge()).unwrap();
    let members = payload.as_object_mut().unwrap();
    let subject = members.shift_remove("sub").unwrap();
    members.insert("aud".to_owned(), subject);
    members.insert("iat".to_owned(), json!(1_790_000_000));
    for header in [json!({"alg": "ES256"}), json!({"alg": "ES256", "typ": "vc+jwt", "cty": "vc", "x": 7})] {
        let jwt = signed_with_header(&person, &header, &payload);
        let report = verify_bytes(person_and_web().1, jwt).await;
        assert_eq!(said(&report, Proof), ("valid", Warn, Some("proof.jwt_form")), "{header}");
    }
    let jwt = signed_with_header(&person, &json!({"alg": "ES256", "typ": "secevent+jwt"}), &payload);
    assert_eq!(said(&verify_bytes(person_and_web().1, jwt).await, Parse).2, Some("parse.not_a_credential"));
}

#[tokio::test]
async fn the_older_form_with_vc_is_read_and_what_it_leaves_out_is_filled_in() {
    let (person, web) = person_and_web();
    let mut badge = person.badge();
    badge["@context"] = json!([
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
    ]);
    for member in ["id", "validFrom", "awardedDate"] {
        badge.as_object_mut().unwrap().shift_remove(member);
    }
    let payload = json!({"iss": person.did, "jti": "urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3341",
        "nbf": 1_767_225_600, "sub": "did:example:ada", "vc": badge});
    let jwt = signed(&person, &payload, &person.method(&person.p256));
    let report = verify_bytes(web, jwt).await;
    assert_eq!((said(&report, Proof).0, said(&report, Proof).1), ("valid", Warn));
    assert_eq!(report.badge.unwrap().valid_from.as_deref(), Some("2026-01-01T00:00:00Z"));
}

#[tokio::test]
async fn a_key_at_an_https_address_verifies_once_the_issuers_document_lists_it() {
    let (person, _) = person_and_web();
    let key = jwk::encode_public(&person.p256.public_key());
    let mut named = key.clone();
    named["kid"] = json!("k2");
    let set = json!({"keys": [jwk::encode_public(&Person::by_key(2).p256.public_key()), named]});
    let payload = vc_jwt::claims(&person.badge()).unwrap();
    for (kid, document) in [("https://keys.example/k.json", &key), ("https://keys.example/set.json#k2", &set)]
    {
        let url = kid.split('#').next().unwrap();
        let web = || Web::default().with(url, document.to_string());
        let jwt = signed(&person, &payload, kid);
        let listed = web().with(&person.document_url(), person.document().to_string());
        assert_eq!(said(&verify_bytes(listed, jwt.clone()).await, Issuer), ("valid", Pass, None), "{kid}");
        // A right signature by a key of whoever keeps that address.
        let report = verify_bytes(web(), jwt).await;
        assert_eq!(said(&report, Issuer), ("unknown", Unknown, Some("issuer.unreachable")), "{kid}");
        assert_eq!(said(&report, Proof).1, Pass);
    }
    let jwt = signed(&person, &payload, "https://keys.example/set.json#k3");
    let web = Web::default().with("https://keys.example/set.json", set.to_string());
    assert_eq!(said(&verify_bytes(web, jwt).await, Issuer).2, Some("issuer.method_not_found"));
}

#[tokio::test]
async fn a_member_given_twice_in_header_or_payload_is_refused() {
    let (person, _) = person_and_web();
    let ours = person.jwt(&person.badge());
    let parts: Vec<&str> = ours.split('.').collect();
    let header = base64url(br#"{"alg":"ES256","kid":"a","kid":"b"}"#);
    let report = verify_bytes(Web::default(), format!("{header}.{}.{}", parts[1], parts[2])).await;
    assert_eq!(said(&report, Parse).2, Some("parse.not_a_jws"));
    let payload = base64url(br#"{"@context":[],"iss":"a","iss":"b"}"#);
    let report = verify_bytes(Web::default(), format!("{}.{payload}.{}", parts[0], parts[2])).await;
    assert_eq!(said(&report, Parse).2, Some("parse.duplicate_key"));
}

#[tokio::test]
async fn a_profile_without_keys_at_the_issuers_address_leaves_open_whose_key_it_is() {
    let person = Person::by_key(1);
    let issuer = "https://college.example/issuer";
    let payload = vc_jwt::claims(&badge(issuer)).unwrap();
    let profile = json!({"id": issuer, "type": ["Profile"], "name": "College"});
    let with_keys = json!({"id": issuer, "verificationMethod": [], "assertionMethod": []});
    let jwk = jwk::encode_public(&person.p256.public_key());
    for header in [json!({"alg": "ES256"}), json!({"alg": "ES256", "jwk": jwk})] {
        let jwt = signed_with_header(&person, &header, &payload);
        let web = Web::default().with(issuer, profile.to_string());
        let report = verify_bytes(web, jwt.clone()).await;
        assert_eq!(said(&report, Issuer), ("unknown", Unknown, Some("issuer.unsupported")), "{header}");
        let web = Web::default().with(issuer, with_keys.to_string());
        let report = verify_bytes(web, jwt).await;
        assert_eq!(said(&report, Issuer), ("invalid", Fail, Some("issuer.key_not_listed")), "{header}");
    }
}
