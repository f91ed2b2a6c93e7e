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

fn judged(rows: &impl Rows, claim: &Claim, place: Place) -> Result<Earlier, StoreError> {
    let first = record::head_at(rows, place)?
        .ok_or_else(|| rows::missing(Table::Credentials, &keys::credential(place)))?;
    let record: Box<CredentialRecord> = Box::new(record::at(rows, place)?);
    Ok(if first.body == claim.body.0 { Earlier::Same(record) } else { Earlier::Conflict(record) })
}
