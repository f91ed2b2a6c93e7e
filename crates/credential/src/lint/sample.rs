//! A badge in order, for the rules to spoil.

use serde_json::{Value, json};

use super::Rule;
use crate::context;

/// A badge with something for every rule to look at.
pub(crate) fn badge() -> Value {
    json!({
        "@context": [context::CREDENTIALS_V2, context::OPEN_BADGES],
        "id": "https://badges.example/credentials/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Rigor",
        "description": "Upholds rigor.",
        "image": {"id": "https://badges.example/rigor.png", "type": "Image", "caption": "A hexagon"},
        "issuer": {"id": "did:web:badges.example", "type": ["Profile"], "name": "Department", "url": "https://a.example/"},
        "validFrom": "2026-11-01T15:04:05Z",
        "validUntil": "2027-11-01T15:04:05Z",
        "awardedDate": "2026-11-01T15:04:05Z",
        "credentialSubject": {
            "id": "urn:uuid:0f0a2f4e-5f54-4c0e-8d6b-7a0d7d1a9b52",
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityType": "name", "hashed": false, "identityHash": "Ada Jones"},
                {
                    "type": "IdentityObject", "identityType": "emailAddress", "hashed": true, "salt": "Kosher",
                    "identityHash": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
                }
            ],
            "result": [
                {"type": ["Result"], "resultDescription": "urn:uuid:1", "value": "92"},
                {"type": ["Result"], "resultDescription": "urn:uuid:2", "achievedLevel": "urn:uuid:3"}
            ],
            "achievement": {
                "id": "https://badges.example/achievements/rigor",
                "type": ["Achievement"],
                "name": "Rigor",
                "description": "Upholds rigor.",
                "criteria": {"id": "https://badges.example/criteria", "narrative": "Submit a portfolio."},
                "creator": {"id": "did:web:badges.example", "type": ["Profile"], "name": "Department"},
                "alignment": [
                    {"type": ["Alignment"], "targetName": "2a", "targetUrl": "https://tess.example/2a"}
                ],
                "otherIdentifier": [
                    {"type": "IdentifierEntry", "identifier": "AR-1", "identifierType": "identifier"}
                ],
                "resultDescription": [
                    {"id": "urn:uuid:1", "type": ["ResultDescription"], "name": "Score", "resultType": "Percent"},
                    {
                        "id": "urn:uuid:2", "type": ["ResultDescription"], "name": "Rubric",
                        "resultType": "RubricCriterionLevel",
                        "rubricCriterionLevel": [
                            {"id": "urn:uuid:3", "type": ["RubricCriterionLevel"], "name": "Demonstrated"}
                        ]
                    }
                ],
                "tag": ["rigor"]
            }
        },
        "evidence": [{"id": "https://portfolio.example/1", "type": ["Evidence"], "name": "Portfolio"}],
        "credentialStatus": {
            "id": "https://badges.example/status/3#94567",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "94567",
            "statusListCredential": "https://badges.example/status/3"
        }
    })
}

/// An endorsement in order.
pub(super) fn endorsement() -> Value {
    json!({
        "@context": [context::CREDENTIALS_V2, context::OPEN_BADGES],
        "id": "https://badges.example/endorsements/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Approved provider",
        "issuer": {"id": "did:web:badges.example", "type": ["Profile"], "name": "Department"},
        "validFrom": "2026-11-01T15:04:05Z",
        "awardedDate": "2026-10-01T15:04:05Z",
        "credentialSubject": {
            "id": "did:web:provider.example",
            "type": ["EndorsementSubject"],
            "endorsementComment": "Approved to issue the department's micro-credentials."
        },
        "credentialStatus": {
            "id": "https://badges.example/status/3#7",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "7",
            "statusListCredential": "https://badges.example/status/3"
        }
    })
}

/// A status list in order.
pub(super) fn status_list() -> Value {
    json!({
        "@context": [context::CREDENTIALS_V2],
        "id": "https://badges.example/status/3",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "did:web:badges.example",
        "validFrom": "2026-11-01T15:04:05Z",
        "validUntil": "2026-11-29T15:04:05Z",
        "credentialSubject": {
            "id": "https://badges.example/status/3#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "uH4sI"
        }
    })
}

/// The badge with `value` at `pointer`, whose parent is there.
pub(super) fn with(pointer: &str, value: Value) -> Value {
    set(badge(), pointer, value)
}

/// `document` with `value` at `pointer`, whose parent is there.
pub(super) fn set(mut document: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap();
    match name.parse::<usize>() {
        Ok(index) => parent[index] = value,
        Err(_) => parent[name] = value,
    }
    document
}

/// The badge without the member at `pointer`.
pub(super) fn without(pointer: &str) -> Value {
    let mut badge = badge();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    badge.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
    badge
}

/// What `rule` finds in `document`, each as `pointer code`.
pub(super) fn found(rule: &Rule, document: &Value) -> Vec<String> {
    let findings = rule.findings(document);
    findings.iter().map(|finding| format!("{} {}", finding.pointer, finding.code)).collect()
}

/// Asserts that `rule` is content with the sample, and finds exactly `expected` in each spoilt document.
pub(super) fn assert_finds(rule: &Rule, bad: &[(Value, &str)]) {
    assert_eq!(found(rule, &badge()), Vec::<String>::new(), "{}", rule.name);
    for (document, expected) in bad {
        assert_eq!(found(rule, document), [*expected], "{}", rule.name);
    }
}
