//! How the store behaves as it grows: `fill FOLDER COUNT` issues badges until there are so many, `measure FOLDER` opens the
//! store anew and times it, `disk FOLDER` times a file that is only appended to in the same pattern. Each prints a line of
//! JSON. `benches/growth.sh` runs all of them.

#![expect(clippy::unwrap_used, clippy::print_stdout, clippy::panic, reason = "a program that measures")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use badgewright_credential::CredentialId;
use badgewright_store::contract::badges::{CLASSES, give_badge};
use badgewright_store::contract::samples::{Numbers, claim, issuance, second};
use badgewright_store::{Filter, Issuance, PageRequest, RecipientDigest, Recorded, Sled, SledOptions, Store};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

/// How many wait at once.
const CLIENTS: usize = 64;

/// How many badges are made ready at once.
const READY: u64 = 1_280;

/// How many operations are timed.
const TIMED: usize = 4_000;

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let line = runtime.block_on(async {
        match arguments[..] {
            ["fill", folder, count] => fill(Path::new(folder), count.parse().unwrap()).await,
            ["measure", folder] => measure(Path::new(folder)).await,
            ["disk", folder] => disk(Path::new(folder)).await,
            _ => panic!("fill FOLDER COUNT, measure FOLDER or disk FOLDER"),
        }
    });
    println!("{line}");
}

fn open(folder: &Path) -> Sled {
    Sled::open(&SledOptions::in_data_dir(folder), Arc::new(Numbers::of(seed()))).unwrap()
}

/// Another one in each process.
fn seed() -> u64 {
    u64::from(std::process::id()) << 40
}

/// A badge as the service issues them, the `number`th.
async fn badge(store: &Sled, number: u64, random: &Numbers) -> Issuance {
    let external_id = format!("bb-2026-{number:07}");
    let mut given = issuance(store, claim(1, None, Some(&external_id))).await;
    given.id = CredentialId::random(random);
    given.issued_at = second(i64::try_from(number / 3_000).unwrap());
    given.completed_at = second(-i64::try_from(random.next() % 1_000_000).unwrap());
    given.attestations = Value::Null;
    let recipient: [u64; 4] = std::array::from_fn(|_| random.next());
    given.recipients = vec![RecipientDigest(recipient.map(u64::to_be_bytes).concat().try_into().unwrap())];
    let class = usize::try_from(random.next()).unwrap() % CLASSES;
    give_badge(&mut given, class, number.is_multiple_of(2), random);
    given
}

/// Issues what is there already, by so many clients, and tells how long each waited.
async fn issue(store: &Arc<Sled>, given: Vec<Issuance>, clients: usize) -> Vec<Duration> {
    let shares = given.len().div_ceil(clients);
    let mut given = given.into_iter();
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let (store, share) = (Arc::clone(store), given.by_ref().take(shares).collect::<Vec<_>>());
            tokio::spawn(async move {
                let mut waited = Vec::with_capacity(share.len());
                for given in share {
                    let begin = Instant::now();
                    let recorded = store.record_issuance(given).await.unwrap();
                    waited.push(begin.elapsed());
                    assert!(matches!(recorded, Recorded::New(_)));
                }
                waited
            })
        })
        .collect();
    let mut waited = Vec::new();
    for task in tasks {
        waited.extend(task.await.unwrap());
    }
    waited
}

async fn fill(folder: &Path, count: u64) -> Value {
    let store = Arc::new(open(folder));
    let random = Numbers::of(seed());
    let mut there = last_event(&store).await;
    let (first, mut waited) = (there, Vec::new());
    let mut writing = Duration::ZERO;
    while there < count {
        let mut given = Vec::new();
        for _ in 0..(count - there).min(READY) {
            given.push(badge(&store, there, &random).await);
            there += 1;
        }
        let begin = Instant::now();
        waited.extend(issue(&store, given, CLIENTS).await);
        writing += begin.elapsed();
    }
    store.close().await.unwrap();
    let written = there - first;
    json!({
        "badges": there, "written": written, "writtenPerSecond": per_second(written, writing),
        "waitedMs": milliseconds(waited), "peakBytes": memory("VmHWM"),
        "diskBytes": length_of(folder), "diskBytesPerBadge": length_of(folder) / there.max(1),
    })
}

/// Each badge has one event here, and nothing else has.
async fn last_event(store: &Sled) -> u64 {
    let (mut low, mut high) = (0_u64, 1_u64 << 40);
    while low < high {
        let middle = low.midpoint(high);
        if store.events(Some(middle), 1).await.unwrap().is_empty() { high = middle } else { low = middle + 1 }
    }
    low
}

async fn measure(folder: &Path) -> Value {
    let begin = Instant::now();
    let store = Arc::new(open(folder));
    let opened = begin.elapsed();
    let idle = memory("VmRSS");
    let there = last_event(&store).await;
    let random = Numbers::of(seed());
    let ids = some_ids(&store, &random, there).await;

    let (reading, mut read) = (Instant::now(), Vec::new());
    for id in ids.iter() {
        let begin = Instant::now();
        assert!(store.credential(id).await.unwrap().is_some());
        read.push(begin.elapsed());
    }
    let reading = reading.elapsed();
    let after_reading = memory("VmRSS");

    let one = timed(&store, there, 1, TIMED / 4, &random).await;
    let many = timed(&store, there + one.badges, CLIENTS, 5 * TIMED, &random).await;
    let after_writing = memory("VmRSS");
    let begin = Instant::now();
    store.close().await.unwrap();
    json!({
        "badges": there, "openSeconds": opened.as_secs_f64(), "closeSeconds": begin.elapsed().as_secs_f64(),
        "bytesIdle": idle, "bytesAfterReading": after_reading, "bytesAfterWriting": after_writing,
        "readsPerSecond": per_second(TIMED as u64, reading), "readMs": milliseconds(read),
        "diskBytesPerBadge": length_of(folder) / (there + one.badges + many.badges),
        "oneClient": one.told(), "manyClients": many.told(),
    })
}

/// Badges that were issued while that was timed.
struct Timed {
    badges: u64,
    time: Duration,
    cpu: Duration,
    waited: Vec<Duration>,
}

impl Timed {
    fn told(self) -> Value {
        json!({
            "writtenPerSecond": per_second(self.badges, self.time), "waitedMs": milliseconds(self.waited),
            "cpuMicroseconds": (self.cpu.as_secs_f64() * 1e6 / self.badges as f64).round(),
        })
    }
}

/// Issues badges after those that are there, a few hundred made ready at a time, so that they take no memory to speak of.
async fn timed(store: &Arc<Sled>, there: u64, clients: usize, count: usize, random: &Numbers) -> Timed {
    let mut all = Timed { badges: 0, time: Duration::ZERO, cpu: Duration::ZERO, waited: Vec::new() };
    while all.waited.len() < count {
        let mut given = Vec::new();
        for _ in 0..READY {
            given.push(badge(store, there + all.badges, random).await);
            all.badges += 1;
        }
        let (begin, cpu) = (Instant::now(), cpu_time());
        all.waited.extend(issue(store, given, clients).await);
        all.time += begin.elapsed();
        all.cpu += cpu_time() - cpu;
    }
    all
}

/// Ids from all over the store.
async fn some_ids(store: &Sled, random: &Numbers, there: u64) -> Vec<CredentialId> {
    let mut ids = Vec::new();
    for _ in 0..TIMED {
        let event = store.events(Some(random.next() % there.max(1)), 1).await.unwrap().remove(0);
        ids.push(event.credential.unwrap());
    }
    let page = PageRequest { limit: std::num::NonZeroU16::MAX, cursor: None };
    assert!(!store.list(&Filter::default(), &page).await.unwrap().credentials.is_empty());
    ids
}

/// The limit: a file that each group is appended to and synced, in records as long as those of badges with their index.
async fn disk(folder: &Path) -> Value {
    const RECORD: usize = 420;
    fs::create_dir_all(folder).unwrap();
    let path = folder.join("appended");
    let mut file = fs::File::create(&path).unwrap();
    let (sender, mut waiting) = mpsc::channel::<oneshot::Sender<()>>(1_024);
    let writer = std::thread::spawn(move || {
        let mut groups = 0_u64;
        while let Some(first) = waiting.blocking_recv() {
            let mut group = vec![first];
            while group.len() < 100
                && let Ok(next) = waiting.try_recv()
            {
                group.push(next);
            }
            file.write_all(&vec![7; RECORD * group.len()]).unwrap();
            file.sync_data().unwrap();
            group.into_iter().for_each(|waiting| waiting.send(()).unwrap());
            groups += 1;
        }
        groups
    });
    let (one, _) = append(&sender, 1, TIMED).await;
    let (many, writing) = append(&sender, CLIENTS, 25 * TIMED).await;
    drop(sender);
    let groups = writer.join().unwrap();
    fs::remove_file(path).unwrap();
    json!({
        "disk": {"oneClient": {"waitedMs": milliseconds(one)}, "manyClients": {
            "clients": CLIENTS, "writtenPerSecond": per_second(25 * TIMED as u64, writing), "waitedMs": milliseconds(many),
        }, "syncs": groups},
    })
}

async fn append(
    sender: &mpsc::Sender<oneshot::Sender<()>>,
    clients: usize,
    records: usize,
) -> (Vec<Duration>, Duration) {
    let begin = Instant::now();
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let sender = sender.clone();
            tokio::spawn(async move {
                let mut waited = Vec::new();
                for _ in 0..records / clients {
                    let begin = Instant::now();
                    let (done, answer) = oneshot::channel();
                    sender.send(done).await.unwrap();
                    answer.await.unwrap();
                    waited.push(begin.elapsed());
                }
                waited
            })
        })
        .collect();
    let mut waited = Vec::new();
    for task in tasks {
        waited.extend(task.await.unwrap());
    }
    (waited, begin.elapsed())
}

fn per_second(count: u64, time: Duration) -> f64 {
    (count as f64 / time.as_secs_f64().max(1e-9)).round()
}

fn milliseconds(mut times: Vec<Duration>) -> Value {
    times.sort_unstable();
    let of_hundred = |part: usize| {
        let found = times.get((times.len() * part / 100).min(times.len().saturating_sub(1)));
        found.map_or(0.0, |time| (time.as_secs_f64() * 1e6).round() / 1e3)
    };
    json!({"p50": of_hundred(50), "p99": of_hundred(99), "longest": of_hundred(100)})
}

/// Bytes of memory, by the name that Linux gives them.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1_024
}

/// The processor time of this process, in hundredths of a second.
fn cpu_time() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 =
        after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * ticks)
}

/// The bytes of all files in a folder.
fn length_of(folder: &Path) -> u64 {
    let of_entry = |entry: fs::DirEntry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => length_of(&entry.path()),
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    };
    fs::read_dir(folder).map_or(0, |entries| entries.flatten().map(of_entry).sum())
}
