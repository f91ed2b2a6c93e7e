//! The recording of a newer version: all of its rows and the end of the one before, or nothing.

use serde_json::json;

use super::draft::Draft;
use super::keys::{self, Place};
use super::revision::{self, Revision};
use super::slots::SlotPool;
use super::{claim, issue, long, record, revoked_id, status_list};
use crate::{
    Act, Actor, CredentialRecord, Earlier, Issuance, NewEvent, Status, StatusPurpose, StoreError,
    Supersession,
};

/// What a supersession is about to become.
pub(super) enum Staged {
    New(Box<CredentialRecord>),
    Same(Box<CredentialRecord>),
    Conflict(Box<CredentialRecord>),
    OutOfForce(Box<CredentialRecord>),
    Overtaken,
    TooMany,
    Unknown,
}

/// Writes a newer version, which `encoded` is the record of.
pub(super) fn stage(
    draft: &mut Draft<'_>,
    pool: &SlotPool,
    supersession: Supersession,
    encoded: &[u8],
) -> Result<Staged, StoreError> {
    let Supersession { request, revision, renews, at, version } = supersession;
    let Some(place) = issue::place_of(draft, &version.id)? else { return Ok(Staged::Unknown) };
    let before = Box::new(record::at(draft, place)?);
    if let Some(Earlier::Conflict(other)) = claim::earlier(draft, &request, Place(u64::MAX))? {
        return Ok(Staged::Conflict(other));
    }
    // The key is known with this body, or the body is what the badge was last made from.
    let key = request.idempotency_key.as_ref().map(|key| keys::idempotency_key(&request.client, key));
    let known = key.as_ref().map_or(Ok(None), |key| claim::known(draft, key))?;
    match known {
        Some(known) if known != place => return Ok(Staged::Conflict(Box::new(record::at(draft, known)?))),
        Some(_) => return Ok(Staged::Same(before)),
        None => {}
    }
    if before.body == request.body && !renews {
        key.into_iter().for_each(|key| draft.put(key, &place.bytes()));
        return Ok(Staged::Same(before));
    }
    if let Some(other) = claim::other_under_external_id(draft, &version.claim, place)? {
        return Ok(Staged::Conflict(Box::new(other)));
    }
    if before.status.status != Status::Active {
        return Ok(Staged::OutOfForce(before));
    }
    if before.revision != revision {
        return Ok(Staged::Overtaken);
    }
    let Some(number) = revision::next(draft, place)? else { return Ok(Staged::TooMany) };
    long::put(draft, "a credential", keys::version(place, number), encoded)?;
    key.into_iter().for_each(|key| draft.put(key, &place.bytes()));
    replace_index(draft, place, &before, &version);
    end(draft, place, &before)?;
    for slot in issue::slots_of(&version) {
        status_list::put_entry(draft, pool, &version.issuer, slot)?;
    }
    let seq = draft.event(&event(&Actor::from(&request.client), at, &before, &version, number))?;
    revision::add(draft, place, at, seq)?;
    // Nothing can fail any more that would leave the slots to be given out again.
    issue::slots_of(&version).for_each(|slot| pool.keep(slot));
    let revision = Revision { number, at: Some(at) };
    record::of_issuance(place, revision, version).map(|record| Staged::New(Box::new(record)))
}

/// The version before counts no more: its entry is set, or its id is published.
fn end(draft: &mut Draft<'_>, place: Place, before: &CredentialRecord) -> Result<(), StoreError> {
    match before.slots.iter().find(|slot| slot.purpose == StatusPurpose::Revocation) {
        Some(slot) => status_list::set(draft, *slot, true),
        None => revoked_id::put(draft, place, before),
    }
}

/// The credential is found by what the newer version says, and known again by what the earlier ones were asked with.
fn replace_index(draft: &mut Draft<'_>, place: Place, before: &CredentialRecord, version: &Issuance) {
    // What finds the first version says more than is true now, which is no harm.
    draft.delete(keys::at_place(keys::badges_of(&before.badge), place));
    for recipient in &before.recipients {
        draft.delete(keys::at_place(keys::badges_of_recipient(recipient), place));
    }
    draft.put_key(keys::at_place(keys::badges_of(&version.badge), place));
    for recipient in &version.recipients {
        draft.put_key(keys::at_place(keys::badges_of_recipient(recipient), place));
    }
    if let Some(external_id) = &version.claim.external_id {
        draft.put(keys::external_id(external_id, &version.claim.client), &place.bytes());
    }
    draft.put_key(keys::earlier_body(place, &before.body));
}

fn event(
    actor: &Actor,
    at: badgewright_credential::Timestamp,
    before: &CredentialRecord,
    version: &Issuance,
    revision: u32,
) -> NewEvent {
    let mut detail = json!({"badge": version.badge, "issuer": version.issuer, "revision": revision});
    if before.badge != version.badge {
        detail["badgeBefore"] = json!(before.badge);
    }
    NewEvent { at, actor: actor.clone(), act: Act::Superseded, credential: Some(version.id), detail }
}
