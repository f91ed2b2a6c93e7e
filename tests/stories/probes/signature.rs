//! EmbeddedProofProbe and ExternalProofProbe: the signature, and the key that it was made with.

use badgewright_credential::Timestamp;
use badgewright_signing::jsonld::{Processing, Purpose};
use badgewright_signing::{canonical_form, jwk, multikey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::badges::{Badge, full};
use super::{Found, finds, finds_nothing, list, said};

/// The digits of base 58, as Bitcoin has them.
const DIGITS: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// The bytes of a multibase text of base 58.
fn base_58(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix('z')?.as_bytes();
    let mut bytes: Vec<u8> = Vec::new();
    for digit in digits {
        let mut carry = DIGITS.iter().position(|known| known == digit)?;
        for byte in &mut bytes {
            carry += usize::from(*byte) * 58;
            *byte = u8::try_from(carry % 256).ok()?;
            carry /= 256;
        }
        while carry > 0 {
            bytes.push(u8::try_from(carry % 256).ok()?);
            carry /= 256;
        }
    }
    bytes.extend(digits.iter().take_while(|digit| **digit == b'1').map(|_| 0));
    bytes.reverse();
    Some(bytes)
}

/// SHA-256 over the canonical form.
fn hash(members: &Map<String, Value>) -> Result<[u8; 32], String> {
    let processing = Processing { nested_contexts: true, ..Processing::strict(Purpose::Verify) };
    let form =
        canonical_form(&Value::Object(members.clone()), processing).map_err(|error| error.to_string())?;
    Ok(Sha256::digest(form).into())
}

/// The proof that is checked: the first of a type that is known, for claims. One without a purpose before it is an exception.
fn first_proof(document: &Value) -> Option<&Value> {
    let known = ["DataIntegrityProof", "Ed25519Signature2020"];
    let proofs = list(document, "proof");
    let first = proofs.iter().find(|proof| {
        proof["proofPurpose"] == "assertionMethod" && known.iter().any(|known| proof["type"] == *known)
    })?;
    let purposeless =
        proofs.iter().take_while(|proof| *proof != first).any(|proof| proof.get("proofPurpose").is_none());
    (!purposeless).then_some(first)
}

/// The proof of a document: of a badge, an endorsement, a status list.
pub(super) fn embedded(document: &Value, badge: &Badge, found: &mut Found) {
    let Some(proof) = first_proof(document) else {
        return found.unless(false, "no proof");
    };
    found.unless(
        document["proof"][0] == *proof && proof["cryptosuite"] == "eddsa-rdfc-2022",
        "another proof is the first",
    );
    let method = proof["verificationMethod"].as_str().unwrap_or_default();
    let issuer = document["issuer"]["id"].as_str().or(document["issuer"].as_str()).unwrap_or_default();
    let (controller, fragment) = method.split_once('#').unwrap_or((method, ""));
    // A key in the fragment is taken without a look elsewhere; what stands before it must be the issuer.
    found.unless(controller == issuer, format!("{controller} is not {issuer}"));
    let Ok(key) = multikey::decode_public(fragment) else {
        return found.unless(false, "no key in the fragment");
    };
    // And whoever does look finds the same key.
    match method_of(method, badge, found) {
        Some(entry) => found.unless(entry["publicKeyMultibase"] == fragment, "another key in the document"),
        None => found.unless(controller == format!("did:key:{fragment}"), format!("{method} is nowhere")),
    }
    let signature = proof["proofValue"].as_str().and_then(base_58).unwrap_or_default();
    match signed_bytes(document, proof) {
        Ok(bytes) => found.unless(key.verify(&bytes, &signature).is_ok(), "the signature is wrong"),
        Err(reason) => found.unless(false, reason),
    }
}

/// Hash of the proof's options, then hash of the document.
fn signed_bytes(document: &Value, proof: &Value) -> Result<Vec<u8>, String> {
    let mut options = proof.as_object().cloned().unwrap_or_default();
    options.remove("proofValue");
    options.insert("@context".to_owned(), document["@context"].clone());
    let mut unsecured = document.as_object().cloned().unwrap_or_default();
    unsecured.remove("proof");
    Ok([hash(&options)?, hash(&unsecured)?].concat())
}

/// What the issuer's document has of a method. It must be listed for claims, by its whole address, as a text.
fn method_of<'a>(method: &str, badge: &'a Badge, found: &mut Found) -> Option<&'a Value> {
    let controller = method.split('#').next()?;
    let host = controller.strip_prefix("did:web:")?;
    let document = badge.web.get(&format!("https://{host}/.well-known/did.json"))?;
    found.unless(document["id"] == controller, "the document is another's");
    let listed = list(document, "assertionMethod");
    found.unless(
        listed.iter().all(Value::is_string) && listed.contains(&json!(method)),
        format!("{method} is not listed"),
    );
    let entry = list(document, "verificationMethod").iter().find(|entry| entry["id"] == method)?;
    found.unless(entry["controller"] == controller, "another controller");
    let forms =
        ["publicKeyMultibase", "publicKeyJwk"].iter().filter(|form| entry.get(**form).is_some()).count();
    found.unless(forms == 1, "a key in no form or in two");
    Some(entry)
}

fn part(text: &str, number: usize) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.split('.').nth(number)?).ok()
}

fn payload(jws: &[u8]) -> Value {
    part(&String::from_utf8_lossy(jws), 1)
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// The credential in a JWS, without the claims beside it.
pub(super) fn credential_of(jws: &[u8]) -> Value {
    let mut payload = payload(jws);
    if let Some(members) = payload.as_object_mut() {
        members.retain(|name, _| !["iss", "sub", "jti", "nbf", "exp", "iat", "aud"].contains(&name.as_str()));
    }
    payload
}

fn external(badge: &Badge, found: &mut Found) {
    let Some(jws) = &badge.jws else { return };
    let text = String::from_utf8_lossy(jws);
    let header: Value =
        part(&text, 0).and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let alg = if badge.shape.contains("RS256") { "RS256" } else { "ES256" };
    found.unless(header["alg"] == alg, format!("signed by {}", header["alg"]));
    let kid = header["kid"].as_str().unwrap_or_default();
    let Some(method) = method_of(kid, badge, found) else {
        return found.unless(false, format!("{kid} is nowhere"));
    };
    found.unless(header.get("jwk").is_none(), "a key in the header");
    let kind = if alg == "RS256" { json!(["RSA", null]) } else { json!(["EC", "P-256"]) };
    let public = &method["publicKeyJwk"];
    found.unless(json!([public["kty"], public["crv"]]) == kind, format!("a key of another kind: {public}"));
    let (message, _) = text.rsplit_once('.').unwrap_or_default();
    let right = jwk::decode_public(public)
        .is_ok_and(|key| key.verify(message.as_bytes(), &part(&text, 2).unwrap_or_default()).is_ok());
    found.unless(right, "the signature is wrong");
    claims(&payload(jws), &badge.now, found);
}

/// No leeway is given; and what that validator does not compare agrees with the credential all the same.
fn claims(payload: &Value, now: &str, found: &mut Found) {
    let unix = |text: &str| text.parse::<Timestamp>().unwrap().unix();
    let seconds = |claim: &str| payload[claim].as_i64();
    found.unless(seconds("nbf").is_some_and(|begin| begin <= unix(now)), "nbf");
    found.unless(seconds("exp").is_none_or(|end| end > unix(now)), "exp");
    found.unless(seconds("iat").is_none_or(|made| made <= unix(now)), "iat");
    found.unless(seconds("nbf") == payload["validFrom"].as_str().map(unix), "nbf is not validFrom");
    found.unless(seconds("exp") == payload["validUntil"].as_str().map(unix), "exp is not validUntil");
    found.unless(payload["iss"] == payload["issuer"]["id"], "iss is not the issuer");
    found.unless(payload["jti"] == payload["id"], "jti is not the id");
    found.unless(payload["sub"] == payload["credentialSubject"]["id"], "sub is not the subject");
}

fn proof_of_the_badge(badge: &Badge, found: &mut Found) {
    embedded(&badge.document, badge, found);
}

#[test]
fn embedded_proof_probe() {
    finds_nothing(proof_of_the_badge);
    finds(
        proof_of_the_badge,
        &[
            ("/name", json!("Another")),
            ("/issuer/id", json!("did:web:another.example")),
            ("/proof/0/created", json!("2020-01-01T00:00:00Z")),
            ("/proof/0/proofPurpose", json!("authentication")),
            ("/proof/0/cryptosuite", json!("eddsa-jcs-2022")),
            ("/proof/0/verificationMethod", json!("did:web:badges.example#key-1")),
            ("/proof", Value::Null),
        ],
    );
    let mut unlisted = full().clone();
    unlisted
        .web
        .values_mut()
        .for_each(|document| drop(document.as_object_mut().unwrap().remove("assertionMethod")));
    assert!(!said(proof_of_the_badge, &unlisted).is_empty());
}

#[test]
fn external_proof_probe() {
    finds_nothing(external);
    let mut changed = full().jws.clone().unwrap();
    let at = changed.len() / 2;
    changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
    assert!(!said(external, &Badge { jws: Some(changed), ..full().clone() }).is_empty());
    let earlier = Badge { now: "2020-01-01T00:00:00Z".to_owned(), ..full().clone() };
    assert!(!said(external, &earlier).is_empty());
}
