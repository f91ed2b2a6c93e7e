//! Entries of status lists: at random, each once.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::samples::{claim, issue, issuer, record, with_slot};
use super::{LIST_LENGTH, World};
use crate::{StatusPurpose, Store, StoreError};

/// Five each, more than one list has.
pub async fn sixty_four_tasks_never_share_an_entry(world: &dyn World) {
    let store = world.open().await;
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let mut slots = Vec::new();
                for _ in 0..5 {
                    slots
                        .push(store.reserve_status_slot(&issuer(), StatusPurpose::Revocation).await.unwrap());
                }
                slots
            })
        })
        .collect();
    let mut held = Vec::new();
    for task in tasks {
        held.extend(task.await.unwrap());
    }
    let entries: BTreeSet<_> = held.iter().map(|slot| (slot.list(), slot.index())).collect();
    assert_eq!(entries.len(), 320);
    assert!(entries.iter().all(|(_, index)| *index < LIST_LENGTH));
    let lists: BTreeSet<_> = entries.iter().map(|(list, _)| *list).collect();
    assert_eq!(lists.len(), 2, "one list is filled before the next begins");
    let first: Vec<_> = held.iter().take(20).map(crate::StatusSlot::index).collect();
    assert!(!first.is_sorted(), "indexes are drawn at random: {first:?}");
}

/// By drawing all of a list again.
pub async fn a_dropped_slot_is_given_out_again_and_a_recorded_one_never(world: &dyn World) {
    let store = world.open().await;
    let recorded = issue(&*store, claim(1, None, None)).await.slots[0];
    for _ in 0..3 {
        let all = draw(&*store, LIST_LENGTH - 1).await;
        let indexes: BTreeSet<_> = all.iter().map(crate::StatusSlot::index).collect();
        assert_eq!(indexes.len(), (LIST_LENGTH - 1) as usize);
        assert!(!indexes.contains(&recorded.index));
        assert!(all.iter().all(|slot| slot.list() == recorded.list));
    }
}

async fn draw(store: &dyn Store, many: u32) -> Vec<crate::StatusSlot> {
    let mut slots = Vec::new();
    for _ in 0..many {
        slots.push(store.reserve_status_slot(&issuer(), StatusPurpose::Revocation).await.unwrap());
    }
    slots
}

/// What was reserved and never recorded is free again; what was recorded is not.
pub async fn a_list_is_filled_before_the_next_begins_also_after_reopening(world: &dyn World) {
    let store = world.open().await;
    let mut recorded = BTreeSet::new();
    for _ in 0..10 {
        recorded.insert(issue(&*store, claim(1, None, None)).await.slots[0].index);
    }
    let list = issue(&*store, claim(1, None, None)).await.slots[0];
    recorded.insert(list.index);
    let lost = draw(&*store, 100).await;
    store.close().await.unwrap();
    drop(lost);
    let store = world.open().await;
    let rest = draw(&*store, LIST_LENGTH - 11).await;
    assert!(rest.iter().all(|slot| slot.list() == list.list && !recorded.contains(&slot.index())));
    assert_ne!(draw(&*store, 1).await[0].list(), list.list);
}

/// Four pairs, four lists.
pub async fn issuers_and_purposes_have_lists_of_their_own(world: &dyn World) {
    let store = world.open().await;
    let other = "did:web:badges.example:issuers:other".parse().unwrap();
    let mut lists = Vec::new();
    for issuer in [issuer(), other] {
        for purpose in [StatusPurpose::Revocation, StatusPurpose::Suspension] {
            let slot = store.reserve_status_slot(&issuer, purpose).await.unwrap();
            let state = store.status_list(&slot.list()).await.unwrap().unwrap();
            assert_eq!((&state.issuer, state.purpose, state.version), (&issuer, purpose, 0));
            assert_eq!((state.length, state.set), (LIST_LENGTH, Vec::new()));
            assert!(store.status_lists(&issuer).await.unwrap().contains(&slot.list()));
            lists.push(slot.list());
        }
    }
    assert_eq!(lists.iter().collect::<BTreeSet<_>>().len(), 4);
    assert_eq!(store.status_lists(&issuer()).await.unwrap(), lists[..2]);
    assert_eq!(store.status_list(&"99".parse().unwrap()).await.unwrap(), None);
}

/// It would be another's list that says whether the badge is revoked.
pub async fn a_slot_of_another_issuer_is_refused(world: &dyn World) {
    let store = world.open().await;
    let other = "did:web:elsewhere.example".parse().unwrap();
    let foreign = store.reserve_status_slot(&other, StatusPurpose::Revocation).await.unwrap();
    let refusal = store.record_issuance(with_slot(claim(1, Some("key"), None), foreign)).await.unwrap_err();
    assert!(matches!(refusal, StoreError::SlotNotReserved { .. }), "{refusal}");
    // The refused request left no trace.
    let slot = store.reserve_status_slot(&issuer(), StatusPurpose::Revocation).await.unwrap();
    record(&*store, with_slot(claim(1, Some("key"), None), slot)).await;
}
