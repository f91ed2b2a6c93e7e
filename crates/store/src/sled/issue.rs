//! The recording of an issue: all of its rows, or none.

use badgewright_credential::{CredentialId, Did};

use super::draft::Draft;
use super::index::Term;
use super::keys::{self, Place, Table};
use super::revision::Revision;
use super::rows::{self, Rows};
use super::slots::SlotPool;
use super::{claim, long, record, status_list};
use crate::{CredentialRecord, Earlier, Issuance, StatusSlot, StoreError};

/// What an issuance is about to become.
pub(super) enum Staged {
    New(Box<CredentialRecord>),
    Same(Box<CredentialRecord>),
    Conflict(Box<CredentialRecord>),
}

/// Writes an issuance, which `encoded` is the record of.
pub(super) fn stage(
    draft: &mut Draft<'_>,
    pool: &SlotPool,
    issuance: Issuance,
    encoded: &[u8],
) -> Result<Staged, StoreError> {
    match claim::earlier(draft, &issuance.claim, Place(u64::MAX))? {
        Some(Earlier::Same(first)) => {
            claim::remember(draft, &issuance.claim)?;
            return Ok(Staged::Same(first));
        }
        Some(Earlier::Conflict(first)) => return Ok(Staged::Conflict(first)),
        None => {}
    }
    if draft.row(&keys::id(&issuance.id))?.is_some() {
        return Err(StoreError::IdTaken(issuance.id));
    }
    let place = draft.next_place(issuance.issued_at);
    long::put(draft, "a credential", keys::credential(place), encoded)?;
    put_index(draft, place, &issuance);
    for slot in slots_of(&issuance) {
        status_list::put_entry(draft, pool, &issuance.issuer, slot)?;
    }
    put_issuer(draft, &issuance.issuer)?;
    draft.event_of_issue(place);
    // Nothing can fail any more that would leave the slots to be given out again.
    slots_of(&issuance).for_each(|slot| pool.keep(slot));
    record::of_issuance(place, Revision::FIRST, issuance).map(|record| Staged::New(Box::new(record)))
}

pub(super) fn slots_of(issuance: &Issuance) -> impl Iterator<Item = &StatusSlot> {
    [issuance.slot.as_ref(), issuance.suspension_slot.as_ref()].into_iter().flatten()
}

/// All ways in which the credential is found.
fn put_index(draft: &mut Draft<'_>, place: Place, issuance: &Issuance) {
    let found_by = claim::keys_of(&issuance.claim).into_iter().map(|(_, key)| key);
    for key in found_by.chain([keys::id(&issuance.id)]) {
        draft.put(key, &place.bytes());
    }
    draft.find_by(Term::badge(&issuance.badge), place);
    for recipient in &issuance.recipients {
        draft.find_by(Term::recipient(recipient), place);
    }
}

/// Notes that the issuer has badges, so that its DID stays.
pub(super) fn put_issuer(draft: &mut Draft<'_>, issuer: &Did) -> Result<(), StoreError> {
    let key = keys::issuer_with_badges(issuer);
    if draft.row(&key)?.is_none() {
        draft.put_key(key);
    }
    Ok(())
}

/// The place of a credential, if it is recorded.
pub(super) fn place_of(rows: &impl Rows, id: &CredentialId) -> Result<Option<Place>, StoreError> {
    rows::place(rows, Table::Ids, &keys::id(id))
}
