//! What one party says of another, before it is signed.

use serde_json::{Map, Value, json};

use crate::{Finding, Iri, Prepared, Profile, StatusEntry, Timestamp, context};

/// Everything that an endorsement says (OB, data model: `EndorsementCredential`).
#[derive(Clone, Debug)]
pub struct Endorsement {
    /// The credential's URL. Every version of the endorsement has it.
    pub id: Iri,
    /// What people call it: `Approved provider`.
    pub name: String,
    /// Who endorses.
    pub issuer: Profile,
    /// Whom or what: a DID or a URL.
    pub subject: Iri,
    /// In words, why or for what.
    pub comment: String,
    /// When it was first given; a later version keeps it.
    pub awarded_date: Timestamp,
    /// From when this version counts.
    pub valid_from: Timestamp,
    /// Until when the endorsement holds; for a withdrawn one, when it was withdrawn.
    pub valid_until: Option<Timestamp>,
    /// Where it is looked up whether this version still stands.
    pub status: StatusEntry,
}

impl Endorsement {
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
        put("@context", json!([context::CREDENTIALS_V2, context::OPEN_BADGES]));
        put("id", json!(self.id));
        put("type", json!(["VerifiableCredential", "EndorsementCredential"]));
        put("name", json!(self.name));
        put("issuer", json!(self.issuer));
        put("validFrom", json!(self.valid_from));
        if let Some(until) = self.valid_until {
            put("validUntil", json!(until));
        }
        put("awardedDate", json!(self.awarded_date));
        let subject = json!({
            "id": self.subject,
            "type": ["EndorsementSubject"],
            "endorsementComment": self.comment,
        });
        put("credentialSubject", subject);
        put("credentialStatus", json!(self.status));
        Value::Object(document)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{StatusPurpose, form};

    fn iri(text: &str) -> Iri {
        text.parse().unwrap()
    }

    fn approval() -> Endorsement {
        let list = iri("https://badges.example/status/3");
        Endorsement {
            id: iri("https://badges.example/endorsements/1"),
            name: "Approved provider".to_owned(),
            issuer: Profile::new(iri("did:web:badges.example"), "Department".to_owned()),
            subject: iri("did:web:provider.example"),
            comment: "Approved to issue academic-rigor.".to_owned(),
            awarded_date: "2026-11-01T15:04:05Z".parse().unwrap(),
            valid_from: "2026-11-01T15:04:05Z".parse().unwrap(),
            valid_until: None,
            status: StatusEntry::new(list, 7, StatusPurpose::Revocation).unwrap(),
        }
    }

    #[test]
    fn members_stand_in_the_order_in_which_a_person_reads_them() {
        let prepared = approval().prepare().unwrap();
        let members: Vec<_> = prepared.document().as_object().unwrap().keys().collect();
        let expected = [
            "@context",
            "id",
            "type",
            "name",
            "issuer",
            "validFrom",
            "awardedDate",
            "credentialSubject",
            "credentialStatus",
        ];
        assert_eq!(members, expected);
    }

    #[test]
    fn an_endorsement_is_what_the_schema_wants_where_a_badge_carries_it() {
        let endorsement = approval().prepare().unwrap().document().clone();
        let mut badge = crate::lint::sample::badge();
        badge["issuer"]["endorsement"] = json!([endorsement]);
        assert_eq!(crate::lint::check(&badge), []);
        assert_eq!(form::deviations(&badge), []);
        badge["issuer"]["endorsement"][0]["credentialSubject"]["type"] = json!(["Other"]);
        assert_eq!(form::deviations(&badge)[0].pointer, "/issuer/endorsement/0/credentialSubject/type");
    }

    #[test]
    fn an_endorsement_that_breaks_a_rule_is_not_prepared() {
        let silent = Endorsement { comment: String::new(), ..approval() };
        let codes: Vec<_> = silent.prepare().unwrap_err().into_iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["schema.endorsement_comment"]);
    }
}
