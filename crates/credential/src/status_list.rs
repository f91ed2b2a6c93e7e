//! The credential that publishes a status list.

use serde_json::{Value, json};

use crate::{BitString, Did, Finding, Iri, Prepared, StatusPurpose, Timestamp, context};

/// A `BitstringStatusListCredential` (BSL §2.2), before it is signed.
#[derive(Clone, Debug)]
pub struct StatusList<'a> {
    /// The list's URL.
    pub id: Iri,
    /// Its issuer: a plain string here, which is what readers of lists expect.
    pub issuer: Did,
    /// What a set bit means.
    pub purpose: StatusPurpose,
    /// When it was made.
    pub valid_from: Timestamp,
    /// Until when it may be relied on; how long that is, is the issuing service's business.
    pub valid_until: Timestamp,
    /// How long a reader may keep it, in milliseconds.
    pub ttl_ms: u64,
    /// The bits.
    pub bits: &'a BitString,
}

impl StatusList<'_> {
    /// Builds the document and runs the lints on it.
    ///
    /// # Errors
    /// All findings, if any of them is an error.
    pub fn prepare(self) -> Result<Prepared, Vec<Finding>> {
        Prepared::linted(self.into_document())
    }

    fn into_document(self) -> Value {
        json!({
            "@context": [context::CREDENTIALS_V2],
            "id": self.id,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": self.issuer,
            "validFrom": self.valid_from,
            "validUntil": self.valid_until,
            "credentialSubject": {
                "id": format!("{}#list", self.id),
                "type": "BitstringStatusList",
                "statusPurpose": self.purpose,
                "encodedList": self.bits.encode(),
                "ttl": self.ttl_ms,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_a_plain_issuer_one_purpose_and_its_bits() {
        let bits = BitString::clear(0).unwrap();
        let list = StatusList {
            id: "https://badges.example/status/3".parse().unwrap(),
            issuer: "did:web:badges.example".parse().unwrap(),
            purpose: StatusPurpose::Revocation,
            valid_from: "2026-11-01T00:00:00Z".parse().unwrap(),
            valid_until: "2026-11-29T00:00:00Z".parse().unwrap(),
            ttl_ms: 300_000,
            bits: &bits,
        };
        let prepared = list.prepare().unwrap();
        let document = prepared.document();
        assert_eq!(document["issuer"], "did:web:badges.example");
        assert_eq!(document["credentialSubject"]["statusPurpose"], "revocation");
        assert_eq!(document["credentialSubject"]["ttl"], 300_000);
        let encoded = document["credentialSubject"]["encodedList"].as_str().unwrap();
        assert_eq!(BitString::decode(encoded).unwrap(), bits);
    }
}
