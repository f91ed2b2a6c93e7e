//! Real badges: two of each built-in class, as the service issued them, and others like them.

use std::sync::LazyLock;

use badgewright_credential::base58;
use badgewright_credential::{CredentialId, Entropy};
use serde_json::{Value, json};

use super::samples::{Numbers, signed};
use crate::Issuance;

/// A badge a line, two of each class: one with the least that a completion says, and one with more.
static BADGES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let lines = include_str!("../../benches/badges.ndjson").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
});

/// How many classes there are.
pub const CLASSES: usize = 9;

/// The badge of a class: the one with the least, or the one with more.
#[must_use]
pub fn badge(class: usize, with_more: bool) -> &'static Value {
    &BADGES[2 * (class % CLASSES) + usize::from(with_more)]
}

/// Makes an issuance one of a real badge: like that of the class, with everything random in it drawn anew.
pub fn give_badge(issuance: &mut Issuance, class: usize, with_more: bool, random: &Numbers) {
    let mut document = badge(class, with_more).clone();
    let slug =
        document["credentialSubject"]["achievement"]["id"].as_str().unwrap().rsplit('/').next().unwrap();
    issuance.badge = slug.parse().unwrap();
    issuance.class_version = "1".to_owned();
    let at = issuance.issued_at.to_string();
    document["id"] = json!(format!("https://badges.example/credentials/{}", issuance.id));
    document["validFrom"] = json!(at);
    let subject = &mut document["credentialSubject"];
    subject["id"] = json!(format!("urn:uuid:{}", CredentialId::random(random as &dyn Entropy)));
    subject["identifier"][0]["identityHash"] = json!(format!("Ada Jones {}", random.next() % 1_000));
    subject["identifier"][1]["identityHash"] = json!(format!("sha256${}", hex::encode(bytes::<32>(random))));
    subject["identifier"][1]["salt"] = json!(hex::encode(bytes::<16>(random)));
    if let Some(slot) = &issuance.slot {
        let list = format!("https://badges.example/status/{}", slot.list());
        document["credentialStatus"]["id"] = json!(format!("{list}#{}", slot.index()));
        document["credentialStatus"]["statusListIndex"] = json!(slot.index().to_string());
        document["credentialStatus"]["statusListCredential"] = json!(list);
    }
    document["proof"][0]["created"] = json!(at);
    document["proof"][0]["proofValue"] = json!(base58::encode('z', &bytes::<64>(random)));
    issuance.credential = signed(document);
}

fn bytes<const LENGTH: usize>(random: &Numbers) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    random.fill(&mut bytes);
    bytes
}
