//! A credential, as it is kept: a compact head, then the attestations, then the document, both as JSON text.
//! The head fits in the first piece of a long row, so that lists never read documents.

use std::num::NonZeroU32;

use badgewright_credential::{BadgeSlug, CredentialId, Did, StatusPurpose};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::keys::{self, Place, Table};
use super::revision::{self, Revision};
use super::rows::{self, Rows};
use super::{long, status};
use crate::{
    BodyDigest, ClientId, CredentialRecord, CredentialSummary, ExternalId, IdempotencyKey, Issuance,
    RecipientDigest, RecordedSlot, StatusListId, StatusRecord, StoreError,
};

/// The version byte that begins each record.
const VERSION: u8 = 1;

/// The most recipients of a credential.
const MOST_RECIPIENTS: usize = 16;

/// The most bytes of a record.
const LARGEST: usize = 8 << 20;

/// How deep JSON may be nested and still be read again: serde_json stops at 128.
const DEEPEST: usize = 120;

/// What is known of a credential but for its attestations, its document and its status.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) id: [u8; 16],
    pub(super) issuer: Did,
    pub(super) badge: BadgeSlug,
    class_version: String,
    pub(super) client: ClientId,
    idempotency_key: Option<IdempotencyKey>,
    pub(super) external_id: Option<ExternalId>,
    pub(super) recipients: Vec<RecipientDigest>,
    /// Purpose, list, index.
    slots: Vec<(u8, u32, u32)>,
    completed_at: i64,
    pub(super) issued_at: i64,
    pub(super) body: [u8; 32],
    attestations: u32,
}

/// The record of an issuance, without its place.
pub(super) fn encode(issuance: &Issuance) -> Result<Vec<u8>, StoreError> {
    check(issuance)?;
    let attestations = match &issuance.attestations {
        Value::Null => String::new(),
        some => some.to_string(),
    };
    let mut record = postcard::to_extend(&head(issuance, attestations.len())?, vec![VERSION])
        .map_err(|_| unfit("a credential's head", "what the compact form can write"))?;
    if record.len() > long::PIECE {
        return Err(unfit("a credential's head", "at most 6,000 bytes"));
    }
    record.extend_from_slice(attestations.as_bytes());
    serde_json::to_writer(&mut record, issuance.credential.document())
        .map_err(|_| unfit("a credential", "JSON"))?;
    if record.len() <= LARGEST { Ok(record) } else { Err(unfit("a credential", "at most 8 MiB")) }
}

fn head(issuance: &Issuance, attestations: usize) -> Result<Head, StoreError> {
    let slots = [issuance.slot.as_ref(), issuance.suspension_slot.as_ref()];
    Ok(Head {
        id: *issuance.id.as_bytes(),
        issuer: issuance.issuer.clone(),
        badge: issuance.badge.clone(),
        class_version: issuance.class_version.clone(),
        client: issuance.claim.client.clone(),
        idempotency_key: issuance.claim.idempotency_key.clone(),
        external_id: issuance.claim.external_id.clone(),
        recipients: issuance.recipients.clone(),
        slots: slots
            .into_iter()
            .flatten()
            .map(|slot| (purpose_code(slot.purpose()), slot.list().0.get(), slot.index()))
            .collect(),
        completed_at: issuance.completed_at.unix(),
        issued_at: issuance.issued_at.unix(),
        body: issuance.claim.body.0,
        attestations: u32::try_from(attestations).map_err(|_| unfit("attestations", "at most 8 MiB"))?,
    })
}

/// Refuses what would not come back as it was given, or not from the first piece.
fn check(issuance: &Issuance) -> Result<(), StoreError> {
    if issuance.recipients.len() > MOST_RECIPIENTS {
        return Err(unfit("a credential's recipients", "at most 16"));
    }
    if issuance.issuer.as_str().len() > 1_024 {
        return Err(unfit("an issuer's DID", "at most 1,024 bytes"));
    }
    if issuance.class_version.len() > 128 {
        return Err(unfit("a badge class's version", "at most 128 bytes"));
    }
    for (part, json) in
        [("attestations", &issuance.attestations), ("a credential", issuance.credential.document())]
    {
        if !is_shallow(json, DEEPEST) {
            return Err(unfit(part, "JSON nested at most 120 deep"));
        }
    }
    Ok(())
}

pub(super) fn is_shallow(json: &Value, levels: usize) -> bool {
    match (json, levels.checked_sub(1)) {
        (Value::Array(_) | Value::Object(_), None) => false,
        (Value::Array(items), Some(rest)) => items.iter().all(|item| is_shallow(item, rest)),
        (Value::Object(members), Some(rest)) => members.values().all(|member| is_shallow(member, rest)),
        _ => true,
    }
}

fn unfit(part: &'static str, expected: &'static str) -> StoreError {
    StoreError::Unfit { part, expected }
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

/// The head of the credential at a place, if there is one.
pub(super) fn head_at(rows: &impl Rows, place: Place) -> Result<Option<Head>, StoreError> {
    let (table, key) = revision::current(rows, place)?.key(place);
    let Some(row) = rows.row(&key)? else { return Ok(None) };
    split_head(place, long::first(table, &key, &row)?).map(|(head, _)| Some(head))
}

/// The credential at a place that another row names, in the version that counts.
pub(super) fn at(rows: &impl Rows, place: Place) -> Result<CredentialRecord, StoreError> {
    let revision = revision::current(rows, place)?;
    let (table, key) = revision.key(place);
    let record = long::get(rows, table, &key)?.ok_or_else(|| rows::missing(table, &key))?;
    let (head, rest) = split_head(place, &record)?;
    let refuse = |found: String| rows::contradiction(table, &key, "JSON", found);
    let (attestations, document) = rest
        .split_at_checked(head.attestations as usize)
        .ok_or_else(|| refuse(format!("{} bytes", rest.len())))?;
    let attestations = match attestations {
        [] => Value::Null,
        json => serde_json::from_slice(json).map_err(|error| refuse(error.to_string()))?,
    };
    let document = serde_json::from_slice(document).map_err(|error| refuse(error.to_string()))?;
    whole(place, revision, head, attestations, document, status::of(rows, place)?)
}

/// A credential that is about to be written: what [`at`] will read.
pub(super) fn of_issuance(
    place: Place,
    revision: Revision,
    issuance: Issuance,
) -> Result<CredentialRecord, StoreError> {
    let head = head(&issuance, 0)?;
    let document = issuance.credential.into_document();
    whole(place, revision, head, issuance.attestations, document, status::never_changed())
}

pub(super) fn split_head(place: Place, record: &[u8]) -> Result<(Head, &[u8]), StoreError> {
    let key = keys::credential(place);
    let refuse =
        |found: String| rows::contradiction(Table::Credentials, &key, "a record of version 1", found);
    match record.split_first() {
        Some((&VERSION, rest)) => postcard::take_from_bytes(rest).map_err(|error| refuse(error.to_string())),
        Some((version, _)) => Err(refuse(format!("version {version}"))),
        None => Err(refuse("nothing".to_owned())),
    }
}

fn whole(
    place: Place,
    revision: Revision,
    head: Head,
    attestations: Value,
    document: Value,
    status: StatusRecord,
) -> Result<CredentialRecord, StoreError> {
    let key = keys::credential(place);
    Ok(CredentialRecord {
        slots: slots(place, &head)?,
        id: CredentialId::from_bytes(head.id),
        issuer: head.issuer,
        badge: head.badge,
        class_version: head.class_version,
        client: head.client,
        idempotency_key: head.idempotency_key,
        external_id: head.external_id,
        recipients: head.recipients,
        completed_at: rows::moment(Table::Credentials, &key, head.completed_at)?,
        issued_at: rows::moment(Table::Credentials, &key, head.issued_at)?,
        revision: revision.number,
        corrected_at: revision.at,
        body: BodyDigest(head.body),
        attestations,
        status,
        document,
    })
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

/// What a list shows of a credential.
pub(super) fn summary(rows: &impl Rows, place: Place, head: Head) -> Result<CredentialSummary, StoreError> {
    let key = keys::credential(place);
    Ok(CredentialSummary {
        id: CredentialId::from_bytes(head.id),
        issuer: head.issuer,
        badge: head.badge,
        client: head.client,
        external_id: head.external_id,
        status: status::of(rows, place)?.status,
        completed_at: rows::moment(Table::Credentials, &key, head.completed_at)?,
        issued_at: rows::moment(Table::Credentials, &key, head.issued_at)?,
    })
}
