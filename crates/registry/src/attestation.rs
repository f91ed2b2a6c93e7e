//! Attestations: facts about a person that are no badge, said by a provider or a district.

use std::sync::LazyLock;

use badgewright_credential::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::Date;
use time::macros::format_description;

use crate::Refusal;
use crate::nearest::{hint, quoted};
use crate::source::join;

/// What a registry knows about one kind of attestation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AttestationKind {
    /// Its key in a completion's `attestations`, such as `standardLicense`.
    pub key: String,
    /// Its name as people read it.
    pub name: String,
    /// What its value is.
    pub kind: AttestedValue,
    /// What is attested, in one sentence.
    pub says: String,
}

/// What kind of value an attestation has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AttestedValue {
    /// `true` or `false`.
    YesNo,
    /// A short text.
    Text,
    /// A day as `YYYY-MM-DD`.
    Date,
}

/// A fact that somebody attested about one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestation {
    /// The [`AttestationKind`]'s key.
    pub key: String,
    /// What was said.
    pub value: Value,
    /// Who said it.
    pub attested_by: String,
    /// When it was said.
    pub attested_at: Timestamp,
}

/// The longest text that an attestation may hold, in characters.
const LONGEST_TEXT: usize = 200;

impl AttestedValue {
    /// Whether a value is of this kind.
    #[must_use]
    pub fn accepts(self, value: &Value) -> bool {
        match self {
            Self::YesNo => value.is_boolean(),
            Self::Text => value.as_str().is_some_and(|text| {
                !text.trim().is_empty() && text.chars().take(LONGEST_TEXT + 1).count() <= LONGEST_TEXT
            }),
            Self::Date => day(value).is_some(),
        }
    }

    fn wanted(self) -> &'static str {
        match self {
            Self::YesNo => "true or false",
            Self::Text => "a text of at most 200 characters",
            Self::Date => "a day as YYYY-MM-DD",
        }
    }
}

/// The day that an attestation of the kind [`AttestedValue::Date`] names.
pub(crate) fn day(value: &Value) -> Option<Date> {
    Date::parse(value.as_str()?, format_description!("[year]-[month]-[day]")).ok()
}

/// The attestation kinds that come with the registry.
pub(crate) fn built_in() -> &'static [AttestationKind] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Kinds {
        attestations: Vec<AttestationKind>,
    }
    #[expect(clippy::expect_used, reason = "the file is part of this crate, and a test reads it")]
    static BUILT_IN: LazyLock<Vec<AttestationKind>> = LazyLock::new(|| {
        let kinds: Kinds =
            toml::from_str(include_str!("../attestations.toml")).expect("embedded attestations");
        kinds.attestations
    });
    &BUILT_IN
}

/// The attestation kind with this key.
pub(crate) fn kind(key: &str) -> Option<&'static AttestationKind> {
    built_in().iter().find(|kind| kind.key == key)
}

/// The sentence about a key that nobody knows, with the nearest known one.
pub(crate) fn unknown(key: &str) -> String {
    let hint = hint(key, built_in().iter().map(|kind| kind.key.as_str()));
    format!("no attestation is named {}{hint}", quoted(key))
}

/// All that is wrong with a completion's `attestations`; pointers are into the completion.
#[must_use]
pub fn judge_attestations(attestations: &Map<String, Value>) -> Vec<Refusal> {
    let judge = |(key, value): (&String, &Value)| {
        let message = match kind(key) {
            None => unknown(key),
            Some(known) if !known.kind.accepts(value) => format!("expected {}", known.kind.wanted()),
            Some(_) => return None,
        };
        Some(Refusal { pointer: join("/attestations", key), message })
    };
    attestations.iter().filter_map(judge).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{built_in, judge_attestations};

    fn refused(attestations: serde_json::Value) -> Vec<String> {
        let refusals = judge_attestations(attestations.as_object().unwrap());
        refusals.into_iter().map(|r| format!("{}: {}", r.pointer, r.message)).collect()
    }

    #[test]
    fn the_keys_of_the_contract_are_known() {
        assert!(refused(json!({"provisionalLicense": true, "scoreWithinTwoSem": true})).is_empty());
        assert!(refused(json!({"tessRating": "effective", "tessRatingDate": "2026-05-01"})).is_empty());
        assert!(built_in().iter().all(|kind| kind.says.ends_with('.')));
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        assert_eq!(
            refused(json!({"standardLicence": true, "a/b": 1})),
            [
                "/attestations/standardLicence: no attestation is named `standardLicence`, did you mean `standardLicense`?",
                "/attestations/a~1b: no attestation is named `a/b`",
            ]
        );
    }

    #[test]
    fn a_value_of_another_kind_is_refused() {
        assert_eq!(
            refused(json!({"standardLicense": "yes", "tessRating": " ", "tessRatingDate": "2026-02-30"})),
            [
                "/attestations/standardLicense: expected true or false",
                "/attestations/tessRating: expected a text of at most 200 characters",
                "/attestations/tessRatingDate: expected a day as YYYY-MM-DD",
            ]
        );
    }
}
