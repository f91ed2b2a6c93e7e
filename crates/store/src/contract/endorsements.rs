//! Endorsements: given once, withdrawn for good, attached and taken away.

use std::num::NonZeroU16;
use std::sync::Arc;

use badgewright_credential::CredentialId;
use serde_json::{Value, json};

use super::samples::{actor, claim, id, issue, issuer, second, signed};
use super::{LIST_LENGTH, World};
use crate::{
    Act, AttachedEndorsement, Claim, EarlierEndorsement, EndorsementAttached, EndorsementIssuance,
    EndorsementRecord, EndorsementRecorded, EndorsementVersion, EndorsementWithdrawal, EndorsementWithdrawn,
    IssuerBinding, IssuerBound, IssuerSlug, MOST_ATTACHED, PageRequest, StatusListId, StatusPurpose, Store,
    StoreError, Withdrawn,
};

async fn version(store: &dyn Store, document: Value) -> EndorsementVersion {
    let slot = store.reserve_status_slot(&issuer(), StatusPurpose::Revocation).await.unwrap();
    EndorsementVersion { slot, credential: signed(document), jws: Some("a.b.c".to_owned()) }
}

async fn issuance(store: &dyn Store, claim: Claim, subject: &str) -> EndorsementIssuance {
    let id = id();
    EndorsementIssuance {
        id,
        issuer: issuer(),
        subject: subject.parse().unwrap(),
        claim,
        issued_at: second(0),
        version: version(store, super::samples::document(&id)).await,
    }
}

async fn endorse(store: &dyn Store, claim: Claim, subject: &str) -> EndorsementRecord {
    let issuance = issuance(store, claim, subject).await;
    match store.record_endorsement(issuance).await.unwrap() {
        EndorsementRecorded::New(committed) => committed.record().clone(),
        other @ EndorsementRecorded::Earlier(_) => panic!("expected a new endorsement, got {other:?}"),
    }
}

async fn withdrawal(store: &dyn Store, id: CredentialId, reason: &str) -> EndorsementWithdrawal {
    let version = version(store, json!({"version": 2})).await;
    EndorsementWithdrawal { id, reason: reason.to_owned(), actor: actor(), at: second(60), version }
}

async fn is_set(store: &dyn Store, record: &EndorsementRecord, version: usize) -> bool {
    let slot = record.slots[version];
    store.status_list(&slot.list).await.unwrap().unwrap().set.contains(&slot.index)
}

/// However many places are asked for.
async fn assert_given_to_nobody_else(store: &dyn Store, list: StatusListId, index: u32) {
    let mut drawn = Vec::new();
    for _ in 0..LIST_LENGTH {
        let slot = store.reserve_status_slot(&issuer(), StatusPurpose::Revocation).await.unwrap();
        assert!((slot.list(), slot.index()) != (list, index));
        drawn.push(slot);
    }
}

/// Also after reopening.
pub async fn an_endorsement_comes_back_as_it_was_given(world: &dyn World) {
    let store = world.open().await;
    let given = issuance(&*store, claim(1, Some("key"), Some("ext ü")), "did:web:provider.example").await;
    let (id, text) = (given.id, given.version.credential.document().to_string());
    let (list, index) = (given.version.slot.list(), given.version.slot.index());
    let EndorsementRecorded::New(committed) = store.record_endorsement(given).await.unwrap() else {
        panic!("not new")
    };
    assert_given_to_nobody_else(&*store, list, index).await;
    store.close().await.unwrap();
    let store = world.open().await;
    assert_given_to_nobody_else(&*store, list, index).await;
    let read = store.endorsement(&id).await.unwrap().unwrap();
    assert_eq!(&read, committed.record());
    assert_eq!(read.document.to_string(), text);
    assert_eq!((read.slots.len(), read.slots[0].list, read.slots[0].index), (1, list, index));
    assert_eq!((read.jws.as_deref(), &read.withdrawn), (Some("a.b.c"), &None));
    assert_eq!((read.issued_at, read.subject.as_str()), (second(0), "did:web:provider.example"));
    assert_eq!(store.endorsement(&super::samples::id()).await.unwrap(), None);
    assert_eq!(store.credential(&id).await.unwrap(), None, "it is no badge");
    let event = &store.events(None, 9).await.unwrap()[0];
    assert_eq!((event.act, event.credential), (Act::EndorsementIssued, Some(id)));
    assert_eq!(event.detail, json!({"subject": "did:web:provider.example", "issuer": issuer()}));
    // The issuer's DID stands in it, and cannot change any more.
    let binding =
        IssuerBinding { slug: IssuerSlug::of_the_host(), did: issuer(), actor: actor(), at: second(0) };
    store.bind_issuer(binding.clone()).await.unwrap();
    let other = IssuerBinding { did: "did:web:elsewhere.example".parse().unwrap(), ..binding };
    assert!(matches!(store.bind_issuer(other).await.unwrap(), IssuerBound::Kept(_)));
}

/// At once: one is kept, and all are told of it.
pub async fn sixteen_identical_requests_make_one_endorsement(world: &dyn World) {
    let store = world.open().await;
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let issuance = issuance(&*store, claim(1, None, Some("ext")), "did:web:a.example").await;
                store.record_endorsement(issuance).await.unwrap()
            })
        })
        .collect();
    let (mut new, mut same) = (Vec::new(), Vec::new());
    for task in tasks {
        match task.await.unwrap() {
            EndorsementRecorded::New(committed) => new.push(committed.record().clone()),
            EndorsementRecorded::Earlier(EarlierEndorsement::Same(first)) => same.push(*first),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((new.len(), same.len()), (1, 15));
    assert!(same.iter().all(|first| *first == new[0]));
    assert_eq!(store.events(None, 99).await.unwrap().len(), 1);
    // A key that came with a repetition is known from then on.
    let again = issuance(&*store, claim(1, Some("late"), Some("ext")), "did:web:a.example").await;
    store.record_endorsement(again).await.unwrap();
    let known = store.earlier_endorsement(&claim(1, Some("late"), None)).await.unwrap();
    assert_eq!(known, Some(EarlierEndorsement::Same(Box::new(new[0].clone()))));
}

/// And requests without a name are always new.
pub async fn another_body_under_the_same_name_is_a_conflict_and_badges_do_not_meet_it(world: &dyn World) {
    let store = world.open().await;
    let badge = claim(1, Some("badge"), Some("badge"));
    issue(&*store, badge.clone()).await;
    assert_eq!(store.earlier_endorsement(&badge).await.unwrap(), None);
    let first = endorse(&*store, claim(1, Some("key"), Some("ext")), "did:web:a.example").await;
    assert_eq!(store.earlier(&claim(1, Some("key"), Some("ext"))).await.unwrap(), None);
    for other in [claim(2, Some("key"), None), claim(2, None, Some("ext"))] {
        let conflict = EarlierEndorsement::Conflict(Box::new(first.clone()));
        assert_eq!(store.earlier_endorsement(&other).await.unwrap(), Some(conflict.clone()));
        let refused = issuance(&*store, other, "did:web:a.example").await;
        let id = refused.id;
        let EndorsementRecorded::Earlier(told) = store.record_endorsement(refused).await.unwrap() else {
            panic!("not a conflict")
        };
        assert_eq!(told, conflict);
        assert_eq!(store.endorsement(&id).await.unwrap(), None);
    }
    let unnamed = endorse(&*store, claim(1, None, None), "did:web:a.example").await;
    assert_ne!(unnamed.id, endorse(&*store, claim(1, None, None), "did:web:a.example").await.id);
}

/// Once, with its event; nothing brings it back.
pub async fn withdrawing_puts_a_newer_version_in_place_and_sets_the_older_entry(world: &dyn World) {
    let store = world.open().await;
    let unknown = withdrawal(&*store, id(), "why").await;
    assert_eq!(store.withdraw_endorsement(unknown).await.unwrap(), EndorsementWithdrawn::Unknown);
    let first = endorse(&*store, claim(1, None, Some("ext")), "did:web:a.example").await;
    let given = withdrawal(&*store, first.id, "The contract ended.").await;
    let EndorsementWithdrawn::Withdrawn(now) = store.withdraw_endorsement(given).await.unwrap() else {
        panic!("not withdrawn")
    };
    assert_eq!(Some(&*now), store.endorsement(&first.id).await.unwrap().as_ref());
    assert_eq!(now.document, json!({"version": 2}));
    let expected = Withdrawn { at: second(60), reason: "The contract ended.".to_owned() };
    assert_eq!((&now.withdrawn, now.issued_at), (&Some(expected), second(0)));
    assert_eq!((now.slots.len(), now.slots[0]), (2, first.slots[0]));
    assert!(is_set(&*store, &now, 0).await && !is_set(&*store, &now, 1).await);
    assert_given_to_nobody_else(&*store, now.slots[1].list, now.slots[1].index).await;
    // What asked for it is answered with what it is now.
    let asked = store.earlier_endorsement(&claim(1, None, Some("ext"))).await.unwrap();
    assert_eq!(asked, Some(EarlierEndorsement::Same(now.clone())));
    let event = store.events(None, 9).await.unwrap().pop().unwrap();
    assert_eq!(
        (event.act, event.credential, event.at),
        (Act::EndorsementWithdrawn, Some(first.id), second(60))
    );
    assert_eq!(event.detail, json!({"reason": "The contract ended."}));
}

/// The first reason stays.
pub async fn sixteen_withdrawals_are_one(world: &dyn World) {
    let store = world.open().await;
    let first = endorse(&*store, claim(1, None, None), "did:web:a.example").await;
    let tasks: Vec<_> = (0..16)
        .map(|number| {
            let (store, id) = (Arc::clone(&store), first.id);
            tokio::spawn(async move {
                let withdrawal = withdrawal(&*store, id, &format!("reason {number}")).await;
                store.withdraw_endorsement(withdrawal).await.unwrap()
            })
        })
        .collect();
    let (mut withdrawn, mut already) = (Vec::new(), Vec::new());
    for task in tasks {
        match task.await.unwrap() {
            EndorsementWithdrawn::Withdrawn(record) => withdrawn.push(record),
            EndorsementWithdrawn::Already(record) => already.push(record),
            EndorsementWithdrawn::Unknown => panic!("unknown"),
        }
    }
    assert_eq!((withdrawn.len(), already.len()), (1, 15));
    assert!(already.iter().all(|record| *record == withdrawn[0]));
    assert_eq!(withdrawn[0].slots.len(), 2);
    assert_eq!(store.events(None, 99).await.unwrap().len(), 2);
}

/// Page by page; a subject is found whole, not by its beginning.
pub async fn endorsements_are_listed_in_their_order_and_by_what_they_are_about(world: &dyn World) {
    let store = world.open().await;
    let mut given = Vec::new();
    for number in 0..5 {
        let subject = if number % 2 == 0 { "did:web:a.example" } else { "did:web:a.example:b" };
        given.push(endorse(&*store, claim(number, None, None), subject).await);
        issue(&*store, claim(number, None, None)).await;
    }
    let page = async |cursor, limit| {
        let page = PageRequest { limit: NonZeroU16::new(limit).unwrap(), cursor };
        store.endorsements(&page).await.unwrap()
    };
    let first = page(None, 2).await;
    let second = page(first.next, 2).await;
    let third = page(second.next, 2).await;
    assert_eq!(third.next, None);
    let all = [first.endorsements, second.endorsements, third.endorsements].concat();
    assert_eq!(all, given);
    assert_eq!(page(None, 5).await.next, None);
    let of_a = store.endorsements_of("did:web:a.example", 9).await.unwrap();
    assert_eq!(of_a, [given[0].clone(), given[2].clone(), given[4].clone()]);
    assert_eq!(store.endorsements_of("did:web:a.example", 2).await.unwrap().len(), 2);
    assert_eq!(store.endorsements_of("did:web:a.exampl", 9).await.unwrap(), []);
}

/// Too deep, too large, about too much.
pub async fn an_endorsement_that_would_not_come_back_is_refused(world: &dyn World) {
    let store = world.open().await;
    let deep = (0..150).fold(Value::Null, |inner, _| json!([inner]));
    for document in [deep, json!("x".repeat(2 << 20))] {
        let mut given = issuance(&*store, claim(1, Some("k"), None), "did:web:a.example").await;
        given.version.credential = signed(document);
        let refusal = store.record_endorsement(given).await.unwrap_err();
        assert!(matches!(refusal, StoreError::Unfit { .. }), "{refusal}");
    }
    let wordy = format!("did:web:{}", "a".repeat(3_000));
    let given = issuance(&*store, claim(1, Some("k"), None), &wordy).await;
    assert!(matches!(store.record_endorsement(given).await, Err(StoreError::Unfit { .. })));
    let first = endorse(&*store, claim(1, Some("k"), None), "did:web:a.example").await;
    let wordy = withdrawal(&*store, first.id, &"x".repeat(2_001)).await;
    assert!(matches!(store.withdraw_endorsement(wordy).await, Err(StoreError::Unfit { .. })));
    assert_eq!(store.events(None, 9).await.unwrap().len(), 1);
}

/// And leaves no trace.
pub async fn an_endorsement_with_the_place_or_the_id_of_another_is_refused(world: &dyn World) {
    let store = world.open().await;
    let mut given = issuance(&*store, claim(1, Some("k"), None), "did:web:a.example").await;
    given.issuer = "did:web:other.example".parse().unwrap();
    assert!(matches!(store.record_endorsement(given).await, Err(StoreError::SlotNotReserved { .. })));
    let first = endorse(&*store, claim(1, Some("k"), None), "did:web:a.example").await;
    let mut twice = issuance(&*store, claim(2, None, None), "did:web:a.example").await;
    twice.id = first.id;
    assert!(matches!(store.record_endorsement(twice).await, Err(StoreError::IdTaken(_))));
    assert_eq!(store.events(None, 9).await.unwrap().len(), 1);
}

fn attached(number: u8, document: Value, jws: Option<&str>) -> AttachedEndorsement {
    let id = CredentialId::from_bytes([number; 16]);
    AttachedEndorsement { id, at: second(number.into()), document, jws: jws.map(str::to_owned) }
}

/// A newer version takes the place of an older one.
pub async fn an_attached_endorsement_stays_in_its_newest_version(world: &dyn World) {
    let store = world.open().await;
    let slug = IssuerSlug::of_the_host();
    let attach = async |given: &AttachedEndorsement| {
        store.attach_endorsement(&slug, given.clone(), actor()).await.unwrap()
    };
    let document = json!({"id": "https://a.example/1", "long": "x".repeat(20_000)});
    let first = attached(2, document, None);
    let second = attached(1, json!({"id": "https://a.example/2"}), Some("a.b.c"));
    assert_eq!(attach(&first).await, EndorsementAttached::New);
    assert_eq!(attach(&second).await, EndorsementAttached::New);
    assert_eq!(attach(&first).await, EndorsementAttached::Already);
    let newer = attached(2, json!({"id": "https://a.example/1", "version": 2}), None);
    assert_eq!(attach(&newer).await, EndorsementAttached::Replaced);
    store.close().await.unwrap();

    let store = world.open().await;
    assert_eq!(store.attached_endorsements(&slug).await.unwrap(), [second, newer]);
    let events = store.events(None, 9).await.unwrap();
    assert!(events.iter().map(|event| event.act).eq([Act::EndorsementAttached; 3]));
}

/// From whom it was attached to, once.
pub async fn an_endorsement_that_is_taken_away_is_gone(world: &dyn World) {
    let store = world.open().await;
    let (slug, other): (IssuerSlug, IssuerSlug) = (IssuerSlug::of_the_host(), "other".parse().unwrap());
    for number in [1, 2] {
        let given = attached(number, json!({"id": format!("https://a.example/{number}")}), None);
        store.attach_endorsement(&slug, given, actor()).await.unwrap();
    }
    assert_eq!(store.attached_endorsements(&other).await.unwrap(), []);
    let detach = async |slug, number| {
        let id = CredentialId::from_bytes([number; 16]);
        store.detach_endorsement(slug, &id, actor(), second(9)).await.unwrap()
    };
    assert!(!detach(&other, 2).await);
    assert!(detach(&slug, 2).await);
    assert!(!detach(&slug, 2).await);
    assert_eq!(store.attached_endorsements(&slug).await.unwrap().len(), 1);
    let events = store.events(None, 9).await.unwrap();
    assert_eq!((events.len(), events[2].act), (3, Act::EndorsementDetached));
    assert_eq!(events[2].detail, json!({"endorsement": "https://a.example/2"}));
}

/// Each badge carries them.
pub async fn an_issuer_shows_eight_endorsements_and_no_more(world: &dyn World) {
    let store = world.open().await;
    let slug = IssuerSlug::of_the_host();
    for number in 0..=u8::try_from(MOST_ATTACHED).unwrap() {
        let given = attached(number, json!({"number": number}), None);
        let expected = if usize::from(number) < MOST_ATTACHED {
            EndorsementAttached::New
        } else {
            EndorsementAttached::TooMany
        };
        assert_eq!(store.attach_endorsement(&slug, given, actor()).await.unwrap(), expected);
    }
    assert_eq!(store.attached_endorsements(&slug).await.unwrap().len(), MOST_ATTACHED);
    let deep = (0..150).fold(Value::Null, |inner, _| json!([inner]));
    let refused = store.attach_endorsement(&slug, attached(0, deep, None), actor()).await;
    assert!(matches!(refused, Err(StoreError::Unfit { .. })));
}

/// Also where it is long.
pub async fn whoever_reads_while_an_endorsement_is_replaced_sees_one_version_whole(world: &dyn World) {
    let store = world.open().await;
    let slug = IssuerSlug::of_the_host();
    let version = |number: u8| {
        let text = char::from(b'a' + number).to_string().repeat(30_000 + 900 * usize::from(number));
        attached(1, json!({"id": "https://a.example/1", "long": text}), None)
    };
    let versions: Vec<_> = (0..4).map(version).collect();
    store.attach_endorsement(&slug, versions[0].clone(), actor()).await.unwrap();
    let writing = tokio::spawn({
        let (store, slug, versions) = (Arc::clone(&store), slug.clone(), versions.clone());
        async move {
            for turn in 0..100 {
                store.attach_endorsement(&slug, versions[turn % 4].clone(), actor()).await.unwrap();
            }
        }
    });
    while !writing.is_finished() {
        let read = store.attached_endorsements(&slug).await.unwrap();
        assert!(versions.contains(&read[0]), "a mixture of two");
        tokio::task::yield_now().await;
    }
    writing.await.unwrap();
}
