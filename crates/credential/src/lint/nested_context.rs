//! A context inside the document would change what the words below it mean.

use serde_json::Value;

use super::rule::Findings;
use super::{Kind, Rule, path};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "no nested context",
    section: "VC 2.0 §4.3; VC-DI §2.4.1",
    standard: "https://www.w3.org/TR/vc-data-integrity/#context-injection",
    kinds: &[Kind::Badge, Kind::Endorsement, Kind::StatusList],
    severity: Severity::Error,
    reading: false,
    check,
};

/// Embedded endorsements keep theirs: they are credentials of their own, and the walk leaves them out.
fn check(document: &Value, found: &mut Findings) {
    path::each_value(document, |at, value| {
        let nested = !matches!(at, path::Path::Root) && value.get("@context").is_some();
        if nested && at.name() != "proof" {
            let detail = "This part brings a context of its own, which would change what its words mean.";
            found.add("context.nested", &at.member("@context"), detail);
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, with};
    use super::*;

    #[test]
    fn only_embedded_endorsements_and_proofs_bring_their_own_context() {
        let own = json!(["https://www.w3.org/ns/credentials/v2"]);
        assert_finds(
            &RULE,
            &[(
                with("/credentialSubject/achievement/@context", own.clone()),
                "/credentialSubject/achievement/@context context.nested",
            )],
        );
        let endorsed = with("/endorsement", json!([{"@context": own, "type": ["VerifiableCredential"]}]));
        assert!(RULE.findings(&endorsed).is_empty());
        let proof = with("/proof", json!([{"@context": own}]));
        assert!(RULE.findings(&proof).is_empty());
    }
}
