//! What signing a badge and verifying it cost beside the signature alone: `eddsa-rdfc-2022` by us, and by way of general
//! libraries.

#![expect(clippy::unwrap_used, reason = "a bench")]

mod general;

use badgewright_credential::{Secure, Timestamp, strict_json};
use badgewright_signing::data_integrity::{DataIntegritySigner, ProofOptions, Suite, verify};
use badgewright_signing::json::Tree;
use badgewright_signing::{KeyKind, KeyPair, Signer};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use ed25519_dalek::Signer as _;
use mimalloc::MiMalloc;
use serde_json::Value;
use std::hint::black_box;

/// As in the service.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const BADGE: &[u8] = include_bytes!("../known-answers/open-badge/open-badge.json");
const SECRET: [u8; 32] = [7; 32];
/// As long as what `eddsa-rdfc-2022` signs: two SHA-256.
const MESSAGE: [u8; 64] = [42; 64];

fn badge() -> Value {
    serde_json::from_slice(BADGE).unwrap()
}

fn pair() -> KeyPair {
    KeyPair::from_secret(KeyKind::Ed25519, &SECRET).unwrap()
}

fn signer(pair: &KeyPair) -> DataIntegritySigner<'_> {
    let created: Timestamp = "2026-11-24T10:15:30Z".parse().unwrap();
    let method = "did:web:badges.example.edu#key-1";
    DataIntegritySigner {
        signer: pair,
        suite: Suite::EddsaRdfc2022,
        options: ProofOptions::assertion(method, Some(created)),
    }
}

/// From a JSON value to the signed JSON value.
fn sign(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("sign");
    let raw = ed25519_dalek::SigningKey::from_bytes(&SECRET);
    group.bench_function("raw", |bench| bench.iter(|| raw.sign(black_box(&MESSAGE))));
    let (badge, pair) = (badge(), pair());
    let signer = signer(&pair);
    let signed = signer.secure(badge.clone()).unwrap();
    group.bench_function("badgewright", |bench| {
        bench.iter_batched(|| badge.clone(), |badge| signer.secure(badge).unwrap(), BatchSize::SmallInput);
    });
    assert_eq!(general::sign(badge.clone(), &signer.options, &raw), signed);
    group.bench_function("general", |bench| {
        bench.iter_batched(
            || badge.clone(),
            |badge| general::sign(badge, &signer.options, &raw),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

/// From bytes to whether the proof is right, with the key known.
fn verify_bytes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify");
    let raw = ed25519_dalek::SigningKey::from_bytes(&SECRET);
    let (raw_key, raw_signature) = (raw.verifying_key(), raw.sign(&MESSAGE));
    group.bench_function("raw", |bench| {
        bench.iter(|| raw_key.verify_strict(black_box(&MESSAGE), &raw_signature).unwrap());
    });
    let pair = pair();
    let signed = serde_json::to_vec(&signer(&pair).secure(badge()).unwrap()).unwrap();
    let key = pair.public_key();
    group.bench_function("badgewright", |bench| {
        bench.iter(|| {
            let document = strict_json::read_borrowed(black_box(&signed)).unwrap();
            let proof = document.as_members().and_then(|document| document.get("proof")).unwrap();
            verify(&document, &proof.items()[0], &key).unwrap();
        });
    });
    group.bench_function("general", |bench| {
        bench.iter(|| general::verify(black_box(&signed), &raw_key));
    });
    group.finish();
}

criterion_group!(benches, sign, verify_bytes);
criterion_main!(benches);
