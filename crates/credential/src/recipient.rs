//! Whether a badge is about the person who is asked for.

mod asked;
mod identity;
mod name;

use serde_json::Value;

use asked::Asked;

/// The answer of [`compare`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecipientMatch {
    /// The badge is about the one who was asked for.
    Same {
        /// JSON Pointer into `credentialSubject` to what matched: `/id`, `/identifier/0`.
        pointer: String,
        /// Why a person should look again; empty for a plain match, and then `pass` instead of `warn`.
        doubts: Vec<Doubt>,
    },
    /// The badge names somebody, and it is not the one who was asked for.
    Different,
    /// The badge says nothing of the kind that was asked for, so that nothing can be compared.
    NothingToCompare,
}

/// What makes a match less than certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// The identity is hashed with MD5, for which a second text of the same hash can be made.
    Md5,
    /// The same words in another order.
    WordOrder,
    /// The names differ in accents, apostrophes or hyphens.
    Diacritics,
}

impl Doubt {
    /// A name for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Md5 => "recipient.md5",
            Self::WordOrder => "recipient.word_order",
            Self::Diacritics => "recipient.diacritics",
        }
    }

    /// A sentence for a person.
    #[must_use]
    pub fn detail(self) -> &'static str {
        match self {
            Self::Md5 => {
                "The recipient is hidden with MD5, an old method that can be tricked; ask for another proof of who holds the badge."
            }
            Self::WordOrder => "The badge has the same names in another order.",
            Self::Diacritics => "The names differ in accents, apostrophes or hyphens only.",
        }
    }
}

/// As many subjects, and identifiers of each, as are looked at.
const MOST_COMPARED: usize = 100;

/// Compares who a badge is about with `asked`: an e-mail address, a DID, a name or another identifier.
///
/// `credential_subject` is the member of that name: one object, or the array that VC allows.
#[must_use]
pub fn compare(credential_subject: &Value, asked: &str) -> RecipientMatch {
    let Some(asked) = Asked::new(asked) else { return RecipientMatch::NothingToCompare };
    let subjects = one_or_several(credential_subject).map(|(at, subject)| compare_one(at, subject, &asked));
    subjects.fold(RecipientMatch::NothingToCompare, better)
}

/// One subject: its `id`, then every `identifier`.
fn compare_one(at: String, subject: &Value, asked: &Asked<'_>) -> RecipientMatch {
    let by_id = match subject.get("id").and_then(Value::as_str).map(|id| asked.is_named_by(id)) {
        Some(Comparison::Same(doubts)) => RecipientMatch::Same { pointer: format!("{at}/id"), doubts },
        Some(Comparison::Different) => RecipientMatch::Different,
        Some(Comparison::NotComparable) | None => RecipientMatch::NothingToCompare,
    };
    let identifiers = subject.get("identifier").into_iter().flat_map(one_or_several);
    identifiers
        .map(|(index, identifier)| match identity::compare(identifier, asked) {
            Comparison::Same(doubts) => {
                RecipientMatch::Same { pointer: format!("{at}/identifier{index}"), doubts }
            }
            Comparison::Different => RecipientMatch::Different,
            Comparison::NotComparable => RecipientMatch::NothingToCompare,
        })
        .fold(by_id, better)
}

/// The members of an array with their place (`/0`), or the value itself with none.
fn one_or_several(value: &Value) -> impl Iterator<Item = (String, &Value)> {
    let (items, is_array) = match value {
        Value::Array(items) => (items.as_slice(), true),
        one => (std::slice::from_ref(one), false),
    };
    let place = move |index| if is_array { format!("/{index}") } else { String::new() };
    items.iter().take(MOST_COMPARED).enumerate().map(move |(index, item)| (place(index), item))
}

/// The answer that says more: a match, with the fewest doubts, before a difference before none.
fn better(one: RecipientMatch, other: RecipientMatch) -> RecipientMatch {
    let rank = |answer: &RecipientMatch| match answer {
        RecipientMatch::Same { doubts, .. } => doubts.len(),
        RecipientMatch::Different => usize::MAX - 1,
        RecipientMatch::NothingToCompare => usize::MAX,
    };
    if rank(&other) < rank(&one) { other } else { one }
}

/// How one identity of a badge compares with the one that was asked for.
enum Comparison {
    Same(Vec<Doubt>),
    Different,
    NotComparable,
}

impl Comparison {
    /// A plain match, or a difference.
    fn plain(same: bool) -> Self {
        if same { Self::Same(Vec::new()) } else { Self::Different }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn same(pointer: &str, doubts: &[Doubt]) -> RecipientMatch {
        RecipientMatch::Same { pointer: pointer.to_owned(), doubts: doubts.to_vec() }
    }

    /// The example of OB 3.0's `IdentityHash`.
    fn kosher() -> Value {
        json!({
            "type": "IdentityObject", "identityType": "emailAddress", "hashed": true, "salt": "Kosher",
            "identityHash": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
        })
    }

    #[test]
    fn a_salted_address_is_found_as_typed_and_lower_cased_in_any_place() {
        let name = json!({"identityType": "name", "hashed": false, "identityHash": "Ada Jones"});
        let subject = json!({"id": "urn:uuid:1", "identifier": [name, kosher()]});
        for asked in ["a@example.com", "A@Example.COM", "  a@example.com "] {
            assert_eq!(compare(&subject, asked), same("/identifier/1", &[]), "{asked}");
        }
        assert_eq!(compare(&subject, "b@example.com"), RecipientMatch::Different);
    }

    #[test]
    fn a_did_is_compared_with_the_subjects_id() {
        let subject = json!({"id": "did:key:z6MkA", "identifier": [kosher()]});
        assert_eq!(compare(&subject, "did:key:z6MkA"), same("/id", &[]));
        assert_eq!(compare(&subject, "did:key:z6MkB"), RecipientMatch::Different);
    }

    #[test]
    fn what_a_badge_does_not_say_is_not_called_different() {
        let subject = json!({"id": "urn:uuid:1", "identifier": [kosher()]});
        for asked in ["did:key:z6MkA", "Ada Jones", "", "   "] {
            assert_eq!(compare(&subject, asked), RecipientMatch::NothingToCompare, "{asked}");
        }
        for subject in [json!({}), json!(null), json!([]), json!("x"), json!({"identifier": 1, "id": 2})] {
            assert_eq!(compare(&subject, "a@example.com"), RecipientMatch::NothingToCompare);
        }
    }

    #[test]
    fn one_identifier_without_its_array_and_several_subjects_are_read() {
        let subjects = json!([{"id": "did:key:z6MkB"}, {"identifier": kosher()}]);
        assert_eq!(compare(&subjects, "a@example.com"), same("/1/identifier", &[]));
    }

    #[test]
    fn the_surest_of_several_matches_is_told() {
        let subject = json!({"identifier": [
            {"identityType": "name", "hashed": false, "identityHash": "Jones Ada"},
            {"identityType": "name", "hashed": false, "identityHash": "ADA JONES"},
        ]});
        assert_eq!(compare(&subject, "Ada Jones"), same("/identifier/1", &[]));
    }

    #[test]
    fn a_subject_named_by_its_mailbox_is_found_by_address() {
        let subject = json!({"id": "mailto:Ada@District.example"});
        assert_eq!(compare(&subject, "ada@district.example"), same("/id", &[]));
        assert_eq!(compare(&subject, "eva@district.example"), RecipientMatch::Different);
    }
}
