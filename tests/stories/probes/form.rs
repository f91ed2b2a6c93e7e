//! The probes of form: contexts, type, subject, evidence, issuer, refreshing, dates.

use serde_json::{Value, json};

use super::badges::{Badge, entries};
use super::{Found, finds, finds_nothing, is_a, list};

const V2: &str = "https://www.w3.org/ns/credentials/v2";
const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

/// By position, of the newest version; the third only where a word of it is used.
pub(super) fn contexts_by_position(badge: &Badge, found: &mut Found) {
    let contexts = list(&badge.document, "@context");
    found.unless(contexts.first() == Some(&json!(V2)), "the first context");
    found.unless(contexts.get(1) == Some(&json!(OPEN_BADGES)), "the second context");
    let uses = entries(&badge.document).iter().any(|entry| entry["type"] == "1EdTechRevocationList");
    let third: &[Value] = if uses { &[json!(EXTENSIONS)] } else { &[] };
    found.unless(contexts.get(2..) == Some(third), "the contexts after the second");
}

fn type_of_a_badge(badge: &Badge, found: &mut Found) {
    found.unless(is_a(&badge.document, "VerifiableCredential"), "no credential");
    let named =
        ["OpenBadgeCredential", "AchievementCredential"].iter().any(|class| is_a(&badge.document, class));
    found.unless(named, "no badge");
}

/// Schemas of 1EdTech's type are fetched: there is none, so none is out of reach.
fn inline_schemas(badge: &Badge, found: &mut Found) {
    let fetched = |schema: &&Value| schema["type"] == "1EdTechJsonSchemaValidator2019";
    let of = |document: &Value| list(document, "credentialSchema").iter().filter(fetched).count();
    let endorsements = list(&badge.document["issuer"], "endorsement");
    found.unless(
        of(&badge.document) + endorsements.iter().map(of).sum::<usize>() == 0,
        "a schema that must be fetched",
    );
}

fn subject(badge: &Badge, found: &mut Found) {
    let subject = &badge.document["credentialSubject"];
    found.unless(subject.is_object() && is_a(subject, "AchievementSubject"), "no one AchievementSubject");
    found.unless(subject["id"].is_string() || !list(subject, "identifier").is_empty(), "about nobody");
    let identity = |identity: &Value| identity["type"] == "IdentityObject";
    found.unless(list(subject, "identifier").iter().all(identity), "an identifier");
    found.unless(list(subject, "result").iter().all(|result| is_a(result, "Result")), "a result");
    found.unless(subject.get("source").is_none_or(|source| is_a(source, "Profile")), "the source");
    let achievement = &subject["achievement"];
    found.unless(achievement.is_object(), "no achievement");
    let described = list(achievement, "resultDescription").iter().all(|it| is_a(it, "ResultDescription"));
    found.unless(described, "a description of a result");
    let criteria = &achievement["criteria"];
    found.unless(criteria["id"].is_string() || criteria["narrative"].is_string(), "no criteria");
}

fn evidence(badge: &Badge, found: &mut Found) {
    found.unless(list(&badge.document, "evidence").iter().all(|it| is_a(it, "Evidence")), "evidence");
}

/// Its `url` must answer: without `issuer.url` there is none.
fn issuer(badge: &Badge, found: &mut Found) {
    let issuer = &badge.document["issuer"];
    found.unless(issuer.is_object() && is_a(issuer, "Profile"), "no Profile");
    found.unless(
        list(issuer, "otherIdentifier").iter().all(|it| it["type"] == "IdentifierEntry"),
        "an identifier",
    );
    found.unless(issuer.get("parentOrg").is_none_or(|parent| is_a(parent, "Profile")), "the parent");
    found.unless(issuer.get("url").is_none(), "a page that need not answer");
}

/// There is nothing to refresh from: the newest version is at the badge's own address.
fn refreshing(badge: &Badge, found: &mut Found) {
    found.unless(badge.document.get("refreshService").is_none(), "a service that must answer");
}

/// Date, time and zone, in whole seconds; such texts compare as the moments do.
pub(super) fn moment<'a>(document: &'a Value, member: &str, found: &mut Found) -> Option<&'a str> {
    let text = document.get(member)?.as_str().unwrap_or_default();
    let form = text.bytes().map(|byte| if byte.is_ascii_digit() { b'9' } else { byte });
    found.unless(form.eq(*b"9999-99-99T99:99:99Z"), format!("{member} is {text}"));
    Some(text)
}

pub(super) fn not_over(badge: &Badge, found: &mut Found) {
    let end = moment(&badge.document, "validUntil", found);
    found.unless(end.is_none_or(|end| *end > *badge.now), "over");
}

pub(super) fn begun(badge: &Badge, found: &mut Found) {
    let begin = moment(&badge.document, "validFrom", found);
    found.unless(begin.is_some_and(|begin| *begin <= *badge.now), "not begun");
}

#[test]
fn context_property_probe() {
    finds_nothing(contexts_by_position);
    let older = json!("https://purl.imsglobal.org/spec/ob/v3p0/context.json");
    finds(
        contexts_by_position,
        &[("/@context/0", json!(OPEN_BADGES)), ("/@context/1", older), ("/@context", json!(V2))],
    );
}

#[test]
fn type_property_probe() {
    finds_nothing(type_of_a_badge);
    finds(
        type_of_a_badge,
        &[("/type/0", Value::Null), ("/type/1", json!("Badge")), ("/type", json!("OpenBadgeCredential"))],
    );
}

#[test]
fn inline_json_schema_probe() {
    finds_nothing(inline_schemas);
    let schema = json!([{"id": "https://badges.example/s", "type": "1EdTechJsonSchemaValidator2019"}]);
    finds(inline_schemas, &[("/credentialSchema", schema)]);
}

#[test]
fn credential_subject_probe() {
    finds_nothing(subject);
    finds(
        subject,
        &[
            ("/credentialSubject", json!([])),
            ("/credentialSubject/type/0", json!("Subject")),
            ("/credentialSubject/identifier/0/type", json!(["IdentityObject"])),
            ("/credentialSubject/result/0/type/0", json!("Outcome")),
            ("/credentialSubject/source", json!({"id": "urn:x", "type": ["Person"]})),
            ("/credentialSubject/achievement", Value::Null),
            ("/credentialSubject/achievement/resultDescription/0/type/0", json!("Result")),
            ("/credentialSubject/achievement/criteria", json!({})),
        ],
    );
}

#[test]
fn evidence_probe() {
    finds_nothing(evidence);
    finds(evidence, &[("/evidence/0/type", json!(["Proof"]))]);
}

#[test]
fn issuer_probe() {
    finds_nothing(issuer);
    finds(
        issuer,
        &[
            ("/issuer", json!("did:web:badges.example")),
            ("/issuer/type/0", json!("Issuer")),
            ("/issuer/otherIdentifier", json!([{"type": "Identifier"}])),
            ("/issuer/parentOrg", json!({"type": ["Organization"]})),
            ("/issuer/url", json!("https://badges.example")),
        ],
    );
}

#[test]
fn refresh() {
    finds_nothing(refreshing);
    let service = json!({"id": "https://badges.example/r", "type": "1EdTechCredentialRefresh"});
    finds(refreshing, &[("/refreshService", service)]);
}

#[test]
fn expiration_probe() {
    finds_nothing(not_over);
    finds(not_over, &[("/validUntil", json!("2026-01-01T00:00:00Z")), ("/validUntil", json!("2999-01-01"))]);
}

#[test]
fn issuance_probe() {
    finds_nothing(begun);
    let zoneless = json!("2026-01-01T00:00:00");
    finds(
        begun,
        &[
            ("/validFrom", json!("2999-01-01T00:00:00Z")),
            ("/validFrom", zoneless),
            ("/validFrom", Value::Null),
        ],
    );
}
