//! The log of all acts.

use std::sync::Arc;

use serde_json::{Value, json};

use super::World;
use super::clients::client;
use super::samples::{actor, change, claim, issuance, issue, issuer, second};
use crate::{Act, IssuerBinding, IssuerSlug, NewEvent, Status};

/// Under 24 tasks at once; those who see a badge see its event.
pub async fn each_act_has_one_event_in_order_without_a_gap(world: &dyn World) {
    let store = world.open().await;
    let binding =
        IssuerBinding { slug: IssuerSlug::of_the_host(), did: issuer(), actor: actor(), at: second(0) };
    store.bind_issuer(binding).await.unwrap();
    store.add_client(client("a", &[]), actor(), second(0)).await.unwrap();
    let tasks: Vec<_> = (0..24)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let id = issue(&*store, claim(number, None, None)).await.id;
                assert!(store.events(None, 999).await.unwrap().iter().any(|e| e.credential == Some(id)));
                store.set_status(change(id, Status::Revoked, Some("why"))).await.unwrap();
                id
            })
        })
        .collect();
    let mut ids = Vec::new();
    for task in tasks {
        ids.push(task.await.unwrap());
    }
    let events = store.events(None, 999).await.unwrap();
    assert!(events.iter().map(|event| event.seq).eq(1..=50));
    assert_eq!([events[0].act, events[1].act], [Act::IssuerBound, Act::ClientAdded]);
    for id in ids {
        let of_badge: Vec<_> = events.iter().filter(|event| event.credential == Some(id)).collect();
        assert_eq!(of_badge.iter().map(|event| event.act).collect::<Vec<_>>(), [Act::Issued, Act::Revoked]);
        assert_eq!(of_badge[0].actor.as_str(), "client:pilot");
        assert_eq!((of_badge[0].at, of_badge[1].at), (second(0), second(60)));
        assert_eq!(of_badge[0].detail["badge"], "academic-rigor");
        assert_eq!(of_badge[1].detail, json!({"reason": "why"}));
    }
}

/// Repetitions, conflicts and refusals.
pub async fn what_changes_nothing_writes_no_event(world: &dyn World) {
    let store = world.open().await;
    let badge = issue(&*store, claim(1, Some("k"), None)).await;
    for again in [claim(1, Some("k"), None), claim(2, Some("k"), None)] {
        store.record_issuance(issuance(&*store, again).await).await.unwrap();
    }
    store.set_status(change(badge.id, Status::Suspended, None)).await.unwrap();
    store.set_status(change(badge.id, Status::Active, None)).await.unwrap();
    assert_eq!(store.events(None, 9).await.unwrap().len(), 1);
}

/// From any place, to the end.
pub async fn events_are_read_in_portions(world: &dyn World) {
    let store = world.open().await;
    for number in 0..7 {
        let new = NewEvent {
            at: second(number),
            actor: actor(),
            act: Act::KeyAdded,
            credential: None,
            detail: if number == 3 { Value::Null } else { json!({"key": number}) },
        };
        let written = store.record_event(new).await.unwrap();
        assert_eq!(Some(&written), store.events(None, 9).await.unwrap().last());
    }
    let seqs = async |after, limit| -> Vec<u64> {
        store.events(after, limit).await.unwrap().iter().map(|event| event.seq).collect()
    };
    assert_eq!(seqs(None, 3).await, [1, 2, 3]);
    assert_eq!(seqs(Some(3), 3).await, [4, 5, 6]);
    assert_eq!(seqs(Some(6), 3).await, [7]);
    assert_eq!(seqs(Some(7), 3).await, Vec::<u64>::new());
    assert_eq!(seqs(Some(u64::MAX), 3).await, Vec::<u64>::new());
    assert_eq!(seqs(None, 0).await, Vec::<u64>::new());
}
