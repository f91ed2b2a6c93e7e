//! A credential's status, and the status lists that publish it (Bitstring Status List §3).

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::sync::Arc;

use badgewright_credential::{CredentialId, Did, StatusPurpose, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Actor, CredentialRecord};

/// The state of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Good, as far as its issuer says.
    Active,
    /// Out of force until reinstated.
    Suspended,
    /// Out of force for good.
    Revoked,
}

/// The status a credential has, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusRecord {
    /// The state.
    pub status: Status,
    /// The reason that was given with the last change.
    pub reason: Option<String>,
    /// When it last changed; `None` if it never did.
    pub changed_at: Option<Timestamp>,
}

/// The number of a status list, unique in the store, as its URL has it: `/status/1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatusListId(pub NonZeroU32);

/// Why a text is not a [`StatusListId`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a status list's number: expected 1 to 4294967295 without leading zeros")]
pub struct InvalidStatusListId(pub String);

impl FromStr for StatusListId {
    type Err = InvalidStatusListId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // One list has one URL: `+1` and `01` are read by the number's parser, and refused here.
        match text.parse::<NonZeroU32>() {
            Ok(number) if number.to_string() == text => Ok(Self(number)),
            _ => Err(InvalidStatusListId(text.to_owned())),
        }
    }
}

impl fmt::Display for StatusListId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A place in a status list, reserved in memory: nobody else is given it while this value lives. Recording an
/// issuance makes it the credential's for good; dropping it gives it back.
pub struct StatusSlot {
    purpose: StatusPurpose,
    list: StatusListId,
    index: u32,
    keeper: Arc<dyn SlotKeeper>,
}

/// Who gave a slot out, and takes it back.
pub(crate) trait SlotKeeper: Send + Sync {
    /// The slot's value is gone. It is free again, unless a record has it.
    fn dropped(&self, list: StatusListId, index: u32);
}

impl StatusSlot {
    /// For the stores, which alone give slots out.
    pub(crate) fn new(
        purpose: StatusPurpose,
        list: StatusListId,
        index: u32,
        keeper: Arc<dyn SlotKeeper>,
    ) -> Self {
        Self { purpose, list, index, keeper }
    }

    /// Whether the keeper at that address gave the slot out.
    pub(crate) fn was_given_by(&self, keeper: *const ()) -> bool {
        std::ptr::addr_eq(Arc::as_ptr(&self.keeper), keeper)
    }

    /// What a set bit there would say.
    #[must_use]
    pub fn purpose(&self) -> StatusPurpose {
        self.purpose
    }

    /// The list.
    #[must_use]
    pub fn list(&self) -> StatusListId {
        self.list
    }

    /// The entry, from 0: `statusListIndex`.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }
}

impl Drop for StatusSlot {
    fn drop(&mut self) {
        self.keeper.dropped(self.list, self.index);
    }
}

impl fmt::Debug for StatusSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StatusSlot({} {}#{})", self.purpose.as_str(), self.list, self.index)
    }
}

/// A change of one credential's status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusChange {
    /// Whose.
    pub id: CredentialId,
    /// The status it is to have.
    pub status: Status,
    /// Why, in words that the public may read: 1 to 2,000 bytes, or `None`.
    pub reason: Option<String>,
    /// Who asked.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
}

/// What became of a [`StatusChange`].
#[derive(Clone, Debug, PartialEq)]
pub enum StatusChanged {
    /// It is on disk: list, record and event.
    Changed(Box<CredentialRecord>),
    /// The credential had that status before. Nothing was written; the first reason stays.
    Already(Box<CredentialRecord>),
    /// The credential is revoked, and that is final.
    Final(Box<CredentialRecord>),
    /// The credential has no place in a suspension list.
    NotSuspendable(Box<CredentialRecord>),
    /// There is no such credential.
    Unknown,
}

/// What a status list says now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusListState {
    /// The list's number.
    pub id: StatusListId,
    /// Whose list it is.
    pub issuer: Did,
    /// What its set bits say.
    pub purpose: StatusPurpose,
    /// How many entries it has: at least 131,072 (Bitstring Status List §3.3).
    pub length: u32,
    /// The entries that are set, ascending.
    pub set: Vec<u32>,
    /// Grows with each change of an entry, from 0.
    pub version: u64,
}
