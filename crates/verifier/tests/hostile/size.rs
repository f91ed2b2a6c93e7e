//! Badges that wear a verifier out.

use badgewright_signing::vc_jwt;
use serde_json::{Value, json};

use super::case::Case;
use super::person::{issuer, with};

pub(crate) fn cases() -> Vec<Case> {
    [entangled(), large(), of_small_things()].into_iter().flatten().collect()
}

/// Profiles without names, linked to each other so that none can be told from another: for RDFC-1.0 a matter of trying all
/// orders. The signature is a good badge's, since computing one is what is refused.
fn entangled() -> Vec<Case> {
    let linked = |name: &str, nodes: usize, links: &dyn Fn(usize) -> Vec<usize>| {
        let node = |at: usize| json!({"id": format!("_:n{at}"), "type": ["Profile"]});
        let profiles: Vec<Value> = (0..nodes)
            .map(|at| {
                with(
                    node(at),
                    "/parentOrg",
                    links(at).into_iter().map(|to| json!({"id": format!("_:n{to}")})).collect(),
                )
            })
            .collect();
        Case::of(name, &with(issuer().good(), "/issuer/parentOrg", json!(profiles)))
    };
    let alike = |count: usize| json!(vec![json!({"type": ["Evidence"], "name": "x"}); count]);
    vec![
        linked("twelve unnamed things, all linked to each other", 12, &|at| {
            (0..12).filter(|to| *to != at).collect()
        })
        .unknown("proof.too_complex"),
        linked("forty unnamed things, all linked to each other", 40, &|at| {
            (0..40).filter(|to| *to != at).collect()
        })
        .unknown("proof.too_complex"),
        linked("a ring of a thousand unnamed things", 1_000, &|at| vec![(at + 1) % 1_000])
            .unknown("proof.too_complex"),
        linked("a thousand rings of two unnamed things", 2_000, &|at| vec![at ^ 1])
            .invalid("proof.signature_mismatch"),
        linked("a grid of unnamed things", 400, &|at| vec![at / 20 * 20 + (at + 1) % 20, (at + 20) % 400])
            .unknown("proof.too_complex"),
        linked("a star of unnamed things", 1_000, &|at| if at == 0 { (1..1_000).collect() } else { vec![0] })
            .invalid("proof.signature_mismatch"),
        Case::of(
            "ten thousand unnamed things that are alike",
            &with(issuer().good(), "/evidence", alike(10_000)),
        )
        .unknown("proof.too_complex"),
    ]
}

fn large() -> Vec<Case> {
    let good = issuer().good();
    let put = |name: &str, pointer: &str, value: Value| Case::of(name, &with(good.clone(), pointer, value));
    let achievement = good["credentialSubject"]["achievement"].clone();
    let nested = |depth: usize| {
        (0..depth).fold(achievement.clone(), |inner, at| {
            json!({"id": format!("urn:x:{at}"), "type": ["Achievement"], "name": "x", "criteria": {"narrative": "x"}, "related": [{"id": "urn:r", "type": ["Related"]}], "creator": {"id": "urn:c", "type": ["Profile"], "parentOrg": inner}})
        })
    };
    let words: serde_json::Map<String, Value> =
        (0..40_000).map(|at| (format!("word{at}"), json!(1))).collect();
    let types: Vec<String> = (0..40_000).map(|at| format!("https://evil.example/T{at}")).collect();
    let alignments: Vec<Value> = (0..5_000)
        .map(|at| json!({"type": ["Alignment"], "targetName": format!("Goal {at}"), "targetUrl": format!("https://goals.example/{at}")}))
        .collect();
    vec![
        put(
            "a name of a million characters",
            "/credentialSubject/achievement/name",
            json!("x".repeat(1_000_000)),
        )
        .invalid("proof.signature_mismatch"),
        put("a name of two and a half million characters", "/name", json!("x".repeat(2_500_000)))
            .invalid("parse.too_large"),
        put("achievements thirty deep", "/credentialSubject/achievement", nested(30))
            .invalid("proof.signature_mismatch"),
        put("achievements fifty deep", "/credentialSubject/achievement", nested(50))
            .invalid("proof.signature_mismatch"),
        put(
            "forty thousand words without a meaning",
            "/credentialSubject/achievement/criteria",
            Value::Object(words),
        )
        .invalid("context.undefined_term"),
        put("forty thousand kinds of thing", "/type", json!(types)).invalid("schema.not_a_badge"),
        put("forty thousand numbers for a name", "/name", json!(vec![0; 40_000]))
            .unknown("proof.too_complex"),
        put("five thousand alignments", "/credentialSubject/achievement/alignment", json!(alignments))
            .invalid("proof.signature_mismatch"),
        put(
            "a word of two hundred thousand letters over forty thousand values",
            &format!("/{}", "n".repeat(200_000)),
            json!(vec![0; 40_000]),
        )
        .invalid("context.undefined_term"),
        put(
            "a picture of a megabyte and a half in the badge",
            "/credentialSubject/achievement/image",
            json!({"id": format!("data:image/png;base64,{}", "A".repeat(1_500_000)), "type": "Image"}),
        )
        .invalid("proof.signature_mismatch"),
        put(
            "fifteen thousand languages for a name",
            "/credentialSubject/achievement/name",
            (0..15_000).map(|at| json!({"@value": "x", "@language": format!("x-{at}")})).collect(),
        )
        .invalid("proof.signature_mismatch"),
    ]
}

/// What is small costs more than its bytes: so many values are read of a document, and no more.
fn of_small_things() -> Vec<Case> {
    let good = issuer().good();
    let evidence = |name: &str, count: usize, thing: &dyn Fn(usize) -> Value| {
        Case::of(name, &with(good.clone(), "/evidence", (0..count).map(thing).collect()))
    };
    let mut claims = vc_jwt::claims(&issuer().badge()).unwrap();
    claims["evidence"] = json!(vec![json!({}); 400_000]);
    let named = |at: usize| json!({"type": ["Evidence"], "name": format!("{at}")});
    let reference = |at: usize| json!({"id": format!("urn:{at}")});
    vec![
        evidence("six hundred thousand empty things", 600_000, &|_| json!({})).invalid("parse.too_large"),
        evidence("fifty thousand things with a name", 50_000, &named).invalid("parse.too_large"),
        evidence("a hundred thousand names of things", 100_000, &reference).invalid("parse.too_large"),
        Case::bytes(
            "four hundred thousand empty things in a JWT",
            issuer().jwt_of(&issuer().header(), &claims),
        )
        .invalid("parse.too_large"),
        evidence("as many empty things as a document may have", 49_900, &|_| json!({}))
            .unknown("proof.too_complex"),
        evidence("as many things with a name as a document may have", 12_400, &named)
            .unknown("proof.too_complex"),
        evidence("as many names of things as a document may have", 24_900, &reference)
            .invalid("proof.signature_mismatch"),
    ]
}
