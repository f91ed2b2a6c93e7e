//! Who comes with a key, as it was last read: each request asks, and most of the answer was reading the client's JSON again.
//! What is kept counts only while the client's rows still say it byte for byte. They name all of its keys, so that a change
//! of the client or of its keys holds once it is written.

use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::keys::{self, Table};
use super::long;
use super::rows::Rows;
use crate::{Client, KeyHash, StoreError};

/// About how many keys are known.
const ABOUT_KEYS: usize = 64;

/// The most bytes of their clients, as JSON.
const MOST_BYTES: u64 = 1 << 20;

/// A client, and the JSON that says it.
struct Known {
    client: Client,
    json: Vec<u8>,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<KeyHash, Arc<Known>> for Bytes {
    fn weight(&self, _: &KeyHash, known: &Arc<Known>) -> u64 {
        known.json.len() as u64
    }
}

/// The clients that came lately, by the keys with which they did.
pub(super) struct KnownClients(Cache<KeyHash, Arc<Known>, Bytes>);

impl Default for KnownClients {
    fn default() -> Self {
        Self(Cache::with_weighter(ABOUT_KEYS, MOST_BYTES, Bytes))
    }
}

impl KnownClients {
    /// The client that a key was known to be of, if its rows have not changed.
    pub(super) fn get(&self, rows: &impl Rows, hash: &KeyHash) -> Result<Option<Client>, StoreError> {
        let Some(known) = self.0.get(hash) else { return Ok(None) };
        let json = long::get(rows, Table::Clients, &keys::client(&known.client.id))?;
        Ok((json.as_ref() == Some(&known.json)).then(|| known.client.clone()))
    }

    /// Notes what was read of the client of a key.
    pub(super) fn put(&self, hash: KeyHash, client: Client, json: Vec<u8>) {
        self.0.insert(hash, Arc::new(Known { client, json }));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::empty;
    use super::*;
    use crate::Store;
    use crate::contract::clients::client;
    use crate::contract::samples::{actor, second};

    #[tokio::test]
    async fn what_is_known_of_a_key_counts_while_the_client_s_row_is_the_same() {
        let (_folder, store) = empty();
        let (ada, hash) = (client("ada", &[1]), KeyHash([1; 32]));
        store.add_client(ada.clone(), actor(), second(0)).await.unwrap();
        let db = store.db().unwrap();
        let known = || store.known_clients.get(&*db, &hash).unwrap();
        assert_eq!(known(), None);
        store.client_by_key_hash(&hash).await.unwrap().unwrap();
        assert_eq!(known(), Some(ada.clone()));
        let row = db.insert(keys::client(&ada.id), b"{}").unwrap().unwrap();
        assert_eq!(known(), None);
        db.insert(keys::client(&ada.id), row).unwrap();
        assert_eq!(known(), Some(ada.clone()));
        db.remove(keys::client(&ada.id)).unwrap();
        assert_eq!(known(), None);
    }
}
