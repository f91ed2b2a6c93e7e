//! Who issues a credential.

use serde_json::Value;

use super::super::path::Path;
use super::super::rule::Findings;
use super::super::{Kind, Rule};
use crate::{Severity, iri};

pub(super) const RULE: Rule = Rule {
    name: "a credential's issuer",
    section: "VC 2.0 §4.7",
    standard: "https://www.w3.org/TR/vc-data-model-2.0/#issuer",
    kinds: &[Kind::Other],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(document: &Value, found: &mut Findings) {
    let issuer = document.get("issuer");
    let id = match issuer {
        Some(Value::Object(issuer)) => issuer.get("id"),
        other => other,
    };
    if !id.and_then(Value::as_str).is_some_and(iri::is_absolute) {
        let detail = "`issuer` must be a URL or a DID, or an object with one as its `id`.";
        found.add("schema.issuer", &Path::Root.member("issuer"), detail);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, assert_takes};
    use super::*;

    #[test]
    fn an_issuer_is_a_url_or_has_one() {
        const FOUND: &str = "/issuer schema.issuer";
        let bad = [
            json!(null),
            json!("fake-issuer"),
            json!({"id": "fake-issuer"}),
            json!({"id": null}),
            json!(["did:a:b"]),
        ];
        for issuer in bad {
            assert_finds(&RULE, &[("/issuer", issuer, FOUND)]);
        }
        assert_takes(&RULE, &[("/issuer", json!("did:key:z6Mk"))]);
    }
}
