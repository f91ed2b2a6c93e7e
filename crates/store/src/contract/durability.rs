//! What is acknowledged stays.

use std::num::NonZeroU16;

use super::World;
use super::samples::{actor, change, claim, issue, issuer, second};
use crate::{CredentialRecord, Filter, IssuerBinding, IssuerSlug, PageRequest, Status, Store, StoreError};

/// Badges, a status and its list, a JWS form, events and a binding, exactly as they were.
pub async fn what_was_acknowledged_is_there_after_reopening(world: &dyn World) {
    let store = world.open().await;
    let binding =
        IssuerBinding { slug: IssuerSlug::of_the_host(), did: issuer(), actor: actor(), at: second(0) };
    store.bind_issuer(binding).await.unwrap();
    let kept = issue(&*store, claim(1, Some("k"), Some("e"))).await;
    let revoked = issue(&*store, claim(2, None, None)).await;
    store.keep_jws(&kept.id, 0, "a.b.c").await.unwrap();
    store.set_status(change(revoked.id, Status::Revoked, Some("a mistake"))).await.unwrap();
    let before = everything(&*store, &kept, &revoked).await;
    assert!(before.contains("a mistake") && before.contains("a.b.c") && before.contains("has_issued: true"));
    store.close().await.unwrap();
    drop(store);

    let store = world.open().await;
    assert_eq!(everything(&*store, &kept, &revoked).await, before);
    let next = issue(&*store, claim(3, None, None)).await;
    let events = store.events(None, 9).await.unwrap();
    assert_eq!((events.len(), events[4].seq, events[4].credential), (5, 5, Some(next.id)));
}

/// All that the store says of two badges, as text.
async fn everything(store: &dyn Store, kept: &CredentialRecord, revoked: &CredentialRecord) -> String {
    let page = PageRequest { limit: NonZeroU16::MAX, cursor: None };
    let mut said = vec![format!("{:?}", store.list(&Filter::default(), &page).await.unwrap())];
    for badge in [kept, revoked] {
        said.push(format!("{:?}", store.credential(&badge.id).await.unwrap()));
        said.push(format!("{:?}", store.jws(&badge.id, 0).await.unwrap()));
        said.push(format!("{:?}", store.status_list(&badge.slots[0].list).await.unwrap()));
    }
    said.push(format!("{:?}", store.events(None, 9).await.unwrap()));
    said.push(format!("{:?}", store.issuer(&IssuerSlug::of_the_host()).await.unwrap()));
    said.join("\n")
}

/// Every operation fails, and so does being ready.
pub async fn a_closed_store_says_so(world: &dyn World) {
    let store = world.open().await;
    store.ready().await.unwrap();
    let issuance = super::samples::issuance(&*store, claim(1, None, None)).await;
    store.close().await.unwrap();
    assert!(matches!(store.ready().await, Err(StoreError::Closed)));
    assert!(matches!(store.record_issuance(issuance).await, Err(StoreError::Closed)));
    let page = PageRequest { limit: NonZeroU16::MIN, cursor: None };
    assert!(matches!(store.list(&Filter::default(), &page).await, Err(StoreError::Closed)));
    store.close().await.unwrap();
}
