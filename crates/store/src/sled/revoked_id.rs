//! Credentials that are published as revoked by their ids, because they have no place in a status list.

use ::sled::Tree;
use badgewright_credential::{CredentialId, Did};

use super::draft::Draft;
use super::failure;
use super::keys::{self, Place, Table};
use super::rows::{self, Rows};
use crate::{CredentialRecord, StoreError};

/// Has a version of a credential published as revoked.
pub(super) fn put(draft: &mut Draft<'_>, place: Place, record: &CredentialRecord) -> Result<(), StoreError> {
    let key = keys::at_place(keys::revoked_ids_of(&record.issuer, record.revision), place);
    draft.put(key, record.id.as_bytes());
    let version = version(draft, &record.issuer, record.revision)?.saturating_add(1);
    let row = rows::encode("the version of revoked ids", &version)?;
    draft.put(keys::revoked_ids_version(&record.issuer, record.revision), row);
    Ok(())
}

/// How often an id was added since this is counted: a store may have ids that are older.
pub(super) fn version(rows: &impl Rows, issuer: &Did, revision: u32) -> Result<u64, StoreError> {
    let key = keys::revoked_ids_version(issuer, revision);
    Ok(rows::read(rows, Table::RevokedIdsVersions, &key)?.unwrap_or(0))
}

/// All of an issuer's, of one revision.
pub(super) fn of(tree: &Tree, issuer: &Did, revision: u32) -> Result<Vec<CredentialId>, StoreError> {
    tree.scan_prefix(keys::revoked_ids_of(issuer, revision))
        .map(|entry| {
            let (key, row) = entry.map_err(|error| failure::of_sled(error, "reading revoked ids"))?;
            let id = <[u8; 16]>::try_from(&*row).map_err(|_| {
                let found = format!("{} bytes", row.len());
                rows::contradiction(Table::RevokedIds, &key, "an id of 16 bytes", found)
            })?;
            Ok(CredentialId::from_bytes(id))
        })
        .collect()
}
