//! The rules of VC 2.0 (and VC 1.1) for credentials that are no badges of ours: what the VC-API is asked to sign.
//! Whether every term is defined is told by `signing`, which has the contexts.

mod contexts;
mod identifiers;
mod issuer;
mod moments;
mod related_resources;
mod services;
mod subjects;
mod texts;
mod types;

use super::Rule;

/// The rules, in the order of the standard's sections.
pub(super) const RULES: &[&Rule] = &[
    &contexts::RULE,
    &identifiers::RULE,
    &types::RULE,
    &texts::RULE,
    &issuer::RULE,
    &subjects::RULE,
    &moments::RULE,
    &services::RULE,
    &related_resources::RULE,
];

#[cfg(test)]
mod sample {
    use serde_json::{Value, json};

    use super::super::Rule;
    use super::super::sample::{found, set};

    /// A credential in order, with something for every rule.
    fn credential() -> Value {
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": "https://a.example/credentials/1",
            "type": ["VerifiableCredential"],
            "name": "A membership",
            "issuer": {"id": "did:key:z6Mk", "name": [{"@value": "Dog", "@language": "en"}]},
            "validFrom": "2026-11-01T15:04:05.123-06:00",
            "credentialSubject": {"id": "did:example:subject"},
            "credentialSchema": {"id": "did:example:schemas/1", "type": "https://example.org/#ExampleSchema"},
            "evidence": [{"type": "https://example.org/#ExampleEvidence"}],
            "relatedResource": [{"id": "https://a.example/r", "digestSRI": "sha384-AAAA"}]
        })
    }

    /// Asserts that `rule` is content with the sample, and finds exactly `code` in each document with one member
    /// spoilt.
    pub(super) fn assert_finds(rule: &Rule, bad: &[(&str, Value, &str)]) {
        assert_eq!(found(rule, &credential()), Vec::<String>::new(), "{}", rule.name);
        for (pointer, value, expected) in bad {
            assert_eq!(found(rule, &set(credential(), pointer, value.clone())), [*expected], "{}", rule.name);
        }
    }

    /// Asserts that `rule` is content with the sample after one member was changed.
    pub(super) fn assert_takes(rule: &Rule, good: &[(&str, Value)]) {
        for (pointer, value) in good {
            assert_eq!(
                found(rule, &set(credential(), pointer, value.clone())),
                Vec::<String>::new(),
                "{value}"
            );
        }
    }
}
