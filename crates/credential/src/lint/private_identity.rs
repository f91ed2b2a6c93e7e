//! No e-mail address stands in a badge in clear: badges are public.

use serde_json::{Map, Value};

use super::path::Path;
use super::rule::Findings;
use super::{Kind, Rule, model};
use crate::{EmailAddress, Severity};

pub(super) const RULE: Rule = Rule {
    name: "addresses are hidden",
    section: "OB, data model: IdentityObject, IdentityHash",
    standard: "https://www.imsglobal.org/spec/ob/v3p0/#org.1edtech.ob.v3p0.identityobject.class",
    kinds: &[Kind::Badge],
    severity: Severity::Error,
    reading: false,
    check,
};

fn check(badge: &Value, found: &mut Findings) {
    model::each_of(badge, "AchievementSubject", |at, subject| {
        let id = subject.get("id").and_then(Value::as_str).unwrap_or_default();
        if id.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:")) {
            found.add(
                "schema.clear_email",
                &at.member("id"),
                "The recipient's e-mail address stands there for all to read.",
            );
        }
    });
    model::each_of(badge, "IdentityObject", |at, identity| check_identity(at, identity, found));
}

fn check_identity(at: &Path<'_>, identity: &Map<String, Value>, found: &mut Findings) {
    let text = |member: &str| identity.get(member).and_then(Value::as_str).unwrap_or_default();
    let value = text("identityHash");
    let at = at.member("identityHash");
    if value.parse::<EmailAddress>().is_ok() {
        found.add("schema.clear_email", &at, "The recipient's e-mail address stands there for all to read.");
    } else if text("identityType") == "emailAddress"
        && !(is_salted_sha256(value) && model::has(identity, "salt"))
    {
        let detail = "The recipient's e-mail address must be hidden with SHA-256 and a salt of its own.";
        found.add("schema.weak_email_hash", &at, detail);
    } else if identity.get("hashed") != Some(&Value::Bool(is_salted_sha256(value))) {
        let detail = "The badge is wrong about whether this identity is hidden.";
        found.add("schema.hashed_flag", &at, detail);
    }
}

/// `sha256$` and 64 hexadecimal digits.
fn is_salted_sha256(value: &str) -> bool {
    value
        .strip_prefix("sha256$")
        .is_some_and(|digest| digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::{assert_finds, with, without};
    use super::*;

    #[test]
    fn an_address_in_clear_or_hardly_hidden_is_refused() {
        const NAME: &str = "/credentialSubject/identifier/0";
        const EMAIL: &str = "/credentialSubject/identifier/1";
        let (clear, md5) = (json!("ada@district.example"), json!("md5$900150983cd24fb0d6963f7d28e17f72"));
        assert_finds(
            &RULE,
            &[
                (
                    with(&format!("{EMAIL}/identityHash"), clear.clone()),
                    "/credentialSubject/identifier/1/identityHash schema.clear_email",
                ),
                (
                    with(&format!("{NAME}/identityHash"), clear),
                    "/credentialSubject/identifier/0/identityHash schema.clear_email",
                ),
                (
                    with(&format!("{EMAIL}/identityHash"), md5),
                    "/credentialSubject/identifier/1/identityHash schema.weak_email_hash",
                ),
                (
                    without(&format!("{EMAIL}/salt")),
                    "/credentialSubject/identifier/1/identityHash schema.weak_email_hash",
                ),
                (
                    with(&format!("{EMAIL}/hashed"), json!(false)),
                    "/credentialSubject/identifier/1/identityHash schema.hashed_flag",
                ),
                (
                    with("/credentialSubject/id", json!("mailto:ada@district.example")),
                    "/credentialSubject/id schema.clear_email",
                ),
            ],
        );
    }
}
