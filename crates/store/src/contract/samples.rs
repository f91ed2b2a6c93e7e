//! What the contract is tried with.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};

use badgewright_credential::{
    CredentialId, Did, Entropy, PlainCredential, Prepared, Secure, Signed, StatusPurpose, Timestamp,
};
use serde_json::{Value, json};

use crate::{
    Actor, BodyDigest, Claim, CredentialRecord, Issuance, RecipientDigest, Recorded, Status, StatusChange,
    StatusSlot, Store, Supersession,
};

/// Numbers that look random and are the same each time (SplitMix64). Not for anything but tests.
#[derive(Debug)]
pub struct Numbers(AtomicU64);

impl Numbers {
    /// The numbers of a seed.
    #[must_use]
    pub const fn of(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// The next one.
    pub fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut z = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Entropy for Numbers {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
    }
}

static IDS: Numbers = Numbers::of(1);

/// An id that no other sample of this process has.
pub fn id() -> CredentialId {
    CredentialId::random(&IDS)
}

/// A moment, so many seconds after the first of November 2026.
#[must_use]
pub fn second(seconds: i64) -> Timestamp {
    Timestamp::from_unix(1_793_491_200 + seconds).unwrap()
}

/// An issuer.
#[must_use]
pub fn issuer() -> Did {
    "did:web:badges.example".parse().unwrap()
}

/// Who does what has no client.
#[must_use]
pub fn actor() -> Actor {
    "system".parse().unwrap()
}

/// The same byte 32 times.
#[must_use]
pub fn body(byte: u8) -> BodyDigest {
    BodyDigest([byte; 32])
}

/// A claim of the client `pilot`, with a body of that byte.
#[must_use]
pub fn claim(byte: u8, key: Option<&str>, external_id: Option<&str>) -> Claim {
    Claim {
        client: "pilot".parse().unwrap(),
        idempotency_key: key.map(|key| key.parse().unwrap()),
        external_id: external_id.map(|id| id.parse().unwrap()),
        body: body(byte),
    }
}

/// Says that it signed, and gives a document of its own.
struct Pretend(Value);

impl Secure for Pretend {
    type Error = Infallible;

    fn secure(&self, _document: Value) -> Result<Value, Infallible> {
        Ok(self.0.clone())
    }
}

/// `document`, as if it had been built, linted and signed.
#[must_use]
pub fn signed(document: Value) -> Signed {
    let plain = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": issuer(),
        "credentialSubject": {"id": "did:example:subject"},
    });
    let prepared: Prepared = PlainCredential::new(plain).prepare().unwrap();
    prepared.secured_by(&Pretend(document)).unwrap()
}

/// A document that a store has to give back as it is: order, numbers and characters.
#[must_use]
pub fn document(id: &CredentialId) -> Value {
    json!({
        "zulu": 1, "alpha": [1.0, 0.1, 2.5e-308, 1.797_693_134_862_315_7e308, -0.0, 18_446_744_073_709_551_615_u64],
        "id": format!("https://badges.example/credentials/{id}"),
        "name": "Üben ✓ \u{1f393} \u{0}\u{2028}\"\\/",
        "empty": [{}, [], "", null, true],
        "sum": 0.1 + 0.2, "third": 1.0 / 3.0,
    })
}

/// An issuance of `academic-rigor` to the recipient 7 with a slot of its own.
pub async fn issuance(store: &dyn Store, claim: Claim) -> Issuance {
    let slot = store.reserve_status_slot(&issuer(), StatusPurpose::Revocation).await.unwrap();
    with_slot(claim, slot)
}

/// The same with this slot.
#[must_use]
pub fn with_slot(claim: Claim, slot: StatusSlot) -> Issuance {
    let id = id();
    Issuance {
        id,
        issuer: issuer(),
        badge: "academic-rigor".parse().unwrap(),
        class_version: "3".to_owned(),
        claim,
        recipients: vec![RecipientDigest([7; 32])],
        slot: Some(slot),
        suspension_slot: None,
        completed_at: second(-86_400),
        issued_at: second(0),
        attestations: json!({"provisionalLicense": true}),
        credential: signed(document(&id)),
    }
}

/// Issues a badge that is new.
pub async fn issue(store: &dyn Store, claim: Claim) -> CredentialRecord {
    record(store, issuance(store, claim).await).await
}

/// Records an issuance that is new.
pub async fn record(store: &dyn Store, issuance: Issuance) -> CredentialRecord {
    match store.record_issuance(issuance).await.unwrap() {
        Recorded::New(committed) => committed.into_record(),
        other => panic!("expected a new badge, got {other:?}"),
    }
}

/// The wish to give a badge a status.
#[must_use]
pub fn change(id: CredentialId, status: Status, reason: Option<&str>) -> StatusChange {
    StatusChange { id, status, reason: reason.map(str::to_owned), actor: actor(), at: second(60) }
}

/// A newer version of a badge, asked for with this claim, with a slot of its own.
pub async fn supersession(store: &dyn Store, of: &CredentialRecord, request: Claim) -> Supersession {
    let mut version = issuance(store, request.clone()).await;
    version.id = of.id;
    version.issued_at = of.issued_at;
    version.claim.client = of.client.clone();
    version.claim.external_id = of.external_id.clone();
    version.credential = signed(newer_document(&of.id, of.revision + 1));
    let request = Claim { external_id: None, ..request };
    Supersession { request, revision: of.revision, renews: false, at: second(120), version }
}

/// The document of a newer version.
#[must_use]
pub fn newer_document(id: &CredentialId, revision: u32) -> Value {
    let mut document = document(id);
    document["revision"] = json!(revision);
    document
}
