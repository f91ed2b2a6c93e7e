//! Which class of object stands where in a badge (OB, data model).

use serde_json::{Map, Value};

use super::path::Path;

/// Whether a member is one object or a list of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    One,
    List,
}

/// One member whose value is of a known class.
pub(super) struct Place {
    parent: &'static str,
    pub(super) member: &'static str,
    pub(super) shape: Shape,
    class: &'static str,
}

const fn place(parent: &'static str, member: &'static str, shape: Shape, class: &'static str) -> Place {
    Place { parent, member, shape, class }
}

use Shape::{List, One};

/// The class of the credential itself.
pub(super) const CREDENTIAL: &str = "OpenBadgeCredential";

const PLACES: &[Place] = &[
    place(CREDENTIAL, "image", One, "Image"),
    place(CREDENTIAL, "issuer", One, "Profile"),
    place(CREDENTIAL, "credentialSubject", One, "AchievementSubject"),
    place(CREDENTIAL, "evidence", List, "Evidence"),
    place(CREDENTIAL, "credentialSchema", List, "CredentialSchema"),
    place(CREDENTIAL, "termsOfUse", List, "TermsOfUse"),
    place(CREDENTIAL, "refreshService", One, "RefreshService"),
    place("AchievementSubject", "achievement", One, "Achievement"),
    place("AchievementSubject", "identifier", List, "IdentityObject"),
    place("AchievementSubject", "image", One, "Image"),
    place("AchievementSubject", "result", List, "Result"),
    place("AchievementSubject", "source", One, "Profile"),
    place("Achievement", "alignment", List, "Alignment"),
    place("Achievement", "creator", One, "Profile"),
    place("Achievement", "criteria", One, "Criteria"),
    place("Achievement", "image", One, "Image"),
    place("Achievement", "otherIdentifier", List, "IdentifierEntry"),
    place("Achievement", "related", List, "Related"),
    place("Achievement", "resultDescription", List, "ResultDescription"),
    place("Profile", "address", One, "Address"),
    place("Profile", "image", One, "Image"),
    place("Profile", "otherIdentifier", List, "IdentifierEntry"),
    place("Profile", "parentOrg", One, "Profile"),
    place("Address", "geo", One, "GeoCoordinates"),
    place("Result", "alignment", List, "Alignment"),
    place("ResultDescription", "alignment", List, "Alignment"),
    place("ResultDescription", "rubricCriterionLevel", List, "RubricCriterionLevel"),
    place("RubricCriterionLevel", "alignment", List, "Alignment"),
];

/// The members of `class` whose values are objects of a known class.
pub(super) fn places(class: &str) -> impl Iterator<Item = &'static Place> {
    PLACES.iter().filter(move |place| place.parent == class)
}

/// What is done with the way to an object, the class of its place, and the object.
type Visit<'a> = dyn FnMut(&Path<'_>, &'static str, &Map<String, Value>) + 'a;

/// Visits every object of a badge with the class that belongs to its place, whatever it calls itself.
pub(super) fn each_object(
    badge: &Value,
    mut visit: impl FnMut(&Path<'_>, &'static str, &Map<String, Value>),
) {
    walk(badge, &Path::Root, CREDENTIAL, DEEPEST, &mut visit);
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
