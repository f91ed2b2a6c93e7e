//! Documents of standards beside Open Badges 3.0, which people take for its badges: each is named as what it is.

use serde_json::Value;

use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;

/// Names `document` as what it is, if it is of a kindred standard and so no badge.
pub(crate) fn refuse(document: &Credential) -> Result<(), Finding> {
    if is_open_badges_2(document) {
        return Err(Finding::fail(Code::PARSE_OPEN_BADGES_2));
    }
    if document.is_a("ClrCredential") {
        return Err(Finding::fail(Code::PARSE_CLR));
    }
    Ok(())
}

/// Contexts of Open Badges 1 and 2, without the scheme.
const OLDER_CONTEXTS: [&str; 4] = [
    "//w3id.org/openbadges/",
    "//openbadgespec.org/",
    "//www.openbadgespec.org/",
    "//purl.imsglobal.org/spec/ob/v2p",
];

/// Assertions, badge classes and profiles of Open Badges 2 and 1, which are no credentials. The oldest have no context.
fn is_open_badges_2(document: &Credential) -> bool {
    let is_theirs = |context: &Value| {
        let place = context.as_str().and_then(|url| url.find("//").and_then(|at| url.get(at..)));
        place.is_some_and(|place| OLDER_CONTEXTS.iter().any(|theirs| place.starts_with(theirs)))
    };
    let has = |member: &str| document.get(member).is_some();
    let is_assertion = has("badge") && has("recipient") && (has("verify") || has("verification"));
    let contexts = document.values("@context");
    (contexts.iter().any(is_theirs) || is_assertion) && !has("credentialSubject") && !has("vc")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn code(document: &Value) -> Option<Code> {
        refuse(&Credential::from_value(document.clone()).unwrap()).err()?.code
    }

    #[test]
    fn badges_of_the_older_standards_are_named_with_and_without_context() {
        for document in [
            json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://a.example/1"}),
            json!({"@context": ["https://w3id.org/openbadges/v2"], "type": ["BadgeClass"]}),
            json!({"@context": "http://w3id.org/openbadges/v1"}),
            json!({"@context": "https://openbadgespec.org/v1"}),
            json!({"@context": "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld"}),
            json!({"uid": "1", "recipient": {"type": "email"}, "badge": "https://a.example/b", "verify": {"type": "hosted"}}),
        ] {
            assert_eq!(code(&document), Some(Code::PARSE_OPEN_BADGES_2), "{document}");
        }
    }

    #[test]
    fn a_learner_record_is_named_and_a_badge_is_not_mistaken() {
        let record = json!({"type": ["VerifiableCredential", "ClrCredential"], "credentialSubject": {}});
        assert_eq!(code(&record), Some(Code::PARSE_CLR));
        for document in [
            json!({"@context": ["https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"], "type": ["OpenBadgeCredential"]}),
            json!({"@context": ["https://w3id.org/openbadges/v2"], "credentialSubject": {}}),
            json!({"badge": 1, "recipient": 2}),
        ] {
            assert_eq!(code(&document), None, "{document}");
        }
    }
}
