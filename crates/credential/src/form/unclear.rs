//! What makes it unclear what was achieved, by whom or for whom: the only deviations for which a badge is refused.

use serde_json::Value;

use super::{Deviation, ValidatorVerdict, Weight, reference};
use crate::pointer;

/// The hard deviations of `credential`.
pub(super) fn deviations(credential: &Value) -> Vec<Deviation> {
    let mut found = Unclear::default();
    if credential.is_object() {
        found.credential(credential);
    } else {
        found.push("schema.no_credential", "", "This is no badge: a JSON object is expected.", None);
    }
    found.deviations
}

#[derive(Default)]
struct Unclear {
    deviations: Vec<Deviation>,
}

impl Unclear {
    fn push(&mut self, code: &'static str, pointer: &str, detail: &str, class: Option<&str>) {
        if self.deviations.len() < super::MOST_DEVIATIONS {
            self.deviations.push(Deviation {
                code,
                weight: Weight::Hard,
                validator: ValidatorVerdict::Error,
                pointer: pointer.to_owned(),
                detail: detail.to_owned(),
                standard: Some(reference::of(class)),
            });
        }
    }

    fn credential(&mut self, credential: &Value) {
        let classes = classes(credential);
        let is_badge =
            ["OpenBadgeCredential", "AchievementCredential"].iter().any(|name| classes.contains(name));
        if !classes.contains(&"VerifiableCredential") || !is_badge {
            let detail = if classes.contains(&"EndorsementCredential") {
                "This is an endorsement, in which somebody says something of somebody else, and not a badge."
            } else {
                "The document does not call itself an Open Badge: its `type` must have `VerifiableCredential` and `OpenBadgeCredential`."
            };
            self.push("schema.not_a_badge", "/type", detail, None);
        }
        self.issuer(credential.get("issuer"));
        self.subjects(credential.get("credentialSubject"));
        self.class_of_each(credential, "", "evidence", "Evidence");
    }

    /// By whom.
    fn issuer(&mut self, issuer: Option<&Value>) {
        let pointer = match issuer {
            None => Some("/issuer"),
            // VC 2.0 §4.7 allows the issuer's URL alone; the schema tells that Open Badges wants more.
            Some(Value::String(id)) if !id.is_empty() => None,
            Some(Value::Object(profile)) => {
                let named = profile.get("id").and_then(Value::as_str).is_some_and(|id| !id.is_empty());
                (!named).then_some("/issuer/id")
            }
            Some(_) => Some("/issuer"),
        };
        if let Some(pointer) = pointer {
            self.push("schema.no_issuer", pointer, "The badge does not say who issued it.", Some("Profile"));
        }
        if let Some(issuer) = issuer {
            self.class_of(issuer, "/issuer", "Profile");
            self.class_of_each(issuer, "/issuer", "otherIdentifier", "IdentifierEntry");
            self.class_of_each(issuer, "/issuer", "parentOrg", "Profile");
        }
    }

    /// For whom. Several subjects are legal in VC 2.0 §4.8 and read; the schema tells that Open Badges wants one.
    fn subjects(&mut self, subjects: Option<&Value>) {
        const AT: &str = "/credentialSubject";
        match subjects {
            Some(Value::Array(subjects)) if !subjects.is_empty() => {
                for (index, subject) in subjects.iter().enumerate().take(super::MOST_DEVIATIONS) {
                    self.subject(subject, &pointer::item(AT, index));
                }
            }
            Some(subject @ Value::Object(_)) => self.subject(subject, AT),
            _ => {
                let detail = "The badge does not say whom it is about.";
                self.push("schema.no_subject", AT, detail, Some("AchievementSubject"));
            }
        }
    }

    fn subject(&mut self, subject: &Value, at: &str) {
        self.class_of(subject, at, "AchievementSubject");
        self.class_of_each(subject, at, "identifier", "IdentityObject");
        self.class_of_each(subject, at, "result", "Result");
        self.class_of_each(subject, at, "source", "Profile");
        match subject.get("achievement") {
            // One in a list is read; several would leave open which one was achieved.
            Some(Value::Array(several)) if several.len() == 1 => {
                if let Some(only) = several.first() {
                    self.achievement(only, &format!("{at}/achievement/0"));
                }
            }
            Some(achievement @ Value::Object(_)) => {
                self.achievement(achievement, &format!("{at}/achievement"))
            }
            _ => {
                let detail = "The badge does not say what was achieved.";
                let pointer = format!("{at}/achievement");
                self.push("schema.no_achievement", &pointer, detail, Some("AchievementSubject"));
            }
        }
    }

    /// What was achieved.
    fn achievement(&mut self, achievement: &Value, at: &str) {
        self.class_of(achievement, at, "Achievement");
        self.class_of_each(achievement, at, "resultDescription", "ResultDescription");
        let says = |member: &str| achievement.get(member).is_some_and(says_something);
        if !says("name") {
            let pointer = format!("{at}/name");
            self.push(
                "schema.achievement_name",
                &pointer,
                "The achievement has no name.",
                Some("Achievement"),
            );
        }
        if !says("description") && !says("criteria") {
            let detail = "The achievement has neither a description nor criteria, so that nobody can tell what it is for.";
            self.push("schema.achievement_criteria", &format!("{at}/criteria"), detail, Some("Achievement"));
        }
    }

    /// Each value of a member that may be one object or a list of them.
    fn class_of_each(&mut self, object: &Value, at: &str, member: &str, class: &'static str) {
        let at = pointer::member(at, member);
        match object.get(member) {
            Some(Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.class_of(item, &pointer::item(&at, index), class);
                }
            }
            Some(one) => self.class_of(one, &at, class),
            None => {}
        }
    }

    /// An object that says it is something else; one that does not say what it is, is told of by the schema.
    fn class_of(&mut self, object: &Value, at: &str, class: &'static str) {
        let classes = classes(object);
        if !classes.is_empty() && !classes.contains(&class) {
            let detail =
                format!("This calls itself `{}` where Open Badges wants `{class}`.", shown(&classes));
            self.push("schema.wrong_class", &format!("{at}/type"), &detail, Some(class));
        }
    }
}

/// The classes in `type`, which VC 2.0 §4.5 allows as one string or as a list.
fn classes(object: &Value) -> Vec<&str> {
    match object.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// As many of the classes as fit a sentence.
fn shown(classes: &[&str]) -> String {
    classes.join(", ").chars().take(100).collect()
}

/// Whether a name, a description or criteria is there: text, or an object or list that has some.
fn says_something(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        // Criteria, or a text in several languages (VC 2.0 §11.1).
        Value::Object(members) => members.iter().any(|(name, value)| name != "type" && says_something(value)),
        Value::Array(items) => items.iter().any(says_something),
        _ => false,
    }
}
