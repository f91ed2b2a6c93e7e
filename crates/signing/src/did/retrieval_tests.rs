use serde_json::json;

use super::*;
use crate::jwk;
use crate::key::RsaPublicKey;
use crate::multikey;

const DID: &str = "did:web:badges.example";
const KEY: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
const OTHER: &str = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
const P256: &str = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP";
const CID: &str = "https://w3id.org/security#";

fn key(multikey: &str) -> PublicKey {
    multikey::decode_public(multikey).unwrap()
}

fn method() -> Value {
    json!({"id": "did:web:badges.example#k", "type": "Multikey", "controller": DID, "publicKeyMultibase": KEY})
}

fn document() -> Value {
    json!({"id": DID, "verificationMethod": [method()], "assertionMethod": ["did:web:badges.example#k"]})
}

fn retrieve(document: &Value) -> Result<VerificationMethod, MethodError> {
    verification_method(document, "did:web:badges.example#k", Purpose::AssertionMethod)
}

/// The code and the end of the standard's URL.
fn refusal(result: Result<VerificationMethod, MethodError>) -> (&'static str, &'static str) {
    let error = result.unwrap_err();
    (error.code(), error.standard().and_then(|url| url.strip_prefix(CID)).unwrap_or_default())
}

#[test]
fn a_listed_method_gives_its_key_and_controller() {
    let found = retrieve(&document()).unwrap();
    assert_eq!((found.key(), found.controller(), found.id()), (&key(KEY), DID, "did:web:badges.example#k"));
    assert_eq!(found.notes(), []);
    assert_eq!(found.of_issuer(DID).unwrap().key(), &key(KEY));
}

/// The example of CID 1.0 §3.3, "Minimum conformant controlled identifier document".
#[test]
fn the_standards_own_example_is_read() {
    let document = json!({
        "@context": "https://www.w3.org/ns/cid/v1",
        "id": "https://controller.example/123",
        "verificationMethod": [{
            "id": "https://controller.example/123#key-456",
            "type": "Multikey",
            "controller": "https://controller.example/123",
            "publicKeyMultibase": "z6MkmM42vxfqZQsv4ehtTjFFxQ4sQKS2w6WR7emozFAn5cxu"
        }],
        "authentication": ["https://controller.example/123#key-456"]
    });
    let url = "https://controller.example/123#key-456";
    assert!(verification_method(&document, url, Purpose::Authentication).is_ok());
    assert_eq!(
        refusal(verification_method(&document, url, Purpose::AssertionMethod)),
        ("issuer.method_not_listed", "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD")
    );
}

/// What 1EdTech's validator gets wrong: whoever writes `issuer#own-key` must not pass.
#[test]
fn a_key_is_never_taken_out_of_a_urls_fragment() {
    for (id, at) in [(DID, DID), ("https://badges.example/issuer", "https://badges.example/issuer")] {
        let document =
            json!({"id": id, "verificationMethod": [], "assertionMethod": [format!("{at}#{OTHER}")]});
        let forged = verification_method(&document, &format!("{at}#{OTHER}"), Purpose::AssertionMethod);
        assert_eq!(refusal(forged), ("issuer.method_not_found", "INVALID_VERIFICATION_METHOD"));
    }
    let did_key = did_key::document(&did_key::from_key(&key(KEY))).unwrap();
    let forged = verification_method(&did_key, &format!("did:key:{KEY}#{OTHER}"), Purpose::AssertionMethod);
    assert_eq!(refusal(forged), ("issuer.method_not_found", "INVALID_VERIFICATION_METHOD"));
}

#[test]
fn a_bare_did_key_signs_for_itself_and_for_nobody_else() {
    let did = format!("did:key:{KEY}");
    let document = did_key::document(&did.parse().unwrap()).unwrap();
    let found = verification_method(&document, &did, Purpose::AssertionMethod).unwrap();
    assert_eq!(found.notes(), [MethodNote::WithoutFragment]);
    assert!(found.of_issuer(&did).is_ok());
    assert_eq!(found.of_issuer(DID).unwrap_err().code(), "issuer.key_of_another");
}

#[test]
fn embedded_methods_and_single_values_are_read_as_strangers_write_them() {
    let embedded = json!({"id": DID, "assertionMethod": [method()]});
    assert_eq!(retrieve(&embedded).unwrap().notes(), []);
    let single =
        json!({"id": DID, "verificationMethod": method(), "assertionMethod": "did:web:badges.example#k"});
    assert!(retrieve(&single).is_ok());
    let elsewhere =
        json!({"id": DID, "authentication": [method()], "assertionMethod": ["did:web:badges.example#k"]});
    assert!(retrieve(&elsewhere).is_ok());
    let not_here = json!({"id": DID, "authentication": [method()]});
    assert_eq!(refusal(retrieve(&not_here)).0, "issuer.method_not_listed");
}

#[test]
fn relative_ids_are_read_with_a_note() {
    let mut relative = document();
    relative["verificationMethod"][0]["id"] = json!("#k");
    relative["assertionMethod"] = json!(["#k"]);
    assert_eq!(retrieve(&relative).unwrap().notes(), [MethodNote::RelativeId]);
    relative["verificationMethod"][0]["id"] = json!("did:web:badges.example#k");
    assert_eq!(retrieve(&relative).unwrap().notes(), [MethodNote::RelativeId]);
}

#[test]
fn each_step_of_the_retrieval_has_its_error() {
    type Change = fn(&mut Value);
    let cases: [(Change, &str, &str); 11] = [
        (|d| *d = json!([]), "issuer.document_invalid", "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"),
        (|d| d["id"] = json!(1), "issuer.document_invalid", "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"),
        (
            |d| d["id"] = json!("did:web:badges.example.evil"),
            "issuer.document_id_mismatch",
            "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID",
        ),
        (|d| d["verificationMethod"] = json!([]), "issuer.method_not_found", "INVALID_VERIFICATION_METHOD"),
        (
            |d| d["verificationMethod"][0]["controller"] = json!("did:web:evil.example"),
            "issuer.method_controller_mismatch",
            "INVALID_VERIFICATION_METHOD",
        ),
        (
            |d| d["verificationMethod"][0]["controller"] = json!([DID]),
            "issuer.method_invalid",
            "INVALID_VERIFICATION_METHOD",
        ),
        (
            |d| d["verificationMethod"][0]["revoked"] = json!("soon"),
            "issuer.method_invalid",
            "INVALID_VERIFICATION_METHOD",
        ),
        (
            |d| d["verificationMethod"][0]["publicKeyMultibase"] = json!("z6Mk0"),
            "issuer.key_invalid",
            "INVALID_VERIFICATION_METHOD",
        ),
        (
            |d| d["verificationMethod"][0]["secretKeyMultibase"] = json!("z3u2"),
            "issuer.secret_shown",
            "INVALID_VERIFICATION_METHOD",
        ),
        (
            |d| d["assertionMethod"] = json!(["did:web:badges.example#K", 1, null, {"id": 2}]),
            "issuer.method_not_listed",
            "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD",
        ),
        (
            |d| d["verificationMethod"][0]["type"] = json!("EcdsaSecp256k1VerificationKey2019"),
            "issuer.method_unsupported",
            "",
        ),
    ];
    for (change, code, standard) in cases {
        let mut document = document();
        change(&mut document);
        assert_eq!(refusal(retrieve(&document)), (code, standard), "{document}");
    }
}

#[test]
fn urls_that_lead_nowhere_are_refused() {
    let long = format!("{DID}#{}", "k".repeat(MAX_URL));
    for url in ["", "#k", "did:web:badges.example", "did:web:badges.example#", "urn:uuid:1#k", "k", &long] {
        let refused = refusal(verification_method(&document(), url, Purpose::AssertionMethod));
        assert_eq!(refused, ("issuer.method_url_invalid", "INVALID_VERIFICATION_METHOD_URL"), "{url}");
    }
    let elsewhere = verification_method(&document(), "did:web:badges.example?x#k", Purpose::AssertionMethod);
    assert_eq!(refusal(elsewhere).0, "issuer.document_id_mismatch");
}

#[test]
fn two_methods_of_one_id_are_refused_unless_they_are_the_same() {
    let mut document = document();
    document["assertionMethod"] = json!([method()]);
    assert!(retrieve(&document).is_ok());
    document["assertionMethod"][0]["publicKeyMultibase"] = json!(OTHER);
    assert_eq!(refusal(retrieve(&document)).0, "issuer.method_invalid");
}

#[test]
fn one_method_holds_one_key() {
    let mut document = document();
    document["verificationMethod"][0]["publicKeyJwk"] = jwk::encode_public(&key(KEY));
    assert_eq!(retrieve(&document).unwrap().notes(), [MethodNote::SeveralForms]);
    document["verificationMethod"][0]["publicKeyJwk"] = jwk::encode_public(&key(P256));
    assert_eq!(refusal(retrieve(&document)).0, "issuer.method_invalid");
}

#[test]
fn older_types_are_read_with_a_note() {
    let mut document = document();
    document["verificationMethod"][0] = json!({"id": "did:web:badges.example#k", "controller": DID,
        "type": "Ed25519VerificationKey2018", "publicKeyBase58": "67AXKoLDeWMY2KLJjcHTZvCwev2EKQdnLHrV7FdcAVAL"});
    let found = retrieve(&document).unwrap();
    assert_eq!(found.key(), &key(OTHER));
    assert_eq!(found.notes(), [MethodNote::OlderType("Ed25519VerificationKey2018".to_owned())]);
}

#[test]
fn a_key_of_an_unknown_kind_is_told_apart_from_a_forged_one() {
    let mut document = document();
    document["verificationMethod"][0]["publicKeyMultibase"] =
        json!("zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme");
    let error = retrieve(&document).unwrap_err();
    assert!(error.is_unsupported());
    assert!(error.to_string().contains("secp256k1"), "{error}");
}

#[test]
fn a_key_is_believed_until_the_moment_it_is_revoked_or_expires() {
    let mut document = document();
    document["verificationMethod"][0]["revoked"] = json!("2026-11-01T15:04:05Z");
    document["verificationMethod"][0]["expires"] = json!("2026-12-01T00:00:00Z");
    let found = retrieve(&document).unwrap();
    let at = |moment: &str| found.in_force_at(moment.parse().unwrap()).map_err(|out| out.code());
    assert_eq!(at("2026-11-01T15:04:04Z"), Ok(()));
    assert_eq!(at("2026-11-01T15:04:05Z"), Err("issuer.key_revoked"));
    document["verificationMethod"][0].as_object_mut().unwrap().shift_remove("revoked");
    let found = retrieve(&document).unwrap();
    assert!(found.in_force_at("2026-11-30T23:59:59Z".parse().unwrap()).is_ok());
    let expired = found.in_force_at("2026-12-01T00:00:00Z".parse().unwrap()).unwrap_err();
    assert_eq!(expired.code(), "issuer.key_expired");
}

#[test]
fn a_key_that_a_jws_brings_along_is_the_issuers_only_if_its_document_lists_it() {
    let mut document = document();
    assert!(method_with_key(&document, DID, &key(KEY), Purpose::AssertionMethod).is_ok());
    let other = method_with_key(&document, DID, &key(OTHER), Purpose::AssertionMethod).unwrap_err();
    assert_eq!(other, MethodError::KeyNotListed { purpose: Purpose::AssertionMethod });
    let elsewhere = method_with_key(&document, "did:web:other.example", &key(KEY), Purpose::AssertionMethod);
    assert_eq!(refusal(elsewhere).0, "issuer.document_id_mismatch");
    document["assertionMethod"] = json!([]);
    assert!(method_with_key(&document, DID, &key(KEY), Purpose::AssertionMethod).is_err());
}

#[test]
fn a_key_that_is_long_to_decode_is_found_by_its_text() {
    let long = |last: u8| {
        let mut modulus = [0xff; 1024];
        modulus[1000] = last;
        PublicKey::Rsa(RsaPublicKey::new(&modulus, &[1, 0, 1]).unwrap())
    };
    let mut document = json!({"id": DID, "verificationMethod": [], "assertionMethod": []});
    for number in 0..200_u8 {
        let id = format!("{DID}#{number}");
        let method = json!({"id": id, "type": "Multikey", "controller": DID,
            "publicKeyMultibase": multikey::encode_public(&long(number))});
        document["verificationMethod"].as_array_mut().unwrap().push(method);
        document["assertionMethod"].as_array_mut().unwrap().push(json!(id));
    }
    let find = |key| method_with_key(&document, DID, &key, Purpose::AssertionMethod);
    assert_eq!(find(long(150)).unwrap().id(), format!("{DID}#150"));
    assert!(find(long(201)).is_err());
    assert!(find(key(KEY)).is_err());
}

#[test]
fn a_document_of_too_many_methods_is_refused() {
    let mut document = document();
    document["verificationMethod"] = json!(vec![method(); MAX_METHODS + 1]);
    assert_eq!(refusal(retrieve(&document)).0, "issuer.document_invalid");
}
