//! Which DID an issuer has.

use super::World;
use super::samples::{actor, claim, issue, issuer, second};
use crate::{IssuerBinding, IssuerBound, IssuerRecord, IssuerSlug};

/// From then on it stays.
pub async fn a_did_can_change_until_the_first_badge(world: &dyn World) {
    let store = world.open().await;
    let slug = IssuerSlug::of_the_host();
    let bind = async |did: &str| {
        let binding =
            IssuerBinding { slug: slug.clone(), did: did.parse().unwrap(), actor: actor(), at: second(0) };
        store.bind_issuer(binding).await.unwrap()
    };
    assert_eq!(store.issuer(&slug).await.unwrap(), None);
    assert_eq!(bind("did:web:localhost%3A8080").await, IssuerBound::Bound);
    assert_eq!(bind("did:web:badges.example").await, IssuerBound::Bound);
    let before = IssuerRecord { did: issuer(), has_issued: false };
    assert_eq!(bind("did:web:badges.example").await, IssuerBound::Already(before));
    issue(&*store, claim(1, None, None)).await;
    let kept = IssuerRecord { did: issuer(), has_issued: true };
    assert_eq!(store.issuer(&slug).await.unwrap(), Some(kept.clone()));
    assert_eq!(bind("did:web:elsewhere.example").await, IssuerBound::Kept(kept.clone()));
    assert_eq!(bind("did:web:badges.example").await, IssuerBound::Already(kept.clone()));
    assert_eq!(store.issuer(&slug).await.unwrap(), Some(kept));
    assert_eq!(store.issuer(&"other".parse().unwrap()).await.unwrap(), None);
    assert_eq!(store.events(None, 9).await.unwrap().len(), 3);
}
