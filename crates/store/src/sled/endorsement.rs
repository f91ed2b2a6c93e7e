//! The operations on endorsements.

use std::sync::Arc;

use ::sled::Tree;
use async_trait::async_trait;
use badgewright_credential::{CredentialId, Timestamp};
use serde_json::json;

use super::draft::Draft;
use super::endorsement_row::{self as row, Row};
use super::keys::{self, Table};
use super::rows::{self, Rows};
use super::slots::SlotPool;
use super::{Sled, failure, status, status_list};
use crate::{
    Act, Actor, AttachedEndorsement, Claim, CommittedEndorsement, Cursor, EarlierEndorsement,
    EndorsementAttached, EndorsementIssuance, EndorsementPage, EndorsementRecord, EndorsementRecorded,
    EndorsementStore, EndorsementWithdrawal, EndorsementWithdrawn, IssuerSlug, MOST_ATTACHED, NewEvent,
    PageRequest, RecordedSlot, StatusPurpose, StoreError,
};

/// The most bytes of what an endorsement is about.
const LONGEST_SUBJECT: usize = 2_048;

#[async_trait]
impl EndorsementStore for Sled {
    async fn earlier_endorsement(&self, claim: &Claim) -> Result<Option<EarlierEndorsement>, StoreError> {
        let _between = self.between_batches();
        earlier(&*self.db()?, claim, self.horizon.seq())
    }

    async fn record_endorsement(
        &self,
        issuance: EndorsementIssuance,
    ) -> Result<EndorsementRecorded, StoreError> {
        check(&issuance)?;
        let pool = Arc::clone(&self.pool);
        let (staged, durable) = self.writer.commit(move |draft| stage(draft, &pool, &issuance)).await?;
        Ok(match staged {
            Staged::New(record) => {
                EndorsementRecorded::New(Box::new(CommittedEndorsement::after_flush(*record, durable)))
            }
            Staged::Earlier(earlier) => EndorsementRecorded::Earlier(earlier),
        })
    }

    async fn withdraw_endorsement(
        &self,
        withdrawal: EndorsementWithdrawal,
    ) -> Result<EndorsementWithdrawn, StoreError> {
        status::check_reason(&withdrawal.reason)?;
        row::check(&withdrawal.version)?;
        let pool = Arc::clone(&self.pool);
        self.commit(move |draft| stage_withdrawal(draft, &pool, withdrawal)).await
    }

    async fn endorsement(&self, id: &CredentialId) -> Result<Option<EndorsementRecord>, StoreError> {
        let db = self.db()?;
        let _between = self.between_batches();
        let number = number_of(&*db, id)?.filter(|number| *number <= self.horizon.seq());
        number.map(|number| row::record(number, row::at(&*db, number)?)).transpose()
    }

    async fn endorsements(&self, page: &PageRequest) -> Result<EndorsementPage, StoreError> {
        let limit = usize::from(page.limit.get().min(PageRequest::LARGEST));
        let after = page.cursor.map_or(0, |Cursor(number)| number);
        let _between = self.between_batches();
        list(&*self.db()?, &Table::Endorsements.all(), after, self.horizon.seq(), limit)
    }

    async fn endorsements_of(&self, subject: &str, limit: u16) -> Result<Vec<EndorsementRecord>, StoreError> {
        let limit = usize::from(limit.min(PageRequest::LARGEST));
        let _between = self.between_batches();
        let page = list(&*self.db()?, &about(subject), 0, self.horizon.seq(), limit)?;
        Ok(page.endorsements)
    }

    async fn attach_endorsement(
        &self,
        issuer: &IssuerSlug,
        endorsement: AttachedEndorsement,
        actor: Actor,
    ) -> Result<EndorsementAttached, StoreError> {
        row::check_attached(&endorsement)?;
        let issuer = issuer.clone();
        self.commit(move |draft| stage_attachment(draft, &issuer, endorsement, actor)).await
    }

    async fn detach_endorsement(
        &self,
        issuer: &IssuerSlug,
        id: &CredentialId,
        actor: Actor,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let (issuer, id) = (issuer.clone(), *id);
        self.commit(move |draft| {
            let mut list = row::attached(draft, &issuer)?;
            let Some(found) = list.iter().position(|attached| attached.id == id) else { return Ok(false) };
            let gone = list.remove(found);
            row::write_attached(draft, &issuer, &list)?;
            draft.event(&about_attached(Act::EndorsementDetached, &gone, actor, at))?;
            Ok(true)
        })
        .await
    }

    async fn attached_endorsements(
        &self,
        issuer: &IssuerSlug,
    ) -> Result<Vec<AttachedEndorsement>, StoreError> {
        let _between = self.between_batches();
        row::attached(&*self.db()?, issuer)
    }
}

enum Staged {
    New(Box<EndorsementRecord>),
    Earlier(EarlierEndorsement),
}

fn check(issuance: &EndorsementIssuance) -> Result<(), StoreError> {
    if issuance.subject.as_str().len() > LONGEST_SUBJECT {
        let expected = "at most 2,048 bytes";
        return Err(StoreError::Unfit { part: "what an endorsement is about", expected });
    }
    if issuance.issuer.as_str().len() > 1_024 {
        return Err(StoreError::Unfit { part: "an issuer's DID", expected: "at most 1,024 bytes" });
    }
    row::check(&issuance.version)
}

/// Writes an endorsement with its index entries and its event.
fn stage(
    draft: &mut Draft<'_>,
    pool: &SlotPool,
    issuance: &EndorsementIssuance,
) -> Result<Staged, StoreError> {
    if let Some(earlier) = earlier(draft, &issuance.claim, u64::MAX)? {
        if let EarlierEndorsement::Same(record) = &earlier
            && let Some(number) = number_of(draft, &record.id)?
        {
            put_claim(draft, &issuance.claim, number)?;
        }
        return Ok(Staged::Earlier(earlier));
    }
    if number_of(draft, &issuance.id)?.is_some() {
        return Err(StoreError::IdTaken(issuance.id));
    }
    let version = &issuance.version;
    status_list::put_entry(draft, pool, &issuance.issuer, &version.slot)?;
    let number = draft.event(&NewEvent {
        at: issuance.issued_at,
        actor: (&issuance.claim.client).into(),
        act: Act::EndorsementIssued,
        credential: Some(issuance.id),
        detail: json!({"subject": issuance.subject, "issuer": issuance.issuer}),
    })?;
    let mut row = row_of(issuance);
    row.take(version);
    row::write(draft, number, &row)?;
    draft.put(id_key(&issuance.id), &number.to_be_bytes());
    put_claim(draft, &issuance.claim, number)?;
    draft.put_key([about(issuance.subject.as_str()), number.to_be_bytes().to_vec()].concat());
    draft.put_key(keys::issuer_with_badges(&issuance.issuer));
    // Nothing can fail any more that would leave the slot to be given out again.
    let record = row::record(number, row)?;
    pool.keep(&version.slot);
    Ok(Staged::New(Box::new(record)))
}

/// The row of an endorsement that has no version yet.
fn row_of(issuance: &EndorsementIssuance) -> Row {
    let claim = &issuance.claim;
    Row {
        id: *issuance.id.as_bytes(),
        issuer: issuance.issuer.clone(),
        subject: issuance.subject.as_str().to_owned(),
        client: claim.client.clone(),
        idempotency_key: claim.idempotency_key.clone(),
        external_id: claim.external_id.clone(),
        body: claim.body.0,
        issued_at: issuance.issued_at.unix(),
        withdrawn: None,
        slots: Vec::new(),
        document: String::new(),
        jws: None,
    }
}

/// Puts the newer version in the place of the older one, whose entry is set, in one commit.
fn stage_withdrawal(
    draft: &mut Draft<'_>,
    pool: &SlotPool,
    withdrawal: EndorsementWithdrawal,
) -> Result<EndorsementWithdrawn, StoreError> {
    let Some(number) = number_of(draft, &withdrawal.id)? else { return Ok(EndorsementWithdrawn::Unknown) };
    let mut row = row::at(draft, number)?;
    if row.withdrawn.is_some() {
        return Ok(EndorsementWithdrawn::Already(Box::new(row::record(number, row)?)));
    }
    let EndorsementWithdrawal { id, reason, actor, at, version } = withdrawal;
    for (list, index) in &row.slots {
        let slot = RecordedSlot { purpose: StatusPurpose::Revocation, list: *list, index: *index };
        status_list::set(draft, slot, true)?;
    }
    status_list::put_entry(draft, pool, &row.issuer, &version.slot)?;
    row.take(&version);
    row.withdrawn = Some((at.unix(), reason.clone()));
    row::write(draft, number, &row)?;
    let detail = json!({"reason": reason});
    draft.event(&NewEvent { at, actor, act: Act::EndorsementWithdrawn, credential: Some(id), detail })?;
    let record = row::record(number, row)?;
    pool.keep(&version.slot);
    Ok(EndorsementWithdrawn::Withdrawn(Box::new(record)))
}

/// Attaches an endorsement, in the place of an earlier version.
fn stage_attachment(
    draft: &mut Draft<'_>,
    issuer: &IssuerSlug,
    endorsement: AttachedEndorsement,
    actor: Actor,
) -> Result<EndorsementAttached, StoreError> {
    let mut list = row::attached(draft, issuer)?;
    let event = about_attached(Act::EndorsementAttached, &endorsement, actor, endorsement.at);
    let room = list.len() < MOST_ATTACHED;
    let attached = match list.iter_mut().find(|attached| attached.id == endorsement.id) {
        Some(earlier) if earlier.document == endorsement.document && earlier.jws == endorsement.jws => {
            return Ok(EndorsementAttached::Already);
        }
        Some(earlier) => {
            *earlier = endorsement;
            EndorsementAttached::Replaced
        }
        None if !room => return Ok(EndorsementAttached::TooMany),
        None => {
            list.push(endorsement);
            EndorsementAttached::New
        }
    };
    list.sort_unstable_by_key(|attached| attached.id);
    row::write_attached(draft, issuer, &list)?;
    draft.event(&event)?;
    Ok(attached)
}

/// The credential's own id stands in the detail: it is no credential of ours.
fn about_attached(act: Act, endorsement: &AttachedEndorsement, actor: Actor, at: Timestamp) -> NewEvent {
    let url = endorsement.document.get("id").and_then(serde_json::Value::as_str).unwrap_or_default();
    let url: String = url.chars().take(500).collect();
    NewEvent { at, actor, act, credential: None, detail: json!({"endorsement": url}) }
}

/// What was recorded under the claim's key, else under its external id, up to the number `until`.
fn earlier(rows: &impl Rows, claim: &Claim, until: u64) -> Result<Option<EarlierEndorsement>, StoreError> {
    for key in claim_keys(claim) {
        let number = number_at(rows, Table::EndorsementClaims, &key)?;
        if let Some(number) = number.filter(|number| *number <= until) {
            let row = row::at(rows, number)?;
            let is_same = row.body == claim.body.0;
            let record = Box::new(row::record(number, row)?);
            let earlier = if is_same { EarlierEndorsement::Same } else { EarlierEndorsement::Conflict };
            return Ok(Some(earlier(record)));
        }
    }
    Ok(None)
}

/// The keys under which a request is found again. The `Idempotency-Key` comes first: it is the nearer word.
fn claim_keys(claim: &Claim) -> Vec<Vec<u8>> {
    let client = claim.client.as_str().as_bytes();
    let key = |kind: &[u8], name: &str| Table::EndorsementClaims.key(&[kind, client, &[0], name.as_bytes()]);
    let by_key = claim.idempotency_key.as_ref().map(|name| key(b"k", name.as_str()));
    let by_external_id = claim.external_id.as_ref().map(|name| key(b"x", name.as_str()));
    by_key.into_iter().chain(by_external_id).collect()
}

/// Has the endorsement found by every key of the claim that is not known yet.
fn put_claim(draft: &mut Draft<'_>, claim: &Claim, number: u64) -> Result<(), StoreError> {
    for key in claim_keys(claim) {
        if draft.row(&key)?.is_none() {
            draft.put(key, &number.to_be_bytes());
        }
    }
    Ok(())
}

fn id_key(id: &CredentialId) -> Vec<u8> {
    Table::EndorsementIds.key(&[id.as_bytes()])
}

/// What the keys of one subject begin with. No identifier has a zero in it.
fn about(subject: &str) -> Vec<u8> {
    Table::EndorsementSubjects.key(&[subject.as_bytes(), &[0]])
}

/// The number of an endorsement, if it is recorded.
fn number_of(rows: &impl Rows, id: &CredentialId) -> Result<Option<u64>, StoreError> {
    number_at(rows, Table::EndorsementIds, &id_key(id))
}

fn number_at(rows: &impl Rows, table: Table, key: &[u8]) -> Result<Option<u64>, StoreError> {
    Ok(rows::place(rows, table, key)?.map(|place| place.0))
}

/// The endorsements whose numbers end the keys with a prefix, after one number and up to another.
fn list(
    tree: &Tree,
    prefix: &[u8],
    after: u64,
    until: u64,
    limit: usize,
) -> Result<EndorsementPage, StoreError> {
    let mut page = EndorsementPage { endorsements: Vec::new(), next: None };
    let Some(from) = after.checked_add(1).filter(|from| *from <= until) else { return Ok(page) };
    let end = |number: u64| [prefix, &number.to_be_bytes()].concat();
    let mut last = None;
    for key in tree.range(end(from)..=end(until)).keys() {
        let key = key.map_err(|error| failure::of_sled(error, "listing endorsements"))?;
        if page.endorsements.len() >= limit {
            // There is at least one more to look at, so that the cursor is worth following.
            page.next = last.map(Cursor);
            break;
        }
        let number = key.last_chunk().map(|number| u64::from_be_bytes(*number));
        let missing = || rows::contradiction(Table::Endorsements, &key, "a number", "none".to_owned());
        let number = number.ok_or_else(missing)?;
        page.endorsements.push(row::record(number, row::at(tree, number)?)?);
        last = Some(number);
    }
    Ok(page)
}
