//! Statuses and the lists that publish them.

use std::sync::Arc;

use super::World;
use super::samples::{actor, change, claim, id, issuance, issue, issuer, record, second};
use crate::{CredentialRecord, Status, StatusChanged, StatusPurpose, Store, StoreError};

async fn set(store: &dyn Store, record: &CredentialRecord, status: Status) -> StatusChanged {
    store.set_status(change(record.id, status, Some("why"))).await.unwrap()
}

async fn entry(store: &dyn Store, record: &CredentialRecord, purpose: StatusPurpose) -> (bool, u64) {
    let slot = record.slots.iter().find(|slot| slot.purpose == purpose).unwrap();
    let list = store.status_list(&slot.list).await.unwrap().unwrap();
    assert!(list.set.is_sorted());
    assert_eq!(store.status_list_version(&slot.list).await.unwrap(), Some(list.version));
    (list.set.contains(&slot.index), list.version)
}

/// Nothing makes it active or suspended again.
pub async fn revoking_sets_the_entry_and_is_final(world: &dyn World) {
    let store = world.open().await;
    let badge = issue(&*store, claim(1, None, None)).await;
    let other = issue(&*store, claim(2, None, None)).await;
    assert_eq!(entry(&*store, &badge, StatusPurpose::Revocation).await, (false, 0));
    let StatusChanged::Changed(now) = set(&*store, &badge, Status::Revoked).await else {
        panic!("no change")
    };
    assert_eq!(Some(&*now), store.credential(&badge.id).await.unwrap().as_ref());
    assert_eq!((now.status.status, now.status.changed_at), (Status::Revoked, Some(second(60))));
    assert_eq!(entry(&*store, &badge, StatusPurpose::Revocation).await, (true, 1));
    assert_eq!(entry(&*store, &other, StatusPurpose::Revocation).await, (false, 1));
    let mut again = change(badge.id, Status::Revoked, Some("another reason"));
    again.at = second(100);
    let StatusChanged::Already(first) = store.set_status(again).await.unwrap() else { panic!("twice") };
    assert_eq!(first, now);
    for status in [Status::Active, Status::Suspended] {
        assert_eq!(set(&*store, &badge, status).await, StatusChanged::Final(now.clone()));
    }
    assert_eq!(entry(&*store, &badge, StatusPurpose::Revocation).await, (true, 1));
}

/// There and back; a suspended badge can be revoked.
pub async fn suspending_and_reinstating_flips_the_other_list(world: &dyn World) {
    let store = world.open().await;
    let mut issuance = issuance(&*store, claim(1, None, None)).await;
    let slot = store.reserve_status_slot(&issuer(), StatusPurpose::Suspension).await.unwrap();
    issuance.suspension_slot = Some(slot);
    let badge = record(&*store, issuance).await;
    // What is asked for, whether that changes it, and the two entries then.
    let steps = [
        (Status::Active, false, (false, 0), (false, 0)),
        (Status::Suspended, true, (true, 1), (false, 0)),
        (Status::Suspended, false, (true, 1), (false, 0)),
        (Status::Active, true, (false, 2), (false, 0)),
        (Status::Suspended, true, (true, 3), (false, 0)),
        (Status::Revoked, true, (true, 3), (true, 1)),
    ];
    for (wanted, changes, suspension, revocation) in steps {
        let changed = matches!(set(&*store, &badge, wanted).await, StatusChanged::Changed(_));
        let entries = (
            entry(&*store, &badge, StatusPurpose::Suspension).await,
            entry(&*store, &badge, StatusPurpose::Revocation).await,
        );
        assert_eq!((changed, entries), (changes, (suspension, revocation)), "{wanted:?}");
        assert_eq!(store.credential(&badge.id).await.unwrap().unwrap().status.status, wanted);
    }
}

/// Nothing would publish it.
pub async fn without_a_suspension_slot_a_badge_cannot_be_suspended(world: &dyn World) {
    let store = world.open().await;
    let badge = issue(&*store, claim(1, None, None)).await;
    let refused = set(&*store, &badge, Status::Suspended).await;
    assert_eq!(refused, StatusChanged::NotSuspendable(Box::new(badge.clone())));
    let mut wordy = change(badge.id, Status::Revoked, None);
    wordy.reason = Some("x".repeat(2_001));
    assert!(matches!(store.set_status(wordy).await, Err(StoreError::Unfit { .. })));
    let mut longest = change(badge.id, Status::Revoked, None);
    longest.reason = Some("\"".repeat(2_000));
    assert!(matches!(store.set_status(longest).await.unwrap(), StatusChanged::Changed(_)));
}

/// And nothing is written of it.
pub async fn an_unknown_credential_has_no_status_to_change(world: &dyn World) {
    let store = world.open().await;
    let unknown = store.set_status(change(id(), Status::Revoked, None)).await.unwrap();
    assert_eq!(unknown, StatusChanged::Unknown);
    assert_eq!(store.events(None, 9).await.unwrap(), []);
    assert_eq!(store.status_list_version(&"7".parse().unwrap()).await.unwrap(), None);
}

/// At once: one changes it, fifteen find it changed, one event.
pub async fn sixteen_revocations_are_one(world: &dyn World) {
    let store = world.open().await;
    let badge = issue(&*store, claim(1, None, None)).await;
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (store, change) = (Arc::clone(&store), change(badge.id, Status::Revoked, None));
            tokio::spawn(async move { store.set_status(change).await.unwrap() })
        })
        .collect();
    let mut changed = 0;
    for task in tasks {
        match task.await.unwrap() {
            StatusChanged::Changed(_) => changed += 1,
            StatusChanged::Already(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(changed, 1);
    let events = store.events(None, 9).await.unwrap();
    assert_eq!(events.len(), 2);
    assert_eq!(events[1].actor, actor());
}

/// In the list of its issuer and revision.
pub async fn without_a_place_in_a_list_a_revoked_badge_is_named_by_its_id(world: &dyn World) {
    let store = world.open().await;
    let mut issuance = issuance(&*store, claim(1, None, None)).await;
    issuance.slot = None;
    let badge = record(&*store, issuance).await;
    let listed = issue(&*store, claim(2, None, None)).await;
    assert_eq!(badge.slots, []);
    assert_eq!(store.revoked_ids(&issuer(), 0).await.unwrap(), []);
    for badge in [&badge, &listed] {
        assert!(matches!(set(&*store, badge, Status::Revoked).await, StatusChanged::Changed(_)));
        assert!(matches!(set(&*store, badge, Status::Revoked).await, StatusChanged::Already(_)));
    }
    assert_eq!(store.revoked_ids(&issuer(), 0).await.unwrap(), [badge.id]);
    assert_eq!(store.revoked_ids(&issuer(), 1).await.unwrap(), []);
    assert_eq!(store.revoked_ids(&"did:web:other.example".parse().unwrap(), 0).await.unwrap(), []);
}

/// Which is how a list that was signed is known to be still the one.
pub async fn the_version_of_revoked_ids_grows_with_each_of_them(world: &dyn World) {
    let store = world.open().await;
    let mut issuance = issuance(&*store, claim(1, None, None)).await;
    issuance.slot = None;
    let badge = record(&*store, issuance).await;
    for expected in [0, 1, 1] {
        let versions = [0, 1].map(|revision| {
            let store = Arc::clone(&store);
            async move { store.revoked_ids_version(&issuer(), revision).await.unwrap() }
        });
        let [first, newer] = versions;
        assert_eq!((first.await, newer.await), (expected, 0));
        set(&*store, &badge, Status::Revoked).await;
    }
}
