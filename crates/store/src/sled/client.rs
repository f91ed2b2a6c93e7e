//! Clients and their keys, as they are kept: the client as JSON, and which client each key's hash belongs to.

use std::collections::BTreeSet;

use ::sled::Tree;
use badgewright_credential::Timestamp;
use serde_json::{Value, json};

use super::draft::Draft;
use super::keys::{self, Table};
use super::known_clients::KnownClients;
use super::rows::{self, Rows};
use super::{failure, long};
use crate::{
    Act, Actor, Client, ClientAdded, ClientId, ClientKey, ClientKeyAdded, ClientKeyRevoked, KeyHash, KeyId,
    NewEvent, StoreError,
};

/// The most keys of a client.
const MOST_KEYS: usize = 16;

/// Refuses a client that would not fit.
pub(super) fn check(client: &Client) -> Result<(), StoreError> {
    let unfit = |part, expected| Err(StoreError::Unfit { part, expected });
    if !(1..=200).contains(&client.name.len()) {
        return unfit("a client's name", "1 to 200 bytes");
    }
    if client.keys.len() > MOST_KEYS {
        return unfit("a client's keys", "at most 16");
    }
    client.keys.iter().try_for_each(check_key)
}

/// Refuses a key that would not fit.
pub(super) fn check_key(key: &ClientKey) -> Result<(), StoreError> {
    if key.prefix.len() <= 32 {
        Ok(())
    } else {
        Err(StoreError::Unfit { part: "a key's first characters", expected: "at most 32 bytes" })
    }
}

/// Adds a client with its keys.
pub(super) fn stage_client(
    draft: &mut Draft<'_>,
    client: &Client,
    actor: Actor,
    at: Timestamp,
) -> Result<ClientAdded, StoreError> {
    if draft.row(&keys::client(&client.id))?.is_some() {
        return Ok(ClientAdded::Taken);
    }
    let mut ids = BTreeSet::new();
    let mut hashes = BTreeSet::new();
    for key in &client.keys {
        let anew = ids.insert(&key.id) && hashes.insert(&key.hash);
        if !anew || draft.row(&keys::key_hash(&key.hash))?.is_some() {
            return Ok(ClientAdded::Taken);
        }
    }
    // Only now: what is answered with `Taken` must write nothing.
    for hash in hashes {
        draft.put(keys::key_hash(hash), client.id.as_str());
    }
    write(draft, client)?;
    let detail = json!({"client": client.id, "scopes": client.scopes});
    draft.event(&event(Act::ClientAdded, actor, at, detail))?;
    Ok(ClientAdded::Added)
}

/// Gives a client a key.
pub(super) fn stage_key(
    draft: &mut Draft<'_>,
    id: &ClientId,
    key: ClientKey,
    actor: Actor,
    at: Timestamp,
) -> Result<ClientKeyAdded, StoreError> {
    let Some(mut client) = get(draft, id)? else { return Ok(ClientKeyAdded::UnknownClient) };
    let hash = keys::key_hash(&key.hash);
    if draft.row(&hash)?.is_some() || client.keys.iter().any(|other| other.id == key.id) {
        return Ok(ClientKeyAdded::Taken);
    }
    if client.keys.len() >= MOST_KEYS {
        return Ok(ClientKeyAdded::TooMany);
    }
    draft.put(hash, id.as_str());
    let detail = json!({"client": id, "key": key.id});
    client.keys.push(key);
    write(draft, &client)?;
    draft.event(&event(Act::ClientKeyAdded, actor, at, detail))?;
    Ok(ClientKeyAdded::Added)
}

/// Takes a key from a client.
pub(super) fn stage_revocation(
    draft: &mut Draft<'_>,
    id: &ClientId,
    key: &KeyId,
    actor: Actor,
    at: Timestamp,
) -> Result<ClientKeyRevoked, StoreError> {
    let Some(mut client) = get(draft, id)? else { return Ok(ClientKeyRevoked::Unknown) };
    let Some(position) = client.keys.iter().position(|held| held.id == *key) else {
        return Ok(ClientKeyRevoked::Unknown);
    };
    let revoked = client.keys.remove(position);
    draft.delete(keys::key_hash(&revoked.hash));
    write(draft, &client)?;
    let detail = json!({"client": id, "key": key});
    draft.event(&event(Act::ClientKeyRevoked, actor, at, detail))?;
    Ok(ClientKeyRevoked::Revoked)
}

fn event(act: Act, actor: Actor, at: Timestamp, detail: Value) -> NewEvent {
    NewEvent { at, actor, act, credential: None, detail }
}

fn write(draft: &mut Draft<'_>, client: &Client) -> Result<(), StoreError> {
    let json = serde_json::to_vec(client)
        .map_err(|_| StoreError::Unfit { part: "a client", expected: "what JSON can write" })?;
    long::put(draft, "a client", keys::client(&client.id), &json)
}

/// One client.
pub(super) fn get(rows: &impl Rows, id: &ClientId) -> Result<Option<Client>, StoreError> {
    let key = keys::client(id);
    long::get(rows, Table::Clients, &key)?.map(|json| decode(&key, &json)).transpose()
}

fn decode(key: &[u8], json: &[u8]) -> Result<Client, StoreError> {
    serde_json::from_slice(json)
        .map_err(|error| rows::contradiction(Table::Clients, key, "a client as JSON", error.to_string()))
}

/// All clients, by id.
pub(super) fn all(tree: &Tree) -> Result<Vec<Client>, StoreError> {
    let client = |entry: ::sled::Result<(::sled::IVec, ::sled::IVec)>| {
        let (key, row) = entry.map_err(|error| failure::of_sled(error, "reading clients"))?;
        decode(&key, &long::whole(tree, Table::Clients, &key, &row)?)
    };
    tree.scan_prefix(Table::Clients.all()).map(client).collect()
}

/// The client that a key belongs to, and the key.
pub(super) fn by_key(
    tree: &Tree,
    known: &KnownClients,
    hash: &KeyHash,
) -> Result<Option<(Client, ClientKey)>, StoreError> {
    let client = match known.get(tree, hash)? {
        Some(client) => Some(client),
        None => read_by_key(tree, known, hash)?,
    };
    // The key may have been revoked between two reads: then the client has it no longer, and nobody is let in.
    Ok(client.and_then(|client| {
        let key = client.keys.iter().find(|key| key.hash == *hash).cloned()?;
        Some((client, key))
    }))
}

fn read_by_key(tree: &Tree, known: &KnownClients, hash: &KeyHash) -> Result<Option<Client>, StoreError> {
    let row_key = keys::key_hash(hash);
    let Some(row) = tree.row(&row_key)? else { return Ok(None) };
    let refuse = || rows::contradiction(Table::KeyHashes, &row_key, "a client's id", format!("{row:?}"));
    let id: ClientId = std::str::from_utf8(&row).ok().and_then(|id| id.parse().ok()).ok_or_else(refuse)?;
    let key = keys::client(&id);
    let json = long::get(tree, Table::Clients, &key)?.ok_or_else(|| rows::missing(Table::Clients, &key))?;
    let client = decode(&key, &json)?;
    known.put(*hash, client.clone(), json);
    Ok(Some(client))
}
