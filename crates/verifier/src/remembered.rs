//! What is remembered from one verification to the next, and why it is what would be found anew.
//!
//! Four questions are asked of a document that have one answer for ever: whether a signature fits it, whether its words are all
//! defined, whether they could mean something else, and whether it has the form of a badge. None looks at the time, the network
//! or the configuration: contexts and schema are compiled in. So a "yes" is remembered, under the SHA-256 of the question and of
//! all that it is asked about: the whole document as JSON text, from which it can be read back, and of a signature also the proof and
//! the key. Other input has another digest, unless somebody finds two texts with one SHA-256.
//!
//! A "no" is not remembered, and nothing else is: whose the key is, whether it counts now, what the status lists say, and the dates are
//! looked at in each verification.
//!
//! The bits of status lists are kept too, under the text that they were unpacked from, and documents of keys as they were read,
//! under theirs.

use std::sync::{Arc, LazyLock};

use badgewright_credential::{BitString, StatusListError, strict_json};
use badgewright_signing::{PublicKey, multikey};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::credential::Credential;
use crate::status_method::ListMethod;

/// A digest with SHA-256.
type Digest = [u8; 32];

/// Most answers that are remembered: a few megabytes.
const MOST_ANSWERS: usize = 65_536;

/// Most bytes of unpacked status lists that are kept: five hundred of usual length.
const MOST_BYTES_OF_BITS: u64 = 8 << 20;

static ANSWERS: LazyLock<Cache<Digest, ()>> = LazyLock::new(|| Cache::new(MOST_ANSWERS));

static BITS: LazyLock<Cache<Digest, Arc<BitString>, BytesOfBits>> =
    LazyLock::new(|| Cache::with_weighter(512, MOST_BYTES_OF_BITS, BytesOfBits));

/// Most bytes of text whose documents of keys are kept: a thousand of usual length.
const MOST_BYTES_OF_KEYS: u64 = 2 << 20;

static KEYS: LazyLock<Cache<Digest, Kept, BytesOfText>> =
    LazyLock::new(|| Cache::with_weighter(1_024, MOST_BYTES_OF_KEYS, BytesOfText));

/// A document that was read from so many bytes.
#[derive(Clone)]
struct Kept(Arc<Value>, usize);

#[derive(Clone)]
struct BytesOfText;

impl Weighter<Digest, Kept> for BytesOfText {
    fn weight(&self, _: &Digest, Kept(_, bytes): &Kept) -> u64 {
        *bytes as u64
    }
}

#[derive(Clone)]
struct BytesOfBits;

impl Weighter<Digest, Arc<BitString>> for BytesOfBits {
    fn weight(&self, _: &Digest, bits: &Arc<BitString>) -> u64 {
        bits.entries() / 8
    }
}

/// A question whose answer never changes.
#[derive(Clone, Copy)]
pub(crate) struct Timeless(Digest);

impl Timeless {
    /// Does the signature of `proof` by `key` fit the document, with the pinned contexts?
    pub(crate) fn signature_fits(document: &Credential, proof: &Value, key: &PublicKey) -> Self {
        let (proof, key) = (proof.to_string(), multikey::encode_public(key));
        Self::of("signature fits", &[document.digest(), proof.as_bytes(), key.as_bytes()])
    }

    /// Is every word of the document defined?
    pub(crate) fn words_are_defined(document: &Credential) -> Self {
        Self::of("words are defined", &[document.digest()])
    }

    /// Do the words of the document mean what they say?
    pub(crate) fn words_are_unequivocal(document: &Credential) -> Self {
        Self::of("words are unequivocal", &[document.digest()])
    }

    /// Does the document have the form of a badge, without any deviation?
    pub(crate) fn has_the_form(document: &Credential) -> Self {
        Self::of("has the form", &[document.digest()])
    }

    /// Each part after its length, so that no two questions are written alike.
    fn of(question: &str, about: &[&[u8]]) -> Self {
        let mut digest = Sha256::new();
        for part in [question.as_bytes()].iter().chain(about) {
            digest.update(part.len().to_be_bytes());
            digest.update(part);
        }
        Self(digest.finalize().into())
    }

    /// Whether the answer was yes before.
    pub(crate) fn is_known(self) -> bool {
        ANSWERS.get(&self.0).is_some()
    }

    /// The answer is yes.
    pub(crate) fn remember(self) {
        ANSWERS.insert(self.0, ());
    }
}

/// The bits of an `encodedList`, unpacked or as they were unpacked before.
pub(crate) fn bits(method: ListMethod, encoded: &str) -> Result<Arc<BitString>, StatusListError> {
    let key = Timeless::of(method.names().credential, &[encoded.as_bytes()]).0;
    if let Some(kept) = BITS.get(&key) {
        return Ok(kept);
    }
    let unpacked = Arc::new(method.decode(encoded)?);
    BITS.insert(key, Arc::clone(&unpacked));
    Ok(unpacked)
}

/// A document of keys, read or as it was read before; `None` if the text is no JSON.
pub(crate) fn key_document(text: &[u8]) -> Option<Arc<Value>> {
    let key = Timeless::of("a document of keys", &[text]).0;
    if let Some(Kept(document, _)) = KEYS.get(&key) {
        return Some(document);
    }
    let document = Arc::new(strict_json::read(text).ok()?);
    KEYS.insert(key, Kept(Arc::clone(&document), text.len()));
    Some(document)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_two_questions_are_written_alike() {
        let document = |name: &str| Credential::from_value(json!({ "name": name })).unwrap();
        let (a, b) = (document("a"), document("b"));
        let asked = [
            Timeless::words_are_defined(&a),
            Timeless::words_are_defined(&b),
            Timeless::words_are_unequivocal(&a),
            Timeless::has_the_form(&a),
            Timeless::of("x", &[b"ab", b"c"]),
            Timeless::of("x", &[b"a", b"bc"]),
            Timeless::of("xa", &[b"b", b"c"]),
        ];
        for (at, this) in asked.iter().enumerate() {
            assert!(asked.iter().skip(at + 1).all(|other| other.0 != this.0), "{at}");
        }
        assert_eq!(Timeless::words_are_defined(&a).0, Timeless::words_are_defined(&document("a")).0);
    }

    #[test]
    fn only_what_was_answered_is_known() {
        let question = Timeless::of("only what was answered is known", &[]);
        assert!(!question.is_known());
        question.remember();
        assert!(question.is_known());
    }

    #[test]
    fn another_text_has_another_document_of_keys_and_what_is_no_json_has_none() {
        let read = |text: &str| key_document(text.as_bytes());
        let (one, other) = (read("{\"id\": 1}").unwrap(), read("{\"id\": 2}").unwrap());
        assert_eq!((one["id"].as_i64(), other["id"].as_i64()), (Some(1), Some(2)));
        assert!(Arc::ptr_eq(&one, &read("{\"id\": 1}").unwrap()));
        assert_eq!((read("{"), read("{")), (None, None));
    }

    #[test]
    fn another_text_has_other_bits() {
        let mut bits_set = BitString::clear(0).unwrap();
        let clear = bits(ListMethod::Bitstring, &bits_set.encode()).unwrap();
        bits_set.set(9, true).unwrap();
        let set = bits(ListMethod::Bitstring, &bits_set.encode()).unwrap();
        assert_eq!((clear.get(9), set.get(9)), (Ok(false), Ok(true)));
        assert!(bits(ListMethod::StatusList2021, &bits_set.encode()).is_err(), "read by another method");
    }
}
