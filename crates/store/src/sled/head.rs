//! The head of a record: what is known of a credential but for its attestations, its document and its status. It fits in
//! the first piece of a long row, so that lists never read documents.

use std::num::NonZeroU32;
use std::sync::Arc;

use badgewright_credential::{BadgeSlug, Did, StatusPurpose};
use serde::{Deserialize, Serialize};

use super::dictionary::Dictionary;
use super::keys::{self, Place, Table};
use super::rows::{self, Rows};
use crate::{
    ClientId, ExternalId, IdempotencyKey, Issuance, RecipientDigest, RecordedSlot, StatusListId, StoreError,
};

/// The version byte of records with their text as it is, which are read and no longer written.
const PLAIN: u8 = 1;

/// The version byte of records that are compressed against a dictionary.
const COMPRESSED: u8 = 2;

/// The head of a credential.
pub(super) struct Head {
    pub(super) id: [u8; 16],
    pub(super) issuer: Did,
    pub(super) badge: BadgeSlug,
    pub(super) class_version: String,
    pub(super) client: ClientId,
    pub(super) idempotency_key: Option<IdempotencyKey>,
    pub(super) external_id: Option<ExternalId>,
    pub(super) recipients: Vec<RecipientDigest>,
    /// Purpose, list, index.
    slots: Vec<(u8, u32, u32)>,
    pub(super) completed_at: i64,
    pub(super) issued_at: i64,
    pub(super) body: [u8; 32],
    pub(super) form: Form,
}

/// How what follows the head is written: the attestations, then the document, both as JSON text.
pub(super) enum Form {
    /// As it is, the attestations in so many bytes.
    Plain { attestations: usize },
    /// Packed and compressed.
    Compressed { dictionary: Arc<Dictionary>, lengths: Lengths },
}

/// The parts of what follows a head, in bytes.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Lengths {
    /// Of the attestations, as JSON text.
    pub(super) attestations: u32,
    /// Of both texts when they are packed, before they are compressed.
    pub(super) text: u32,
    /// Of the bytes that were taken out of them, which come first.
    pub(super) bytes: u32,
}

/// A head of version 1.
#[derive(Serialize, Deserialize)]
struct PlainRow {
    id: [u8; 16],
    issuer: Did,
    badge: BadgeSlug,
    class_version: String,
    client: ClientId,
    idempotency_key: Option<IdempotencyKey>,
    external_id: Option<ExternalId>,
    recipients: Vec<RecipientDigest>,
    slots: Vec<(u8, u32, u32)>,
    completed_at: i64,
    issued_at: i64,
    body: [u8; 32],
    attestations: u32,
}

/// A head of version 2.
#[derive(Serialize, Deserialize)]
struct CompressedRow {
    dictionary: u32,
    id: [u8; 16],
    client: ClientId,
    idempotency_key: Option<IdempotencyKey>,
    external_id: Option<ExternalId>,
    recipients: Vec<RecipientDigest>,
    slots: Vec<(u8, u32, u32)>,
    issued_at: i64,
    /// How many seconds before that.
    completed_before: i64,
    body: [u8; 32],
    lengths: Lengths,
}

/// The head of an issuance, as it is written.
pub(super) fn encode(issuance: &Issuance, dictionary: u32, lengths: Lengths) -> Option<Vec<u8>> {
    let row = CompressedRow {
        dictionary,
        id: *issuance.id.as_bytes(),
        client: issuance.claim.client.clone(),
        idempotency_key: issuance.claim.idempotency_key.clone(),
        external_id: issuance.claim.external_id.clone(),
        recipients: issuance.recipients.clone(),
        slots: slots_of(issuance),
        issued_at: issuance.issued_at.unix(),
        completed_before: issuance.issued_at.unix().saturating_sub(issuance.completed_at.unix()),
        body: issuance.claim.body.0,
        lengths,
    };
    postcard::to_extend(&row, vec![COMPRESSED]).ok()
}

/// A head, and what follows it.
pub(super) fn split<'r>(
    rows: &impl Rows,
    place: Place,
    record: &'r [u8],
) -> Result<(Head, &'r [u8]), StoreError> {
    let refuse = |found: String| {
        rows::contradiction(Table::Credentials, &keys::credential(place), "a record of version 1 or 2", found)
    };
    match record.split_first() {
        Some((&PLAIN, rest)) => {
            let (row, rest) = postcard::take_from_bytes(rest).map_err(|error| refuse(error.to_string()))?;
            Ok((of_plain(row), rest))
        }
        Some((&COMPRESSED, rest)) => {
            let (row, rest): (CompressedRow, _) =
                postcard::take_from_bytes(rest).map_err(|error| refuse(error.to_string()))?;
            Ok((of_compressed(rows::dictionary(rows, row.dictionary)?, row), rest))
        }
        Some((version, _)) => Err(refuse(format!("version {version}"))),
        None => Err(refuse("nothing".to_owned())),
    }
}

fn of_plain(row: PlainRow) -> Head {
    Head {
        id: row.id,
        issuer: row.issuer,
        badge: row.badge,
        class_version: row.class_version,
        client: row.client,
        idempotency_key: row.idempotency_key,
        external_id: row.external_id,
        recipients: row.recipients,
        slots: row.slots,
        completed_at: row.completed_at,
        issued_at: row.issued_at,
        body: row.body,
        form: Form::Plain { attestations: row.attestations as usize },
    }
}

fn of_compressed(dictionary: Arc<Dictionary>, row: CompressedRow) -> Head {
    Head {
        id: row.id,
        issuer: dictionary.issuer.clone(),
        badge: dictionary.badge.clone(),
        class_version: dictionary.class_version.clone(),
        client: row.client,
        idempotency_key: row.idempotency_key,
        external_id: row.external_id,
        recipients: row.recipients,
        slots: row.slots,
        completed_at: row.issued_at.saturating_sub(row.completed_before),
        issued_at: row.issued_at,
        body: row.body,
        form: Form::Compressed { dictionary, lengths: row.lengths },
    }
}

fn slots_of(issuance: &Issuance) -> Vec<(u8, u32, u32)> {
    [issuance.slot.as_ref(), issuance.suspension_slot.as_ref()]
        .into_iter()
        .flatten()
        .map(|slot| (purpose_code(slot.purpose()), slot.list().0.get(), slot.index()))
        .collect()
}

fn purpose_code(purpose: StatusPurpose) -> u8 {
    match purpose {
        StatusPurpose::Revocation => 0,
        StatusPurpose::Suspension => 1,
    }
}

fn purpose_of(code: u8) -> Option<StatusPurpose> {
    [StatusPurpose::Revocation, StatusPurpose::Suspension]
        .into_iter()
        .find(|purpose| purpose_code(*purpose) == code)
}

/// The index of the first place in a status list.
pub(super) fn first_index(head: &Head) -> Option<u32> {
    head.slots.first().map(|(_, _, index)| *index)
}

/// The places in status lists that a credential has.
pub(super) fn slots(place: Place, head: &Head) -> Result<Vec<RecordedSlot>, StoreError> {
    let refuse = || {
        let found = format!("{:?}", head.slots);
        rows::contradiction(Table::Credentials, &keys::credential(place), "purposes and list numbers", found)
    };
    head.slots
        .iter()
        .map(|&(purpose, list, index)| {
            let list = StatusListId(NonZeroU32::new(list)?);
            Some(RecordedSlot { purpose: purpose_of(purpose)?, list, index })
        })
        .collect::<Option<_>>()
        .ok_or_else(refuse)
}

/// A record of version 1, as it was written until there were dictionaries.
#[cfg(test)]
pub(super) fn plain_record(issuance: &Issuance) -> Vec<u8> {
    let attestations = match &issuance.attestations {
        serde_json::Value::Null => String::new(),
        some => some.to_string(),
    };
    let row = PlainRow {
        id: *issuance.id.as_bytes(),
        issuer: issuance.issuer.clone(),
        badge: issuance.badge.clone(),
        class_version: issuance.class_version.clone(),
        client: issuance.claim.client.clone(),
        idempotency_key: issuance.claim.idempotency_key.clone(),
        external_id: issuance.claim.external_id.clone(),
        recipients: issuance.recipients.clone(),
        slots: slots_of(issuance),
        completed_at: issuance.completed_at.unix(),
        issued_at: issuance.issued_at.unix(),
        body: issuance.claim.body.0,
        attestations: u32::try_from(attestations.len()).unwrap(),
    };
    let head = postcard::to_extend(&row, vec![PLAIN]).unwrap();
    [&head, attestations.as_bytes(), issuance.credential.document().to_string().as_bytes()].concat()
}
