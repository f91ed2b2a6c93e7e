//! What was acknowledged survives the process being killed at any moment.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a child process and its parent, outside test functions"
)]

use std::collections::BTreeSet;
use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use badgewright_credential::{CredentialId, Entropy};
use badgewright_store::contract::samples::{
    Numbers, change, claim, document, issuance, issuer, newer_document, signed, supersession,
};
use badgewright_store::{
    Act, Filter, PageRequest, Recorded, Sled, SledOptions, Status, StatusChanged, Store, Superseded,
};

/// Tells the child where the store is, and what to draw its ids from.
const FOLDER: &str = "BADGEWRIGHT_KILLED_FOLDER";
const SEED: &str = "BADGEWRIGHT_KILLED_SEED";

/// The parent: lets a child write, kills it after so many acknowledgements, and looks at what is there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Acknowledged::default();
    for (seed, acknowledgements) in [(1, 1), (2, 37), (3, 150), (4, 3), (5, 400)] {
        for line in killed_after(folder.path(), seed, acknowledgements) {
            let (act, id) = line.split_once(' ').unwrap();
            let set = match act {
                "issued" => &mut acknowledged.issued,
                "superseded" => &mut acknowledged.superseded,
                _ => &mut acknowledged.revoked,
            };
            set.insert(id.parse().unwrap());
        }
        check(folder.path(), &acknowledged).await;
    }
    let counts = [&acknowledged.issued, &acknowledged.revoked, &acknowledged.superseded].map(BTreeSet::len);
    assert!(counts[0] > 300 && counts[1] > 20 && counts[2] > 20, "{counts:?}");
}

/// What the child said that it did.
#[derive(Default)]
struct Acknowledged {
    issued: BTreeSet<CredentialId>,
    revoked: BTreeSet<CredentialId>,
    superseded: BTreeSet<CredentialId>,
}

/// The lines that a child printed before and while it was killed.
fn killed_after(folder: &Path, seed: u64, acknowledgements: usize) -> Vec<String> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "the_child_writes_until_it_is_killed", "--nocapture"])
        .env(FOLDER, folder)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = Vec::new();
    for line in lines {
        // The last line may be cut off: then it was not acknowledged to anybody.
        let line = line.unwrap();
        let id = line.split_once(' ').map(|(_, id)| id.parse::<CredentialId>());
        if matches!(id, Some(Ok(_))) {
            acknowledged.push(line);
        }
        if acknowledged.len() == acknowledgements {
            child.kill().unwrap();
        }
    }
    assert!(!child.wait().unwrap().success(), "the child was to be killed");
    assert!(acknowledged.len() >= acknowledgements, "the child ended early");
    acknowledged
}

/// Everything acknowledged is there, and everything that is there is whole.
async fn check(folder: &Path, acknowledged: &Acknowledged) {
    let store = Sled::open(&SledOptions::in_data_dir(folder), Arc::new(Numbers::of(7))).unwrap();
    let events = store.events_of_all().await;
    let found = store.all().await;
    assert!(found.is_superset(&acknowledged.issued), "acknowledged badges are missing");
    let acts = |act| events.iter().filter(move |event| event.0 == act).map(|event| event.1);
    assert!(acts(Act::Issued).collect::<BTreeSet<_>>() == found, "events and badges differ");
    for id in &found {
        let record = store.credential(id).await.unwrap().expect("what an index names is there");
        let is_superseded = acts(Act::Superseded).any(|superseded| superseded == *id);
        assert_eq!(record.revision, u32::from(is_superseded));
        assert!(is_superseded || !acknowledged.superseded.contains(id), "an acknowledged version is missing");
        let expected = if is_superseded { newer_document(id, 1) } else { document(id) };
        assert_eq!(record.document.to_string(), expected.to_string());
        let slot = record.slots[0];
        let list = store.status_list(&slot.list).await.unwrap().unwrap();
        let is_revoked = record.status.status == Status::Revoked;
        assert_eq!(list.set.contains(&slot.index), is_revoked);
        assert_eq!(acts(Act::Revoked).any(|revoked| revoked == *id), is_revoked);
        assert!(is_revoked || !acknowledged.revoked.contains(id), "an acknowledged revocation is missing");
    }
    // Each ended version has one entry that is set: no newer version without the end of the one before.
    let mut set = 0;
    for list in store.status_lists(&issuer()).await.unwrap() {
        set += store.status_list(&list).await.unwrap().unwrap().set.len();
    }
    assert_eq!(set, acts(Act::Revoked).count() + acts(Act::Superseded).count());
    store.close().await.unwrap();
}

/// Reading everything.
trait All {
    async fn events_of_all(&self) -> Vec<(Act, CredentialId)>;
    async fn all(&self) -> BTreeSet<CredentialId>;
}

impl All for Sled {
    async fn events_of_all(&self) -> Vec<(Act, CredentialId)> {
        let mut all = Vec::new();
        loop {
            let events = self.events(Some(all.len() as u64), 1_000).await.unwrap();
            if events.is_empty() {
                return all;
            }
            all.extend(events.into_iter().map(|event| (event.act, event.credential.unwrap())));
        }
    }

    async fn all(&self) -> BTreeSet<CredentialId> {
        let (mut all, mut cursor) = (BTreeSet::new(), None);
        loop {
            let request = PageRequest { limit: std::num::NonZeroU16::MAX, cursor };
            let page = self.list(&Filter::default(), &request).await.unwrap();
            all.extend(page.credentials.iter().map(|found| found.id));
            cursor = page.next;
            if cursor.is_none() {
                return all;
            }
        }
    }
}

/// The child: 16 tasks issue and revoke as fast as they can. Without a folder it has nothing to do.
#[test]
fn the_child_writes_until_it_is_killed() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let seed: u64 = env::var(SEED).unwrap().parse().unwrap();
    println!();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let ids = Arc::new(Numbers::of(seed << 32));
        let store = Sled::open(&SledOptions::in_data_dir(Path::new(&folder)), Arc::<Numbers>::clone(&ids));
        let store = Arc::new(store.unwrap());
        let tasks: Vec<_> =
            (0..16).map(|_| tokio::spawn(write_for_ever(Arc::clone(&store), Arc::clone(&ids)))).collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
}

async fn write_for_ever(store: Arc<Sled>, ids: Arc<Numbers>) {
    loop {
        let id = CredentialId::random(&*ids as &dyn Entropy);
        let mut issuance = issuance(&*store, claim(1, Some(&id.to_string()), None)).await;
        issuance.id = id;
        // Dictionaries are made while others write and the process is killed.
        issuance.class_version = (ids.next() % 40).to_string();
        issuance.credential = signed(document(&id));
        let Recorded::New(committed) = store.record_issuance(issuance).await.unwrap() else {
            panic!("twice")
        };
        println!("issued {id}");
        if ids.next().is_multiple_of(4) {
            let newer = supersession(&*store, committed.record(), claim(2, None, None)).await;
            assert!(matches!(store.supersede(newer).await.unwrap(), Superseded::New(_)));
            println!("superseded {id}");
        }
        if ids.next().is_multiple_of(4) {
            let changed = store.set_status(change(id, Status::Revoked, None)).await.unwrap();
            assert!(matches!(changed, StatusChanged::Changed(_)));
            println!("revoked {id}");
        }
    }
}
