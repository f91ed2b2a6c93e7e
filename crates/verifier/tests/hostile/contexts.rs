//! Vocabularies that change what a badge says, and words that no signature covers.

use badgewright_verifier::CheckName::Context;
use serde_json::{Value, json};

use super::case::Case;
use super::person::{OB, V2, issuer, with, with_status, without};

const VC1: &str = "https://www.w3.org/2018/credentials/v1";
const VOCABULARY: &str = "https://www.w3.org/2018/credentials#";

pub(crate) fn cases() -> Vec<Case> {
    [rewritten(), lists(), brought_along(), nested(), added_words(), hidden_names()]
        .into_iter()
        .flatten()
        .collect()
}

/// The badge, signed as written with these contexts.
fn with_contexts(name: &str, contexts: Value) -> Case {
    let ours = issuer();
    Case::of(name, &ours.sign_bytes(with(ours.badge(), "/@context", contexts)))
}

/// Which vocabularies, and in which order.
fn lists() -> Vec<Case> {
    let reordered = with(issuer().good(), "/@context", json!([OB, V2]));
    let shortened = with(issuer().good(), "/@context", json!([V2]));
    vec![
        Case::of("vocabularies in another order, after it was signed", &reordered).invalid("context.first"),
        Case::of("without the vocabulary of Open Badges, after it was signed", &shortened)
            .invalid("context.no_open_badges"),
        with_contexts("vocabularies in another order, signed so", json!([OB, V2])).invalid("context.first"),
        with_contexts("no vocabulary", json!([])).invalid("context.missing"),
        with_contexts("null for the vocabulary", json!(null)).invalid("context.missing"),
        with_contexts("null among the vocabularies, which forgets those before it", json!([V2, null, OB]))
            .invalid("context.malformed"),
        with_contexts("a number among the vocabularies", json!([V2, OB, 7])).invalid("context.malformed"),
        with_contexts("vocabularies in a list in the list", json!([[V2, OB]])).invalid("context.malformed"),
        with_contexts("a vocabulary that is not known", json!([V2, OB, "https://evil.example/context.json"]))
            .unknown("context.unknown"),
        with_contexts("the vocabulary's address in http", json!([V2.replace("https", "http"), OB]))
            .invalid("context.first"),
        with_contexts("the vocabulary's address with a slash more", json!([format!("{V2}/"), OB]))
            .invalid("context.first"),
        with_contexts("the vocabulary's address with a query", json!([format!("{V2}?"), OB]))
            .invalid("context.first"),
        with_contexts(
            "the vocabulary's address with another host's capital letter",
            json!([V2.replace("www", "WWW"), OB]),
        )
        .invalid("context.first"),
        with_contexts(
            "the vocabulary's address as a user's name",
            json!([V2, OB, "https://www.w3.org@evil.example/ns"]),
        )
        .unknown("context.unknown"),
        with_contexts("two vocabularies that contradict each other", json!([V2, OB, VC1]))
            .invalid("context.invalid"),
        with_contexts("a thousand vocabularies", json!([vec![V2], vec![OB; 1_000]].concat()))
            .unknown("proof.too_complex")
            .in_check(Context),
    ]
}

/// Definitions of the badge's own.
fn brought_along() -> Vec<Case> {
    let brings = |name: &str, definitions: Value| {
        with_contexts(name, json!([V2, OB, definitions])).invalid("context.inline")
    };
    vec![
        brings("another name for `id`", json!({"uid": "@id"})),
        brings("another name for `type`", json!({"kind": "@type"})),
        brings("another meaning for `issuer`", json!({"issuer": "https://evil.example/issuer"})),
        brings(
            "another meaning for `issuer`, protected",
            json!({"@protected": true, "issuer": "https://evil.example/i"}),
        ),
        brings("a meaning for every word", json!({"@vocab": "https://evil.example/"})),
        brings("a base for half addresses", json!({"@base": "https://evil.example/"})),
        brings("a language for every text", json!({"@language": "en"})),
        brings("a word that is dropped", json!({"name": null})),
        brings("a vocabulary that is fetched", json!({"@import": "https://evil.example/context.json"})),
        brings(
            "definitions that do not spread",
            json!({"@propagate": false, "salary": "https://evil.example/s"}),
        ),
        brings(
            "definitions for one kind of thing",
            json!({"Profile": {"@id": "https://evil.example/P", "@context": {"id": null}}}),
        ),
        brings(
            "a word that is read backwards",
            json!({"awardedBy": {"@reverse": "https://evil.example/awarded"}}),
        ),
        brings(
            "a word that is read as one text",
            json!({"credentialStatus": {"@id": format!("{VOCABULARY}credentialStatus"), "@type": "@json"}}),
        ),
        brings("a word that is nested away", json!({"wrapper": "@nest"})),
        brings("definitions of an earlier version", json!({"@version": 1.0})),
        brings("nothing at all", json!({})),
        brings(
            "definitions twenty deep",
            (0..20)
                .fold(json!({}), |inner, _| json!({"x": {"@id": "https://e.example/x", "@context": inner}})),
        ),
        brings("a circle of definitions", json!({"a": "b:x", "b": "a:x"})),
    ]
}

/// Vocabularies that parts of the badge bring.
fn nested() -> Vec<Case> {
    let ours = issuer();
    let at = |name: &str, pointer: &str, context: Value| {
        Case::of(name, &ours.sign_bytes(with(ours.badge(), pointer, context)))
    };
    let after = |name: &str, pointer: &str, context: Value| {
        Case::of(name, &with(ours.good(), pointer, context)).invalid("context.nested")
    };
    vec![
        after("a vocabulary in the subject, after it was signed", "/credentialSubject/@context", json!(V2)),
        after(
            "an empty vocabulary in the achievement, after it was signed",
            "/credentialSubject/achievement/@context",
            json!([]),
        ),
        after("a vocabulary in the issuer that forgets all", "/issuer/@context", json!(null)),
        at("a vocabulary in the subject, signed so", "/credentialSubject/@context", json!([V2, OB]))
            .invalid("context.nested"),
        at(
            "definitions in the subject, signed so",
            "/credentialSubject/@context",
            json!({"id": "https://evil.example/id"}),
        )
        .invalid("context.nested"),
        at(
            "definitions in the criteria, signed so",
            "/credentialSubject/achievement/criteria/@context",
            json!({"@vocab": "https://e.example/"}),
        )
        .invalid("context.nested"),
    ]
}

/// Words that were added after the badge was signed, and words that the issuer signed that no vocabulary has.
fn added_words() -> Vec<Case> {
    let ours = issuer();
    let added = |name: &str, pointer: &str, value: Value| Case::of(name, &with(ours.good(), pointer, value));
    let signed = |name: &str, pointer: &str, value: Value| {
        Case::of(name, &ours.sign_bytes(with(ours.badge(), pointer, value)))
    };
    vec![
        added("a word without a meaning", "/salary", json!("1000000")).invalid("context.undefined_term"),
        added("a word without a meaning in the subject", "/credentialSubject/salary", json!("1000000"))
            .invalid("context.undefined_term"),
        added(
            "a word without a meaning deep in the achievement",
            "/credentialSubject/achievement/criteria/grade",
            json!("A"),
        )
        .invalid("context.undefined_term"),
        added("a word that looks like `name`", "/credentialSubject/achievement/n\u{430}me", json!("Other"))
            .invalid("context.undefined_term"),
        added("a word in another letter case", "/ValidUntil", json!("2020-01-01T00:00:00Z"))
            .invalid("context.undefined_term"),
        added(
            "a kind of thing that is not defined",
            "/credentialSubject/achievement/type",
            json!(["Achievement", "Licence"]),
        )
        .invalid("context.relative_type"),
        added("an id that is half an address", "/credentialSubject/id", json!("ada"))
            .invalid("context.relative_id"),
        added("an empty name", "/", json!("x")).invalid("context.undefined_term"),
        added("a reserved word", "/@licence", json!("x")).invalid("context.reserved_keyword"),
        signed("a word without a meaning, signed as written", "/credentialSubject/salary", json!("1000000"))
            .invalid("context.undefined_term"),
        signed("a kind of thing that is not defined, signed as written", "/type/-", json!("Licence"))
            .invalid("context.relative_type"),
        signed("an id that is half an address, signed as written", "/credentialSubject/id", json!("ada"))
            .invalid("context.relative_id"),
    ]
}

/// Members of the badge under names where readers do not look for them, signed as written by the issuer: a status, an end
/// or a proof could be hidden there.
fn hidden_names() -> Vec<Case> {
    let ours = issuer();
    let status = json!({"id": "urn:s:1", "type": "BitstringStatusListEntry"});
    let signed = |name: &str, pointer: &str, value: Value| {
        Case::of(name, &ours.sign_bytes(with(ours.badge(), pointer, value))).invalid("context.not_a_term")
    };
    let ends = json!("2020-01-01T00:00:00Z");
    let renamed = |name: &str, from: &str, to: &str| {
        let value = ours.badge().pointer(from).unwrap().clone();
        Case::of(name, &ours.sign_bytes(with(without(ours.badge(), from), to, value)))
    };
    vec![
        signed(
            "a status under its IRI",
            "/https:~1~1www.w3.org~12018~1credentials#credentialStatus",
            status.clone(),
        ),
        signed("a status under a prefix", "/cred:credentialStatus", status),
        signed("an end under its IRI", "/https:~1~1www.w3.org~12018~1credentials#validUntil", ends),
        signed(
            "an issuer under its IRI, beside the one under its name",
            "/https:~1~1www.w3.org~12018~1credentials#issuer",
            json!({"id": "did:example:eve"}),
        ),
        signed("`@type` beside `type`", "/@type", json!(["VerifiableCredential"])),
        signed("`@id` beside `id`", "/@id", json!("urn:uuid:2")).invalid("context.syntax"),
        signed("a graph", "/@graph", json!([{"id": "urn:x:1"}])).invalid("context.dropped_value"),
        signed("things that are included", "/@included", json!([{"id": "urn:x:1"}]))
            .unknown("context.unsupported"),
        signed("a nest", "/@nest", json!({"validUntil": "2020-01-01T00:00:00Z"}))
            .unknown("context.unsupported"),
        signed("what is read backwards", "/@reverse", json!({"issuer": {"id": "did:example:eve"}}))
            .unknown("context.unsupported"),
        signed("an index", "/credentialSubject/@index", json!("x")).invalid("context.index"),
        signed(
            "a name with a direction",
            "/credentialSubject/achievement/name",
            json!({"@value": "Teamwork", "@direction": "rtl"}),
        )
        .invalid("context.direction"),
        signed("a set object", "/credentialSubject", json!({"@set": [ours.badge()["credentialSubject"]]})),
        signed("a property without a name", "/_:x", json!("x")).invalid("context.blank_node_property"),
        renamed("`@type` in place of `type`", "/type", "/@type").invalid("schema.not_a_badge"),
        renamed("`@id` in place of the issuer's `id`", "/issuer/id", "/issuer/@id").invalid("issuer.missing"),
        renamed(
            "a subject under its IRI alone",
            "/credentialSubject",
            "/https:~1~1www.w3.org~12018~1credentials#credentialSubject",
        )
        .invalid("subject.missing"),
    ]
}

/// Parts of a signed badge rewritten so that the statements, and so the signature, stay the same, and readers of the JSON
/// no longer find them.
fn rewritten() -> Vec<Case> {
    let ours = issuer();
    let badge =
        with(with_status(ours.badge(), "revocation", 7), "/validUntil", json!("2026-02-01T00:00:00Z"));
    let good = ours.sign(badge);
    let moved = |name: &str, from: &str, to: &str| {
        let value = good.pointer(from).unwrap().clone();
        Case::of(name, &with(without(good.clone(), from), to, value))
    };
    let wrapped = |name: &str, pointer: &str, keyword: &str| {
        let mut wrapping = json!({});
        wrapping[keyword] = good.pointer(pointer).unwrap().clone();
        Case::of(name, &with(good.clone(), pointer, wrapping))
    };
    let iri = "/https:~1~1www.w3.org~12018~1credentials#";
    let typed =
        json!({"@value": "2026-02-01T00:00:00Z", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"});
    vec![
        moved("the end moved under its IRI", "/validUntil", &format!("{iri}validUntil"))
            .invalid("context.not_a_term"),
        moved("the status moved under its IRI", "/credentialStatus", &format!("{iri}credentialStatus"))
            .invalid("context.not_a_term"),
        moved("the kind of the status moved to `@type`", "/credentialStatus/type", "/credentialStatus/@type")
            .invalid("context.not_a_term"),
        moved(
            "the place of the status moved under its IRI",
            "/credentialStatus/statusListIndex",
            "/credentialStatus/https:~1~1www.w3.org~1ns~1credentials~1status#statusListIndex",
        )
        .invalid("context.not_a_term"),
        moved("the holder's id moved to `@id`", "/credentialSubject/id", "/credentialSubject/@id")
            .invalid("context.not_a_term"),
        wrapped("the status wrapped in a set", "/credentialStatus", "@set").invalid("context.not_a_term"),
        wrapped("the end wrapped in a set", "/validUntil", "@set").invalid("context.not_a_term"),
        wrapped("the issuer wrapped in a set", "/issuer", "@set").invalid("context.not_a_term"),
        Case::of("the end written as a value with a type", &with(good, "/validUntil", typed))
            .invalid("validity.unreadable"),
    ]
}
