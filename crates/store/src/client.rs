//! Those who may use the interface, and their keys.

use std::collections::BTreeSet;

use badgewright_credential::{BadgeSlug, Timestamp};
use serde::{Deserialize, Serialize};

use crate::IssuerSlug;
use crate::text::{bounded_text, digest};

bounded_text!(
    /// The id of a client, for good: 1 to 64 ASCII letters, digits, `-`, `_` and `.`.
    ClientId, InvalidClientId, max: 64, allowed: |c| c.is_ascii_alphanumeric() || "-_.".contains(c),
    expected: "1 to 64 ASCII letters, digits, `-`, `_` and `.`"
);

bounded_text!(
    /// The id of a client's key, which is not secret: 1 to 64 ASCII letters, digits, `-`, `_` and `.`.
    KeyId, InvalidKeyId, max: 64, allowed: |c| c.is_ascii_alphanumeric() || "-_.".contains(c),
    expected: "1 to 64 ASCII letters, digits, `-`, `_` and `.`"
);

digest!(
    /// SHA-256 of a client's key. A key has at least 128 random bits, so that a plain hash cannot be reversed.
    KeyHash
);

/// What a key allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// To issue badges.
    Issue,
    /// To revoke, suspend and reinstate badges.
    Revoke,
    /// To list badges and read the audit trail.
    Read,
    /// Everything, clients and keys included.
    Admin,
}

/// Which badge classes a client may issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ApprovedBadges {
    /// Every one, those to come included.
    All,
    /// These.
    Some(BTreeSet<BadgeSlug>),
}

/// One who may use the interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// Its id, for good.
    pub id: ClientId,
    /// What people call it.
    pub name: String,
    /// What it may do.
    pub scopes: BTreeSet<Scope>,
    /// Which badge classes it may issue.
    pub badges: ApprovedBadges,
    /// For which issuers it may issue.
    pub issuers: BTreeSet<IssuerSlug>,
    /// Its keys, revoked ones not among them: at most 16.
    pub keys: Vec<ClientKey>,
}

/// One key of a client. The key itself is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientKey {
    /// Its id, unique among the keys of its client.
    pub id: KeyId,
    /// Its hash.
    pub hash: KeyHash,
    /// Its first characters, by which people know it.
    pub prefix: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends to be valid, if it does. The store finds it all the same: judging is the reader's.
    pub expires_at: Option<Timestamp>,
}

/// What became of adding a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientAdded {
    /// It is on disk.
    Added,
    /// A client has that id, or one of the keys: nothing was written.
    Taken,
}

/// What became of giving a client a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientKeyAdded {
    /// It is on disk.
    Added,
    /// That key, or a key of the client with that id, is there: nothing was written.
    Taken,
    /// The client has 16 keys: revoke one first.
    TooMany,
    /// There is no such client.
    UnknownClient,
}

/// What became of revoking a client's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientKeyRevoked {
    /// From now on nobody is let in with it.
    Revoked,
    /// The client has no such key, or no longer, or there is no such client: nothing was written.
    Unknown,
}
