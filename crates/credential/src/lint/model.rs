//! Which class of object stands where in a badge or an endorsement (OB, data model).

use serde_json::{Map, Value};

use super::Kind;
use super::path::Path;

/// Whether a member is one object or a list of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    One,
    List,
}

/// One member whose value is of a known class.
pub(super) struct Place {
    pub(super) member: &'static str,
    pub(super) shape: Shape,
    class: &'static str,
}

const fn one(member: &'static str, class: &'static str) -> Place {
    Place { member, shape: Shape::One, class }
}

const fn list(member: &'static str, class: &'static str) -> Place {
    Place { member, shape: Shape::List, class }
}

/// The class of a badge itself.
const BADGE: &str = "OpenBadgeCredential";
/// The class of an endorsement itself.
const ENDORSEMENT: &str = "EndorsementCredential";

const OF_BADGE: &[Place] = &[
    one("image", "Image"),
    one("issuer", "Profile"),
    one("credentialSubject", "AchievementSubject"),
    list("evidence", "Evidence"),
    list("credentialSchema", "CredentialSchema"),
    list("termsOfUse", "TermsOfUse"),
    one("refreshService", "RefreshService"),
];
const OF_ENDORSEMENT: &[Place] = &[
    one("issuer", "Profile"),
    one("credentialSubject", "EndorsementSubject"),
    list("credentialSchema", "CredentialSchema"),
    list("termsOfUse", "TermsOfUse"),
    one("refreshService", "RefreshService"),
];
const OF_ACHIEVEMENT_SUBJECT: &[Place] = &[
    one("achievement", "Achievement"),
    list("identifier", "IdentityObject"),
    one("image", "Image"),
    list("result", "Result"),
    one("source", "Profile"),
];
const OF_ACHIEVEMENT: &[Place] = &[
    list("alignment", "Alignment"),
    one("creator", "Profile"),
    one("criteria", "Criteria"),
    one("image", "Image"),
    list("otherIdentifier", "IdentifierEntry"),
    list("related", "Related"),
    list("resultDescription", "ResultDescription"),
];
const OF_PROFILE: &[Place] = &[
    one("address", "Address"),
    one("image", "Image"),
    list("otherIdentifier", "IdentifierEntry"),
    one("parentOrg", "Profile"),
];
const OF_ADDRESS: &[Place] = &[one("geo", "GeoCoordinates")];
const OF_RESULT: &[Place] = &[list("alignment", "Alignment")];
const OF_RESULT_DESCRIPTION: &[Place] =
    &[list("alignment", "Alignment"), list("rubricCriterionLevel", "RubricCriterionLevel")];
const OF_RUBRIC_CRITERION_LEVEL: &[Place] = &[list("alignment", "Alignment")];

/// The members of `class` whose values are objects of a known class.
pub(super) fn places(class: &str) -> &'static [Place] {
    match class {
        BADGE => OF_BADGE,
        ENDORSEMENT => OF_ENDORSEMENT,
        "AchievementSubject" => OF_ACHIEVEMENT_SUBJECT,
        "Achievement" => OF_ACHIEVEMENT,
        "Profile" => OF_PROFILE,
        "Address" => OF_ADDRESS,
        "Result" => OF_RESULT,
        "ResultDescription" => OF_RESULT_DESCRIPTION,
        "RubricCriterionLevel" => OF_RUBRIC_CRITERION_LEVEL,
        _ => &[],
    }
}

/// What is done with the way to an object, the class of its place, and the object.
type Visit<'a> = dyn FnMut(&Path<'_>, &'static str, &Map<String, Value>) + 'a;

/// Visits every object of a badge or an endorsement with the class that belongs to its place, whatever it calls itself.
pub(super) fn each_object(
    badge: &Value,
    mut visit: impl FnMut(&Path<'_>, &'static str, &Map<String, Value>),
) {
    let class = if Kind::of(badge) == Kind::Endorsement { ENDORSEMENT } else { BADGE };
    walk(badge, &Path::Root, class, DEEPEST, &mut visit);
}

/// Visits every object at a place of `wanted`.
pub(super) fn each_of(badge: &Value, wanted: &str, mut visit: impl FnMut(&Path<'_>, &Map<String, Value>)) {
    each_object(badge, |at, class, object| {
        if class == wanted {
            visit(at, object);
        }
    });
}

/// Only `parentOrg` can nest without end.
const DEEPEST: usize = 160;

fn walk(value: &Value, at: &Path<'_>, class: &'static str, depth: usize, visit: &mut Visit<'_>) {
    let (Some(object), Some(depth)) = (value.as_object(), depth.checked_sub(1)) else { return };
    visit(at, class, object);
    for place in places(class) {
        let at = at.member(place.member);
        match object.get(place.member) {
            Some(Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    walk(item, &at.item(index), place.class, depth, visit);
                }
            }
            Some(one) => walk(one, &at, place.class, depth, visit),
            None => {}
        }
    }
}

/// Whether `object` has `member` with something in it.
pub(super) fn has(object: &Map<String, Value>, member: &str) -> bool {
    match object.get(member) {
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Null) | None => false,
        Some(_) => true,
    }
}
