//! How many badges a second are acknowledged, each durable: by one client, and by 64 that share flushes; and how long
//! one takes to be read by its id. The documents are those of real badges. How it goes on as the store grows is told by
//! `benches/growth.sh`.

#![expect(clippy::unwrap_used, reason = "a bench")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use badgewright_credential::CredentialId;
use badgewright_store::contract::badges::{CLASSES, give_badge};
use badgewright_store::contract::samples::{Numbers, claim, issuance};
use badgewright_store::{Issuance, RecipientDigest, Recorded, Sled, SledOptions, Store};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

/// How many badges are made ready at once: making them is not timed.
const READY: u64 = 1_000;

static RANDOM: Numbers = Numbers::of(3);

/// A badge as the service issues them.
async fn badge(store: &Sled) -> Issuance {
    let number = RANDOM.next();
    let mut given =
        issuance(store, claim(1, None, Some(&format!("bb-2026-{:06}", number % 1_000_000)))).await;
    given.claim.external_id = format!("bb-2026-{number}").parse().ok();
    given.attestations = Value::Null;
    let recipient: [u64; 4] = std::array::from_fn(|_| RANDOM.next());
    given.recipients = vec![RecipientDigest(recipient.map(u64::to_be_bytes).concat().try_into().unwrap())];
    give_badge(&mut given, number as usize % CLASSES, number & 64 == 0, &RANDOM);
    given
}

/// The time that so many clients, each waiting for its answer, take for all badges.
async fn issue(store: &Arc<Sled>, clients: u64, badges: u64) -> Duration {
    let mut time = Duration::ZERO;
    let mut left = badges;
    while left > 0 {
        let mut given = Vec::new();
        for _ in 0..left.min(READY) {
            given.push(badge(store).await);
        }
        left -= given.len() as u64;
        let share = given.len().div_ceil(clients as usize);
        let mut given = given.into_iter();
        let shares: Vec<Vec<_>> = (0..clients).map(|_| given.by_ref().take(share).collect()).collect();
        let begin = Instant::now();
        let tasks: Vec<_> =
            shares.into_iter().map(|share| tokio::spawn(record(Arc::clone(store), share))).collect();
        for task in tasks {
            task.await.unwrap();
        }
        time += begin.elapsed();
    }
    time
}

async fn record(store: Arc<Sled>, share: Vec<Issuance>) {
    for given in share {
        assert!(matches!(store.record_issuance(given).await.unwrap(), Recorded::New(_)));
    }
}

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn store(runtime: &Runtime, folder: &std::path::Path) -> Arc<Sled> {
    let _inside = runtime.enter();
    let options = SledOptions::in_data_dir(folder);
    Arc::new(Sled::open(&options, Arc::new(Numbers::of(7))).unwrap())
}

fn record_issuance(criterion: &mut Criterion) {
    let runtime = runtime();
    let mut group = criterion.benchmark_group("record_issuance");
    group.throughput(Throughput::Elements(1));
    for clients in [1, 64] {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&runtime, folder.path());
        group.bench_function(format!("sled/{clients}-clients"), |bencher| {
            bencher.iter_custom(|badges| runtime.block_on(issue(&store, clients, badges)));
        });
        runtime.block_on(store.close()).unwrap();
    }
    group.finish();
}

fn credential(criterion: &mut Criterion) {
    let runtime = runtime();
    let folder = tempfile::tempdir().unwrap();
    let store = store(&runtime, folder.path());
    let ids: Vec<CredentialId> = (0..5_000)
        .map(|_| {
            let given = runtime.block_on(badge(&store));
            let id = given.id;
            runtime.block_on(record(Arc::clone(&store), vec![given]));
            id
        })
        .collect();
    let mut next = ids.iter().cycle();
    criterion.benchmark_group("credential").throughput(Throughput::Elements(1)).bench_function(
        "sled/by-id",
        |bencher| {
            bencher.iter(|| runtime.block_on(store.credential(next.next().unwrap())).unwrap().unwrap());
        },
    );
    runtime.block_on(store.close()).unwrap();
}

criterion_group!(benches, record_issuance, credential);
criterion_main!(benches);
