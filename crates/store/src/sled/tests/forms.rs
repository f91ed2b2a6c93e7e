//! In which form credentials are kept: small, exact, and readable for ever.

use std::collections::BTreeSet;
use std::fs;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::super::dictionary::{Dictionary, Sample};
use super::super::keys::Place;
use super::super::{dictionary, head, record, rows};
use super::*;
use crate::contract::badges::{CLASSES, give_badge};
use crate::contract::samples::body;
use crate::{Act, CredentialRecord, Earlier, PageRequest, Status};

const ALL: PageRequest = PageRequest { limit: std::num::NonZeroU16::MAX, cursor: None };

/// A record of the class, as the service issues it, written after another one was.
async fn recorded(
    store: &Sled,
    class: usize,
    with_more: bool,
    random: &Numbers,
) -> (CredentialRecord, usize) {
    let external_id = format!("bb-2026-{:06}", random.next() % 1_000_000);
    let mut given = issuance(store, claim(1, None, Some(&external_id))).await;
    given.attestations = Value::Null;
    let recipient: [u64; 4] = std::array::from_fn(|_| random.next());
    given.recipients[0].0 = recipient.map(u64::to_be_bytes).concat().try_into().unwrap();
    give_badge(&mut given, class, with_more, random);
    let (id, text) = (given.id, given.credential.document().to_string());
    assert!(matches!(store.record_issuance(given).await.unwrap(), Recorded::New(_)));
    let read = store.credential(&id).await.unwrap().unwrap();
    assert_eq!(read.document.to_string(), text);
    let row = store.db().unwrap().get(keys::credential(store.horizon.place())).unwrap().unwrap();
    (read, row.len())
}

#[tokio::test]
async fn a_badge_of_each_class_takes_at_most_350_bytes() {
    let (_folder, store) = empty();
    let random = Numbers::of(5);
    for class in 0..CLASSES {
        recorded(&store, class, false, &random).await;
        for with_more in [false, true, true] {
            let (read, length) = recorded(&store, class, with_more, &random).await;
            assert!(length <= 350, "{}: {length} bytes", read.badge);
        }
    }
}

#[tokio::test]
async fn a_class_that_changes_has_another_dictionary_and_both_are_read() {
    let (folder, store) = empty();
    let random = Numbers::of(5);
    let mut given = Vec::new();
    for version in ["1", "2", "1", "2"] {
        let mut issuance = issuance(&store, claim(1, None, None)).await;
        give_badge(&mut issuance, 3, true, &random);
        issuance.class_version = version.to_owned();
        let Recorded::New(committed) = store.record_issuance(issuance).await.unwrap() else {
            panic!("no badge")
        };
        given.push(committed.into_record());
    }
    let dictionaries = store.db().unwrap().scan_prefix(Table::Dictionaries.all()).count();
    assert_eq!(dictionaries, 2);
    store.close().await.unwrap();
    let store = open(&folder).unwrap();
    for record in given {
        assert_eq!(store.credential(&record.id).await.unwrap(), Some(record));
    }
}

#[tokio::test]
async fn a_missing_dictionary_is_named() {
    let (folder, store) = empty();
    let badge = issue(&store, claim(1, None, None)).await;
    store.db().unwrap().remove(keys::dictionary(1)).unwrap();
    store.close().await.unwrap();
    let Err(StoreError::Contradiction { table, .. }) = open(&folder) else {
        panic!("not noticed, {}", badge.id)
    };
    assert_eq!(table, "dictionaries");
}

#[tokio::test]
async fn records_of_version_1_are_read() {
    let (_folder, store) = empty();
    let given = issuance(&store, claim(1, Some("key"), Some("ext"))).await;
    let plain = head::plain_record(&given);
    let id = given.id;
    let Recorded::New(committed) = store.record_issuance(given).await.unwrap() else { panic!("no badge") };
    let key = keys::credential(store.horizon.place());
    let long = [&u32::try_from(plain.len()).unwrap().to_be_bytes(), plain.as_slice()].concat();
    store.db().unwrap().insert(key, long).unwrap();
    assert_eq!(store.credential(&id).await.unwrap().unwrap(), committed.into_record());
}

/// `tests/format-1` was written by the version before: three badges, of which one was revoked and one superseded.
#[tokio::test]
async fn a_store_of_the_format_before_is_read_and_written_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    fs::create_dir_all(path.join("blobs")).unwrap();
    for file in ["conf", "db"] {
        let older = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format-1").join(file);
        fs::copy(older, path.join(file)).unwrap();
    }
    for reopened in [false, true] {
        let store = open(&folder).unwrap();
        let badges = store.list(&Filter::default(), &ALL).await.unwrap().credentials;
        let of_class = |slug: &str| Filter { badge: Some(slug.parse().unwrap()), ..Filter::default() };
        let stack = store.list(&of_class("district-stack"), &ALL).await.unwrap().credentials;
        assert_eq!((badges.len(), stack.len()), if reopened { (4, 4) } else { (3, 3) });
        assert_eq!(store.list(&of_class("lead-teacher"), &ALL).await.unwrap().credentials, []);
        let statuses: Vec<_> = badges.iter().take(3).map(|badge| badge.status).collect();
        assert_eq!(statuses, [Status::Active, Status::Revoked, Status::Active]);
        let mut indexes = BTreeSet::new();
        for badge in &badges {
            let record = store.credential(&badge.id).await.unwrap().unwrap();
            assert!(record.document["id"].as_str().unwrap().ends_with(&badge.id.to_string()));
            assert!(
                indexes.insert((record.slots[0].list, record.slots[0].index)),
                "an entry given out twice"
            );
            let of_recipient = Filter { recipient: Some(record.recipients[0]), ..Filter::default() };
            assert!(store.list(&of_recipient, &ALL).await.unwrap().credentials.contains(badge));
        }
        let acts: Vec<_> = store.events(None, 99).await.unwrap().iter().map(|event| event.act).collect();
        assert_eq!(acts.iter().filter(|act| **act == Act::Issued).count(), badges.len());
        if !reopened {
            let first = store.credential(&badges[0].id).await.unwrap().unwrap();
            let slot = store.reserve_status_slot(&first.issuer, StatusPurpose::Revocation).await.unwrap();
            assert_eq!(slot.list(), first.slots[0].list, "an older list is filled first");
            let mut newest = crate::contract::samples::with_slot(claim(4, None, Some("fourth")), slot);
            (newest.issuer, newest.badge) = (first.issuer, first.badge);
            assert!(matches!(store.record_issuance(newest).await.unwrap(), Recorded::New(_)));
        }
        store.close().await.unwrap();
    }
}

#[tokio::test]
async fn the_events_of_what_was_issued_are_told_from_the_first_version() {
    let (_folder, store) = empty();
    let store = Arc::new(store);
    let tasks: Vec<_> = (0..30_u8)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { issue(&*store, claim(number, None, None)).await })
        })
        .collect();
    let mut issued = Vec::new();
    for task in tasks {
        issued.push(task.await.unwrap());
    }
    let mut newer = supersession(&*store, &issued[0], claim(99, None, None)).await;
    newer.version.badge = "lead-teacher".parse().unwrap();
    assert!(matches!(store.supersede(newer).await.unwrap(), crate::Superseded::New(_)));
    issue(&*store, claim(30, None, None)).await;
    let all = store.events(None, 99).await.unwrap();
    assert!(all.iter().map(|event| event.seq).eq(1..=32));
    let of_first = all.iter().find(|event| event.credential == Some(issued[0].id)).unwrap();
    let expected = json!({"badge": "academic-rigor", "issuer": issuer()});
    assert_eq!((of_first.act, &of_first.detail, of_first.at), (Act::Issued, &expected, second(0)));
    assert_eq!(of_first.actor.as_str(), "client:pilot");
    for after in 0..32 {
        let some = store.events(Some(after), 5).await.unwrap();
        let end = usize::try_from(after).unwrap() + some.len().min(5);
        assert_eq!(some, all[usize::try_from(after).unwrap()..end]);
        assert!(some.len() == 5 || end == 32);
    }
}

#[tokio::test]
async fn badges_are_found_in_runs_in_memory_and_in_rows_of_their_own() {
    let (folder, store) = empty();
    let mut expected: [Vec<_>; 3] = Default::default();
    // Runs are short in tests, so that these are several.
    for number in 0..150_usize {
        let mut given = issuance(&store, claim(1, None, None)).await;
        given.recipients = vec![crate::RecipientDigest([u8::try_from(number % 3).unwrap(); 32])];
        given.badge = ["one", "two", "three"][number % 3].parse().unwrap();
        expected[number % 3].push(given.id);
        assert!(matches!(store.record_issuance(given).await.unwrap(), Recorded::New(_)));
    }
    // The fourth of the first class becomes one of the second, and then of the first again.
    let moved = expected[0][3];
    for (body, class) in [(2, "two"), (3, "one"), (4, "two")] {
        let before = store.credential(&moved).await.unwrap().unwrap();
        let mut newer = supersession(&store, &before, claim(body, None, None)).await;
        newer.version.badge = class.parse().unwrap();
        newer.version.recipients = before.recipients;
        assert!(matches!(store.supersede(newer).await.unwrap(), crate::Superseded::New(_)));
    }
    assert!(store.db().unwrap().scan_prefix(Table::Runs.all()).count() > 2);
    store.close().await.unwrap();
    let store = open(&folder).unwrap();
    for (class, expected) in expected.iter().enumerate() {
        let of_recipient = Filter {
            recipient: Some(crate::RecipientDigest([u8::try_from(class).unwrap(); 32])),
            ..Filter::default()
        };
        assert_eq!(ids(&store, &of_recipient).await, *expected, "recipient {class}");
    }
    expected[0].remove(3);
    expected[1].insert(3, moved);
    for (class, expected) in ["one", "two", "three"].iter().zip(&expected) {
        let of_class = Filter { badge: Some(class.parse().unwrap()), ..Filter::default() };
        assert_eq!(ids(&store, &of_class).await, *expected, "{class}");
    }
}

/// All that a filter finds, by pages of seven.
async fn ids(store: &Sled, filter: &Filter) -> Vec<badgewright_credential::CredentialId> {
    let (mut ids, mut cursor) = (Vec::new(), None);
    loop {
        let page = PageRequest { limit: std::num::NonZeroU16::new(7).unwrap(), cursor };
        let page = store.list(filter, &page).await.unwrap();
        ids.extend(page.credentials.iter().map(|found| found.id));
        cursor = page.next;
        if cursor.is_none() {
            return ids;
        }
    }
}

#[tokio::test]
async fn a_request_is_known_again_by_a_compressed_record() {
    let (_folder, store) = empty();
    let badge = issue(&store, claim(1, Some("key"), Some("ext"))).await;
    assert_eq!(badge.body, body(1));
    let Some(Earlier::Same(same)) = store.earlier(&claim(1, Some("key"), None)).await.unwrap() else {
        panic!("not known")
    };
    assert_eq!(*same, badge);
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[0-9a-f]{64}|[0-9a-f]{32}|https://badges.example/[a-z]{3,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            proptest::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// What a record says, and what is read again of it.
fn comes_back(store: &Sled, slot: crate::StatusSlot, first: &Value, document: Value, attestations: Value) {
    let mut sample = crate::contract::samples::with_slot(claim(1, None, None), slot);
    sample.credential = signed(first.clone());
    let dictionary = dictionary_of(store, &sample);
    sample.credential = signed(document);
    sample.attestations = attestations;
    let encoded = record::encode(&sample, &dictionary).unwrap();
    let (_, rest) = head::split(&*store.db().unwrap(), Place(1), &encoded).unwrap();
    assert!(!rest.is_empty());
    let tree = store.db().unwrap();
    if encoded.len() > super::super::long::PIECE {
        return;
    }
    tree.insert(keys::credential(Place(1)), encoded).unwrap();
    let read = record::at(&*tree, Place(1)).unwrap();
    assert_eq!(read.document.to_string(), sample.credential.document().to_string());
    assert_eq!(read.attestations.to_string(), sample.attestations.to_string());
}

/// The dictionary that a sample makes, as number 1.
fn dictionary_of(store: &Sled, sample: &crate::Issuance) -> Dictionary {
    let tree = store.db().unwrap();
    let ready = dictionary::Dictionaries::default();
    let tail = super::super::draft::Tail { place: Place(0), seq: 0, list: 0, dictionary: 0, altered: 0 };
    tree.remove(keys::dictionary_of_class(&sample.issuer, &sample.badge, &sample.class_version)).unwrap();
    let mut group = super::super::draft::Group::new(&tree, &ready, tail);
    let mut draft = group.draft();
    dictionary::stage(&mut draft, &Sample::of(sample)).unwrap();
    let finished = draft.finish();
    group.take(finished);
    tree.apply_batch(group.into_written().unwrap().unwrap().batch).unwrap();
    let _: Arc<Dictionary> = rows::dictionary(&*tree, 1).unwrap();
    dictionary::numbered(&*tree, 1).unwrap()
}

#[tokio::test]
async fn every_document_comes_back_with_the_same_text() {
    let (_folder, store) = empty();
    store.reserve_status_slot(&issuer(), StatusPurpose::Revocation).await.unwrap();
    let slot = || store.pool.draw(&issuer(), StatusPurpose::Revocation).unwrap();
    let mut runner = TestRunner::default();
    let documents = (json_value(), json_value(), json_value());
    runner
        .run(&documents, |(first, document, attestations)| {
            comes_back(&store, slot(), &first, document, attestations);
            Ok(())
        })
        .unwrap();
}
