//! The pinned contexts and what they mean.

use std::sync::Arc;

use serde_json::{Value, json};

use super::definition::Mapping;
use super::pinned::all;
use super::*;

const V1: &str = "https://www.w3.org/2018/credentials/v1";
const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v2";
const V2: &str = "https://www.w3.org/ns/credentials/v2";
const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

fn after(local: &Value) -> Result<Arc<ActiveContext>, ContextError> {
    process(&Arc::default(), local, Scope::Document, Contexts::pinned())
}

fn code(local: &Value) -> &'static str {
    match after(local).unwrap_err() {
        ContextError::Invalid { code, .. } => code,
        ContextError::Unknown(_) => "unknown",
        ContextError::TooComplex => "too complex",
    }
}

#[test]
fn every_pinned_context_and_every_context_scoped_in_it_can_be_processed() {
    for context in all() {
        let active = after(&json!(context.url)).unwrap();
        for (name, definition) in &active.terms {
            let Some(scoped) = &definition.scoped else { continue };
            let is_type = name.starts_with(|c: char| c.is_ascii_uppercase());
            let scope = if is_type { Scope::Type } else { Scope::Property };
            let inner = process(&active, scoped, scope, Contexts::pinned());
            assert!(inner.is_ok(), "{} {name}: {:?}", context.url, inner.err());
        }
    }
}

/// What readers look for under one name must not be sayable under another by listing one more context: a badge could hide
/// there when it ends, or where its status is told.
#[test]
fn no_context_beside_gives_the_words_of_credentials_another_name() {
    let words = |url: &str| words_of(&after(&json!(url)).unwrap());
    let mut known: std::collections::HashMap<String, Vec<String>> = Default::default();
    let is_base =
        |url: &&str| [V1, V2, DATA_INTEGRITY].contains(url) || url.contains("/spec/ob/v3p0/context");
    for url in all().map(|context| context.url).filter(is_base) {
        for (iri, name) in words(url) {
            known.entry(iri).or_default().push(name);
        }
    }
    let mut others = Vec::new();
    for context in all() {
        let other =
            |(iri, name): &(String, String)| known.get(iri).is_some_and(|names| !names.contains(name));
        others.extend(words(context.url).into_iter().filter(other).map(|(_, name)| name));
    }
    others.sort_unstable();
    others.dedup();
    // Of the drafts of Open Badges, which the other contexts of badges do not go together with.
    assert_eq!(others, ["tags"]);
}

/// Each IRI with a name that stands for it, in a context and in those scoped in it.
fn words_of(active: &Arc<ActiveContext>) -> Vec<(String, String)> {
    let mut words = Vec::new();
    let mut actives = vec![Arc::clone(active)];
    for _ in 0..3 {
        let mut inner = Vec::new();
        for (name, definition) in actives.iter().flat_map(|active| &active.terms) {
            if let Mapping::Iri(iri) = &definition.mapping {
                words.push((iri.to_string(), name.to_string()));
            }
            let scoped = definition.scoped.as_ref();
            inner.extend(scoped.filter(|scoped| !scoped.is_null()).and_then(|scoped| {
                process(&Arc::default(), scoped, Scope::Property, Contexts::pinned()).ok()
            }));
        }
        actives = inner;
    }
    words
}

#[test]
fn another_copy_of_a_context_means_what_it_meant_then() {
    let url = "https://purl.imsglobal.org/spec/ob/v3p0/context.json";
    let meaning = |contexts: &Contexts| {
        let active = process(&Arc::default(), &json!([V1, url]), Scope::Document, contexts).unwrap();
        format!("{:?}", active.term("OpenBadgeCredential").unwrap().mapping)
    };
    let meanings: Vec<_> =
        Contexts::with_other_copies().iter().map(|(_, contexts)| meaning(contexts)).collect();
    assert!(
        meanings[0].contains("openbadges-specification/ob_v3p0.html#OpenBadgeCredential"),
        "{meanings:?}"
    );
    assert!(meanings[1].contains("spec/ob/vocab.html#OpenBadgeCredential"), "{meanings:?}");
    assert_eq!(meanings[2], meaning(Contexts::pinned()));
}

#[test]
fn the_contexts_of_a_badge_go_together() {
    let more = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
    let proofs = "https://w3id.org/security/data-integrity/v2";
    let active = after(&json!([V2, OPEN_BADGES, more, proofs])).unwrap();
    let term = active.term("hashed");
    assert!(term.is_none(), "defined only inside IdentityObject");
    let name = active.term("OpenBadgeCredential").unwrap();
    let iri = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential";
    assert_eq!(name.mapping, Mapping::Iri(iri.into()));
    assert!(name.protected);
}

#[test]
fn only_the_terms_that_the_oldest_copy_lacks_are_unsettled() {
    let active = after(&json!(OPEN_BADGES)).unwrap();
    let mut unsettled: Vec<&str> =
        active.terms.iter().filter(|(_, d)| d.unsettled).map(|(name, _)| &**name).collect();
    unsettled.sort_unstable();
    assert_eq!(unsettled, ["endorsementJwt", "jti"]);
}

#[test]
fn a_url_that_is_not_pinned_is_named() {
    let error = after(&json!([V2, "https://unknown.example/context"])).unwrap_err();
    assert_eq!(error, ContextError::Unknown("https://unknown.example/context".to_owned()));
}

#[test]
fn protected_terms_stay_protected() {
    assert_eq!(code(&json!([V2, {"name": "https://evil.example/name"}])), "protected term redefinition");
    assert_eq!(code(&json!([V2, null])), "invalid context nullification");
    assert!(after(&json!([V2, {"name": {"@id": "https://schema.org/name"}}])).is_ok(), "the same again");
}

#[test]
fn faults_of_a_context_have_the_codes_of_json_ld() {
    for (local, expected) in [
        (json!(5), "invalid local context"),
        (json!({"@version": 1.0}), "invalid @version value"),
        (json!({"@import": "https://www.w3.org/ns/credentials/v2"}), "invalid context entry"),
        (json!({"@base": "https://a.example/"}), "invalid context entry"),
        (json!({"@vocab": "relative"}), "invalid vocab mapping"),
        (json!({"@language": 5}), "invalid default language"),
        (json!({"@direction": "up"}), "invalid base direction"),
        (json!({"@protected": 1}), "invalid @protected value"),
        (json!({"@propagate": 1}), "invalid @propagate value"),
        (json!({"": "urn:x"}), "invalid term definition"),
        (json!({"a": 5}), "invalid term definition"),
        (json!({"a": {"@id": "urn:a", "@foo": 1}}), "invalid term definition"),
        (json!({"@type": {"@container": "@set"}}), "keyword redefinition"),
        (json!({"@foo": "urn:x"}), "keyword redefinition"),
        (json!({"a": "b", "b": "a"}), "cyclic IRI mapping"),
        (json!({"a": "relative"}), "invalid IRI mapping"),
        (json!({"a": {"@id": "@foo"}}), "invalid IRI mapping"),
        (json!({"a": "@context"}), "invalid keyword alias"),
        (json!({"urn:a": "urn:b"}), "invalid IRI mapping"),
        (json!({"a": {"@id": "urn:a", "@type": "relative"}}), "invalid type mapping"),
        (json!({"a": {"@id": "urn:a", "@container": ["@list", "@set"]}}), "invalid container mapping"),
        (json!({"a": {"@id": "urn:a", "@container": "@foo"}}), "invalid container mapping"),
        (json!({"a": {"@id": "urn:a", "@prefix": 1}}), "invalid @prefix value"),
        (json!({"a": {"@reverse": "urn:a", "@id": "urn:b"}}), "invalid reverse property"),
        (Value::Array(vec![json!(V2); 33]), "too complex"),
    ] {
        assert_eq!(code(&local), expected, "{local}");
    }
}

#[test]
fn prefixes_vocabularies_and_defaults_do_what_they_say() {
    let active = after(&json!({
        "schema": "https://schema.org/",
        "name": "schema:name",
        "xsd": {"@id": "http://www.w3.org/2001/XMLSchema#", "@prefix": true},
        "created": {"@id": "schema:dateCreated", "@type": "xsd:dateTime"},
        "none": null,
        "@vocab": "https://vocab.example/",
        "@language": "EN"
    }))
    .unwrap();
    let iri = |text| match active.expand_iri(text, true) {
        Expanded::Iri(iri) => iri.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(iri("name"), "https://schema.org/name");
    assert_eq!(iri("schema:x"), "https://schema.org/x");
    assert_eq!(iri("other"), "https://vocab.example/other");
    assert_eq!(iri("none"), "Null");
    assert_eq!(iri("@foo"), "Null");
    let created = active.term("created").unwrap();
    let datatype = "http://www.w3.org/2001/XMLSchema#dateTime";
    assert_eq!(created.type_mapping, Some(TypeMapping::Datatype(datatype.into())));
    assert_eq!(active.language_of(None), Some("en"));
}

#[test]
fn what_is_made_ahead_is_what_is_made_for_a_document() {
    let list = json!([V2, OPEN_BADGES]);
    let ahead = Contexts::pinned().start(&list).unwrap();
    let made = after(&list).unwrap();
    assert_eq!(ahead.terms.len(), made.terms.len());
    for (name, definition) in &made.terms {
        assert!(ahead.term(name).unwrap().says_the_same_as(definition), "{name}");
    }
    let achievement = ahead.term("Achievement").unwrap().scoped.as_ref().unwrap();
    let typed = Contexts::pinned().scoped(ScopedKey::of(ahead, achievement, Scope::Type)).unwrap();
    assert!(
        typed.term("tag").is_some() && typed.previous().is_some_and(|previous| Arc::ptr_eq(previous, ahead))
    );
    assert!(Contexts::pinned().start(&json!([OPEN_BADGES, V2])).is_none());
    assert!(Contexts::pinned().start(&json!([V2, OPEN_BADGES, {}])).is_none());
}

/// Two names for the same would let whoever shows a badge write what was signed under the name that nobody looks up.
#[test]
fn what_readers_look_up_has_one_name_in_all_contexts() {
    const CREDENTIALS: &str = "https://www.w3.org/2018/credentials#";
    const SECURITY: &str = "https://w3id.org/security#";
    const STATUS: &str = "https://www.w3.org/ns/credentials/status#";
    let mut names = std::collections::BTreeMap::<String, std::collections::BTreeSet<String>>::new();
    for context in all().chain(pinned::other_copies()) {
        let contexts = Contexts::with(context.url, context.text);
        let active = process(&Arc::default(), &json!(context.url), Scope::Document, contexts).unwrap();
        let scoped = active.terms.values().filter_map(|definition| definition.scoped.as_ref());
        let inner = scoped.map(|scoped| process(&active, scoped, Scope::Property, contexts).unwrap());
        for active in inner.chain([Arc::clone(&active)]) {
            for (name, definition) in &active.terms {
                if let Mapping::Iri(iri) = &definition.mapping {
                    names.entry(iri.to_string()).or_default().insert(name.to_string());
                }
            }
        }
    }
    let looked_up = names.iter().filter(|(iri, _)| {
        [CREDENTIALS, SECURITY, STATUS].iter().any(|vocabulary| {
            iri.strip_prefix(vocabulary)
                .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
        })
    });
    let mut count = 0;
    for (iri, names) in looked_up {
        assert_eq!(names.len(), 1, "{iri}: {names:?}");
        count += 1;
    }
    assert!(count > 40, "{count}");
}
