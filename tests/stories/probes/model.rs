//! JsonSchemasProbe: the data model, with the lists of that schema one by one, and then our schema over the whole.

use serde_json::{Map, Value, json};

use super::badges::{Badge, entries};
use super::{Found, finds, finds_nothing};
use crate::world::root;

/// Always in a list, also one alone.
const LISTS: [&str; 14] = [
    "proof",
    "evidence",
    "credentialSchema",
    "termsOfUse",
    "endorsement",
    "endorsementJwt",
    "result",
    "alignment",
    "resultDescription",
    "allowedValue",
    "rubricCriterionLevel",
    "otherIdentifier",
    "related",
    "tag",
];

/// Named by a list of types.
const LISTED_TYPES: [&str; 14] = [
    "OpenBadgeCredential",
    "EndorsementCredential",
    "AchievementSubject",
    "Achievement",
    "Profile",
    "Evidence",
    "Alignment",
    "Result",
    "ResultDescription",
    "RubricCriterionLevel",
    "Related",
    "Address",
    "EndorsementSubject",
    "VerifiableCredential",
];

/// Named by one type that stands alone.
const LONE_TYPES: [&str; 7] = [
    "Image",
    "IdentityObject",
    "IdentifierEntry",
    "GeoCoordinates",
    "BitstringStatusListEntry",
    "1EdTechRevocationList",
    "DataIntegrityProof",
];

/// Classes that take no other member.
const CLOSED: [(&str, &[&str]); 3] = [
    ("Image", &["id", "type", "caption"]),
    ("IdentityObject", &["type", "hashed", "identityHash", "identityType", "salt"]),
    ("IdentifierEntry", &["type", "identifier", "identifierType"]),
];

/// Members that must be there.
const REQUIRED: [(&str, &[&str]); 13] = [
    ("OpenBadgeCredential", &["@context", "id", "credentialSubject", "issuer", "validFrom"]),
    ("EndorsementCredential", &["@context", "id", "name", "credentialSubject", "issuer", "validFrom"]),
    ("Achievement", &["id", "criteria", "description", "name"]),
    ("Profile", &["id"]),
    ("Alignment", &["targetName", "targetUrl"]),
    ("ResultDescription", &["id", "name", "resultType"]),
    ("RubricCriterionLevel", &["id", "name"]),
    ("Related", &["id"]),
    ("GeoCoordinates", &["latitude", "longitude"]),
    ("IdentityObject", &["hashed", "identityHash", "identityType"]),
    ("IdentifierEntry", &["identifier", "identifierType"]),
    ("BitstringStatusListEntry", &["id"]),
    ("1EdTechRevocationList", &["id"]),
];

const MOMENTS: [&str; 6] =
    ["awardedDate", "validFrom", "validUntil", "created", "activityStartDate", "activityEndDate"];

/// Values that are listed, beside `ext:…`: those that are used here.
const LISTED_VALUES: [(&str, &[&str]); 4] = [
    ("identityType", &["emailAddress", "name"]),
    ("identifierType", &[]),
    (
        "resultType",
        &["RubricCriterionLevel", "RubricScore", "RubricCriterion", "RawScore", "Result", "Status"],
    ),
    ("achievementType", &["MicroCredential", "Certification", "LearningProgram"]),
];

/// What is wrong with an object and with all in it.
pub(super) fn object(value: &Value, at: &str, found: &mut Found) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| object(item, &format!("{at}/{i}"), found))
        }
        Value::Object(members) => {
            members_of(members, at, found);
            members.iter().for_each(|(name, value)| object(value, &format!("{at}/{name}"), found));
        }
        _ => {}
    }
}

fn members_of(members: &Map<String, Value>, at: &str, found: &mut Found) {
    let types = match members.get("type") {
        Some(Value::String(lone)) => {
            found.unless(LONE_TYPES.contains(&lone.as_str()), format!("{at}: the type {lone} alone"));
            vec![lone.as_str()]
        }
        Some(Value::Array(types)) => {
            let types: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
            let listed = types.iter().all(|name| LISTED_TYPES.contains(name));
            found.unless(listed && !types.is_empty(), format!("{at}: types {types:?} in a list"));
            types
        }
        // Criteria have none.
        _ => Vec::new(),
    };
    let class = types.clone();
    for class in types {
        let allowed = CLOSED.iter().find(|(name, _)| *name == class).map(|(_, allowed)| *allowed);
        let strange =
            members.keys().find(|name| allowed.is_some_and(|allowed| !allowed.contains(&name.as_str())));
        found.unless(strange.is_none(), format!("{at}: {strange:?} in {class}"));
        for name in REQUIRED.iter().filter(|(name, _)| *name == class).flat_map(|(_, required)| *required) {
            found.unless(members.contains_key(*name), format!("{at}: no {name} in {class}"));
        }
        let identifier = members.get("identifier").filter(|_| class == "AchievementSubject");
        found.unless(identifier.is_none_or(Value::is_array), format!("{at}/identifier is no list"));
    }
    for (name, value) in members {
        // A result names its description, and does not list it.
        let is_listed =
            LISTS.contains(&name.as_str()) && !(name == "resultDescription" && class == ["Result"]);
        found.unless(!is_listed || value.is_array(), format!("{at}/{name} is no list"));
        if MOMENTS.contains(&name.as_str()) {
            super::form::moment(&json!({ name: value }), name, found);
        }
        let listed = LISTED_VALUES.iter().find(|(member, _)| member == name).map(|(_, values)| *values);
        let known =
            |values: &[&str]| value.as_str().is_some_and(|it| it.starts_with("ext:") || values.contains(&it));
        found.unless(listed.is_none_or(known), format!("{at}/{name} is {value}"));
    }
}

fn data_model(badge: &Badge, found: &mut Found) {
    object(&badge.document, "", found);
    // Open Badges takes one status; suspension needs a second, and is off unless it is asked for.
    let several = badge.document["credentialStatus"].is_array();
    found.unless(several == badge.shape.contains("suspended"), "more than one status");
    found.unless(!entries(&badge.document).is_empty(), "no status");
}

fn our_schema(badge: &Badge, found: &mut Found) {
    let text = std::fs::read(root().join("schemas/open-badge-credential.schema.json")).unwrap();
    let schema: Value = serde_json::from_slice(&text).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let deviations = validator.iter_errors(&badge.document).map(|error| error.instance_path().to_string());
    let known = |at: &String| at == "/credentialStatus" && badge.shape.contains("suspended");
    for at in deviations.filter(|at| !known(at)) {
        found.unless(false, format!("{at} is not as the schema wants it"));
    }
}

#[test]
fn json_schemas_probe_lists_classes_and_members() {
    finds_nothing(data_model);
    finds(
        data_model,
        &[
            ("/proof", json!({"type": "DataIntegrityProof"})),
            ("/evidence/0/type", json!("Evidence")),
            ("/credentialSubject/identifier", json!({"type": "IdentityObject"})),
            ("/credentialSubject/identifier/0/id", json!("urn:x")),
            ("/credentialSubject/identifier/0/identityType", json!("shoeSize")),
            ("/credentialSubject/achievement/image/type", json!(["Image"])),
            ("/credentialSubject/achievement/alignment/0/targetUrl", Value::Null),
            ("/credentialSubject/achievement/achievementType", json!("Medal")),
            ("/credentialSubject/achievement/tag", json!("one")),
            ("/issuer/id", Value::Null),
            ("/awardedDate", json!("2026-01-01")),
            ("/credentialStatus/id", Value::Null),
            ("/credentialStatus", json!([])),
        ],
    );
}

#[test]
fn json_schemas_probe_the_whole() {
    finds_nothing(our_schema);
    finds(
        our_schema,
        &[
            ("/credentialSubject/name", json!("Ada")),
            ("/validFrom", Value::Null),
            ("/id", json!("no address")),
        ],
    );
}
