//! The JWS form of a credential, as it is kept.

use badgewright_credential::CredentialId;

use super::draft::Draft;
use super::keys::{self, Place, Table};
use super::rows::{self, Rows};
use super::{issue, long, revision};
use crate::StoreError;

/// The most bytes of a JWS form.
const LONGEST: usize = 4 << 20;

/// Refuses a form that would not fit.
pub(super) fn check(jws: &str) -> Result<(), StoreError> {
    if (1..=LONGEST).contains(&jws.len()) && jws.is_ascii() {
        Ok(())
    } else {
        Err(StoreError::Unfit { part: "the JWS form of a credential", expected: "1 byte to 4 MiB of ASCII" })
    }
}

/// Keeps the form unless there is one. Returns what is kept.
pub(super) fn stage(
    draft: &mut Draft<'_>,
    id: &CredentialId,
    revision: u32,
    jws: &str,
) -> Result<Option<String>, StoreError> {
    let Some(place) = issue::place_of(draft, id)? else { return Ok(None) };
    if revision > revision::current(draft, place)?.number {
        return Ok(None);
    }
    if let Some(first) = at(draft, place, revision)? {
        return Ok(Some(first));
    }
    long::put(draft, "the JWS form of a credential", keys::jws(place, revision), jws.as_bytes())?;
    Ok(Some(jws.to_owned()))
}

/// The form of a version of the credential at a place.
pub(super) fn at(rows: &impl Rows, place: Place, revision: u32) -> Result<Option<String>, StoreError> {
    let key = keys::jws(place, revision);
    let refuse = |error: std::string::FromUtf8Error| {
        rows::contradiction(Table::JwsForms, &key, "ASCII", error.to_string())
    };
    long::get(rows, Table::JwsForms, &key)?.map(|jws| String::from_utf8(jws).map_err(refuse)).transpose()
}
