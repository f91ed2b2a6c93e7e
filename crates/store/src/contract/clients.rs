//! Clients and their keys.

use super::World;
use super::samples::{actor, second};
use crate::{
    Act, ApprovedBadges, Client, ClientAdded, ClientKey, ClientKeyAdded, ClientKeyRevoked, IssuerSlug,
    KeyHash, Scope,
};

/// A client with keys of these numbers.
pub(crate) fn client(id: &str, keys: &[u8]) -> Client {
    Client {
        id: id.parse().unwrap(),
        name: format!("Client {id}"),
        scopes: [Scope::Issue, Scope::Read].into(),
        badges: ApprovedBadges::Some(["academic-rigor".parse().unwrap()].into()),
        issuers: [IssuerSlug::of_the_host()].into(),
        keys: keys.iter().map(|number| key(*number)).collect(),
    }
}

fn key(number: u8) -> ClientKey {
    ClientKey {
        id: format!("key-{number}").parse().unwrap(),
        hash: KeyHash([number; 32]),
        prefix: format!("bw_{number}"),
        created_at: second(0),
        expires_at: number.is_multiple_of(2).then(|| second(1_000)),
    }
}

/// Those it began with and those it was given, also after reopening.
pub async fn a_client_is_found_by_each_of_its_keys(world: &dyn World) {
    let store = world.open().await;
    let (ada, ben) = (client("ada", &[1, 2]), client("ben", &[3]));
    for client in [&ben, &ada] {
        let added = store.add_client(client.clone(), actor(), second(0)).await.unwrap();
        assert_eq!(added, ClientAdded::Added);
    }
    let given = store.add_client_key(&ben.id, key(4), actor(), second(1)).await.unwrap();
    assert_eq!(given, ClientKeyAdded::Added);
    store.close().await.unwrap();
    let store = world.open().await;
    let ben = client("ben", &[3, 4]);
    assert_eq!(store.clients().await.unwrap(), [ada.clone(), ben.clone()]);
    assert_eq!(store.client(&ada.id).await.unwrap(), Some(ada.clone()));
    for (number, owner) in [(1, &ada), (2, &ada), (3, &ben), (4, &ben)] {
        let found = store.client_by_key_hash(&KeyHash([number; 32])).await.unwrap();
        assert_eq!(found, Some((owner.clone(), key(number))));
    }
    assert_eq!(store.client_by_key_hash(&KeyHash([5; 32])).await.unwrap(), None);
    assert_eq!(store.client(&"eve".parse().unwrap()).await.unwrap(), None);
}

/// Its other keys still do.
pub async fn a_revoked_key_lets_nobody_in(world: &dyn World) {
    let store = world.open().await;
    let ada = client("ada", &[1, 2]);
    store.add_client(ada.clone(), actor(), second(0)).await.unwrap();
    let revoke = async |id: &str, key: &str| {
        let (id, key) = (id.parse().unwrap(), key.parse().unwrap());
        store.revoke_client_key(&id, &key, actor(), second(1)).await.unwrap()
    };
    assert_eq!(revoke("ada", "key-1").await, ClientKeyRevoked::Revoked);
    assert_eq!(store.client_by_key_hash(&KeyHash([1; 32])).await.unwrap(), None);
    assert!(store.client_by_key_hash(&KeyHash([2; 32])).await.unwrap().is_some());
    for (id, key) in [("ada", "key-1"), ("ada", "key-9"), ("eve", "key-2")] {
        assert_eq!(revoke(id, key).await, ClientKeyRevoked::Unknown);
    }
    let acts: Vec<_> = store.events(None, 9).await.unwrap().into_iter().map(|event| event.act).collect();
    assert_eq!(acts, [Act::ClientAdded, Act::ClientKeyRevoked]);
}

/// A store may know a client from the request before: not from one before a change.
pub async fn who_was_let_in_before_is_found_as_it_is_now(world: &dyn World) {
    let store = world.open().await;
    let ada = client("ada", &[1, 2]);
    store.add_client(ada.clone(), actor(), second(0)).await.unwrap();
    let keys_of_who_has = async |number: u8| {
        let found = store.client_by_key_hash(&KeyHash([number; 32])).await.unwrap();
        found.map(|(client, key)| (client.keys.len(), key.id.to_string()))
    };
    let revoke = async |key: &str| {
        let key = key.parse().unwrap();
        store.revoke_client_key(&ada.id, &key, actor(), second(1)).await.unwrap()
    };
    for _ in 0..2 {
        assert_eq!(keys_of_who_has(1).await, Some((2, "key-1".to_owned())));
        assert_eq!(keys_of_who_has(2).await, Some((2, "key-2".to_owned())));
    }
    store.add_client_key(&ada.id, key(3), actor(), second(1)).await.unwrap();
    assert_eq!(keys_of_who_has(1).await, Some((3, "key-1".to_owned())));
    assert_eq!(keys_of_who_has(3).await, Some((3, "key-3".to_owned())));
    assert_eq!(revoke("key-1").await, ClientKeyRevoked::Revoked);
    assert_eq!(keys_of_who_has(1).await, None);
    assert_eq!(keys_of_who_has(2).await, Some((2, "key-2".to_owned())));
}

/// Nothing is written of what is refused.
pub async fn ids_and_keys_are_unique(world: &dyn World) {
    let store = world.open().await;
    store.add_client(client("ada", &[1]), actor(), second(0)).await.unwrap();
    for taken in [client("ada", &[2]), client("ben", &[2, 1]), client("ben", &[3, 3])] {
        assert_eq!(store.add_client(taken, actor(), second(0)).await.unwrap(), ClientAdded::Taken);
    }
    assert_eq!(store.clients().await.unwrap(), [client("ada", &[1])]);
    assert_eq!(store.client_by_key_hash(&KeyHash([2; 32])).await.unwrap(), None);
    let ada = "ada".parse().unwrap();
    let give = async |key| store.add_client_key(&ada, key, actor(), second(0)).await.unwrap();
    assert_eq!(give(key(1)).await, ClientKeyAdded::Taken);
    assert_eq!(give(ClientKey { hash: KeyHash([9; 32]), ..key(1) }).await, ClientKeyAdded::Taken);
    assert_eq!(give(ClientKey { id: "other".parse().unwrap(), ..key(1) }).await, ClientKeyAdded::Taken);
    for number in 2..=16 {
        assert_eq!(give(key(number)).await, ClientKeyAdded::Added);
    }
    assert_eq!(give(key(17)).await, ClientKeyAdded::TooMany);
    let eve = "eve".parse().unwrap();
    let unknown = store.add_client_key(&eve, key(20), actor(), second(0)).await.unwrap();
    assert_eq!(unknown, ClientKeyAdded::UnknownClient);
    assert_eq!(store.events(None, 99).await.unwrap().len(), 16);
}
