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
        let text = encoded
            .strip_prefix('u')
            .ok_or_else(|| malformed("`encodedList` does not begin with the multibase letter `u`"))?;
        let packed = URL_SAFE_NO_PAD
            .decode(text.trim_end_matches('='))
            .map_err(|_| malformed("`encodedList` is not base64url"))?;
        Self::unpack(&packed)
    }

    /// Reads an `encodedList` of the older lists (StatusList2021, RevocationList2020): gzip in base64 without a letter
    /// before it, of whichever alphabet.
    ///
    /// # Errors
    /// As [`Self::decode`].
    pub fn decode_older(encoded: &str) -> Result<Self, StatusListError> {
        let text = encoded.trim_end_matches('=').replace('+', "-").replace('/', "_");
        let packed = URL_SAFE_NO_PAD.decode(text).map_err(|_| malformed("`encodedList` is not base64"))?;
        Self::unpack(&packed)
    }

    fn unpack(packed: &[u8]) -> Result<Self, StatusListError> {
        let mut bytes = Vec::new();
        GzDecoder::new(packed)
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

fn malformed(what: &str) -> StatusListError {
    StatusListError::Malformed(what.to_owned())
}

impl std::fmt::Debug for BitString {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BitString({} entries)", self.entries())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The `encodedList` of BSL §2.2's example: 16 KiB of zeros.
    const STANDARDS_EXAMPLE: &str = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";

    fn packed(bytes: &[u8]) -> String {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes).unwrap();
        format!("u{}", URL_SAFE_NO_PAD.encode(gzip.finish().unwrap()))
    }

    #[test]
    fn the_standards_example_is_a_list_of_the_least_length_with_no_bit_set() {
        let bits = BitString::decode(STANDARDS_EXAMPLE).unwrap();
        assert_eq!(bits, BitString::clear(1).unwrap());
        assert_eq!(bits.entries(), 131_072);
        assert!(!bits.get(131_071).unwrap());
    }

    #[test]
    fn index_zero_is_the_left_most_bit_of_the_first_byte() {
        let mut bits = BitString::clear(0).unwrap();
        bits.set(0, true).unwrap();
        bits.set(9, true).unwrap();
        assert_eq!(bits.bytes[..2], [0b1000_0000, 0b0100_0000]);
        bits.set(0, false).unwrap();
        assert_eq!(bits.bytes[..2], [0, 0b0100_0000]);
    }

    #[test]
    fn what_is_encoded_is_decoded_again() {
        let mut bits = BitString::clear(200_001).unwrap();
        for index in [0, 7, 94_567, 200_000] {
            bits.set(index, true).unwrap();
        }
        assert_eq!(BitString::decode(&bits.encode()).unwrap(), bits);
    }

    #[test]
    fn an_index_beyond_the_end_is_the_standards_range_error() {
        let mut bits = BitString::clear(0).unwrap();
        for index in [131_072, u64::MAX] {
            let error = bits.get(index).unwrap_err();
            assert_eq!(error.standard(), "https://www.w3.org/TR/vc-data-model#RANGE_ERROR");
            assert!(bits.set(index, true).is_err());
        }
        assert!(bits.value(65_535, 2).is_ok());
        assert!(bits.value(65_536, 2).is_err());
        assert!(bits.value(u64::MAX / 2, 64).is_err());
    }

    #[test]
    fn wider_entries_are_read_with_the_most_significant_bit_first() {
        let mut bits = BitString::clear(0).unwrap();
        bits.set(2, true).unwrap();
        assert_eq!(bits.value(1, 2), Ok(0b10));
        assert!(matches!(bits.value(0, 0), Err(StatusListError::Malformed(_))));
        assert!(matches!(bits.value(0, 65), Err(StatusListError::Malformed(_))));
    }

    #[test]
    fn a_list_that_is_too_short_has_the_standards_length_error() {
        let error = BitString::decode(&packed(&[0; 16_383])).unwrap_err();
        assert_eq!(error, StatusListError::Length { entries: 131_064 });
    }

    #[test]
    fn what_unpacks_without_end_is_refused_within_its_bound() {
        let bomb = packed(&vec![0; BitString::MOST_BYTES + 1]);
        assert!(bomb.len() < 30_000, "a small text that unpacks to much");
        assert!(matches!(BitString::decode(&bomb), Err(StatusListError::Malformed(_))));
        assert!(BitString::decode(&packed(&vec![0; BitString::MOST_BYTES])).is_ok());
    }

    #[test]
    fn an_older_list_is_read_without_a_letter_before_it_and_in_either_alphabet() {
        let mut bits = BitString::clear(0).unwrap();
        for index in (0..4_000).step_by(7) {
            bits.set(index, true).unwrap();
        }
        let url_safe = bits.encode()[1..].to_owned();
        let standard = url_safe.replace('-', "+").replace('_', "/");
        assert_ne!(url_safe, standard, "the sample shows the difference");
        for text in [url_safe.clone(), standard.clone(), standard + "=="] {
            assert_eq!(BitString::decode_older(&text).as_ref(), Ok(&bits));
        }
        assert!(matches!(
            BitString::decode_older(&format!("u{url_safe}")),
            Err(StatusListError::Malformed(_))
        ));
    }

    #[test]
    fn what_is_not_an_encoded_list_is_malformed() {
        let truncated = &STANDARDS_EXAMPLE[..40];
        for text in ["", "u", "H4sIAAAA", "zH4sI", "u!!!", "uAAAA", truncated] {
            assert!(matches!(BitString::decode(text), Err(StatusListError::Malformed(_))), "{text}");
        }
    }
}
