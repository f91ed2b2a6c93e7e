//! Badges as signed text.

use badgewright_signing::{Signer, jwk, vc_jwt};
use serde_json::{Value, json};

use super::case::Case;
use super::person::{Person, WEB_DID, base64url, thief, web_issuer, with};

pub(crate) fn cases() -> Vec<Case> {
    [algorithms(), named_keys(), claims(), envelopes(), signatures(), texts()]
        .into_iter()
        .flatten()
        .map(|case| if case.web.is_empty() { case.web(web_issuer().web()) } else { case })
        .collect()
}

fn payload() -> Value {
    vc_jwt::claims(&web_issuer().badge()).unwrap()
}

/// The issuer's good JWT under another header; the signature is over the old one.
fn with_header(name: &str, header: Value) -> Case {
    let good = web_issuer().jwt(&web_issuer().badge());
    let (_, rest) = good.split_once('.').unwrap();
    Case::bytes(name, format!("{}.{rest}", base64url(header.to_string().as_bytes())))
}

/// Signed by `person` as the header and the payload say.
fn signed(name: &str, person: &Person, header: &Value, payload: &Value) -> Case {
    Case::bytes(name, person.jwt_of(header, payload))
}

fn algorithms() -> Vec<Case> {
    let kid = web_issuer().p256_method();
    let unsigned = |alg: &str| {
        let header = json!({"alg": alg, "kid": kid}).to_string();
        format!("{}.{}.", base64url(header.as_bytes()), base64url(payload().to_string().as_bytes()))
    };
    let refused = |case: Case| case.invalid("parse.jws_proves_nothing");
    vec![
        refused(Case::bytes("`alg` is `none`, without a signature", unsigned("none"))),
        refused(Case::bytes("`alg` is `nOnE`", unsigned("nOnE"))),
        refused(with_header("`alg` is `none`, with a signature", json!({"alg": "none", "kid": kid}))),
        refused(with_header(
            "`alg` is a keyed hash, the public key taken for its key",
            json!({"alg": "HS256", "kid": kid}),
        )),
        refused(with_header(
            "an extension that must be understood",
            json!({"alg": "ES256", "kid": kid, "crit": ["exp"], "exp": 1}),
        )),
        refused(with_header(
            "a payload that is not in base64url (`b64`)",
            json!({"alg": "ES256", "kid": kid, "crit": ["b64"], "b64": false}),
        )),
        refused(with_header("an empty list of extensions", json!({"alg": "ES256", "kid": kid, "crit": []}))),
        with_header("no `alg`", json!({"kid": kid})).invalid("parse.not_a_jws"),
        with_header("`alg` is a list", json!({"alg": ["ES256", "none"], "kid": kid}))
            .invalid("parse.not_a_jws"),
        with_header("`alg` of a kind that is not known", json!({"alg": "ES512", "kid": kid}))
            .unknown("proof.unsupported_suite"),
        with_header("`alg` for another kind of key", json!({"alg": "EdDSA", "kid": kid}))
            .invalid("proof.wrong_key_type"),
        with_header("`alg` is `RS256` for a key of a curve", json!({"alg": "RS256", "kid": kid}))
            .invalid("proof.wrong_key_type"),
        signed(
            "an encrypted text's header",
            &web_issuer(),
            &json!({"alg": "ES256", "enc": "A256GCM", "kid": kid}),
            &json!({"a": 1}),
        )
        .invalid("parse.not_a_credential"),
    ]
}

/// Where the key is said to be.
fn named_keys() -> Vec<Case> {
    let (ours, thief) = (web_issuer(), thief());
    let key = jwk::encode_public(&thief.p256.public_key());
    let set = json!({"keys": [key]}).to_string();
    let evil = "https://evil.example/keys.json";
    let by_thief = |name: &str, header: Value| signed(name, &thief, &header, &payload());
    let web = || ours.web().with(evil, set.clone()).with("https://badges.example/keys.json", key.to_string());
    let theirs = format!("{}#{}", thief.did, thief.did.as_str().trim_start_matches("did:key:"));
    vec![
        by_thief("the stranger's key in the header (`jwk`)", json!({"alg": "ES256", "jwk": key}))
            .invalid("issuer.key_not_listed"),
        by_thief(
            "the stranger's key in the header beside the issuer's name for it",
            json!({"alg": "ES256", "kid": ours.p256_method(), "jwk": key}),
        )
        .invalid("proof.signature_mismatch"),
        by_thief(
            "the stranger's keys at an address in the header (`jku`)",
            json!({"alg": "ES256", "jku": evil}),
        )
        .web(web())
        .invalid("issuer.key_not_listed"),
        by_thief(
            "the stranger's certificate at an address in the header (`x5u`)",
            json!({"alg": "ES256", "x5u": evil}),
        )
        .web(web())
        .invalid("issuer.key_not_listed"),
        by_thief(
            "the stranger's certificate in the header (`x5c`)",
            json!({"alg": "ES256", "x5c": ["MIIB"]}),
        )
        .unknown("issuer.method_unsupported"),
        by_thief("a `kid` of the stranger's did:key", json!({"alg": "EdDSA", "kid": theirs}))
            .invalid("issuer.key_of_another"),
        by_thief("a `kid` at another host", json!({"alg": "ES256", "kid": evil}))
            .web(web())
            .invalid("issuer.key_not_listed"),
        by_thief("a `kid` with a path up", json!({"alg": "ES256", "kid": "../../../keys.json"}))
            .web(web())
            .invalid("issuer.key_not_listed"),
        by_thief("a `kid` that is a file's address", json!({"alg": "ES256", "kid": "file:///dev/null"}))
            .invalid("issuer.key_not_listed"),
        by_thief("a `kid` with an SQL quote", json!({"alg": "ES256", "kid": "x' UNION SELECT 'key"}))
            .invalid("issuer.key_not_listed"),
        by_thief("a `kid` that is an object", json!({"alg": "ES256", "kid": {"id": ours.p256_method()}}))
            .invalid("issuer.key_not_listed"),
        by_thief("a `kid` that is empty", json!({"alg": "ES256", "kid": ""}))
            .invalid("issuer.key_not_listed"),
        by_thief(
            "a `kid` of thirty thousand characters",
            json!({"alg": "ES256", "kid": format!("{WEB_DID}#{}", "k".repeat(20_000))}),
        )
        .invalid("issuer.method_url_invalid"),
        by_thief(
            "a header of a hundred thousand characters",
            json!({"alg": "ES256", "x": "k".repeat(100_000)}),
        )
        .invalid("parse.not_a_jws"),
    ]
}

/// What the signed text says, against what the badge in it says.
fn claims() -> Vec<Case> {
    let ours = web_issuer();
    let claim = |name: &str, member: &str, value: Value| {
        signed(name, &ours, &ours.header(), &with(payload(), &format!("/{member}"), value))
    };
    let mut as_vc = json!({"iss": ours.did, "sub": "did:example:ada", "vc": ours.badge()});
    let in_vc = |name: &str, payload: &Value| signed(name, &ours, &ours.header(), payload);
    let both = with(payload(), "/vc", with(ours.badge(), "/name", json!("Brain surgery")));
    let other_issuer = with(as_vc.clone(), "/iss", json!(thief().did));
    let by_thief = signed(
        "the stranger is the `iss`, the issuer the badge's",
        &thief(),
        &thief().header(),
        &other_issuer,
    );
    as_vc["vc"] = json!([ours.badge(), ours.badge()]);
    vec![
        claim("`jti` of another badge", "jti", json!("urn:uuid:2")).invalid("issuer.contradicted"),
        claim("`sub` of another holder", "sub", json!("did:example:eve")).invalid("issuer.contradicted"),
        claim("`nbf` of another moment", "nbf", json!(1)).invalid("issuer.contradicted"),
        claim("`exp` in the past", "exp", json!(1_700_000_000)).invalid("validity.expired"),
        claim("`nbf` in the future", "nbf", json!(32_500_000_000_u64)).invalid("issuer.contradicted"),
        claim("`exp` that is a text", "exp", json!("never")).invalid("parse.not_a_credential"),
        claim("`exp` beyond all dates", "exp", json!(1e300)).invalid("parse.not_a_credential"),
        claim("`iss` of another", "iss", json!("did:web:evil.example")).unknown("issuer.claim_differs"),
        claim("`iss` that is a list", "iss", json!([WEB_DID])).invalid("parse.not_a_credential"),
        in_vc("a badge in `vc` and another beside it", &both).invalid("parse.not_a_credential"),
        in_vc("two badges in `vc`", &as_vc).invalid("parse.not_a_credential"),
        in_vc("no badge", &json!({"iss": ours.did, "sub": "did:example:ada"}))
            .invalid("parse.not_a_credential"),
        in_vc("a badge as a text in `vc`", &json!({"iss": ours.did, "vc": ours.badge().to_string()}))
            .invalid("parse.not_a_credential"),
        by_thief.invalid("issuer.key_of_another"),
    ]
}

/// Signed texts in data addresses, in each other.
fn envelopes() -> Vec<Case> {
    let ours = web_issuer();
    let envelope = |jwt: &str| {
        json!({"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential",
            "id": format!("data:application/vc+jwt,{jwt}")})
    };
    let good = ours.jwt(&ours.badge());
    let twice = envelope(&ours.jwt_of(&ours.header(), &envelope(&good)));
    let forged = good.replacen('.', ".e30", 1);
    let unclear = with(envelope(&good), "/name", json!("Brain surgery"));
    vec![
        Case::of("an envelope within an envelope", &twice).invalid("issuer.missing"),
        Case::of("an envelope around a forged text", &envelope(&forged)).invalid("parse.not_a_jws"),
        Case::of(
            "an envelope of another kind of data",
            &with(envelope(&good), "/id", json!(format!("data:text/html,{good}"))),
        )
        .invalid("parse.not_a_jws"),
        Case::of(
            "an envelope whose data stands at an address",
            &with(envelope(&good), "/id", json!("https://evil.example/vc.jwt")),
        )
        .invalid("parse.not_a_jws"),
        Case::of(
            "an envelope that is a badge besides",
            &with(unclear, "/type", json!(["EnvelopedVerifiableCredential", "OpenBadgeCredential"])),
        )
        .invalid("parse.envelope"),
    ]
}

/// Signatures that careless arithmetic takes.
fn signatures() -> Vec<Case> {
    let ours = web_issuer();
    let good = ours.jwt(&ours.badge());
    let (input, written) = good.rsplit_once('.').unwrap();
    let bytes = ours.p256.sign(input.as_bytes()).unwrap();
    let put = |name: &str, bytes: &[u8]| {
        Case::bytes(name, format!("{input}.{}", base64url(bytes))).invalid("proof.signature_mismatch")
    };
    vec![
        put("a signature of zeros for r and s", &[0; 64]),
        put("a signature in DER", &der(&bytes)),
        put("a signature with the group's order for r and s", &order().repeat(2)),
        put("a signed text with an empty signature", &[]),
        put("a signature with a byte after it", &[&bytes[..], &[0]].concat()),
        put("a signature cut in half", &bytes[..32]),
        Case::bytes("a signature with padding", format!("{input}.{written}==")).invalid("parse.not_a_jws"),
        Case::bytes("a signature whose last bits are not zero", format!("{input}.{}", odd_end(written)))
            .invalid("parse.not_a_jws"),
        Case::bytes("a signature in base64", format!("{input}.+{}", &written[1..]))
            .invalid("parse.not_a_jws"),
    ]
}

/// The order of P-256.
fn order() -> Vec<u8> {
    const DIGITS: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    (0..32).map(|at| u8::from_str_radix(&DIGITS[2 * at..2 * at + 2], 16).unwrap()).collect()
}

/// SEQUENCE { r, s }, each with a zero before it.
fn der(bytes: &[u8]) -> Vec<u8> {
    [&[0x30, 70, 2, 33, 0], &bytes[..32], &[2, 33, 0], &bytes[32..]].concat()
}

/// The last character with the bits set that stand for nothing.
fn odd_end(text: &str) -> String {
    let next = match text.chars().last() {
        Some('A') => 'B',
        Some('Q') => 'R',
        Some('g') => 'h',
        _ => 'x',
    };
    format!("{}{next}", &text[..text.len() - 1])
}

/// Texts that are no JWS, or whose parts are not what they should be.
fn texts() -> Vec<Case> {
    let ours = web_issuer();
    let good = ours.jwt(&ours.badge());
    let payload = payload().to_string();
    let header = ours.header().to_string();
    let twice = payload.replacen('{', r#"{"iss":"did:example:eve","#, 1);
    let escaped = payload.replacen('{', r#"{"\u0069ss":"did:example:eve","#, 1);
    let bytes =
        |name: &str, header: &str, payload: &[u8]| Case::bytes(name, ours.jws(header.as_bytes(), payload));
    vec![
        Case::bytes("a dot more", format!("{good}.")).invalid("parse.not_a_jws"),
        Case::bytes("two dots more", format!("{good}.e30.e30")).invalid("parse.not_a_jws"),
        Case::bytes("a dot before it", format!(".{good}")).invalid("parse.not_a_jws"),
        Case::bytes("two texts, with a line break between them", format!("{good}\n{good}"))
            .invalid("parse.unrecognised"),
        Case::bytes("parts left out (SD-JWT)", format!("{good}~e30~")).unknown("parse.sd_jwt"),
        bytes("a member twice in the header", &header.replacen('{', r#"{"kid":"x","#, 1), payload.as_bytes())
            .invalid("parse.not_a_jws"),
        bytes("a member twice in the payload", &header, twice.as_bytes()).invalid("parse.duplicate_key"),
        bytes("a member twice in the payload, once with an escape", &header, escaped.as_bytes())
            .invalid("parse.duplicate_key"),
        bytes("a payload that is a list", &header, format!("[{payload}]").as_bytes())
            .invalid("parse.not_an_object"),
        bytes("a payload that is not UTF-8", &header, b"{\"a\":\"\xff\"}").invalid("parse.not_json"),
        bytes("a payload nested a hundred thousand deep", &header, "[".repeat(100_000).as_bytes())
            .invalid("parse.not_json"),
        bytes("an empty payload", &header, b"").invalid("parse.not_json"),
        bytes("a header that is a list", "[]", payload.as_bytes()).invalid("parse.not_a_jws"),
        bytes(
            "a header nested deep",
            &format!("{{\"alg\":\"ES256\",\"x\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000)),
            payload.as_bytes(),
        )
        .invalid("parse.not_a_jws"),
        Case::bytes("a changed payload", changed(&good)).invalid("proof.signature_mismatch"),
        Case::bytes("a text of four megabytes", format!("{good}{}", "A".repeat(4 << 20)))
            .invalid("parse.too_large"),
    ]
}

fn changed(good: &str) -> String {
    let parts: Vec<&str> = good.split('.').collect();
    let changed = with(payload(), "/name", json!("Brain surgery"));
    format!("{}.{}.{}", parts[0], base64url(changed.to_string().as_bytes()), parts[2])
}
