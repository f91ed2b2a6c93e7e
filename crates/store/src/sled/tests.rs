//! What is sled's own: failures of the disk and of the writer, the lock, the format, the durable horizon.

mod forms;

use std::fs;
use std::sync::Arc;

use serde_json::json;
use tempfile::TempDir;

use super::keys::{self, Table};
use super::{Sled, SledOptions, record};
use crate::contract::samples::{
    Numbers, actor, change, claim, issuance, issue, issuer, second, signed, supersession,
};
use crate::{
    BatchId, BatchStore, Filter, FinishedPortion, NewBatch, PageRequest, Recorded, SealedRows, Status,
    StatusPurpose, Store, StoreError,
};

pub(super) fn empty() -> (TempDir, Sled) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).unwrap();
    (folder, store)
}

fn open(folder: &TempDir) -> Result<Sled, StoreError> {
    Sled::open(&SledOptions::in_data_dir(folder.path()), Arc::new(Numbers::of(7)))
}

/// Syncing reads that folder, so that each sync fails from now on.
fn break_the_disk(folder: &TempDir) {
    fs::remove_dir(folder.path().join("store/blobs")).unwrap();
}

#[tokio::test]
async fn nothing_is_acknowledged_once_the_disk_has_failed() {
    let (folder, store) = empty();
    let before = issue(&store, claim(1, Some("before"), None)).await;
    let given = issuance(&store, claim(2, Some("key"), None)).await;
    let later = issuance(&store, claim(3, None, None)).await;
    let id = given.id;
    break_the_disk(&folder);
    assert!(matches!(store.record_issuance(given).await, Err(StoreError::Io { .. })));
    // sled has it in memory; nobody is told.
    assert!(super::issue::place_of(&*store.db().unwrap(), &id).unwrap().is_some());
    assert_eq!(store.earlier(&claim(2, Some("key"), None)).await.unwrap(), None);
    assert_eq!(store.credential(&id).await.unwrap(), None);
    assert_eq!(store.events(None, 9).await.unwrap().len(), 1);
    let page = PageRequest { limit: std::num::NonZeroU16::MAX, cursor: None };
    assert_eq!(store.list(&Filter::default(), &page).await.unwrap().credentials.len(), 1);

    assert!(matches!(store.ready().await, Err(StoreError::Stopped { .. })));
    assert!(matches!(store.record_issuance(later).await, Err(StoreError::Stopped { .. })));
    let revocation = store.set_status(change(before.id, Status::Revoked, None)).await;
    assert!(matches!(revocation, Err(StoreError::Stopped { .. })));
    let slot = store.reserve_status_slot(&issuer(), StatusPurpose::Revocation).await;
    assert!(matches!(slot, Err(StoreError::Stopped { .. })));
    assert_eq!(store.credential(&before.id).await.unwrap(), Some(before));
    assert!(matches!(store.close().await, Err(StoreError::Stopped { .. })));
}

#[tokio::test]
async fn nobody_is_told_of_progress_that_is_not_on_disk() {
    let (folder, store) = empty();
    let id = BatchId::from_bytes([7; 16]);
    let rows = || SealedRows(b"rows".to_vec());
    store.keep_batch_rows(id, 0, rows()).await.unwrap();
    let batch = NewBatch {
        id,
        client: "pilot".parse().unwrap(),
        claim: None,
        dry_run: false,
        columns: None,
        at: second(0),
        total: 1,
        portions: 1,
    };
    store.start_batch(batch).await.unwrap();
    break_the_disk(&folder);
    let finished =
        FinishedPortion { batch: id, portion: 0, succeeded: 1, failed: 0, results: rows(), at: second(1) };
    assert!(matches!(store.finish_portion(finished).await, Err(StoreError::Io { .. })));
    let in_memory = super::batch_row::batch(&*store.db().unwrap(), &id).unwrap().unwrap();
    assert_eq!(in_memory.finished, 1);
    assert!(matches!(store.batch(&id).await, Err(StoreError::Stopped { .. })));
}

#[tokio::test]
async fn everybody_in_the_queue_hears_of_a_failing_disk() {
    let (folder, store) = empty();
    let store = Arc::new(store);
    let mut waiting = Vec::new();
    for number in 0..40 {
        waiting.push(issuance(&*store, claim(number, None, None)).await);
    }
    break_the_disk(&folder);
    let tasks: Vec<_> = waiting
        .into_iter()
        .map(|issuance| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.record_issuance(issuance).await })
        })
        .collect();
    for task in tasks {
        let refusal = task.await.unwrap().unwrap_err();
        assert!(matches!(refusal, StoreError::Io { .. } | StoreError::Stopped { .. }), "{refusal}");
    }
}

#[tokio::test]
async fn a_newer_version_that_is_not_on_disk_is_shown_to_nobody() {
    let (folder, store) = empty();
    let first = issue(&store, claim(1, None, None)).await;
    let newer = supersession(&store, &first, claim(2, None, None)).await;
    break_the_disk(&folder);
    assert!(matches!(store.supersede(newer).await, Err(StoreError::Io { .. })));
    // sled has it in memory; nobody is told.
    let place = super::issue::place_of(&*store.db().unwrap(), &first.id).unwrap().unwrap();
    assert_eq!(record::at(&*store.db().unwrap(), place).unwrap().revision, 1);
    assert_eq!(store.credential(&first.id).await.unwrap(), Some(first));
}

#[tokio::test]
async fn after_a_panic_of_the_writer_nothing_is_written_any_more() {
    let (_folder, store) = empty();
    let given = issuance(&store, claim(1, None, None)).await;
    let panicked = store.commit(|_| -> Result<(), StoreError> { panic!("for the test") }).await;
    assert!(matches!(panicked, Err(StoreError::Stopped { .. })));
    assert!(matches!(store.record_issuance(given).await, Err(StoreError::Stopped { .. })));
    assert!(matches!(store.ready().await, Err(StoreError::Stopped { .. })));
    assert!(matches!(store.close().await, Err(StoreError::Stopped { .. })));
}

#[tokio::test]
async fn a_cancelled_request_neither_frees_its_entry_nor_harms_the_writer() {
    let (_folder, store) = empty();
    issue(&store, claim(3, None, None)).await;
    let given = issuance(&store, claim(1, None, None)).await;
    let given_slot = given.slot.as_ref().unwrap();
    let (id, list) = (given.id, given_slot.list());
    let position = store.pool.position(given_slot).unwrap();
    drop(tokio::time::timeout(std::time::Duration::ZERO, store.record_issuance(given)).await);
    issue(&store, claim(2, None, None)).await;
    // Whether it was written or not, the two rows agree.
    let db = store.db().unwrap();
    let is_recorded = super::issue::place_of(&*db, &id).unwrap().is_some();
    let taken = super::status_list::taken_in_order(&db, list).unwrap();
    assert_eq!(taken.contains(&position), is_recorded);
}

#[tokio::test]
async fn a_store_is_one_process_s() {
    let (folder, store) = empty();
    let Err(refusal) = open(&folder) else { panic!("opened twice") };
    assert!(matches!(refusal, StoreError::Locked { .. }), "{refusal}");
    assert!(refusal.to_string().contains("another process"));
    store.close().await.unwrap();
    // Also while handles of the closed one are still held.
    open(&folder).unwrap();
}

#[tokio::test]
async fn a_store_of_another_format_is_refused() {
    let (folder, store) = empty();
    store.db().unwrap().insert(Table::Format.all(), &[9]).unwrap();
    drop(store);
    assert!(matches!(open(&folder), Err(StoreError::Format { expected: 2, found: 9, .. })));
}

#[tokio::test]
async fn a_damaged_row_is_named() {
    let (_folder, store) = empty();
    let badge = issue(&store, claim(1, None, None)).await;
    let place = store.horizon.place();
    store.db().unwrap().remove(keys::credential(place)).unwrap();
    let Err(StoreError::Contradiction { table, row, .. }) = store.credential(&badge.id).await else {
        panic!("not noticed");
    };
    assert_eq!((table, row), ("credentials", format!("63{:016x}", place.0)));
}

#[tokio::test]
async fn large_credentials_do_not_become_files_of_their_own() {
    let (folder, store) = empty();
    for number in 0..40_u8 {
        let mut given = issuance(&store, claim(number, None, None)).await;
        let length = 2_000 * usize::from(number) + if number == 39 { 1 << 20 } else { 0 };
        given.credential = signed(json!({"narrative": "n".repeat(length)}));
        assert!(matches!(store.record_issuance(given).await.unwrap(), Recorded::New(_)));
    }
    store.close().await.unwrap();
    assert_eq!(fs::read_dir(folder.path().join("store/blobs")).unwrap().count(), 0);
}

#[tokio::test]
async fn the_head_of_the_longest_record_fits_in_its_first_piece() {
    let (_folder, store) = empty();
    let mut given = issuance(&store, claim(1, Some(&"k".repeat(255)), Some(&"e".repeat(255)))).await;
    given.issuer = format!("did:web:{}", "i".repeat(1_016)).parse().unwrap();
    given.slot = Some(store.reserve_status_slot(&given.issuer, StatusPurpose::Revocation).await.unwrap());
    given.badge = "b".repeat(64).parse().unwrap();
    given.class_version = "v".repeat(128);
    given.claim.client = "c".repeat(64).parse().unwrap();
    given.recipients = (0..16).map(|number| crate::RecipientDigest([number; 32])).collect();
    given.suspension_slot =
        Some(store.reserve_status_slot(&given.issuer, StatusPurpose::Suspension).await.unwrap());
    given.attestations = json!("a".repeat(20_000));
    let recipients = given.recipients.clone();
    assert!(matches!(store.record_issuance(given).await.unwrap(), Recorded::New(_)));
    let head = record::head_at(&*store.db().unwrap(), store.horizon.place()).unwrap().unwrap();
    assert_eq!(head.recipients, recipients);
}

#[tokio::test]
async fn a_list_has_as_many_entries_as_the_standard_asks_for() {
    let (_folder, store) = empty();
    let slot = store.reserve_status_slot(&issuer(), StatusPurpose::Revocation).await.unwrap();
    let list = store.status_list(&slot.list()).await.unwrap().unwrap();
    // Bitstring Status List §3.3: 16 KiB.
    assert_eq!(list.length, 131_072);
}

#[tokio::test]
async fn a_slot_of_another_store_is_refused() {
    let (_folder, store) = empty();
    let (_other_folder, other) = empty();
    let _ours = store.reserve_status_slot(&issuer(), StatusPurpose::Revocation).await.unwrap();
    let theirs = issuance(&other, claim(1, None, None)).await;
    assert!(matches!(store.record_issuance(theirs).await, Err(StoreError::SlotNotReserved { .. })));
    assert_eq!(store.events(None, 9).await.unwrap().len(), 0);
    let binding = crate::IssuerBinding {
        slug: crate::IssuerSlug::of_the_host(),
        did: issuer(),
        actor: actor(),
        at: second(0),
    };
    store.bind_issuer(binding).await.unwrap();
    assert_eq!(store.events(None, 9).await.unwrap()[0].seq, 1, "a refusal leaves no gap");
}
