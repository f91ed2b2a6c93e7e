//! The whole badge, before it is signed.

use serde_json::{Map, Value, json};

use crate::{
    AchievedResult, Evidence, Finding, Iri, Prepared, Profile, StatusEntry, Subject, Timestamp, context,
};

/// Everything that a badge says (OB, data model: `AchievementCredential`).
#[derive(Clone, Debug)]
pub struct OpenBadge {
    /// The credential's URL.
    pub id: Iri,
    /// Who issues it.
    pub issuer: Profile,
    /// The whole `Achievement` object, as the registry made it.
    pub achievement: Value,
    /// Who earned it.
    pub subject: Subject,
    /// From when this version of the badge counts.
    pub valid_from: Timestamp,
    /// When the badge was first issued; a re-issue keeps it.
    pub awarded_date: Timestamp,
    /// Until when it counts; later than `valid_from`.
    pub valid_until: Option<Timestamp>,
    /// What it was earned with, as far as that is public.
    pub evidence: Vec<Evidence>,
    /// How well, as far as that is public.
    pub results: Vec<AchievedResult>,
    /// One entry, or several where the issuer allows suspension.
    pub status: Vec<StatusEntry>,
}

impl OpenBadge {
    /// Builds the document and runs the lints on it.
    ///
    /// # Errors
    /// All findings, if any of them is an error.
    pub fn prepare(self) -> Result<Prepared, Vec<Finding>> {
        Prepared::linted(self.into_document())
    }

    /// The members in the order in which a person would read them.
    fn into_document(self) -> Value {
        let mut document = Map::new();
        let mut put = |name: &str, value: Value| document.insert(name.to_owned(), value);
        let mut contexts = vec![context::CREDENTIALS_V2, context::OPEN_BADGES];
        if self.status.iter().any(StatusEntry::is_an_extension) {
            contexts.push(context::OPEN_BADGES_EXTENSIONS);
        }
        put("@context", json!(contexts));
        put("id", json!(self.id));
        put("type", json!(["VerifiableCredential", "OpenBadgeCredential"]));
        // Wallets show these of the credential and do not look into the achievement.
        for shown in ["name", "description", "image"] {
            if let Some(value) = self.achievement.get(shown) {
                put(shown, value.clone());
            }
        }
        put("issuer", json!(self.issuer));
        put("validFrom", json!(self.valid_from));
        if let Some(until) = self.valid_until {
            put("validUntil", json!(until));
        }
        put("awardedDate", json!(self.awarded_date));
        put("credentialSubject", subject(self.subject, &self.results, self.achievement));
        if !self.evidence.is_empty() {
            put("evidence", json!(self.evidence));
        }
        // OB's data model allows one status; VC 2.0 §4.10 allows an array of several.
        match self.status.as_slice() {
            [] => {}
            [only] => _ = put("credentialStatus", json!(only)),
            several => _ = put("credentialStatus", json!(several)),
        }
        Value::Object(document)
    }
}

/// `credentialSubject`: the recipient, what was reached, and the achievement.
fn subject(subject: Subject, results: &[AchievedResult], achievement: Value) -> Value {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    put("id", json!(subject.id));
    put("type", json!(["AchievementSubject"]));
    if let Some(end) = subject.activity_end_date {
        put("activityEndDate", json!(end));
    }
    if !subject.identifiers.is_empty() {
        put("identifier", json!(subject.identifiers));
    }
    if let Some(narrative) = subject.narrative {
        put("narrative", json!(narrative));
    }
    if !results.is_empty() {
        put("result", json!(results));
    }
    put("achievement", achievement);
    Value::Object(object)
}
