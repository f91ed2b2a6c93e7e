//! Newer versions of a credential.

use std::num::NonZeroU16;
use std::sync::Arc;

use super::World;
use super::samples::{change, claim, issuance, issue, newer_document, record, second, supersession};
use crate::{
    Act, Claim, CredentialRecord, Earlier, Filter, PageRequest, RecipientDigest, Status, Store, StoreError,
    Superseded,
};

/// Supersedes a badge with a new request.
async fn superseded(store: &dyn Store, of: &CredentialRecord, request: Claim) -> CredentialRecord {
    match store.supersede(supersession(store, of, request).await).await.unwrap() {
        Superseded::New(committed) => committed.into_record(),
        other => panic!("expected a newer version, got {other:?}"),
    }
}

/// The entries that are set in the list of a badge's first slot.
async fn set_entries(store: &dyn Store, record: &CredentialRecord) -> Vec<u32> {
    store.status_list(&record.slots[0].list).await.unwrap().unwrap().set
}

/// Id and first issue stay, everything else is the newer version's; the old entry is set, the new one is not.
pub async fn a_newer_version_takes_the_place_of_the_first_in_one_commit(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, None, Some("ext"))).await;
    assert_eq!((first.revision, first.corrected_at), (0, None));
    let mut second_version = first.clone();
    for revision in 1..=3 {
        let before = second_version;
        let body = u8::try_from(revision + 1).unwrap();
        let newer = superseded(&*store, &before, claim(body, None, None)).await;
        assert_eq!(Some(&newer), store.credential(&first.id).await.unwrap().as_ref());
        assert_eq!((newer.revision, newer.corrected_at), (revision, Some(second(120))));
        assert_eq!((newer.issued_at, &newer.client), (first.issued_at, &first.client));
        assert_eq!(newer.external_id, first.external_id);
        assert_eq!(newer.document, newer_document(&first.id, revision));
        assert_eq!(newer.status.status, Status::Active);
        let set = set_entries(&*store, &first).await;
        assert!(set.contains(&before.slots[0].index) && !set.contains(&newer.slots[0].index));
        assert_eq!(set.len(), usize::try_from(revision).unwrap());
        let event = store.events(Some(u64::from(revision)), 9).await.unwrap().remove(0);
        assert_eq!((event.act, event.credential), (Act::Superseded, Some(first.id)));
        assert_eq!((event.detail["revision"].as_u64(), event.at), (Some(revision.into()), second(120)));
        second_version = newer;
    }
    let revoked = store.set_status(change(first.id, Status::Revoked, None)).await.unwrap();
    assert!(matches!(revoked, crate::StatusChanged::Changed(_)));
    assert!(set_entries(&*store, &first).await.contains(&second_version.slots[0].index));
}

/// Whether by its body or by its key.
pub async fn the_same_request_again_writes_nothing(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, None, None)).await;
    let newer = superseded(&*store, &first, claim(2, Some("key"), None)).await;
    for (again, of) in [(claim(2, Some("key"), None), &first), (claim(2, None, None), &newer)] {
        let repeated = supersession(&*store, of, again).await;
        let Superseded::Same(found) = store.supersede(repeated).await.unwrap() else { panic!("twice") };
        assert_eq!(*found, newer);
    }
    assert_eq!(store.events(None, 9).await.unwrap().len(), 2);
    assert_eq!(set_entries(&*store, &first).await, [first.slots[0].index]);
}

/// Once: whoever asks at the same time is told to look again, and one who does not insist that it is there.
pub async fn a_badge_is_renewed_from_what_it_was_made_from(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, None, Some("ext"))).await;
    let mut twice = Vec::new();
    for _ in 0..2 {
        let mut renewal = supersession(&*store, &first, claim(1, None, None)).await;
        renewal.renews = true;
        twice.push(store.supersede(renewal).await.unwrap());
    }
    assert!(matches!(twice[..], [Superseded::New(_), Superseded::Overtaken]), "{twice:?}");
    let renewed = store.credential(&first.id).await.unwrap().unwrap();
    assert_eq!((renewed.revision, set_entries(&*store, &first).await), (1, vec![first.slots[0].index]));
    let again = supersession(&*store, &renewed, claim(1, None, None)).await;
    assert!(matches!(store.supersede(again).await.unwrap(), Superseded::Same(_)));
    let earlier = store.earlier(&claim(1, None, Some("ext"))).await.unwrap();
    assert_eq!(earlier, Some(Earlier::Same(Box::new(renewed))));
}

/// Without a key, a body of before is a new wish.
pub async fn a_late_repetition_under_its_key_does_not_bring_an_older_version_back(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, None, None)).await;
    let second_version = superseded(&*store, &first, claim(2, Some("two"), None)).await;
    let third = superseded(&*store, &second_version, claim(3, Some("three"), None)).await;
    let late = supersession(&*store, &third, claim(2, Some("two"), None)).await;
    let Superseded::Same(found) = store.supersede(late).await.unwrap() else { panic!("it came back") };
    assert_eq!(*found, third);
    assert_eq!(superseded(&*store, &third, claim(2, None, None)).await.revision, 3);
}

/// The completion that the badge was issued for, sent again late, does not make a second badge; nor does the correction.
pub async fn earlier_requests_still_find_the_badge(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, Some("key"), Some("ext"))).await;
    let newer = superseded(&*store, &first, claim(2, None, None)).await;
    for (body, key, external_id) in [(1, Some("key"), None), (1, None, Some("ext")), (2, None, Some("ext"))] {
        let earlier = store.earlier(&claim(body, key, external_id)).await.unwrap();
        assert_eq!(earlier, Some(Earlier::Same(Box::new(newer.clone()))), "{body}");
    }
    let other = store.earlier(&claim(3, None, Some("ext"))).await.unwrap();
    assert_eq!(other, Some(Earlier::Conflict(Box::new(newer))));
}

/// Nothing of the badge changes.
pub async fn keys_and_external_ids_of_other_badges_are_conflicts(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, None, None)).await;
    let other = issue(&*store, claim(2, Some("taken"), Some("taken"))).await;
    for body in [2, 3] {
        let by_key = supersession(&*store, &first, claim(body, Some("taken"), None)).await;
        let conflict = store.supersede(by_key).await.unwrap();
        assert!(matches!(conflict, Superseded::Conflict(found) if *found == other), "{body}");
    }
    let mut by_external_id = supersession(&*store, &first, claim(3, Some("free"), None)).await;
    by_external_id.version.claim.external_id = other.external_id.clone();
    let conflict = store.supersede(by_external_id).await.unwrap();
    assert!(matches!(conflict, Superseded::Conflict(found) if *found == other));
    assert_eq!(store.credential(&first.id).await.unwrap(), Some(first.clone()));
    // The key of what was refused is free.
    assert_eq!(superseded(&*store, &first, claim(4, Some("free"), None)).await.revision, 1);
}

/// A suspended or revoked badge, one that is not there, and one that is another than was looked at.
pub async fn what_is_out_of_force_or_was_overtaken_is_not_superseded(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, None, None)).await;
    let stale = supersession(&*store, &first, claim(3, None, None)).await;
    superseded(&*store, &first, claim(2, None, None)).await;
    assert!(matches!(store.supersede(stale).await.unwrap(), Superseded::Overtaken));
    let mut unknown = supersession(&*store, &first, claim(3, None, None)).await;
    unknown.version.id = super::samples::id();
    assert!(matches!(store.supersede(unknown).await.unwrap(), Superseded::Unknown));
    store.set_status(change(first.id, Status::Revoked, None)).await.unwrap();
    let now = store.credential(&first.id).await.unwrap().unwrap();
    let late = supersession(&*store, &now, claim(3, None, None)).await;
    let refused = store.supersede(late).await.unwrap();
    assert!(matches!(refused, Superseded::OutOfForce(found) if *found == now));
    assert_eq!(store.events(None, 9).await.unwrap().len(), 3);
}

/// Each made from the first version: the others are told to look again, or that the same is there.
pub async fn of_sixteen_at_once_one_is_recorded(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, None, None)).await;
    let tasks: Vec<_> = (0..16)
        .map(|number| {
            let (store, first) = (Arc::clone(&store), first.clone());
            tokio::spawn(async move {
                let newer = supersession(&*store, &first, claim(2 + number % 2, None, None)).await;
                store.supersede(newer).await.unwrap()
            })
        })
        .collect();
    let (mut new, mut same, mut overtaken) = (0, 0, 0);
    for task in tasks {
        match task.await.unwrap() {
            Superseded::New(_) => new += 1,
            Superseded::Same(_) => same += 1,
            Superseded::Overtaken => overtaken += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((new, same, overtaken), (1, 7, 8));
    assert_eq!(set_entries(&*store, &first).await, [first.slots[0].index]);
}

/// And no longer by what the earlier one said. It keeps its place in the list of all.
pub async fn a_badge_is_found_by_what_its_newest_version_says(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, None, None)).await;
    let other = issue(&*store, claim(2, None, None)).await;
    let mut newer = supersession(&*store, &first, claim(3, None, None)).await;
    newer.version.badge = "data-literacy".parse().unwrap();
    newer.version.recipients = vec![RecipientDigest([9; 32])];
    assert!(matches!(store.supersede(newer).await.unwrap(), Superseded::New(_)));
    let page = PageRequest { limit: NonZeroU16::MAX, cursor: None };
    let badge = |slug: &str| Filter { badge: Some(slug.parse().unwrap()), ..Filter::default() };
    let recipient = |byte| Filter { recipient: Some(RecipientDigest([byte; 32])), ..Filter::default() };
    for (filter, expected) in [
        (Filter::default(), vec![first.id, other.id]),
        (badge("academic-rigor"), vec![other.id]),
        (badge("data-literacy"), vec![first.id]),
        (recipient(7), vec![other.id]),
        (recipient(9), vec![first.id]),
    ] {
        let found = store.list(&filter, &page).await.unwrap().credentials;
        assert_eq!(found.iter().map(|found| found.id).collect::<Vec<_>>(), expected, "{filter:?}");
    }
}

/// A form that was signed before does not become the newer version's.
pub async fn each_version_keeps_a_jws_form_of_its_own(world: &dyn World) {
    let store = world.open().await;
    let id = issue(&*store, claim(1, None, None)).await.id;
    assert_eq!(store.keep_jws(&id, 1, "too.early.by").await.unwrap(), None);
    let first = store.credential(&id).await.unwrap().unwrap();
    superseded(&*store, &first, claim(2, None, None)).await;
    for (revision, jws) in [(0, "first.a.b"), (1, "second.a.b")] {
        assert_eq!(store.jws(&id, revision).await.unwrap(), None);
        assert_eq!(store.keep_jws(&id, revision, jws).await.unwrap().as_deref(), Some(jws));
    }
    assert_eq!(store.jws(&id, 0).await.unwrap().as_deref(), Some("first.a.b"));
    assert_eq!(store.jws(&id, 1).await.unwrap().as_deref(), Some("second.a.b"));
}

/// Also those whose ids are published, each under its revision.
pub async fn newer_versions_are_there_after_reopening(world: &dyn World) {
    let store = world.open().await;
    let mut without_slot = issuance(&*store, claim(1, None, Some("ext"))).await;
    without_slot.slot = None;
    let first = record(&*store, without_slot).await;
    let mut newer = supersession(&*store, &first, claim(2, Some("key"), None)).await;
    newer.version.slot = None;
    assert!(matches!(store.supersede(newer).await.unwrap(), Superseded::New(_)));
    let now = store.credential(&first.id).await.unwrap().unwrap();
    store.close().await.unwrap();
    drop(store);

    let store = world.open().await;
    assert_eq!(store.credential(&first.id).await.unwrap(), Some(now.clone()));
    assert_eq!(store.revoked_ids(&now.issuer, 0).await.unwrap(), [first.id]);
    assert_eq!(store.revoked_ids(&now.issuer, 1).await.unwrap(), []);
    let newer = superseded(&*store, &now, claim(3, None, None)).await;
    assert_eq!((newer.revision, newer.slots.len()), (2, 1));
    assert_eq!(store.revoked_ids(&now.issuer, 1).await.unwrap().len(), 1);
}

/// The badge stays as it was, and the slot is free again.
pub async fn a_slot_of_another_issuer_supersedes_nothing(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, None, None)).await;
    let mut newer = supersession(&*store, &first, claim(2, None, None)).await;
    newer.version.issuer = "did:web:other.example".parse().unwrap();
    assert!(matches!(store.supersede(newer).await, Err(StoreError::SlotNotReserved { .. })));
    assert_eq!(store.credential(&first.id).await.unwrap(), Some(first.clone()));
    assert_eq!(set_entries(&*store, &first).await, [] as [u32; 0]);
}

/// And whoever asks for one more is told so, and may still be told what was asked before.
pub async fn a_badge_has_as_many_versions_as_its_row_may_tell_of(world: &dyn World) {
    let store = world.open().await;
    let mut newest = issue(&*store, claim(0, None, None)).await;
    for number in 0..=255_u8 {
        newest = superseded(&*store, &newest, claim(1 + number % 2, None, None)).await;
    }
    let one_more = supersession(&*store, &newest, claim(3, None, None)).await;
    assert!(matches!(store.supersede(one_more).await.unwrap(), Superseded::TooMany));
    let again = supersession(&*store, &newest, claim(2, None, None)).await;
    assert!(matches!(store.supersede(again).await.unwrap(), Superseded::Same(found) if *found == newest));
    store.set_status(change(newest.id, Status::Revoked, None)).await.unwrap();
}
