//! What people click on is a web address. A `javascript:` link signed into a badge would run on every page that
//! shows it.

use serde_json::{Map, Value};

use super::path::Path;
use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::Severity;

pub(super) const RULE: Rule = Rule {
    name: "links lead to the web",
    section: "OB, data model: Evidence, Alignment, Criteria, Image, Profile",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.evidence.class",
    kinds: &[Kind::Badge, Kind::Endorsement],
    severity: Severity::Error,
    reading: true,
    check,
};

fn check(badge: &Value, found: &mut Findings) {
    model::each_object(badge, |at, class, object| match class {
        "Evidence" | "Criteria" => link(at, object, "id", &["https:", "http:", "urn:"], found),
        "Alignment" => link(at, object, "targetUrl", &["https:", "http:"], found),
        "Profile" => link(at, object, "url", &["https:", "http:"], found),
        "Image" => link(at, object, "id", &["https:", "http:", "data:image/"], found),
        _ => {}
    });
}

fn link(at: &Path<'_>, object: &Map<String, Value>, member: &str, beginnings: &[&str], found: &mut Findings) {
    let Some(link) = object.get(member).and_then(Value::as_str) else { return };
    let begins = |beginning: &&str| {
        link.get(..beginning.len()).is_some_and(|scheme| scheme.eq_ignore_ascii_case(beginning))
    };
    if !beginnings.iter().any(begins) {
        let detail = format!("`{member}` is shown as a link, and must begin with `https://`.");
        found.add("schema.link", &at.member(member), detail);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, with};
    use super::*;

    #[test]
    fn a_link_that_runs_something_is_refused() {
        assert_finds(
            &RULE,
            &[
                (with("/evidence/0/id", json!("javascript:alert(1)")), "/evidence/0/id schema.link"),
                (with("/image/id", json!("data:text/html,x")), "/image/id schema.link"),
                (with("/issuer/url", json!("did:web:a.example")), "/issuer/url schema.link"),
            ],
        );
        assert!(RULE.findings(&with("/image/id", json!("data:image/png;base64,AA"))).is_empty());
    }
}
