//! A completion of `academic-rigor`, and who issues its badge.

use std::sync::Arc;

use badgewright_credential::{CredentialId, Entropy, Iri, Profile, StatusEntry, StatusPurpose, Timestamp};
use badgewright_issuer::{Completion, Draft, Issuer, SigningKey, SigningKeys, StatusMethod};
use badgewright_registry::{BadgeClass, Registry};
use badgewright_signing::{KeyKind, KeyPair};
use serde_json::json;

pub(crate) const SECRET: [u8; 32] = [7; 32];
/// As long as what `eddsa-rdfc-2022` signs: two SHA-256.
pub(crate) const MESSAGE: [u8; 64] = [42; 64];

/// The same bytes always.
pub(crate) struct Fixed;

impl Entropy for Fixed {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

pub(crate) fn now() -> Timestamp {
    "2026-11-24T10:15:30Z".parse().unwrap()
}

pub(crate) fn issuer() -> Issuer {
    let did = "did:web:badges.example.edu";
    let mut profile = Profile::new(did.parse().unwrap(), "Department of Educator Excellence".to_owned());
    profile.url = Some("https://www.example.edu/".parse().unwrap());
    let pair = KeyPair::from_secret(KeyKind::Ed25519, &SECRET).unwrap();
    let key = SigningKey { method: format!("{did}#key-1"), signer: Arc::new(pair) };
    Issuer {
        slug: "default".parse().unwrap(),
        did: did.parse().unwrap(),
        profile,
        base_url: "https://badges.example.edu".parse().unwrap(),
        suspension: false,
        status_method: StatusMethod::Bitstring,
        proof_key: SigningKeys::new(key, Vec::new()),
        jws_key: None,
        revoked: Vec::new(),
    }
}

/// The example of the API's description.
pub(crate) fn completion(registry: &Registry) -> Completion {
    let request = json!({
        "badge": "academic-rigor",
        "externalId": "bb-2026-000123",
        "recipient": {
            "email": "ada@district.example",
            "name": "Ada Jones",
            "did": "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
        },
        "completedAt": "2026-11-01T15:04:05Z",
        "evidence": [
            {"url": "https://portfolio.example/e/1", "name": "Lesson portfolio", "narrative": "Three lessons."},
        ],
        "result": {"score": "3.5", "rubric": [{"criterion": "Analyze", "level": "Demonstrated"}]},
        "attestations": {"provisionalLicense": true, "scoreWithinTwoSem": true},
    });
    Completion::read(&request, registry, now()).unwrap()
}

/// With a place in the list of this address, as the store reserves one.
pub(crate) fn draft<'c>(class: &'c BadgeClass, completion: &'c Completion, list: &Iri) -> Draft<'c> {
    Draft {
        id: CredentialId::from_bytes([9; 16]),
        class,
        completion,
        completed_at: completion.completed_at.unwrap(),
        awarded: now(),
        valid_from: now(),
        status: vec![StatusEntry::new(list.clone(), 94_567, StatusPurpose::Revocation).unwrap()],
    }
}
