//! Credentials that are no badges: their places in status lists, and what those say.

use std::collections::BTreeSet;

use super::samples::{claim, issue, issuer, second};
use super::{LIST_LENGTH, World};
use crate::{
    Act, CredentialDigest, IssuerSlug, ListedChange, ListedChanged, ListedEntries, Listing, RecordedSlot,
    StatusPurpose, Store, StoreError,
};

async fn listing(store: &dyn Store, name: Option<u8>, purposes: &[StatusPurpose]) -> Listing {
    let mut slots = Vec::new();
    for purpose in purposes {
        slots.push(store.reserve_status_slot(&issuer(), *purpose).await.unwrap());
    }
    let name = name.map(|byte| CredentialDigest([byte; 32]));
    Listing { issuer: issuer(), name, client: "pilot".parse().unwrap(), slots, issued_at: second(0) }
}

/// Records a listing with a place in a revocation list; that place.
async fn listed(store: &dyn Store, name: Option<u8>) -> RecordedSlot {
    let listing = listing(store, name, &[StatusPurpose::Revocation]).await;
    let slot = &listing.slots[0];
    let place = RecordedSlot { purpose: slot.purpose(), list: slot.list(), index: slot.index() };
    store.record_listing(listing).await.unwrap();
    place
}

fn change(entries: ListedEntries, purpose: StatusPurpose, value: bool) -> ListedChange {
    let client = "pilot".parse().unwrap();
    ListedChange { entries, purpose, value, client, of_all_clients: false, at: second(60) }
}

fn revoke(entries: ListedEntries) -> ListedChange {
    change(entries, StatusPurpose::Revocation, true)
}

async fn is_set(store: &dyn Store, slot: RecordedSlot) -> bool {
    store.status_list(&slot.list).await.unwrap().unwrap().set.contains(&slot.index)
}

/// Also after reopening, and with an event that tells of them.
pub async fn a_listed_entry_is_taken_for_good(world: &dyn World) {
    let store = world.open().await;
    let slot = listed(&*store, Some(1)).await;
    store.record_listing(listing(&*store, None, &[]).await).await.unwrap();
    let events = store.events(None, 9).await.unwrap();
    assert_eq!(events.iter().map(|event| event.act).collect::<Vec<_>>(), [Act::Issued, Act::Issued]);
    assert_eq!(events[0].detail["entries"][0], format!("{}#{}", slot.list, slot.index));
    store.close().await.unwrap();
    drop(store);

    let store = world.open().await;
    let mut free = BTreeSet::new();
    let mut held = Vec::new();
    for _ in 0..LIST_LENGTH - 1 {
        let slot = store.reserve_status_slot(&issuer(), StatusPurpose::Revocation).await.unwrap();
        free.insert((slot.list(), slot.index()));
        held.push(slot);
    }
    assert!(!free.contains(&(slot.list, slot.index)));
    assert!(free.iter().all(|(list, _)| *list == slot.list));
}

/// By the name all of its entries, by the entry only that; and it is final.
pub async fn entries_are_revoked_by_name_or_alone(world: &dyn World) {
    let store = world.open().await;
    let (one, two) = (listed(&*store, Some(1)).await, listed(&*store, Some(1)).await);
    let (other, unnamed) = (listed(&*store, Some(2)).await, listed(&*store, None).await);
    let name = ListedEntries::Of(CredentialDigest([1; 32]));
    for _ in 0..2 {
        let done = store.set_listed_status(revoke(name)).await.unwrap();
        assert_eq!(done, ListedChanged::Done(vec![one, two]));
    }
    store.set_listed_status(revoke(ListedEntries::At(unnamed.list, unnamed.index))).await.unwrap();
    for (slot, expected) in [(one, true), (two, true), (unnamed, true), (other, false)] {
        assert_eq!(is_set(&*store, slot).await, expected, "{slot:?}");
    }
    let back = change(name, StatusPurpose::Revocation, false);
    assert_eq!(store.set_listed_status(back).await.unwrap(), ListedChanged::Final);
    let acts: Vec<_> = store.events(Some(4), 9).await.unwrap().iter().map(|event| event.act).collect();
    assert_eq!(acts, [Act::Revoked, Act::Revoked], "asking again writes no event");
}

/// Suspension has its own list, which can be set and cleared.
pub async fn listed_entries_are_suspended_and_reinstated(world: &dyn World) {
    let store = world.open().await;
    let both = listing(&*store, Some(1), &[StatusPurpose::Revocation, StatusPurpose::Suspension]).await;
    let suspension = RecordedSlot {
        purpose: StatusPurpose::Suspension,
        list: both.slots[1].list(),
        index: both.slots[1].index(),
    };
    store.record_listing(both).await.unwrap();
    let name = ListedEntries::Of(CredentialDigest([1; 32]));
    for value in [true, false, true] {
        let asked = change(name, StatusPurpose::Suspension, value);
        assert_eq!(store.set_listed_status(asked).await.unwrap(), ListedChanged::Done(vec![suspension]));
        assert_eq!(is_set(&*store, suspension).await, value);
    }
}

/// Neither a badge's entry nor another client's, unless an administrator asks.
pub async fn only_one_s_own_listed_entries_are_changed(world: &dyn World) {
    let store = world.open().await;
    let slot = listed(&*store, Some(1)).await;
    let badge = issue(&*store, claim(1, None, None)).await.slots[0];
    for entries in [
        ListedEntries::At(badge.list, badge.index),
        ListedEntries::At("99".parse().unwrap(), 1),
        ListedEntries::Of(CredentialDigest([9; 32])),
    ] {
        assert_eq!(store.set_listed_status(revoke(entries)).await.unwrap(), ListedChanged::Unknown);
    }
    assert!(!is_set(&*store, badge).await);
    let mut foreign = revoke(ListedEntries::At(slot.list, slot.index));
    foreign.client = "other".parse().unwrap();
    assert_eq!(store.set_listed_status(foreign.clone()).await.unwrap(), ListedChanged::Unknown);
    foreign.of_all_clients = true;
    assert_eq!(store.set_listed_status(foreign).await.unwrap(), ListedChanged::Done(vec![slot]));
}

/// And whoever was refused leaves no trace; an issuer that signed anything keeps its DID.
pub async fn a_listing_with_another_s_slot_is_refused(world: &dyn World) {
    let store = world.open().await;
    let mut foreign = listing(&*store, Some(1), &[StatusPurpose::Revocation]).await;
    foreign.issuer = "did:web:elsewhere.example".parse().unwrap();
    let refusal = store.record_listing(foreign).await.unwrap_err();
    assert!(matches!(refusal, StoreError::SlotNotReserved { .. }), "{refusal}");
    assert_eq!(store.events(None, 9).await.unwrap(), []);

    let slug = IssuerSlug::of_the_host();
    let binding = crate::IssuerBinding {
        slug: slug.clone(),
        did: issuer(),
        actor: super::samples::actor(),
        at: second(0),
    };
    store.bind_issuer(binding).await.unwrap();
    listed(&*store, None).await;
    assert!(store.issuer(&slug).await.unwrap().unwrap().has_issued);
}

/// However many they are, up to as many as a name may have, with events that tell of each.
pub async fn many_credentials_of_one_name_are_revoked_together(world: &dyn World) {
    const MANY: usize = 1_000;
    let store = world.open().await;
    let mut recording = tokio::task::JoinSet::new();
    for _ in 0..MANY {
        let (listing, store) = (listing(&*store, Some(1), &[StatusPurpose::Revocation]).await, store.clone());
        recording.spawn(async move { store.record_listing(listing).await.map(|_| ()) });
    }
    assert!(recording.join_all().await.iter().all(Result::is_ok));
    let one_too_many = listing(&*store, Some(1), &[StatusPurpose::Revocation]).await;
    assert!(matches!(store.record_listing(one_too_many).await, Err(StoreError::Unfit { .. })));

    let name = ListedEntries::Of(CredentialDigest([1; 32]));
    let ListedChanged::Done(done) = store.set_listed_status(revoke(name)).await.unwrap() else {
        panic!("not done")
    };
    assert_eq!(done.len(), MANY);
    let told = store.events(Some(MANY as u64), 1_000).await.unwrap();
    assert!(told.iter().all(|event| event.act == Act::Revoked));
    let told: Vec<String> = told
        .iter()
        .flat_map(|event| event.detail["entries"].as_array().unwrap())
        .map(|entry| entry.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(told, done.iter().map(|slot| format!("{}#{}", slot.list, slot.index)).collect::<Vec<_>>());
}
