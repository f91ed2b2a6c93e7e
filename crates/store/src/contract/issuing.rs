//! Issuing: once, whole, and known again.

use std::sync::Arc;

use serde_json::{Value, json};

use super::World;
use super::samples::{claim, issuance, issue, record, signed};
use crate::{Claim, Earlier, RecipientDigest, Recorded, Status, Store, StoreError};

/// The record that was committed, the one that is read, and what was given are the same.
pub async fn an_issued_credential_comes_back_as_it_was_given(world: &dyn World) {
    let store = world.open().await;
    let given = issuance(&*store, claim(1, Some("key"), Some("ext ü"))).await;
    let (id, document) = (given.id, given.credential.document().clone());
    let given_slot = given.slot.as_ref().unwrap();
    let (index, list) = (given_slot.index(), given_slot.list());
    let committed = record(&*store, given).await;
    let read = store.credential(&id).await.unwrap().unwrap();
    assert_eq!(read, committed);
    // Equality of JSON objects does not look at the order of members; the text does.
    assert_eq!(read.document.to_string(), document.to_string());
    assert_eq!((read.slots[0].index, read.slots[0].list), (index, list));
    assert_eq!(read.status.status, Status::Active);
    assert_eq!(read.attestations, json!({"provisionalLicense": true}));
    assert_eq!(read.external_id.unwrap().as_str(), "ext ü");
    assert_eq!(store.credential(&super::samples::id()).await.unwrap(), None);
}

/// At once, each with a document of its own: one is kept, and all are told of it.
pub async fn sixteen_identical_requests_make_one_badge(world: &dyn World) {
    let store = world.open().await;
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let issuance = issuance(&*store, claim(1, Some("key"), Some("ext"))).await;
                store.record_issuance(issuance).await.unwrap()
            })
        })
        .collect();
    let (mut new, mut same) = (Vec::new(), Vec::new());
    for task in tasks {
        match task.await.unwrap() {
            Recorded::New(committed) => new.push(committed.into_record()),
            Recorded::Same(first) => same.push(*first),
            Recorded::Conflict(first) => panic!("a conflict with {}", first.id),
        }
    }
    assert_eq!((new.len(), same.len()), (1, 15));
    assert!(same.iter().all(|first| *first == new[0]));
    assert_eq!(store.earlier(&claim(1, Some("key"), Some("ext"))).await.unwrap(), earlier_same(&new[0]));
}

/// Either way round.
pub async fn the_same_key_or_the_same_external_id_alone_suffices(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, Some("key"), Some("ext"))).await;
    for again in
        [claim(1, Some("key"), None), claim(1, None, Some("ext")), claim(1, Some("new"), Some("ext"))]
    {
        assert_eq!(store.earlier(&again).await.unwrap(), earlier_same(&first));
        let Recorded::Same(same) = store.record_issuance(issuance(&*store, again).await).await.unwrap()
        else {
            panic!("not recognized");
        };
        assert_eq!(*same, first);
    }
    // A key is not an external id.
    for other in [claim(1, Some("ext"), None), claim(1, None, Some("key"))] {
        assert_eq!(store.earlier(&other).await.unwrap(), None);
    }
}

fn earlier_same(first: &crate::CredentialRecord) -> Option<Earlier> {
    Some(Earlier::Same(Box::new(first.clone())))
}

/// And leaves the first as it was.
pub async fn another_body_under_the_same_key_or_external_id_is_a_conflict(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, Some("key"), Some("ext"))).await;
    for other in [claim(2, Some("key"), None), claim(2, None, Some("ext")), claim(2, Some("key"), Some("x"))]
    {
        let conflict = Some(Earlier::Conflict(Box::new(first.clone())));
        assert_eq!(store.earlier(&other).await.unwrap(), conflict);
        let refused = issuance(&*store, other).await;
        let id = refused.id;
        let Recorded::Conflict(found) = store.record_issuance(refused).await.unwrap() else {
            panic!("not a conflict");
        };
        assert_eq!(*found, first);
        assert_eq!(store.credential(&id).await.unwrap(), None);
    }
}

/// Also where the client's name and the key could be read as one another's.
pub async fn clients_do_not_meet_in_keys_or_external_ids(world: &dyn World) {
    let store = world.open().await;
    let of = |client: &str, text: &str| Claim {
        client: client.parse().unwrap(),
        ..claim(1, Some(text), Some(text))
    };
    for claim in [of("a", "bc"), of("ab", "c"), of("abc", "c"), of("b", "c"), of("c", "b")] {
        assert_eq!(store.earlier(&claim).await.unwrap(), None);
        issue(&*store, claim).await;
    }
}

/// Two equal bodies are two badges.
pub async fn requests_without_key_or_external_id_are_always_new(world: &dyn World) {
    let store = world.open().await;
    let first = issue(&*store, claim(1, None, None)).await;
    assert_eq!(store.earlier(&claim(1, None, None)).await.unwrap(), None);
    assert_ne!(issue(&*store, claim(1, None, None)).await.id, first.id);
}

/// Those that are written in the same moment go well.
pub async fn an_id_in_use_is_refused_and_harms_nobody_else(world: &dyn World) {
    let store = world.open().await;
    let taken = issue(&*store, claim(1, None, None)).await.id;
    let tasks: Vec<_> = (0..32_u8)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let mut issuance = issuance(&*store, claim(number, Some(&format!("k{number}")), None)).await;
                if number % 2 == 0 {
                    issuance.id = taken;
                }
                (number, store.record_issuance(issuance).await)
            })
        })
        .collect();
    for task in tasks {
        match task.await.unwrap() {
            (number, Err(StoreError::IdTaken(id))) => assert_eq!((number % 2, id), (0, taken)),
            (number, Ok(Recorded::New(_))) => assert_eq!(number % 2, 1),
            (number, other) => panic!("{number}: {other:?}"),
        }
    }
    // A refused request leaves no trace: its key is free.
    assert_eq!(store.earlier(&claim(9, Some("k0"), None)).await.unwrap(), None);
}

/// Too deep to be read again, too large, too many.
pub async fn what_would_not_come_back_is_refused(world: &dyn World) {
    let store = world.open().await;
    let deep = (0..200).fold(Value::Null, |inner, _| json!([inner]));
    let mut issuance = issuance(&*store, claim(1, None, None)).await;
    issuance.attestations = deep.clone();
    refused(&*store, issuance).await;
    let mut issuance = super::samples::issuance(&*store, claim(1, None, None)).await;
    issuance.credential = signed(deep);
    refused(&*store, issuance).await;
    let mut issuance = super::samples::issuance(&*store, claim(1, None, None)).await;
    issuance.attestations = json!("x".repeat(9 << 20));
    refused(&*store, issuance).await;
    let mut issuance = super::samples::issuance(&*store, claim(1, None, None)).await;
    issuance.recipients = (0..17).map(|number| RecipientDigest([number; 32])).collect();
    refused(&*store, issuance).await;
    assert_eq!(store.events(None, 10).await.unwrap(), []);
}

async fn refused(store: &dyn Store, issuance: crate::Issuance) {
    let refusal = store.record_issuance(issuance).await.unwrap_err();
    assert!(matches!(refusal, StoreError::Unfit { .. }), "{refusal}");
}

/// Two megabytes, several times.
pub async fn a_large_credential_is_kept_whole(world: &dyn World) {
    let store = world.open().await;
    let mut kept = Vec::new();
    for number in 0..20_u8 {
        let mut issuance = issuance(&*store, claim(number, None, None)).await;
        let narrative = char::from(b'a' + number).to_string().repeat(usize::from(number) * 17_000);
        issuance.credential = signed(json!({"narrative": narrative, "n": number}));
        kept.push(record(&*store, issuance).await);
    }
    let mut huge = issuance(&*store, claim(200, None, None)).await;
    huge.credential = signed(json!({"narrative": "h".repeat(2 << 20)}));
    kept.push(record(&*store, huge).await);
    store.close().await.unwrap();
    let store = world.open().await;
    for record in kept {
        assert!(store.credential(&record.id).await.unwrap() == Some(record));
    }
}

/// Whoever comes second is given what the first kept.
pub async fn the_first_jws_form_stays(world: &dyn World) {
    let store = world.open().await;
    let id = issue(&*store, claim(1, None, None)).await.id;
    assert_eq!(store.jws(&id, 0).await.unwrap(), None);
    let long = format!("{}.b.c", "a".repeat(20_000));
    assert_eq!(store.keep_jws(&id, 0, &long).await.unwrap(), Some(long.clone()));
    assert_eq!(store.keep_jws(&id, 0, "x.y.z").await.unwrap(), Some(long.clone()));
    assert_eq!(store.jws(&id, 0).await.unwrap(), Some(long));
    assert_eq!(store.keep_jws(&super::samples::id(), 0, "a.b.c").await.unwrap(), None);
    assert!(store.keep_jws(&id, 0, "").await.is_err());
}
