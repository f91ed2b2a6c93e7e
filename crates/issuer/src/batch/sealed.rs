//! Rows and results as the store keeps them: they name people, so they are sealed under a key of the look-up key.

use badgewright_credential::Entropy;
use badgewright_signing::sealing::Unopened;
use badgewright_store::{BatchId, SealedRows};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::LookupKey;

/// What is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Rows,
    Results,
}

/// What a portion belongs to: none can stand for another.
fn about(kind: Kind, batch: &BatchId, portion: u32) -> Vec<u8> {
    let kind: &[u8] = match kind {
        Kind::Rows => b"rows",
        Kind::Results => b"results",
    };
    [kind, batch.as_bytes(), &portion.to_be_bytes()].concat()
}

/// Seals a portion.
pub(super) fn seal<T: Serialize>(
    key: &LookupKey,
    entropy: &dyn Entropy,
    kind: Kind,
    (batch, portion): (&BatchId, u32),
    rows: &[T],
) -> Result<SealedRows, Unopened> {
    let bytes = serde_json::to_vec(rows).map_err(|_| Unopened)?;
    key.sealing().seal(&bytes, &about(kind, batch, portion), entropy).map(SealedRows)
}

/// Opens a portion.
pub(super) fn open<T: DeserializeOwned>(
    key: &LookupKey,
    kind: Kind,
    (batch, portion): (&BatchId, u32),
    sealed: &SealedRows,
) -> Result<Vec<T>, Unopened> {
    let bytes = key.sealing().open(&sealed.0, &about(kind, batch, portion))?;
    serde_json::from_slice(&bytes).map_err(|_| Unopened)
}
