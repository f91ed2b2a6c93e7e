//! Text that two readers of JSON would read in two ways, or that wears one out.

use serde_json::{Value, json};

use super::case::Case;
use super::person::{issuer, with};

pub(crate) fn cases() -> Vec<Case> {
    [twice(), bytes(), numbers(), strings(), shapes()].into_iter().flatten().collect()
}

/// The good badge as text, with `addition` where it begins.
fn beginning_with(name: &str, addition: &str) -> Case {
    Case::bytes(name, issuer().good().to_string().replacen('{', &format!("{{{addition},"), 1))
}

/// The good badge as text, one part of it replaced.
fn replaced(name: &str, old: &str, new: &str) -> Case {
    let text = issuer().good().to_string();
    assert!(text.contains(old), "{old}");
    Case::bytes(name, text.replacen(old, new, 1))
}

fn twice() -> Vec<Case> {
    let cases = vec![
        beginning_with("a member twice", r#""issuer":"did:example:eve""#),
        beginning_with("a member twice, once with an escape", r#""\u0069ssuer":"did:example:eve""#),
        beginning_with(
            "a member twice, once with an escape in capital digits",
            r#""is\u0073uer":"did:example:eve""#,
        ),
        beginning_with("the proof twice", r#""proof":[]"#),
        beginning_with("the vocabulary twice", r#""@context":[]"#),
        beginning_with("the vocabulary twice, once escaped", r#""\u0040context":[]"#),
        replaced(
            "a member of the subject twice",
            r#""credentialSubject":{"#,
            r#""credentialSubject":{"id":"did:example:eve","#,
        ),
        replaced(
            "a member of the proof twice",
            r#""proofPurpose""#,
            r#""proofPurpose":"authentication","proofPurpose""#,
        ),
        replaced(
            "a member of the issuer twice, with the same value",
            r#""name":"Example Corp""#,
            r#""name":"Example Corp","name":"Example Corp""#,
        ),
        beginning_with("a member twice in a part that nobody reads", r#""x":{"a":1,"a":2}"#),
    ];
    cases.into_iter().map(|case| case.invalid("parse.duplicate_key")).collect()
}

fn bytes() -> Vec<Case> {
    let good = issuer().good().to_string();
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(good.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = good.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut latin = good.replacen("Example Corp", "Example C#rp", 1).into_bytes();
    let hash = latin.iter().position(|byte| *byte == b'#').unwrap();
    latin[hash] = 0xf6;
    let overlong = |bytes: &[u8]| {
        let (before, after) = good.split_once("Example Corp").unwrap();
        [before.as_bytes(), bytes, after.as_bytes()].concat()
    };
    vec![
        Case::bytes("UTF-16 with a mark", utf16).invalid("parse.unrecognised"),
        Case::bytes("UTF-16 without a mark", big).invalid("parse.unrecognised"),
        Case::bytes("Latin-1", latin).invalid("parse.not_json"),
        Case::bytes("an overlong encoding", overlong(b"\xc0\xaf")).invalid("parse.not_json"),
        Case::bytes("half of a surrogate in UTF-8", overlong(b"\xed\xa0\x80")).invalid("parse.not_json"),
        Case::bytes("a zero byte in a text", overlong(b"\0")).invalid("parse.not_json"),
        Case::bytes("a zero byte at the end", format!("{good}\0")).invalid("parse.not_json"),
        Case::bytes("two marks of byte order", format!("\u{feff}\u{feff}{good}"))
            .invalid("parse.unrecognised"),
        Case::bytes("a second document after the first", format!("{good}{good}")).invalid("parse.not_json"),
        Case::bytes("a comment", good.replacen('{', "{/* x */", 1)).invalid("parse.not_json"),
        Case::bytes("a comma at the end", format!("{},}}", &good[..good.len() - 1]))
            .invalid("parse.not_json"),
        Case::bytes("a line break in a text", good.replacen("Teamwork", "Team\nwork", 1))
            .invalid("parse.not_json"),
        Case::bytes("names in single quotes", good.replace('"', "'")).invalid("parse.not_json"),
        Case::bytes("cut off", good[..good.len() - 5].to_owned()).invalid("parse.not_json"),
        Case::bytes(
            "a random file",
            (0..4_096_u32)
                .map(|at| (at.wrapping_mul(2_654_435_761) >> 24).to_le_bytes()[0])
                .collect::<Vec<_>>(),
        )
        .invalid("parse.unrecognised"),
    ]
}

/// Numbers that programs read differently, in a member that may hold one.
fn numbers() -> Vec<Case> {
    let number = |what: &str, number: &str| {
        replaced(
            &format!("{what} for a number"),
            r#""criteria":{"#,
            &format!(r#""creditsAvailable":{number},"criteria":{{"#),
        )
    };
    let long = "9".repeat(100_000);
    vec![
        number("1e400", "1e400").invalid("parse.not_json"),
        number("-1e400", "-1e400").invalid("parse.not_json"),
        number("a hundred thousand digits", &long).invalid("parse.not_json"),
        number("1e-400", "1e-400").invalid("proof.signature_mismatch"),
        number("-0", "-0").invalid("proof.signature_mismatch"),
        number("2^53 + 1", "9007199254740993").unknown("context.unsupported"),
        number("a zero before it", "007").invalid("parse.not_json"),
        number("NaN", "NaN").invalid("parse.not_json"),
        number("a hexadecimal number", "0x10").invalid("parse.not_json"),
        number("an exponent of a hundred thousand digits", &format!("1e{long}")).invalid("parse.not_json"),
    ]
}

fn strings() -> Vec<Case> {
    let name =
        |what: &str, text: &str| replaced(what, r#""name":"Example Corp""#, &format!(r#""name":"{text}""#));
    vec![
        name("half of a surrogate pair", r"\ud800").invalid("parse.not_json"),
        name("a surrogate pair in the wrong order", r"\udc00\ud800").invalid("parse.not_json"),
        name("an escaped zero", r"Example\u0000Corp").invalid("proof.signature_mismatch"),
        name("a name turned around", r"Example \u202eproC").invalid("proof.signature_mismatch"),
        name("a name composed differently", "Exámple Corp").invalid("proof.signature_mismatch"),
        name("an unknown escape", r"\x41").invalid("parse.not_json"),
        beginning_with(
            "a name of a hundred thousand escapes",
            &format!(r#""{}":1"#, r"\u0041".repeat(100_000)),
        )
        .invalid("context.undefined_term"),
    ]
}

fn shapes() -> Vec<Case> {
    let ours = issuer();
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    let put = |name: &str, pointer: &str, value: Value| Case::of(name, &with(ours.good(), pointer, value));
    vec![
        Case::bytes("a hundred thousand lists in each other", deep("[", "]")).invalid("parse.not_json"),
        Case::bytes("a hundred thousand objects in each other", deep("{\"a\":", "}")).invalid("parse.not_json"),
        beginning_with("lists in each other in the badge", &format!("\"x\":{}", deep("[", "]"))).invalid("parse.not_json"),
        Case::bytes("the badge in a list", json!([ours.good()]).to_string()).invalid("parse.not_an_object"),
        Case::bytes("the badge in a text", json!(ours.good().to_string()).to_string()).invalid("parse.not_an_object"),
        Case::bytes("null", "null").invalid("parse.not_an_object"),
        Case::bytes("nothing", "").invalid("parse.empty"),
        put("a type that is an object", "/type", json!({"0": "OpenBadgeCredential"})).invalid("context.syntax"),
        put("a subject that is a list of two", "/credentialSubject", json!([{"id": "did:example:eve"}, ours.badge()["credentialSubject"]]))
            .invalid("subject.several"),
        put("a subject that is null", "/credentialSubject", json!(null)).invalid("subject.missing"),
        put("an achievement that is a list of two", "/credentialSubject/achievement", json!([ours.badge()["credentialSubject"]["achievement"], {"id": "urn:x:2", "type": ["Achievement"], "name": "Other", "criteria": {"narrative": "x"}}]))
            .invalid("proof.signature_mismatch"),
        put("null where a text was", "/name", json!(null)).invalid("proof.signature_mismatch"),
    ]
}
