//! What issuing a badge of a registered class costs beside the signature alone: from a completion to signed bytes, with what
//! the class's badges say alike prepared, and nothing stored.

#![expect(clippy::unwrap_used, reason = "a bench")]

mod academic_rigor;

use std::hint::black_box;

use academic_rigor::{Fixed, MESSAGE, SECRET, completion, draft, issuer, now};
use badgewright_issuer::{PreparedClass, sign_whole};
use badgewright_registry::Registry;
use criterion::{Criterion, criterion_group, criterion_main};
use ed25519_dalek::{Signer as _, SigningKey};
use mimalloc::MiMalloc;

/// As in the service.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn sign(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("sign");
    let raw = SigningKey::from_bytes(&SECRET);
    group.bench_function("raw", |bench| bench.iter(|| raw.sign(black_box(&MESSAGE))));
    let (registry, issuer) = (Registry::built_in(), issuer());
    let completion = completion(&registry);
    let class = registry.get(&completion.badge).unwrap();
    let prepared = PreparedClass::of(class, &issuer).unwrap();
    let list = "https://badges.example.edu/status/3".parse().unwrap();
    let award = || prepared.award(draft(class, black_box(&completion), &list), &issuer, &Fixed).unwrap();
    let sign = || prepared.sign(&award(), &issuer, now()).unwrap();
    let whole = || sign_whole(award(), class, issuer.profile.clone(), &issuer, now()).unwrap();
    assert_eq!(sign().document().text(), whole().document().text());
    group.bench_function("prepared", |bench| bench.iter(|| black_box(sign()).document().text().len()));
    group.bench_function("whole", |bench| bench.iter(|| black_box(whole()).document().text().len()));
    group.finish();
}

criterion_group!(benches, sign);
criterion_main!(benches);
