//! What a badge says about itself, for whoever shows the report. None of it is believed here.

use serde::Serialize;
use serde_json::Value;

use crate::credential::{Credential, id_of, values};

/// What a badge says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BadgeSummary {
    /// The badge's name, or the achievement's where it has none of its own.
    pub name: Option<String>,
    /// Its description, or the achievement's.
    pub description: Option<String>,
    /// Who is named as its issuer.
    pub issuer: IssuerSummary,
    /// To whom, as far as it is said in clear: a name, else an address or a DID.
    pub recipient: Option<String>,
    /// When it was first awarded, as written.
    pub awarded_date: Option<String>,
    /// From when it is valid, as written (`issuanceDate` in older badges).
    pub valid_from: Option<String>,
    /// Until when, as written (`expirationDate` in older badges).
    pub valid_until: Option<String>,
    /// What its status lists say now.
    pub status: BadgeStatus,
    /// The URL of its picture, or the achievement's.
    pub image: Option<String>,
}

/// Who is named as a badge's issuer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IssuerSummary {
    /// The issuer's id: a DID or a URL.
    pub id: Option<String>,
    /// The issuer's name, as the badge says it.
    pub name: Option<String>,
}

/// What a badge's status lists say now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BadgeStatus {
    /// Neither suspended nor revoked, as far as its status lists say, or it names none.
    Active,
    /// Suspended: it may come back.
    Suspended,
    /// Revoked for good.
    Revoked,
    /// It could not be decided.
    Unknown,
}

impl BadgeSummary {
    /// Reads the summary out of a credential.
    pub(crate) fn of(credential: &Credential, status: BadgeStatus) -> Self {
        let achievement = credential.subject().and_then(|subject| subject.get("achievement"));
        let own_or_achievements = |member: &str| {
            credential.get(member).and_then(text).or_else(|| achievement?.get(member).and_then(text))
        };
        let issuer = credential.get("issuer");
        Self {
            name: own_or_achievements("name"),
            description: own_or_achievements("description"),
            issuer: IssuerSummary {
                id: credential.issuer_id().map(str::to_owned),
                name: issuer.and_then(|issuer| issuer.get("name")).and_then(text),
            },
            recipient: credential.subject().and_then(recipient),
            awarded_date: credential.text("awardedDate").map(str::to_owned),
            valid_from: written(credential, ["validFrom", "issuanceDate"]),
            valid_until: written(credential, ["validUntil", "expirationDate"]),
            status,
            image: image(credential.get("image"))
                .or_else(|| image(achievement.and_then(|achievement| achievement.get("image")))),
        }
    }
}

fn written(credential: &Credential, members: [&str; 2]) -> Option<String> {
    members.into_iter().find_map(|member| credential.text(member)).map(str::to_owned)
}

fn image(member: Option<&Value>) -> Option<String> {
    values(member).first().and_then(id_of).map(str::to_owned)
}

/// A text, or the first of a text in several languages (VC-DATA-MODEL §11.1, language value objects).
fn text(value: &Value) -> Option<String> {
    let one = values(Some(value)).first()?;
    one.as_str().or_else(|| one.get("@value").and_then(Value::as_str)).map(str::to_owned)
}

/// Whom a subject names in clear: by name first, since that is what a reader looks for.
pub(crate) fn recipient(subject: &Value) -> Option<String> {
    let in_clear = |kind: Option<&str>| {
        values(subject.get("identifier"))
            .iter()
            .filter(|entry| entry.get("hashed") == Some(&Value::Bool(false)))
            .filter(|entry| kind.is_none() || entry.get("identityType").and_then(Value::as_str) == kind)
            .find_map(|entry| entry.get("identityHash").and_then(Value::as_str))
    };
    in_clear(Some("name"))
        .or_else(|| subject.get("name").and_then(Value::as_str))
        .or_else(|| in_clear(None))
        .or_else(|| subject.get("id").and_then(Value::as_str))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_in_clear_is_preferred_to_an_id_and_a_hash_is_not_shown() {
        let named = json!({"id": "urn:uuid:1", "identifier": [
            {"identityType": "emailAddress", "hashed": true, "identityHash": "sha256$ab"},
            {"identityType": "name", "hashed": false, "identityHash": "Ada Jones"}]});
        assert_eq!(recipient(&named).as_deref(), Some("Ada Jones"));
        let hashed = json!({"id": "urn:uuid:1", "identifier": {"hashed": true, "identityHash": "sha256$ab"}});
        assert_eq!(recipient(&hashed).as_deref(), Some("urn:uuid:1"));
    }

    #[test]
    fn what_the_badge_does_not_say_is_taken_from_the_achievement() {
        let credential = Credential::from_value(json!({
            "issuer": "did:web:a.example", "issuanceDate": "2026-01-01",
            "credentialSubject": {"achievement": {"name": "Teamwork", "image": "https://a.example/i.png"}}}));
        let summary = BadgeSummary::of(&credential.unwrap(), BadgeStatus::Active);
        assert_eq!(summary.name.as_deref(), Some("Teamwork"));
        assert_eq!(summary.image.as_deref(), Some("https://a.example/i.png"));
        assert_eq!(summary.valid_from.as_deref(), Some("2026-01-01"));
        assert_eq!(summary.issuer.id.as_deref(), Some("did:web:a.example"));
    }
}
