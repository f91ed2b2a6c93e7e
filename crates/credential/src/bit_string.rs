//! The bits of a status list, and their compressed form (BSL §2.2, §3.3, §3.4).

use std::io::{Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::StatusListError;

/// The entries of a status list. Index 0 is the left-most bit of the first byte (BSL §2.2).
#[derive(Clone, PartialEq, Eq)]
pub struct BitString {
    bytes: Vec<u8>,
}

impl BitString {
    /// BSL §2.2: fewer entries would tell which credential an index belongs to.
    pub const FEWEST_ENTRIES: u64 = 131_072;
    /// The most bytes that a list may unpack to: 128 million entries. A stranger's list is not trusted to stop.
    const MOST_BYTES: usize = 16 << 20;

    /// A list of at least `entries` bits, and at least [`Self::FEWEST_ENTRIES`], all clear; `None` if there would
    /// be more than a reader unpacks (2^27).
    #[must_use]
    pub fn clear(entries: u64) -> Option<Self> {
        let bytes = usize::try_from(entries.max(Self::FEWEST_ENTRIES).div_ceil(8)).ok()?;
        (bytes <= Self::MOST_BYTES).then(|| Self { bytes: vec![0; bytes] })
    }

    /// How many bits there are.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.bytes.len() as u64 * 8
    }

    /// The bit at `index`.
    ///
    /// # Errors
    /// [`StatusListError::Range`] beyond the end.
    pub fn get(&self, index: u64) -> Result<bool, StatusListError> {
        self.value(index, 1).map(|value| value == 1)
    }

    /// Sets or clears the bit at `index`.
    ///
    /// # Errors
    /// [`StatusListError::Range`] beyond the end.
    pub fn set(&mut self, index: u64, bit: bool) -> Result<(), StatusListError> {
        let entries = self.entries();
        let byte = usize::try_from(index / 8).ok().and_then(|at| self.bytes.get_mut(at));
        let byte = byte.ok_or(StatusListError::Range { index, status_size: 1, entries })?;
        let mask = 0x80 >> (index % 8);
        if bit {
            *byte |= mask
        } else {
            *byte &= !mask
        }
        Ok(())
    }

    /// The status at `index` of a list whose entries are `status_size` bits wide, most significant bit first.
    ///
    /// # Errors
    /// [`StatusListError::Range`] beyond the end (BSL §3.2 step 11), [`StatusListError::Malformed`] for a size of
    /// no bits or of more than 64.
    pub fn value(&self, index: u64, status_size: u64) -> Result<u64, StatusListError> {
        if !(1..=64).contains(&status_size) {
            return Err(StatusListError::Malformed("`statusSize` is not from 1 to 64".to_owned()));
        }
        let outside = StatusListError::Range { index, status_size, entries: self.entries() };
        let Some(first) = index.checked_mul(status_size) else { return Err(outside) };
        match first.checked_add(status_size) {
            Some(end) if end <= self.entries() => {}
            _ => return Err(outside),
        }
        Ok((first..first + status_size).fold(0, |value, bit| (value << 1) | u64::from(self.bit(bit))))
    }

    /// The bit at `index`, which the caller has compared with the length.
    fn bit(&self, index: u64) -> bool {
        let byte =
            usize::try_from(index / 8).ok().and_then(|at| self.bytes.get(at)).copied().unwrap_or_default();
        byte & (0x80 >> (index % 8)) != 0
    }

    /// The `encodedList`: multibase base64url of the gzipped bits (BSL §3.3). The same bits give the same text.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a vector takes every byte that is written to it")]
    pub fn encode(&self) -> String {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&self.bytes).expect("a vector takes every byte");
        let packed = gzip.finish().expect("a vector takes every byte");
        format!("u{}", URL_SAFE_NO_PAD.encode(packed))
    }

    /// Reads an `encodedList` (BSL §3.4), never unpacking more than 16 MiB.
    ///
    /// # Errors
    /// [`StatusListError::Malformed`] where it is not multibase `u`, not gzip or too large;
    /// [`StatusListError::Length`] for fewer than [`Self::FEWEST_ENTRIES`] entries.
    pub fn decode(encoded: &str) -> Result<Self, StatusListError> {
        let malformed = |what: &str| StatusListError::Malformed(what.to_owned());
        let text = encoded
            .strip_prefix('u')
            .ok_or_else(|| malformed("`encodedList` does not begin with the multibase letter `u`"))?;
        let packed = URL_SAFE_NO_PAD
            .decode(text.trim_end_matches('='))
            .map_err(|_| malformed("`encodedList` is not base64url"))?;
        let mut bytes = Vec::new();
        GzDecoder::new(packed.as_slice())
            .take(Self::MOST_BYTES as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| malformed("`encodedList` is not gzip"))?;
        if bytes.len() > Self::MOST_BYTES {
            return Err(malformed("`encodedList` unpacks to more than 16 MiB"));
        }
        let bits = Self { bytes };
        if bits.entries() < Self::FEWEST_ENTRIES {
            return Err(StatusListError::Length { entries: bits.entries() });
        }
        Ok(bits)
    }
}

impl std::fmt::Debug for BitString {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BitString({} entries)", self.entries())
    }
}
