//! Where a badge carries endorsements, and what each of them stands at.

use std::fmt;

use serde_json::Value;

use crate::credential::{Credential, id_of, values};

/// Endorsements that are looked at one by one; of the others only the number is told.
const MOST_LISTED: usize = 16;

/// One embedded endorsement.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    /// Where it stands, as a JSON Pointer.
    pub(crate) pointer: String,
    /// It, as it is written: a document, or a JWS.
    pub(crate) written: &'a Value,
    /// The ids of what it may be about; none where that has no id.
    pub(crate) endorses: Vec<&'a str>,
}

/// The endorsements of a badge.
#[derive(Debug, Default)]
pub(crate) struct Places<'a> {
    pub(crate) listed: Vec<Place<'a>>,
    /// How many more there are.
    pub(crate) more: usize,
}

/// The way from the badge to a value in it.
#[derive(Clone, Copy)]
enum Path<'p> {
    Top,
    Member(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

/// OB 3.0 lets credentials, achievements and profiles carry them, and profiles stand in many places. Those of the
/// badge itself come first, then its issuer's.
pub(crate) fn of(badge: &Credential) -> Places<'_> {
    let mut places = Places::default();
    let subject = badge.subject();
    let achievement = subject.and_then(|subject| subject.get("achievement"));
    let creator = achievement.and_then(|achievement| achievement.get("creator"));
    // OB 3.0 §B.1.2: about the credential, and the achievement and profiles in it.
    let things = [Some(badge.as_value()), badge.get("issuer"), subject, achievement, creator];
    let endorses = things.into_iter().flatten().filter_map(id_of).collect();
    places.note(badge.as_value(), endorses, Path::Top);
    let mut members: Vec<_> = badge.members().collect();
    members.sort_by_key(|(name, _)| *name != "issuer");
    for (name, value) in members {
        places.within_member(name, value, Path::Top);
    }
    places
}

/// Both members that hold endorsements.
const MEMBERS: [&str; 2] = ["endorsement", "endorsementJwt"];

impl<'a> Places<'a> {
    fn note(&mut self, holder: &'a Value, endorses: Vec<&'a str>, path: Path<'_>) {
        for name in MEMBERS {
            for (at, written) in values(holder.get(name)).iter().enumerate() {
                if self.listed.len() < MOST_LISTED {
                    let list = Path::Member(&path, name);
                    let pointer = Path::Item(&list, at).to_string();
                    self.listed.push(Place { pointer, written, endorses: endorses.clone() });
                } else {
                    self.more += 1;
                }
            }
        }
    }

    /// Looks into a member's value. What is in an endorsement belongs to that one.
    fn within_member(&mut self, name: &str, value: &'a Value, path: Path<'_>) {
        if !MEMBERS.contains(&name) && !["@context", "proof"].contains(&name) {
            self.within(value, Path::Member(&path, name));
        }
    }

    /// The reader of the JSON bounded the depth.
    fn within(&mut self, value: &'a Value, path: Path<'_>) {
        match value {
            Value::Object(members) => {
                let id = members.get("id").and_then(Value::as_str);
                self.note(value, id.into_iter().collect(), path);
                for (name, value) in members {
                    self.within_member(name, value, path);
                }
            }
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.within(item, Path::Item(&path, at));
                }
            }
            _ => {}
        }
    }
}

/// As a JSON Pointer (RFC 6901 §3).
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top => Ok(()),
            Self::Member(parent, name) => {
                write!(f, "{parent}/{}", name.replace('~', "~0").replace('/', "~1"))
            }
            Self::Item(parent, at) => write!(f, "{parent}/{at}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn endorsements_are_found_at_any_depth_and_what_is_in_them_is_theirs() {
        let badge = json!({
            "id": "urn:b", "endorsement": [{"issuer": {"endorsement": [{}]}}, {}],
            "issuer": {"id": "urn:i", "endorsementJwt": "a.b.c", "parentOrg": {"endorsement": [{}]}},
            "credentialSubject": [{"achievement": {"id": "urn:a", "endorsement": {},
                "creator": {"id": "urn:c", "endorsement": [{}]}}}],
            "proof": {"endorsement": [{}]}});
        let badge = Credential::from_value(badge).unwrap();
        let places = of(&badge);
        let found: Vec<_> =
            places.listed.iter().map(|place| (place.pointer.as_str(), place.endorses.concat())).collect();
        let expected = [
            ("/endorsement/0", "urn:burn:iurn:aurn:c"),
            ("/endorsement/1", "urn:burn:iurn:aurn:c"),
            ("/issuer/endorsementJwt/0", "urn:i"),
            ("/issuer/parentOrg/endorsement/0", ""),
            ("/credentialSubject/0/achievement/endorsement/0", "urn:a"),
            ("/credentialSubject/0/achievement/creator/endorsement/0", "urn:c"),
        ];
        assert_eq!(found, expected.map(|(pointer, ids)| (pointer, ids.to_owned())));
    }

    #[test]
    fn of_a_million_endorsements_sixteen_are_listed_and_the_others_counted() {
        let badge = json!({"endorsement": vec![0; 1_000_000], "issuer": {"endorsementJwt": "a.b.c"}});
        let badge = Credential::from_value(badge).unwrap();
        let places = of(&badge);
        assert_eq!((places.listed.len(), places.more), (16, 999_985));
        assert_eq!(places.listed[15].pointer, "/endorsement/15");
    }
}
