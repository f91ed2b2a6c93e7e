//! Endorsements, as they are kept: those that were given here in a row each, those that an issuer was given in one row.

use badgewright_credential::{CredentialId, Did, StatusPurpose};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::draft::Draft;
use super::keys::Table;
use super::rows::{self, Rows};
use super::{long, record};
use crate::{
    AttachedEndorsement, ClientId, EndorsementRecord, EndorsementVersion, ExternalId, IdempotencyKey,
    IssuerSlug, RecordedSlot, StatusListId, StoreError, Withdrawn,
};

/// The most bytes of an endorsement.
const LARGEST: usize = 1 << 20;

/// How deep an endorsement may be nested: a badge carries it three levels further down.
const DEEPEST: usize = 100;

/// What is known of an endorsement that was given here.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) id: [u8; 16],
    pub(super) issuer: Did,
    pub(super) subject: String,
    pub(super) client: ClientId,
    pub(super) idempotency_key: Option<IdempotencyKey>,
    pub(super) external_id: Option<ExternalId>,
    pub(super) body: [u8; 32],
    pub(super) issued_at: i64,
    pub(super) withdrawn: Option<(i64, String)>,
    /// List and index, the newest last.
    pub(super) slots: Vec<(StatusListId, u32)>,
    pub(super) document: String,
    pub(super) jws: Option<String>,
}

impl Row {
    /// Makes a version the newest.
    pub(super) fn take(&mut self, version: &EndorsementVersion) {
        self.slots.push((version.slot.list(), version.slot.index()));
        self.document = version.credential.document().to_string();
        self.jws.clone_from(&version.jws);
    }
}

/// The key of the endorsement with that number.
pub(super) fn key(number: u64) -> Vec<u8> {
    Table::Endorsements.key(&[&number.to_be_bytes()])
}

/// The row with that number, which another row names.
pub(super) fn at(rows: &impl Rows, number: u64) -> Result<Row, StoreError> {
    let key = key(number);
    let whole = long::get(rows, Table::Endorsements, &key)?;
    rows::decode(Table::Endorsements, &key, &whole.ok_or_else(|| rows::missing(Table::Endorsements, &key))?)
}

pub(super) fn write(draft: &mut Draft<'_>, number: u64, row: &Row) -> Result<(), StoreError> {
    long::put(draft, "an endorsement", key(number), &rows::encode("an endorsement", row)?)
}

/// What the row says, as others read it.
pub(super) fn record(number: u64, row: Row) -> Result<EndorsementRecord, StoreError> {
    let key = key(number);
    let refuse = |expected, found: String| rows::contradiction(Table::Endorsements, &key, expected, found);
    let withdrawn = match row.withdrawn {
        Some((at, reason)) => Some(Withdrawn { at: rows::moment(Table::Endorsements, &key, at)?, reason }),
        None => None,
    };
    let slot = |(list, index)| RecordedSlot { purpose: StatusPurpose::Revocation, list, index };
    Ok(EndorsementRecord {
        id: CredentialId::from_bytes(row.id),
        issuer: row.issuer,
        subject: row.subject.parse().map_err(|_| refuse("an identifier", row.subject.clone()))?,
        client: row.client,
        idempotency_key: row.idempotency_key,
        external_id: row.external_id,
        issued_at: rows::moment(Table::Endorsements, &key, row.issued_at)?,
        withdrawn,
        slots: row.slots.into_iter().map(slot).collect(),
        document: serde_json::from_str(&row.document).map_err(|error| refuse("JSON", error.to_string()))?,
        jws: row.jws,
    })
}

/// Refuses a version that would not come back as it was given.
pub(super) fn check(version: &EndorsementVersion) -> Result<(), StoreError> {
    check_document(version.credential.document(), version.jws.as_deref())
}

fn check_document(document: &Value, jws: Option<&str>) -> Result<(), StoreError> {
    let unfit = |expected| StoreError::Unfit { part: "an endorsement", expected };
    if !record::is_shallow(document, DEEPEST) {
        return Err(unfit("JSON nested at most 100 deep"));
    }
    if jws.is_some_and(|jws| jws.len() > LARGEST || !jws.is_ascii()) || document.to_string().len() > LARGEST {
        return Err(unfit("at most 1 MiB"));
    }
    Ok(())
}

/// An endorsement that an issuer was given.
#[derive(Serialize, Deserialize)]
struct AttachedRow {
    id: [u8; 16],
    at: i64,
    document: String,
    jws: Option<String>,
}

fn attached_key(issuer: &IssuerSlug) -> Vec<u8> {
    Table::AttachedEndorsements.key(&[issuer.as_str().as_bytes()])
}

/// All that an issuer was given.
pub(super) fn attached(
    rows: &impl Rows,
    issuer: &IssuerSlug,
) -> Result<Vec<AttachedEndorsement>, StoreError> {
    const TABLE: Table = Table::AttachedEndorsements;
    let key = attached_key(issuer);
    let Some(whole) = long::get(rows, TABLE, &key)? else { return Ok(Vec::new()) };
    let list: Vec<AttachedRow> = rows::decode(TABLE, &key, &whole)?;
    let refuse = |error: serde_json::Error| rows::contradiction(TABLE, &key, "JSON", error.to_string());
    list.into_iter()
        .map(|row| {
            Ok(AttachedEndorsement {
                id: CredentialId::from_bytes(row.id),
                at: rows::moment(TABLE, &key, row.at)?,
                document: serde_json::from_str(&row.document).map_err(refuse)?,
                jws: row.jws,
            })
        })
        .collect()
}

/// Writes all that an issuer was given.
pub(super) fn write_attached(
    draft: &mut Draft<'_>,
    issuer: &IssuerSlug,
    list: &[AttachedEndorsement],
) -> Result<(), StoreError> {
    let row = |endorsement: &AttachedEndorsement| AttachedRow {
        id: *endorsement.id.as_bytes(),
        at: endorsement.at.unix(),
        document: endorsement.document.to_string(),
        jws: endorsement.jws.clone(),
    };
    let list: Vec<AttachedRow> = list.iter().map(row).collect();
    let whole = rows::encode("an issuer's endorsements", &list)?;
    long::put(draft, "an issuer's endorsements", attached_key(issuer), &whole)
}

/// Refuses an endorsement that would not come back as it was given.
pub(super) fn check_attached(endorsement: &AttachedEndorsement) -> Result<(), StoreError> {
    check_document(&endorsement.document, endorsement.jws.as_deref())
}
