//! Whether a request was recorded before.

use super::draft::Draft;
use super::keys::{self, Place, Table};
use super::record;
use super::rows::{self, Rows};
use crate::{Claim, CredentialRecord, Earlier, StoreError};

/// What was recorded under the claim's key, else under its external id, up to the place `until`.
pub(super) fn earlier(rows: &impl Rows, claim: &Claim, until: Place) -> Result<Option<Earlier>, StoreError> {
    for (table, key) in keys_of(claim) {
        if let Some(place) = rows::place(rows, table, &key)?.filter(|place| *place <= until) {
            return judged(rows, claim, place).map(Some);
        }
    }
    Ok(None)
}

/// The keys under which a claim is found again. The `Idempotency-Key` comes first: it is the nearer word.
pub(super) fn keys_of(claim: &Claim) -> Vec<(Table, Vec<u8>)> {
    let by_key = claim.idempotency_key.as_ref().map(|key| keys::idempotency_key(&claim.client, key));
    let by_external_id = claim.external_id.as_ref().map(|id| keys::external_id(id, &claim.client));
    [(Table::IdempotencyKeys, by_key), (Table::ExternalIds, by_external_id)]
        .into_iter()
        .filter_map(|(table, key)| Some((table, key?)))
        .collect()
}

/// Has a request that was found by one of its keys found by the other as well from now on.
pub(super) fn remember(draft: &mut Draft<'_>, claim: &Claim) -> Result<(), StoreError> {
    let mut known = None;
    let mut unknown = Vec::new();
    for (table, key) in keys_of(claim) {
        match rows::place(draft, table, &key)? {
            Some(place) => known = known.or(Some(place)),
            None => unknown.push(key),
        }
    }
    if let Some(place) = known {
        unknown.into_iter().for_each(|key| draft.put(key, &place.bytes()));
    }
    Ok(())
}

/// The place that a key of a claim holds.
pub(super) fn known(rows: &impl Rows, key: &[u8]) -> Result<Option<Place>, StoreError> {
    rows::place(rows, Table::IdempotencyKeys, key)
}

/// Another credential than the one at `place` that has the claim's external id.
pub(super) fn other_under_external_id(
    rows: &impl Rows,
    claim: &Claim,
    place: Place,
) -> Result<Option<CredentialRecord>, StoreError> {
    let Some(external_id) = &claim.external_id else { return Ok(None) };
    let key = keys::external_id(external_id, &claim.client);
    let holder = rows::place(rows, Table::ExternalIds, &key)?.filter(|holder| *holder != place);
    holder.map(|holder| record::at(rows, holder)).transpose()
}

fn judged(rows: &impl Rows, claim: &Claim, place: Place) -> Result<Earlier, StoreError> {
    let first = record::head_at(rows, place)?
        .ok_or_else(|| rows::missing(Table::Credentials, &keys::credential(place)))?;
    let record: Box<CredentialRecord> = Box::new(record::at(rows, place)?);
    let is_known = first.body == claim.body.0 || rows.row(&keys::earlier_body(place, &claim.body))?.is_some();
    Ok(if is_known { Earlier::Same(record) } else { Earlier::Conflict(record) })
}
