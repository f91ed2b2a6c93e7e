//! A credential, as it is kept: a [`super::head`], then what was taken out of its texts as bytes, then the texts, packed
//! and compressed against the dictionary of its class.

use badgewright_credential::{CredentialId, Document, Timestamp};
use serde_json::Value;

use super::dictionary::Dictionary;
use super::head::{self, Form, Head, Lengths};
use super::keys::{self, Place, Table};
use super::packing::{Own, Packed};
use super::revision::{self, Revision};
use super::rows::{self, Rows};
use super::{compressed, issue, long, packing, status};
use crate::{
    BodyDigest, CredentialRecord, CredentialSummary, Issuance, RecordedSlot, StatusRecord, StoreError,
};

/// The most recipients of a credential.
const MOST_RECIPIENTS: usize = 16;

/// The most bytes of a record.
const LARGEST: usize = 8 << 20;

/// How deep JSON may be nested and still be read again: serde_json stops at 128.
const DEEPEST: usize = 120;

/// The record of an issuance, without its place.
pub(super) fn encode(issuance: &Issuance, dictionary: &Dictionary) -> Result<Vec<u8>, StoreError> {
    check(issuance)?;
    let json = texts(issuance)?;
    let attestations = json.attestations;
    let Packed { text, bytes } = packing::pack(&json.both, &own(issuance));
    let length = |part: usize| u32::try_from(part).map_err(|_| unfit("a credential", "at most 8 MiB"));
    let lengths = Lengths {
        attestations: length(attestations)?,
        text: length(text.len())?,
        bytes: length(bytes.len())?,
    };
    let mut record = head::encode(issuance, dictionary.number, lengths)
        .ok_or_else(|| unfit("a credential's head", "what the compact form can write"))?;
    if record.len() > long::PIECE {
        return Err(unfit("a credential's head", "at most 6,000 bytes"));
    }
    record.extend_from_slice(&bytes);
    compressed::compress(&text, dictionary, &mut record)
        .ok_or_else(|| unfit("a credential", "what there is memory to compress for"))?;
    Ok(record)
}

/// The attestations, in so many bytes, and the document.
struct Texts {
    attestations: usize,
    both: Vec<u8>,
}

fn texts(issuance: &Issuance) -> Result<Texts, StoreError> {
    let mut both = Vec::with_capacity(8 << 10);
    if !issuance.attestations.is_null() {
        serde_json::to_writer(&mut both, &issuance.attestations)
            .map_err(|_| unfit("attestations", "JSON"))?;
    }
    let attestations = both.len();
    both.extend_from_slice(issuance.credential.document().text().as_bytes());
    if both.len() <= LARGEST {
        Ok(Texts { attestations, both })
    } else {
        Err(unfit("a credential", "at most 8 MiB"))
    }
}

/// What the head says that the document says too.
pub(super) fn own(issuance: &Issuance) -> Own {
    Own {
        id: *issuance.id.as_bytes(),
        issued_at: in_words(issuance.issued_at.unix()),
        completed_at: in_words(issuance.completed_at.unix()),
        index: issue::slots_of(issuance).next().map(|slot| slot.index().to_string()).unwrap_or_default(),
    }
}

/// A moment as JSON writes it, in whole seconds, which is what a head keeps.
fn in_words(seconds: i64) -> String {
    Timestamp::from_unix(seconds).map(|moment| moment.to_string()).unwrap_or_default()
}

/// The same, of a head.
fn own_of(head: &Head) -> Own {
    Own {
        id: head.id,
        issued_at: in_words(head.issued_at),
        completed_at: in_words(head.completed_at),
        index: head::first_index(head).map(|index| index.to_string()).unwrap_or_default(),
    }
}

/// Refuses what would not come back as it was given, or not from the first piece.
pub(super) fn check(issuance: &Issuance) -> Result<(), StoreError> {
    if issuance.recipients.len() > MOST_RECIPIENTS {
        return Err(unfit("a credential's recipients", "at most 16"));
    }
    if issuance.issuer.as_str().len() > 1_024 {
        return Err(unfit("an issuer's DID", "at most 1,024 bytes"));
    }
    if issuance.class_version.len() > 128 {
        return Err(unfit("a badge class's version", "at most 128 bytes"));
    }
    const SHALLOW: &str = "JSON nested at most 120 deep";
    if !is_shallow(&issuance.attestations, DEEPEST) {
        return Err(unfit("attestations", SHALLOW));
    }
    let document = issuance.credential.document();
    // Few badges open as many brackets at all.
    if openings(document.text()) > DEEPEST && !is_shallow(document, DEEPEST) {
        return Err(unfit("a credential", SHALLOW));
    }
    Ok(())
}

/// How many brackets a text opens, those in its texts included.
fn openings(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'{' || *byte == b'[').count()
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

/// The head of the credential at a place, if there is one.
pub(super) fn head_at(rows: &impl Rows, place: Place) -> Result<Option<Head>, StoreError> {
    head_of(rows, place, revision::current(rows, place)?)
}

/// The head of a version of the credential at a place, if there is one.
pub(super) fn head_of(
    rows: &impl Rows,
    place: Place,
    revision: Revision,
) -> Result<Option<Head>, StoreError> {
    let (table, key) = revision.key(place);
    let Some(row) = rows.row(&key)? else { return Ok(None) };
    head::split(rows, place, long::first(table, &key, &row)?).map(|(head, _)| Some(head))
}

/// The credential at a place that another row names, in the version that counts.
pub(super) fn at(rows: &impl Rows, place: Place) -> Result<CredentialRecord, StoreError> {
    let revision = revision::current(rows, place)?;
    let (table, key) = revision.key(place);
    let record = long::get(rows, table, &key)?.ok_or_else(|| rows::missing(table, &key))?;
    let (head, rest) = head::split(rows, place, &record)?;
    let refuse = |found: String| rows::contradiction(table, &key, "JSON", found);
    let (attestations, mut document) =
        texts_after(&head, rest).ok_or_else(|| refuse(format!("{} bytes", rest.len())))?;
    if attestations > document.len() {
        return Err(refuse(format!("{} bytes", document.len())));
    }
    let attestations = match attestations {
        0 => Value::Null,
        length => serde_json::from_slice(document.drain(..length).as_slice())
            .map_err(|error| refuse(error.to_string()))?,
    };
    let document = String::from_utf8(document).map_err(|error| refuse(error.to_string()))?;
    let document = Document::read(document).map_err(|error| refuse(error.to_string()))?;
    let known = Known { slots: head::slots(place, &head)?, status: status::of(rows, place)? };
    whole(place, revision, head, known, attestations, document)
}

/// The texts that follow a head, and how long the first is; `None` if it does not say so.
fn texts_after(head: &Head, rest: &[u8]) -> Option<(usize, Vec<u8>)> {
    match &head.form {
        Form::Plain { attestations } => Some((*attestations, rest.to_vec())),
        Form::Compressed { dictionary, lengths } => {
            let (bytes, frame) = rest.split_at_checked(lengths.bytes as usize)?;
            let length = (lengths.text as usize).min(LARGEST);
            let text = compressed::decompress(frame, length, dictionary)?;
            Some((lengths.attestations as usize, packing::unpack(&text, bytes, &own_of(head))?))
        }
    }
}

/// A credential that is about to be written: what [`at`] will read.
pub(super) fn of_issuance(
    place: Place,
    revision: Revision,
    issuance: Issuance,
) -> Result<CredentialRecord, StoreError> {
    let slots = issue::slots_of(&issuance)
        .map(|slot| RecordedSlot { purpose: slot.purpose(), list: slot.list(), index: slot.index() })
        .collect();
    Ok(CredentialRecord {
        slots,
        id: issuance.id,
        issuer: issuance.issuer,
        badge: issuance.badge,
        class_version: issuance.class_version,
        client: issuance.claim.client,
        idempotency_key: issuance.claim.idempotency_key,
        external_id: issuance.claim.external_id,
        recipients: issuance.recipients,
        completed_at: in_seconds(place, issuance.completed_at)?,
        issued_at: in_seconds(place, issuance.issued_at)?,
        revision: revision.number,
        corrected_at: revision.at,
        body: issuance.claim.body,
        attestations: issuance.attestations,
        status: status::never_changed(),
        document: issuance.credential.into_document(),
    })
}

/// Moments are kept in whole seconds.
fn in_seconds(place: Place, moment: Timestamp) -> Result<Timestamp, StoreError> {
    rows::moment(Table::Credentials, &keys::credential(place), moment.unix())
}

/// What is not in a record.
struct Known {
    slots: Vec<RecordedSlot>,
    status: StatusRecord,
}

fn whole(
    place: Place,
    revision: Revision,
    head: Head,
    known: Known,
    attestations: Value,
    document: Document,
) -> Result<CredentialRecord, StoreError> {
    let key = keys::credential(place);
    Ok(CredentialRecord {
        slots: known.slots,
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
        status: known.status,
        document,
    })
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
