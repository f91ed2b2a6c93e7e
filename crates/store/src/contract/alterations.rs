//! Whether what was read before may be passed on once more.

use super::World;
use super::samples::{change, claim, issue, supersession};
use crate::{Status, Store, Superseded};

async fn is_told(store: &dyn Store, before: &mut u64) -> bool {
    let now = store.alterations().await.unwrap();
    let grew = now > *before;
    assert!(now >= *before);
    *before = now;
    grew
}

/// A new badge alters nothing; a status and a newer version do, each time that they change something.
pub async fn whatever_may_read_otherwise_is_told_of_and_nothing_else(world: &dyn World) {
    let store = world.open().await;
    let mut before = store.alterations().await.unwrap();
    let badge = issue(&*store, claim(1, None, None)).await;
    let other = issue(&*store, claim(2, None, None)).await;
    store.keep_jws(&badge.id, 0, "a.b.c").await.unwrap();
    assert!(!is_told(&*store, &mut before).await);

    let newer = supersession(&*store, &badge, claim(3, None, None)).await;
    assert!(matches!(store.supersede(newer).await.unwrap(), Superseded::New(_)));
    assert!(is_told(&*store, &mut before).await);

    for is_first in [true, false] {
        store.set_status(change(other.id, Status::Revoked, None)).await.unwrap();
        assert_eq!(is_told(&*store, &mut before).await, is_first);
    }
    store.close().await.unwrap();
    assert!(store.alterations().await.is_err());
}
