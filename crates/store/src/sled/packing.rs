//! JSON text without what no compressor makes smaller: ids, digests, salts and signatures stand in it as hexadecimal or
//! base58, which is twice and 1.4 times as long as the bytes they say, and some of what it says its record says as well.
//! Both are taken out; in the text a control character is left for each, which JSON text never has.
//!
//! It is exact: only spellings are taken out that those bytes have alone, and what the record says only where it stands
//! letter by letter.

use badgewright_credential::base58;
use memchr::memmem;
use uuid::Uuid;

/// Text and bytes that belong together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Packed {
    /// The text, with a mark for each spelling that was taken out.
    pub(super) text: Vec<u8>,
    /// What the spellings say, in their order.
    pub(super) bytes: Vec<u8>,
}

/// What the head of a record says that its texts say too.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// The id of the credential.
    pub(super) id: [u8; 16],
    /// When it was signed, and when the achievement was completed, as JSON writes it.
    pub(super) issued_at: String,
    pub(super) completed_at: String,
    /// The index of its first entry in a status list; empty without one.
    pub(super) index: String,
}

impl Own {
    /// What a mark stands for, if there is so much. An index alone would be found in any number.
    fn text(&self, mark: Mark) -> Option<[&str; 3]> {
        let (before, said) = match mark {
            Mark::IssuedAt => ("\"", &self.issued_at),
            Mark::CompletedAt => ("\"", &self.completed_at),
            Mark::Index => ("\"", &self.index),
            Mark::Fragment => ("#", &self.index),
            Mark::OwnId | Mark::Uuid | Mark::Hex16 | Mark::Hex32 | Mark::Signature => return None,
        };
        (!said.is_empty()).then_some([before, said, "\""])
    }
}

/// What stands in the text for what was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// The record's own id.
    OwnId = 1,
    /// A UUID: lower case, with hyphens.
    Uuid = 2,
    /// 16 bytes in lower-case hexadecimal: a salt.
    Hex16 = 3,
    /// 32 bytes in lower-case hexadecimal: a SHA-256.
    Hex32 = 4,
    /// `z` and 64 bytes in base58: an Ed25519 signature as Multibase.
    Signature = 5,
    /// What the record says.
    IssuedAt = 6,
    CompletedAt = 7,
    Index = 8,
    Fragment = 9,
}

impl Mark {
    const ALL: [Self; 9] = [
        Self::OwnId,
        Self::Uuid,
        Self::Hex16,
        Self::Hex32,
        Self::Signature,
        Self::IssuedAt,
        Self::CompletedAt,
        Self::Index,
        Self::Fragment,
    ];

    fn of(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| *mark as u8 == byte)
    }

    /// How many bytes are kept.
    fn length(self) -> usize {
        match self {
            Self::OwnId | Self::IssuedAt | Self::CompletedAt | Self::Index | Self::Fragment => 0,
            Self::Uuid | Self::Hex16 => 16,
            Self::Hex32 => 32,
            Self::Signature => 64,
        }
    }
}

/// No spelling is shorter: of each that there is, one of every 32 bytes is a part.
const SHORTEST: usize = 32;

/// Packs JSON text as serde_json writes it, which has no control characters.
pub(super) fn pack(json: &[u8], own: &Own) -> Packed {
    let mut packed = without_spellings(json, &own.id);
    for (mark, text) in Mark::ALL.into_iter().filter_map(|mark| Some((mark, own.text(mark)?.concat()))) {
        let found: Vec<usize> = memmem::find_iter(&packed.text, text.as_bytes()).collect();
        for start in found.into_iter().rev() {
            packed.text.splice(start..start + text.len(), [mark as u8]);
        }
    }
    packed
}

fn without_spellings(json: &[u8], own_id: &[u8; 16]) -> Packed {
    let mut packed = Packed { text: Vec::with_capacity(json.len()), bytes: Vec::with_capacity(256) };
    let (mut copied, mut probe) = (0, SHORTEST - 1);
    while let Some(byte) = json.get(probe) {
        if !is_of_a_word(*byte) {
            probe += SHORTEST;
            continue;
        }
        let before = json[copied..probe].iter().rposition(|byte| !is_of_a_word(*byte));
        let start = before.map_or(copied, |found| copied + found + 1);
        let after = json[probe..].iter().position(|byte| !is_of_a_word(*byte));
        let end = after.map_or(json.len(), |found| probe + found);
        if let Some((mark, bytes)) = said_by(&json[start..end], own_id) {
            packed.text.extend_from_slice(&json[copied..start]);
            packed.text.push(mark as u8);
            packed.bytes.extend_from_slice(&bytes[..mark.length()]);
            copied = end;
        }
        probe = end + SHORTEST;
    }
    packed.text.extend_from_slice(&json[copied..]);
    packed
}

/// The text that was packed; `None` if these are not the parts of any.
pub(super) fn unpack(text: &[u8], mut bytes: &[u8], own: &Own) -> Option<Vec<u8>> {
    let mut json = Vec::with_capacity(text.len() + 2 * bytes.len() + SHORTEST);
    let mut rest = text;
    while let Some(found) = position_of_mark(rest) {
        let mark = Mark::of(rest[found])?;
        json.extend_from_slice(&rest[..found]);
        let (said, later) = bytes.split_at_checked(mark.length())?;
        spell(mark, said, own, &mut json)?;
        (bytes, rest) = (later, &rest[found + 1..]);
    }
    json.extend_from_slice(rest);
    bytes.is_empty().then_some(json)
}

fn position_of_mark(text: &[u8]) -> Option<usize> {
    /// So many bytes are looked at at once, as they have none but once in a hundred.
    const AT_ONCE: usize = 64;
    let is_mark = |byte: &u8| *byte < b' ';
    let has_mark = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | is_mark(byte));
    let before = text.chunks(AT_ONCE).position(has_mark)? * AT_ONCE;
    text[before..].iter().position(is_mark).map(|found| before + found)
}

fn is_of_a_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// What a word spells, if it is one of the spellings.
fn said_by(word: &[u8], own_id: &[u8; 16]) -> Option<(Mark, [u8; 64])> {
    let mut bytes = [0; 64];
    let mark = match word.len() {
        36 => {
            let uuid = Uuid::try_parse_ascii(word).ok()?;
            let mut spelling = Uuid::encode_buffer();
            if uuid.hyphenated().encode_lower(&mut spelling).as_bytes() != word {
                return None;
            }
            bytes[..16].copy_from_slice(uuid.as_bytes());
            if uuid.as_bytes() == own_id { Mark::OwnId } else { Mark::Uuid }
        }
        length @ (32 | 64) if word.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) => {
            hex::decode_to_slice(word, &mut bytes[..length / 2]).ok()?;
            if length == 32 { Mark::Hex16 } else { Mark::Hex32 }
        }
        65..=89 if word[0] == b'z' => {
            // Base58 gives each row of bytes one spelling, so that it comes back as it was.
            bytes = base58::decode(str::from_utf8(&word[1..]).ok()?, 64)?.try_into().ok()?;
            Mark::Signature
        }
        _ => return None,
    };
    Some((mark, bytes))
}

/// Whether a text is a spelling that [`pack`] takes out.
pub(super) fn is_spelling(text: &str) -> bool {
    said_by(text.as_bytes(), &[0; 16]).is_some()
}

/// Writes what a mark stands for.
fn spell(mark: Mark, bytes: &[u8], own: &Own, json: &mut Vec<u8>) -> Option<()> {
    let of_uuid = |id: [u8; 16], json: &mut Vec<u8>| {
        let mut spelling = Uuid::encode_buffer();
        json.extend_from_slice(Uuid::from_bytes(id).hyphenated().encode_lower(&mut spelling).as_bytes());
    };
    match mark {
        Mark::OwnId => of_uuid(own.id, json),
        Mark::Uuid => of_uuid(bytes.try_into().ok()?, json),
        Mark::Hex16 | Mark::Hex32 => {
            let mut spelling = [0; 64];
            let spelling = &mut spelling[..2 * bytes.len()];
            hex::encode_to_slice(bytes, spelling).ok()?;
            json.extend_from_slice(spelling);
        }
        Mark::Signature => {
            json.extend_from_slice(base58::encode('z', bytes).as_bytes());
        }
        Mark::IssuedAt | Mark::CompletedAt | Mark::Index | Mark::Fragment => {
            own.text(mark)?.iter().for_each(|piece| json.extend_from_slice(piece.as_bytes()));
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    const OWN: [u8; 16] = *b"0123456789abcdef";

    fn own() -> Own {
        let (issued_at, completed_at) =
            ("2026-11-01T15:04:05Z".to_owned(), "2026-10-31T15:04:05Z".to_owned());
        Own { id: OWN, issued_at, completed_at, index: "47792".to_owned() }
    }

    fn comes_back(json: &[u8]) -> Packed {
        let packed = pack(json, &own());
        assert_eq!(
            unpack(&packed.text, &packed.bytes, &own()).as_deref().map(String::from_utf8_lossy),
            Some(String::from_utf8_lossy(json))
        );
        packed
    }

    #[test]
    fn ids_digests_salts_and_signatures_are_taken_out_wherever_they_stand() {
        let own = Uuid::from_bytes(OWN).hyphenated().to_string();
        let signature = bs58::encode([7; 64]).into_string();
        for shift in 0..70 {
            let json = json!({
                "shift": "x".repeat(shift),
                "id": format!("https://badges.example/credentials/{own}"),
                "subject": format!("urn:uuid:{}", Uuid::from_bytes([8; 16]).hyphenated()),
                "identityHash": format!("sha256${}", "0f".repeat(32)),
                "salt": "e1".repeat(16),
                "proofValue": format!("z{signature}"),
            });
            let packed = comes_back(json.to_string().as_bytes());
            assert_eq!(packed.bytes.len(), 16 + 32 + 16 + 64, "{shift}");
        }
    }

    #[test]
    fn what_the_record_says_is_taken_out_where_it_stands_letter_by_letter() {
        let json = json!({
            "validFrom": "2026-11-01T15:04:05Z", "activityEndDate": "2026-10-31T15:04:05Z",
            "created": "2026-11-01T15:04:05Z", "statusListIndex": "47792", "id": "https://badges.example/status/1#47792",
            "not": ["2026-11-01T15:04:05.0Z", "147792", "#47792 "], "number": 47792,
        });
        let packed = comes_back(json.to_string().as_bytes());
        assert!(packed.bytes.is_empty());
        assert_eq!(packed.text.iter().filter(|byte| **byte < b' ').count(), 5);
        // Without a place in a list there is nothing to find.
        let none = Own { index: String::new(), ..own() };
        assert_eq!(pack(b"[\"\",\"#\"]", &none).text, b"[\"\",\"#\"]");
    }

    #[test]
    fn other_spellings_of_the_same_bytes_stay_as_they_are() {
        let uuid = Uuid::from_bytes([0xab; 16]);
        let words = [
            uuid.hyphenated().to_string().to_uppercase(),
            uuid.simple().to_string().to_uppercase(),
            format!("{}0", uuid.simple()),
            "-".repeat(36),
            format!("Z{}", bs58::encode([7; 64]).into_string()),
            format!("z{}", bs58::encode([7; 63]).into_string()),
            format!("z{}", "1".repeat(65)),
            "g".repeat(32),
        ];
        for word in words {
            let json = json!([word]).to_string();
            assert_eq!(comes_back(json.as_bytes()), Packed { text: json.into_bytes(), bytes: Vec::new() });
        }
        // Zeros in front are ones in base58.
        let zeros = format!("z{}", bs58::encode([0; 64]).into_string());
        assert_eq!(comes_back(json!([zeros]).to_string().as_bytes()).bytes, [0; 64]);
    }

    #[test]
    fn what_is_no_packed_text_is_noticed() {
        let Packed { text, bytes } = pack(json!(["e1".repeat(16)]).to_string().as_bytes(), &own());
        assert_eq!(unpack(&text, &bytes[1..], &own()), None);
        assert_eq!(unpack(&text, &[&bytes[..], &[0]].concat(), &own()), None);
        assert_eq!(unpack(&[31], &bytes, &own()), None);
    }

    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            "[0-9a-f]{30,66}",
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            "[zZ][1-9A-HJ-NP-Za-km-z]{60,90}",
            proptest::collection::vec(any::<u8>(), 62..66)
                .prop_map(|bytes| format!("z{}", bs58::encode(bytes).into_string())),
            proptest::collection::vec(any::<u8>(), 32).prop_map(hex::encode),
            Just(Uuid::from_bytes(OWN).hyphenated().to_string()),
            "#?47792|2026-11-01T15:04:05Z|2026-10-31T15:04:05Z",
            "[ -~]{0,40}",
            any::<String>(),
        ]
    }

    proptest! {
        #[test]
        fn every_text_comes_back_as_it_was(words in proptest::collection::vec(word(), 0..12), join in "[ $:/a-f-]?") {
            comes_back(Value::from(words.join(&join)).to_string().as_bytes());
            comes_back(Value::from(words).to_string().as_bytes());
        }
    }
}
