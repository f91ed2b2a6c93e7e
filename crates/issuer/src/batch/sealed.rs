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

/// How what is sealed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// Compressed JSON.
    Compressed,
    /// JSON, as the first versions wrote it.
    Plain,
}

/// What a portion belongs to, and how it is written: none can stand for another.
fn about(written: Written, kind: Kind, batch: &BatchId, portion: u32) -> Vec<u8> {
    let kind: &[u8] = match (kind, written) {
        (Kind::Rows, Written::Plain) => b"rows",
        (Kind::Rows, Written::Compressed) => b"compressed rows",
        (Kind::Results, Written::Plain) => b"results",
        (Kind::Results, Written::Compressed) => b"compressed results",
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
    key.sealing().seal(&bytes, &about(Written::Compressed, kind, batch, portion), entropy).map(SealedRows)
}

/// Opens a portion.
pub(super) fn open<T: DeserializeOwned>(
    key: &LookupKey,
    kind: Kind,
    (batch, portion): (&BatchId, u32),
    sealed: &SealedRows,
) -> Result<Vec<T>, Unopened> {
    let as_written = |written| key.sealing().open(&sealed.0, &about(written, kind, batch, portion));
    let bytes = match as_written(Written::Compressed) {
        Ok(bytes) => whole(&bytes).map_err(|_| Unopened)?,
        Err(_) => as_written(Written::Plain)?,
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    struct Sevens;

    impl Entropy for Sevens {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn what_the_first_versions_sealed_is_opened_and_no_portion_stands_for_another() {
        let (key, batch) = (LookupKey::random(&Sevens), BatchId::random(&Sevens));
        let rows = vec!["a row".to_owned(); 40];
        let json = serde_json::to_vec(&rows).unwrap();
        let plain = about(Written::Plain, Kind::Rows, &batch, 3);
        let before = SealedRows(key.sealing().seal(&json, &plain, &Sevens).unwrap());
        let now = seal(&key, &Sevens, Kind::Rows, (&batch, 3), &rows).unwrap();
        assert!(now.0.len() < before.0.len());
        for sealed in [before, now] {
            let opened = |kind, portion| open::<String>(&key, kind, (&batch, portion), &sealed).ok();
            assert_eq!(opened(Kind::Rows, 3), Some(rows.clone()));
            assert_eq!((opened(Kind::Rows, 4), opened(Kind::Results, 3)), (None, None));
        }
    }
}
