//! Proofs that are another's, another badge's, or not what they say.

use badgewright_signing::Signer;
use serde_json::{Value, json};

use super::base58;
use super::case::Case;
use super::person::{OB, Person, V2, base64url, issuer, thief, with, with_status, without};

pub(crate) fn cases() -> Vec<Case> {
    [moved(), changed(), said(), values(), signatures(), several(), chains()].into_iter().flatten().collect()
}

/// Good proofs in the wrong place.
fn moved() -> Vec<Case> {
    let ours = issuer();
    let other_badge = ours.sign(with(ours.badge(), "/credentialSubject/id", json!("did:example:eve")));
    let swapped = with(ours.good(), "/proof", other_badge["proof"].clone());
    let of_list = with(ours.good(), "/proof", ours.sign(ours.list("revocation", None))["proof"].clone());
    let inside =
        with(without(ours.good(), "/proof"), "/credentialSubject/proof", ours.good()["proof"].clone());
    let in_proof = with(without(ours.good(), "/proof"), "/proof", json!({"proof": ours.good()["proof"]}));
    let by_iri = with(
        without(ours.good(), "/proof"),
        "/https:~1~1w3id.org~1security#proof",
        ours.good()["proof"].clone(),
    );
    vec![
        Case::of("the proof of another badge of the issuer's", &swapped).invalid("proof.signature_mismatch"),
        Case::of("the proof of the issuer's status list", &of_list).invalid("proof.signature_mismatch"),
        Case::of("the proof in the subject", &inside).invalid("proof.missing"),
        Case::of("the proof within a proof", &in_proof).invalid("proof.malformed"),
        Case::of("the proof under its IRI", &by_iri).invalid("proof.missing"),
        Case::of("no proof", &ours.badge()).invalid("proof.missing"),
        Case::of("an empty list of proofs", &with(ours.badge(), "/proof", json!([])))
            .invalid("proof.missing"),
        Case::of("a proof that is a text", &with(ours.badge(), "/proof", json!("z3FX")))
            .invalid("proof.malformed"),
        Case::of(
            "a proof that is a list in a list",
            &with(ours.badge(), "/proof", json!([[ours.good()["proof"]]])),
        )
        .invalid("proof.malformed"),
    ]
}

/// One thing changed after the badge was signed.
fn changed() -> Vec<Case> {
    let ours = issuer();
    let put = |name: &str, pointer: &str, value: Value| {
        Case::of(name, &with(ours.good(), pointer, value)).invalid("proof.signature_mismatch")
    };
    vec![
        put("another holder", "/credentialSubject/id", json!("did:example:eve")),
        put("another achievement", "/credentialSubject/achievement/name", json!("Brain surgery")),
        put("an earlier award", "/awardedDate", json!("2020-01-01T00:00:00Z")),
        put("a later end", "/validUntil", json!("2999-01-01T00:00:00Z")),
        put("another id", "/id", json!("urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3399")),
        put("one kind more that is defined", "/type/-", json!("EndorsementCredential")),
        put(
            "evidence added",
            "/credentialSubject/achievement/criteria/id",
            json!("https://evil.example/criteria"),
        ),
        put(
            "a creator added",
            "/credentialSubject/achievement/creator",
            json!({"id": "https://dese.example/", "type": ["Profile"]}),
        ),
        Case::of(
            "a status entry taken out",
            &without(ours.sign(with_status(ours.badge(), "revocation", 7)), "/credentialStatus"),
        )
        .invalid("proof.signature_mismatch"),
        Case::of(
            "an end taken out",
            &without(
                ours.sign(with(ours.badge(), "/validUntil", json!("2026-02-01T00:00:00Z"))),
                "/validUntil",
            ),
        )
        .invalid("proof.signature_mismatch"),
    ]
}

/// What the proof says about itself, changed after it was made or signed so.
fn said() -> Vec<Case> {
    let ours = issuer();
    let put = |name: &str, member: &str, value: Value| {
        Case::of(name, &with(ours.good(), &format!("/proof/0/{member}"), value))
    };
    let signed = |name: &str, member: &str, value: Value| {
        let mut options = ours.options(&ours.badge());
        options[member] = value;
        Case::of(name, &ours.sign_with(ours.badge(), options))
    };
    // VC-DI-EDDSA §3.3.2 compares with the vocabularies that the proof names, which may be fewer.
    let mut narrow = with(ours.badge(), "/@context", json!([V2]));
    narrow = ours.sign_bytes(narrow);
    let appended = with(narrow, "/@context", json!([V2, OB]));
    let no_purpose = {
        let mut options = ours.options(&ours.badge());
        options.as_object_mut().unwrap().shift_remove("proofPurpose");
        ours.sign_with(ours.badge(), options)
    };
    vec![
        put("a proof with another date", "created", json!("2020-01-01T00:00:00Z"))
            .invalid("proof.signature_mismatch"),
        put("a proof with a domain added", "domain", json!("https://evil.example"))
            .invalid("proof.signature_mismatch"),
        put(
            "a proof of another method with an object for it",
            "verificationMethod",
            json!({"id": thief().method(), "type": "Multikey"}),
        )
        .invalid("issuer.key_of_another"),
        put("a proof with a list of methods", "verificationMethod", json!([ours.method(), thief().method()]))
            .invalid("issuer.method_url_invalid"),
        put("a proof of a suite that does not exist", "cryptosuite", json!("eddsa-rdfc-2099"))
            .unknown("proof.unsupported_suite"),
        put("a proof of another suite for the same key", "cryptosuite", json!("eddsa-jcs-2022"))
            .invalid("proof.signature_mismatch"),
        put("a proof of a suite for other keys", "cryptosuite", json!("ecdsa-rdfc-2019"))
            .invalid("proof.wrong_key_type"),
        put("a proof with the type of the older suite", "type", json!("Ed25519Signature2020"))
            .invalid("proof.not_of_all"),
        put("a proof without a suite", "cryptosuite", json!(null)).invalid("proof.malformed"),
        signed("a proof for logging in, signed so", "proofPurpose", json!("authentication"))
            .invalid("proof.purpose"),
        signed(
            "a proof for a list of purposes",
            "proofPurpose",
            json!(["assertionMethod", "authentication"]),
        )
        .invalid("proof.malformed"),
        signed("a proof with a purpose in capital letters", "proofPurpose", json!("AssertionMethod"))
            .invalid("proof.purpose"),
        Case::of("a proof without a purpose, signed so", &no_purpose).unknown("proof.purpose_absent"),
        signed("a proof that ended a second ago", "expires", json!("2026-11-24T11:59:59Z"))
            .invalid("proof.expired"),
        signed("a proof that ends at a number", "expires", json!(0)).invalid("proof.malformed"),
        signed("a proof with another vocabulary", "@context", json!(OB)).invalid("proof.context_mismatch"),
        Case::of("a vocabulary that was appended to what was signed as written", &appended)
            .invalid("proof.context_mismatch"),
    ]
}

/// How the signature is written.
fn values() -> Vec<Case> {
    let ours = issuer();
    let good = ours.good();
    let written = good["proof"][0]["proofValue"].as_str().unwrap().to_owned();
    let bytes = base58::decode(&written[1..]);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let put = |name: &str, value: Value| {
        Case::of(name, &with(good.clone(), "/proof/0/proofValue", value)).invalid("proof.malformed")
    };
    let in_base_58 = |bytes: &[u8]| json!(format!("z{}", base58::encode(bytes)));
    vec![
        put("a signature in base64url", json!(format!("u{}", base64url(&bytes)))),
        put("a signature in hexadecimal digits", json!(format!("f{hex}"))),
        put("a signature without its base", json!(&written[1..])),
        put("a signature with a space", json!(format!("{written} "))),
        put("a signature with a byte more", in_base_58(&[&bytes[..], &[0]].concat())),
        put("a signature with a zero before it", in_base_58(&[&[0], &bytes[..]].concat())),
        put("half a signature", in_base_58(&bytes[..32])),
        put("an empty signature", json!("z")),
        put("a signature of a hundred thousand characters", json!(format!("z{}", "6".repeat(100_000)))),
        put("a signature in a list", json!([written])),
        put("the signature under an older name", json!(null)),
    ]
}

/// Numbers that are as good as those of the signature to careless arithmetic.
fn signatures() -> Vec<Case> {
    let ours = issuer();
    let good = ours.good();
    let written = good["proof"][0]["proofValue"].as_str().unwrap();
    let bytes = base58::decode(&written[1..]);
    let put = |name: &str, bytes: &[u8]| {
        let value = json!(format!("z{}", base58::encode(bytes)));
        Case::of(name, &with(good.clone(), "/proof/0/proofValue", value))
    };
    let mut neutral = vec![0; 64];
    neutral[0] = 1;
    vec![
        put("a signature with the group's order added to it", &plus_order(&bytes))
            .invalid("proof.signature_mismatch"),
        put("a signature of zeros", &[0; 64]).invalid("proof.signature_mismatch"),
        put("a signature of the neutral point", &neutral).invalid("proof.signature_mismatch"),
        put("a signature of ones", &[0xff; 64]).invalid("proof.signature_mismatch"),
        put("a signature over something else", &ours.ed25519.sign(b"something else").unwrap())
            .invalid("proof.signature_mismatch"),
    ]
}

/// S + L (RFC 8032 §8.4).
fn plus_order(signature: &[u8]) -> Vec<u8> {
    let mut order = [0_u8; 32];
    let low = 27_742_317_777_372_353_535_851_937_790_883_648_493_u128;
    order[..16].copy_from_slice(&low.to_le_bytes());
    order[31] = 0x10;
    let mut sum = signature.to_vec();
    let mut carry = 0;
    for (byte, add) in sum[32..].iter_mut().zip(order) {
        carry += u16::from(*byte) + u16::from(add);
        *byte = (carry & 0xff) as u8;
        carry >>= 8;
    }
    sum
}

/// Good proofs of others beside bad ones of the issuer's.
fn several() -> Vec<Case> {
    let (ours, other) = (issuer(), thief());
    let renamed = with(ours.badge(), "/name", json!("Another name"));
    let stale = ours.good()["proof"][0].clone();
    let theirs = other.sign(renamed.clone())["proof"][0].clone();
    let named = other.sign_as(renamed.clone(), &ours.method())["proof"][0].clone();
    let put = |name: &str, proofs: Vec<Value>| {
        Case::of(name, &with(renamed.clone(), "/proof", json!(proofs))).invalid("proof.signature_mismatch")
    };
    let unknown = json!({"type": "Other2099", "verificationMethod": ours.method(), "proofPurpose": "assertionMethod", "proofValue": "z1"});
    vec![
        put(
            "a stranger's good proof before a forged one of the issuer's",
            vec![theirs.clone(), stale.clone()],
        ),
        put(
            "a stranger's good proof after a forged one of the issuer's",
            vec![stale.clone(), theirs.clone()],
        ),
        put("a stranger's good proof alone", vec![theirs.clone()]).invalid("issuer.key_of_another"),
        put(
            "a stranger's proof in the issuer's name beside a good one in their own",
            vec![theirs.clone(), named],
        ),
        put("a hundred forged proofs", vec![stale.clone(); 100]),
        put("a hundred proofs of a stranger's", vec![theirs.clone(); 100]).invalid("issuer.key_of_another"),
        put(
            "the issuer's forged proof behind a hundred of a stranger's",
            [vec![theirs; 100], vec![stale.clone()]].concat(),
        )
        .invalid("issuer.key_of_another"),
        put("a forged proof beside one of an unknown suite", vec![stale.clone(), unknown.clone()]),
        put("a forged proof after one of an unknown suite", vec![unknown, stale]),
    ]
}

/// Proofs that build on others.
fn chains() -> Vec<Case> {
    let (ours, witness) = (issuer(), thief());
    let badge = ours.badge();
    let of = |person: &Person, id: &str, over: &[&Value], named: Value| {
        let mut options = person.options(&badge);
        options["id"] = json!(id);
        if !named.is_null() {
            options["previousProof"] = named;
        }
        let over = if over.is_empty() { badge.clone() } else { with(badge.clone(), "/proof", json!(over)) };
        person.proof(&over, options)
    };
    let first = of(&witness, "urn:p:0", &[], json!(null));
    let second = of(&ours, "urn:p:1", &[&first], json!("urn:p:0"));
    let mut forged = first.clone();
    forged["created"] = json!("2020-01-01T00:00:00Z");
    let over_forged = of(&ours, "urn:p:1", &[&forged], json!("urn:p:0"));
    let mut circle = first.clone();
    circle["previousProof"] = json!("urn:p:1");
    let itself = of(&ours, "urn:p:0", &[], json!("urn:p:0"));
    let twice = vec![second.clone(), first.clone(), first.clone()];
    let mut long = vec![of(&ours, "urn:p:0", &[], json!(null))];
    for at in 1..100 {
        let next = of(&ours, &format!("urn:p:{at}"), &[&long[at - 1]], json!(format!("urn:p:{}", at - 1)));
        long.push(next);
    }
    long[0]["created"] = json!("2020-01-01T00:00:00Z");
    long.reverse();
    let thousand: Vec<String> = (0..1_000).map(|at| format!("urn:p:{at}")).collect();
    let case = |name: &str, proofs: Vec<Value>| Case::of(name, &with(badge.clone(), "/proof", json!(proofs)));
    vec![
        case("a proof that builds on one that was taken out", vec![second.clone()])
            .invalid("proof.previous_missing"),
        case("a proof that builds on a forged one", vec![forged, over_forged])
            .invalid("proof.previous_wrong"),
        case(
            "a proof that builds on one that was put in its place",
            vec![of(&Person::by_key(3), "urn:p:0", &[], json!(null)), second.clone()],
        )
        .invalid("proof.signature_mismatch"),
        case("two proofs that build on each other", vec![circle, second]).invalid("proof.circle"),
        case("a proof that builds on itself", vec![itself]).invalid("proof.circle"),
        case("a proof that builds on one of two with the same name", twice)
            .invalid("proof.previous_malformed"),
        case("a hundred proofs, each on the one before, the first one forged", long)
            .unknown("proof.previous_unchecked"),
        case(
            "a proof that builds on a thousand that are missing",
            vec![of(&ours, "urn:p:x", &[], json!(thousand))],
        )
        .unknown("proof.previous_unchecked"),
        case("a proof that builds on a number", vec![of(&ours, "urn:p:x", &[], json!([7]))])
            .invalid("proof.previous_malformed"),
    ]
}
