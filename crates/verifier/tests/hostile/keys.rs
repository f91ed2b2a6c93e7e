//! Keys that are not the issuer's, or no longer, or no keys.

use badgewright_signing::did::{did_jwk, did_key};
use badgewright_signing::{Signer, jwk, multikey};
use serde_json::{Value, json};

use super::base58;
use super::case::Case;
use super::person::{NOW, Person, WEB_DID, badge, base64url, issuer, thief, web_issuer, with, without};
use super::web::Web;

pub(crate) fn cases() -> Vec<Case> {
    [of_others(), listed_otherwise(), withdrawn(), foul_documents(), no_keys(), in_the_name(), foul_issuers()]
        .into_iter()
        .flatten()
        .collect()
}

/// Signed by somebody who is not the issuer.
fn of_others() -> Vec<Case> {
    let thief = thief();
    let own = multikey::encode_public(&thief.ed25519.public_key());
    let (ours, theirs) = (issuer(), thief.did.as_str());
    let https = "https://badges.example/issuers/1";
    let in_fragment = |id: &str| thief.sign_as(badge(id), &format!("{id}#{own}"));
    let profile = json!({"id": https, "type": ["Profile"], "name": "Example Corp"});
    vec![
        Case::of("signed with a stranger's did:key", &thief.sign(ours.badge()))
            .invalid("issuer.key_of_another"),
        Case::of(
            "signed by a stranger who names the issuer's key",
            &thief.sign_as(ours.badge(), &ours.method()),
        )
        .invalid("proof.signature_mismatch"),
        Case::of("signed with a did:key for an issuer at an https address", &thief.sign(badge(https)))
            .invalid("issuer.key_of_another"),
        Case::of(
            "signed with a bare did:key for an issuer at an https address",
            &thief.sign_as(badge(https), theirs),
        )
        .invalid("issuer.key_of_another"),
        Case::of("signed with a bare did:key for a did:web", &thief.sign_as(badge(WEB_DID), theirs))
            .web(web_issuer().web())
            .invalid("issuer.key_of_another"),
        Case::of("a stranger's key in the fragment of the issuer's https address", &in_fragment(https))
            .unknown("issuer.unreachable"),
        Case::of("the same, with a profile without keys at the address", &in_fragment(https))
            .web(Web::default().with(https, profile.to_string()))
            .invalid("issuer.method_not_found"),
        Case::of("a stranger's key in the fragment of the issuer's did:web", &in_fragment(WEB_DID))
            .web(web_issuer().web())
            .invalid("issuer.method_not_found"),
        Case::of(
            "a stranger's key in the fragment of the issuer's did:key",
            &thief.sign_as(ours.badge(), &format!("{}#{own}", ours.did)),
        )
        .invalid("issuer.method_not_found"),
        Case::of(
            "a method of the stranger's DID with the issuer's fragment",
            &thief.sign_as(
                ours.badge(),
                &format!("{theirs}#{}", ours.did.as_str().trim_start_matches("did:key:")),
            ),
        )
        .invalid("issuer.key_of_another"),
        Case::of(
            "the issuer's name in a stranger's letter case: a did:key with two letters swapped in case",
            &ours.sign(badge(&swap_case(ours.did.as_str()))),
        )
        .invalid("issuer.key_of_another"),
    ]
}

fn swap_case(did: &str) -> String {
    let (head, last) = did.split_at(did.len() - 2);
    let swapped = |letter: char| {
        if letter.is_ascii_uppercase() { letter.to_ascii_lowercase() } else { letter.to_ascii_uppercase() }
    };
    format!("{head}{}", last.chars().map(swapped).collect::<String>())
}

/// The issuer's document has the key, and not for signing badges, or not as the issuer's.
fn listed_otherwise() -> Vec<Case> {
    let person = web_issuer();
    let document = person.document();
    let case = |name: &str, document: Value| Case::of(name, &person.good()).web(person.web_with(&document));
    let id = document["verificationMethod"][0]["id"].clone();
    let method = document["verificationMethod"][0].clone();
    let mut elsewhere = without(document.clone(), "/assertionMethod");
    elsewhere["authentication"] = json!([id]);
    let mut two = document.clone();
    let theirs = multikey::encode_public(&thief().ed25519.public_key());
    two["verificationMethod"][1] = with(method.clone(), "/publicKeyMultibase", json!(theirs));
    let embedded = with(method.clone(), "/id", json!(format!("{WEB_DID}#another")));
    let mut of_another = with(document.clone(), "/assertionMethod", json!([embedded]));
    of_another["verificationMethod"] = json!([]);
    let thousands: Vec<Value> =
        (0..3_000).map(|at| with(method.clone(), "/id", json!(format!("{WEB_DID}#{at}")))).collect();
    let mut hidden = document.clone();
    hidden["verificationMethod"] = json!([thousands, vec![method.clone()]].concat());
    vec![
        case(
            "a key that the issuer does not list for signing badges",
            with(document.clone(), "/assertionMethod", json!([])),
        )
        .invalid("issuer.method_not_listed"),
        case("a key that the issuer lists for logging in alone", elsewhere)
            .invalid("issuer.method_not_listed"),
        case(
            "a key of the issuer's document that is said to be another's",
            with(document.clone(), "/verificationMethod/0/controller", json!("did:web:other.example")),
        )
        .invalid("issuer.method_controller_mismatch"),
        case(
            "a key of which two are said to be in control",
            with(
                document.clone(),
                "/verificationMethod/0/controller",
                json!([WEB_DID, "did:web:other.example"]),
            ),
        )
        .invalid("issuer.method_invalid"),
        case("two keys under one name, the stranger's second", two).invalid("issuer.method_invalid"),
        case("a key that stands in the list of signing keys under another name", of_another)
            .invalid("issuer.method_not_found"),
        case(
            "a key document that is another's",
            with(document.clone(), "/id", json!("did:web:other.example")),
        )
        .invalid("issuer.document_id_mismatch"),
        case("three thousand keys before the one that signed", hidden).invalid("issuer.document_invalid"),
        case("a key document with nothing in it", json!({})).invalid("issuer.document_invalid"),
        case("a key document that is a list", json!([document])).invalid("issuer.document_invalid"),
        case(
            "a key that refers to a document elsewhere",
            with(document, "/verificationMethod", json!(["https://evil.example/key"])),
        )
        .invalid("issuer.method_not_found"),
    ]
}

/// Keys that were the issuer's. The date in the proof is the signer's word: a thief of a key writes an early one.
fn withdrawn() -> Vec<Case> {
    let person = web_issuer();
    let mut options = person.options(&person.badge());
    options["created"] = json!("2020-01-01T00:00:00Z");
    let back_dated = person.sign_with(person.badge(), options);
    let case = |name: &str, member: &str, date: Value| {
        let pointer = format!("/verificationMethod/0/{member}");
        Case::of(name, &back_dated).web(person.web_with(&with(person.document(), &pointer, date)))
    };
    vec![
        case("a proof dated before its key was revoked", "revoked", json!("2026-06-01T00:00:00Z"))
            .invalid("issuer.key_revoked"),
        case("a proof dated before its key expired", "expires", json!("2026-06-01T00:00:00Z"))
            .invalid("issuer.key_expired"),
        case("a key that is revoked from this very second on", "revoked", json!(NOW))
            .invalid("issuer.key_revoked"),
        case("a key revoked at a date that cannot be read", "revoked", json!("yesterday"))
            .invalid("issuer.method_invalid"),
        case("a key revoked at a number", "revoked", json!(0)).invalid("issuer.method_invalid"),
        case(
            "a key revoked in the past, written with an offset",
            "revoked",
            json!("2026-11-24T13:59:59+02:00"),
        )
        .invalid("issuer.key_revoked"),
    ]
}

/// Documents that are not as the issuer could have meant them.
fn foul_documents() -> Vec<Case> {
    let person = web_issuer();
    let good = person.good();
    let document = person.document();
    let url = "https://badges.example/.well-known/did.json";
    let elsewhere = "https://evil.example/did.json";
    let method = "/verificationMethod/0";
    let secret = multikey::encode_secret(&person.ed25519);
    let with_secret = with(document.clone(), &format!("{method}/secretKeyMultibase"), json!(secret.as_str()));
    let mut private = jwk::encode_public(&person.ed25519.public_key());
    private["d"] = json!(base64url(&[1; 32]));
    let mut as_jwk = with(document.clone(), &format!("{method}/type"), json!("JsonWebKey"));
    as_jwk = without(as_jwk, &format!("{method}/publicKeyMultibase"));
    as_jwk = with(as_jwk, &format!("{method}/publicKeyJwk"), private);
    let twice = document.to_string().replacen('{', r#"{"id":"did:web:other.example","#, 1);
    let deep = format!("{{\"id\":\"{WEB_DID}\",\"x\":{}{}}}", "[".repeat(50_000), "]".repeat(50_000));
    let raw = |name: &str, body: String| Case::of(name, &good).web(Web::default().with(url, body));
    vec![
        Case::of("a key document to which another host answers", &good)
            .web(Web::default().with(elsewhere, document.to_string()).leading(url, elsewhere))
            .unknown("issuer.unreachable"),
        Case::of("a key of which the secret half is published", &good)
            .web(person.web_with(&with_secret))
            .invalid("issuer.secret_shown"),
        Case::of("a JWK of which the secret half is published", &good)
            .web(person.web_with(&as_jwk))
            .invalid("issuer.secret_shown"),
        raw("a key document with a member twice", twice).unknown("issuer.unreachable"),
        raw("a key document nested 50,000 deep", deep).unknown("issuer.unreachable"),
        raw("a key document of a megabyte", format!("{{\"id\":\"{}\"}}", "x".repeat(1 << 20)))
            .unknown("issuer.unreachable"),
        raw("a web page in the place of the key document", "<html></html>".to_owned())
            .unknown("issuer.unreachable"),
        Case::of("a key document out of reach", &good).unknown("issuer.unreachable"),
    ]
}

/// What is published as a key and is none, or one that anybody can sign with.
fn no_keys() -> Vec<Case> {
    let person = web_issuer();
    let document = person.document();
    let as_key = |key: Value| {
        let mut document = document.clone();
        let id = document["verificationMethod"][0]["id"].clone();
        document["verificationMethod"][0] = with(key, "/id", id);
        document["verificationMethod"][0]["controller"] = json!(WEB_DID);
        document
    };
    let multibase = |prefix: &[u8], key: &[u8]| {
        let text = format!("z{}", base58::encode([prefix, key].concat()));
        as_key(json!({"type": "Multikey", "publicKeyMultibase": text}))
    };
    let web_key = |jwk: Value| as_key(json!({"type": "JsonWebKey", "publicKeyJwk": jwk}));
    let rsa = |n: &[u8], e: &[u8]| web_key(json!({"kty": "RSA", "n": base64url(n), "e": base64url(e)}));
    let case = |name: &str, document: Value| {
        Case::of(name, &person.good()).web(person.web_with(&document)).invalid("issuer.key_invalid")
    };
    // R is the neutral point and S is 0 (RFC 8032 §5.1.7).
    let nothing = format!("z{}", base58::encode([&neutral_point()[..], &[0; 32]].concat()));
    let unsigned = with(person.good(), "/proof/0/proofValue", json!(nothing));
    let forged = |name: &str, document: Value| {
        Case::of(name, &unsigned).web(person.web_with(&document)).invalid("proof.signature_mismatch")
    };
    let small_order = small_order_point();
    let key = match jwk::encode_public(&person.ed25519.public_key())["x"].as_str() {
        Some(x) => x.to_owned(),
        None => String::new(),
    };
    vec![
        forged(
            "a key of small order, and a signature that careless arithmetic takes for one of it",
            multibase(&[0xed, 1], &small_order),
        ),
        forged(
            "the neutral point as a key, and a signature that fits all it signs",
            multibase(&[0xed, 1], &neutral_point()),
        ),
        case("a key of 31 bytes", multibase(&[0xed, 1], &[1; 31])),
        case("a key with bytes after it", multibase(&[0xed, 1], &[person_key(&person), vec![0]].concat())),
        case("a key of unknown kind", multibase(&[0xff, 0x7f], &[1; 32]))
            .unknown("issuer.method_unsupported"),
        case("a key for key agreement", multibase(&[0xec, 1], &[1; 32])).unknown("issuer.method_unsupported"),
        case(
            "a point that is not on the curve",
            web_key(json!({"kty": "EC", "crv": "P-256", "x": base64url(&[1; 32]), "y": base64url(&[1; 32])})),
        ),
        case(
            "the point at infinity",
            web_key(json!({"kty": "EC", "crv": "P-256", "x": base64url(&[0; 32]), "y": base64url(&[0; 32])})),
        ),
        case("a key for keyed hashes, which is its own secret", web_key(json!({"kty": "oct", "k": "AAAA"})))
            .invalid("issuer.secret_shown"),
        case("a key with padding", web_key(json!({"kty": "OKP", "crv": "Ed25519", "x": format!("{key}=")}))),
        case("an RSA key with the exponent 1", rsa(&[0xc1; 256], &[1])),
        case("an RSA key with an even exponent", rsa(&[0xc1; 256], &[1, 0, 0])),
        case("an RSA key of 512 bits", rsa(&[0xc1; 64], &[1, 0, 1])),
        case("an RSA key of 65,536 bits", rsa(&[0xc1; 8192], &[1, 0, 1])),
        case("an RSA key with an exponent of 2,048 bits", rsa(&[0xc1; 256], &[0xc1; 256])),
    ]
}

fn person_key(person: &Person) -> Vec<u8> {
    let text = multikey::encode_public(&person.ed25519.public_key());
    base58::decode(&text[1..])[2..].to_vec()
}

/// Of order 8: half of all signatures fit, whatever is signed.
fn small_order_point() -> [u8; 32] {
    let mut point = [0; 32];
    let digits = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a";
    for (at, byte) in point.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap();
    }
    point
}

fn neutral_point() -> [u8; 32] {
    let mut point = [0; 32];
    point[0] = 1;
    point
}

/// Names of issuers that are keys themselves.
fn in_the_name() -> Vec<Case> {
    let ours = issuer();
    let did_key = |bytes: &[u8]| format!("did:key:z{}", base58::encode(bytes));
    let key = person_key(&ours);
    let named = |name: &str, did: &str| {
        let fragment = did.trim_start_matches("did:key:");
        Case::of(name, &ours.sign_as(badge(did), &format!("{did}#{fragment}")))
    };
    let mut private = jwk::encode_public(&ours.ed25519.public_key());
    private["d"] = json!(base64url(&[1; 32]));
    let with_secret = format!("did:jwk:{}", base64url(private.to_string().as_bytes()));
    let good = did_jwk::from_key(&ours.ed25519.public_key());
    let padded = format!("{good}=");
    let jwk_case = |name: &str, did: &str| Case::of(name, &ours.sign_as(badge(did), &format!("{did}#0")));
    let p256 = did_key::from_key(&ours.p256.public_key());
    vec![
        named("a did:key with bytes after the key", &did_key(&[&[0xed, 1], &key[..], &[0]].concat()))
            .invalid("issuer.key_invalid"),
        named("a did:key with a byte too few", &did_key(&[&[0xed, 1], &key[..31]].concat()))
            .invalid("issuer.key_invalid"),
        named(
            "a did:key whose kind is written in more bytes than needed",
            &did_key(&[&[0xed, 0x81, 0], &key[..]].concat()),
        )
        .unknown("issuer.method_unsupported"),
        named("a did:key of small order", &did_key(&[&[0xed, 1], &small_order_point()[..]].concat()))
            .invalid("proof.signature_mismatch"),
        named("a did:key of a hundred thousand characters", &format!("did:key:z{}", "6".repeat(100_000)))
            .invalid("issuer.key_invalid"),
        named("a did:key of another curve than the proof's", p256.as_str()).invalid("proof.wrong_key_type"),
        jwk_case("a did:jwk with the secret half in it", &with_secret).invalid("issuer.secret_shown"),
        jwk_case("a did:jwk with padding", &padded).invalid("issuer.method_url_invalid"),
        Case::of(
            "a did:jwk with another fragment",
            &ours.sign_as(badge(good.as_str()), &format!("{good}#1")),
        )
        .invalid("issuer.method_not_found"),
    ]
}

/// Issuers that are named in more than one way, or in none.
fn foul_issuers() -> Vec<Case> {
    let ours = issuer();
    let other = thief();
    let good = ours.badge();
    let case =
        |name: &str, issuer: Value| Case::of(name, &ours.sign_bytes(with(good.clone(), "/issuer", issuer)));
    let (id, theirs) = (ours.did.as_str(), other.did.as_str());
    vec![
        case("two issuers", json!([{"id": theirs}, {"id": id}])).invalid("issuer.missing"),
        case(
            "an issuer with two ids",
            json!({"id": [theirs, id], "type": ["Profile"], "name": "Example Corp"}),
        )
        .invalid("issuer.missing"),
        case(
            "an issuer under `@id` beside the one under `id`",
            json!({"@id": theirs, "id": id, "type": ["Profile"]}),
        )
        .invalid("context.syntax"),
        case("an issuer within the issuer", json!({"issuer": {"id": id}, "type": ["Profile"]}))
            .invalid("issuer.missing"),
        case("an issuer with white space after its id", json!({"id": format!("{id} "), "type": ["Profile"]}))
            .invalid("issuer.key_of_another"),
        case("an issuer with a fragment after its id", json!({"id": format!("{id}#x"), "type": ["Profile"]}))
            .invalid("issuer.key_of_another"),
        case("an issuer whose id is a number", json!({"id": 7})).invalid("issuer.missing"),
        Case::of("no issuer at all", &ours.sign_bytes(without(good.clone(), "/issuer")))
            .invalid("issuer.missing"),
    ]
}
