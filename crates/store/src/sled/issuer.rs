//! Which DID an issuer has, as it is kept.

use badgewright_credential::Did;
use serde_json::json;

use super::draft::Draft;
use super::keys::{self, Table};
use super::rows::{self, Rows};
use crate::{Act, IssuerBinding, IssuerBound, IssuerRecord, IssuerSlug, NewEvent, StoreError};

/// What is kept of an issuer.
pub(super) fn get(rows: &impl Rows, slug: &IssuerSlug) -> Result<Option<IssuerRecord>, StoreError> {
    let Some(did): Option<Did> = rows::read(rows, Table::Issuers, &keys::issuer(slug))? else {
        return Ok(None);
    };
    let has_issued = rows.row(&keys::issuer_with_badges(&did))?.is_some();
    Ok(Some(IssuerRecord { did, has_issued }))
}

/// Gives an issuer its DID, unless badges hang on the one it has.
pub(super) fn stage(draft: &mut Draft<'_>, binding: IssuerBinding) -> Result<IssuerBound, StoreError> {
    match get(draft, &binding.slug)? {
        Some(now) if now.did == binding.did => return Ok(IssuerBound::Already(now)),
        Some(now) if now.has_issued => return Ok(IssuerBound::Kept(now)),
        _ => {}
    }
    draft.put(keys::issuer(&binding.slug), rows::encode("an issuer's DID", &binding.did)?);
    draft.event(&NewEvent {
        at: binding.at,
        actor: binding.actor,
        act: Act::IssuerBound,
        credential: None,
        detail: json!({"issuer": binding.slug, "did": binding.did}),
    })?;
    Ok(IssuerBound::Bound)
}
