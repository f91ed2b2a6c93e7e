//! How many badges a second are acknowledged, each durable: by one client, and by 64 that share flushes. The
//! documents are small, so that it is the store that is measured.

#![expect(clippy::unwrap_used, reason = "a bench")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use badgewright_credential::Entropy;
use badgewright_store::contract::samples::{Numbers, claim, issuance, signed};
use badgewright_store::{Recorded, Sled, SledOptions, Store};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

/// The time that so many clients, each waiting for its answer, take for all badges.
async fn issue(store: &Arc<Sled>, clients: u64, badges: u64) -> Duration {
    let begin = Instant::now();
    let tasks: Vec<_> = (0..clients)
        .map(|client| {
            let store = Arc::clone(store);
            let share = badges / clients + u64::from(client < badges % clients);
            tokio::spawn(async move {
                for _ in 0..share {
                    issue_one(&store).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    begin.elapsed()
}

static KEYS: Numbers = Numbers::of(3);

async fn issue_one(store: &Sled) {
    let key = KEYS.uuid_v4().to_string();
    let mut issuance = issuance(store, claim(1, None, Some(&key))).await;
    issuance.credential = signed(json!({"variable": "a few fields from which the document is rebuilt"}));
    assert!(matches!(store.record_issuance(issuance).await.unwrap(), Recorded::New(_)));
}

fn store(runtime: &Runtime, folder: &std::path::Path) -> Arc<Sled> {
    let _inside = runtime.enter();
    let options = SledOptions::in_data_dir(folder);
    Arc::new(Sled::open(&options, Arc::new(Numbers::of(7))).unwrap())
}

fn record_issuance(criterion: &mut Criterion) {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
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

criterion_group!(benches, record_issuance);
criterion_main!(benches);
