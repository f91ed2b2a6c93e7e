//! Rows and results as the store keeps them: they name people, so they are sealed under a key of the look-up key; and they
//! are much alike, so that a portion is compressed before (RFC 1951) to a sixth of its bytes.

use std::io::{self, Read as _, Write as _};

use badgewright_credential::Entropy;
use badgewright_signing::sealing::Unopened;
use badgewright_store::{BatchId, SealedRows};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::LookupKey;

/// The most bytes of a portion, compressed or not: some more than its heaviest, which is one row.
const MOST_BYTES: u64 = 16 << 20;

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
    let bytes = compressed(&bytes).map_err(|_| Unopened)?;
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
    let bytes = whole(&bytes).map_err(|_| Unopened)?;
    serde_json::from_slice(&bytes).map_err(|_| Unopened)
}

/// As fast as it can be done: that rows are alike is seen at once.
fn compressed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::fast());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn whole(compressed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(compressed.len() * 6);
    DeflateDecoder::new(compressed).take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}
