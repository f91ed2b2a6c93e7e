//! Every code that a report may carry, in one table: name, what it means, and the standard's own error.
//!
//! The table (`code/table.rs`) is documented at `/problems` and in `docs/`; [`Code::ALL`] lists it.

mod table;

use serde::{Serialize, Serializer};

/// What a finding says, for programs. Its [name](Code::name) is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    name: &'static str,
    meaning: &'static str,
    standard: Option<&'static str>,
}

impl Code {
    /// The code as it stands in reports: `proof.signature_mismatch`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The check that it is told by: what stands before the dot.
    #[must_use]
    pub fn check(self) -> &'static str {
        self.name.split('.').next().unwrap_or(self.name)
    }

    /// What it means, as a sentence for a reader who is no engineer.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.meaning
    }

    /// The code of a rule of form, which says itself where the standard has it.
    pub(crate) fn of_form(name: &'static str, standard: Option<&'static str>) -> Self {
        Self { name, standard, ..Self::named(name).unwrap_or(Self::SCHEMA_DEVIATION) }
    }

    /// The code of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name == name)
    }

    /// The URL of the error that a standard defines for it, where one does.
    #[must_use]
    pub fn standard(self) -> Option<&'static str> {
        self.standard
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;
    use crate::check::CheckName;

    #[test]
    fn every_code_is_named_once_and_for_its_check() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for name in names {
            let (check, rest) = name.split_once('.').unwrap();
            assert!(CheckName::ALL.iter().any(|known| known.as_str() == check), "{name}");
            assert!(
                !rest.is_empty()
                    && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            );
        }
    }

    #[test]
    fn the_codes_of_other_crates_are_in_the_table() {
        use badgewright_credential::StatusListError;
        use badgewright_credential::baking::{ExtractError, PictureError};
        use badgewright_signing::data_integrity::ProofError;
        use badgewright_signing::did::MethodError;
        use badgewright_signing::jsonld::Loss;
        let text = String::new;
        let theirs = [
            ExtractError::NoBadge.code(),
            ExtractError::OpenBadges2.code(),
            PictureError::Entity { at: 0 }.code(),
            PictureError::Truncated { at: 0 }.code(),
            PictureError::NotUtf8 { at: 0 }.code(),
            PictureError::TooDeep { at: 0, limit: 0 }.code(),
            PictureError::Malformed { at: 0, detail: text() }.code(),
            StatusListError::Length { entries: 0 }.code(),
            StatusListError::Range { index: 0, status_size: 1, entries: 0 }.code(),
            StatusListError::Malformed(text()).code(),
            Loss::UndefinedTerm.code(),
            Loss::RelativeType.code(),
            Loss::RelativeId.code(),
            Loss::RelativeReference.code(),
            Loss::Null.code(),
            Loss::LanguageTag.code(),
            ProofError::ContextMismatch.code(),
            ProofError::UnsupportedSuite { suite: text() }.code(),
            MethodError::NotFound { method: text() }.code(),
            MethodError::SecretShown { method: text() }.code(),
            MethodError::Unsupported { method: text(), name: text() }.code(),
            MethodError::OtherController { method: text(), controller: text() }.code(),
        ];
        for name in theirs {
            assert!(Code::named(name).is_some(), "{name}");
        }
    }

    #[test]
    fn every_code_has_a_sentence_and_only_known_standards() {
        for code in Code::ALL {
            assert!(code.meaning().ends_with('.') && code.meaning().len() > 10, "{code}");
            if let Some(standard) = code.standard() {
                let known = [
                    "https://www.w3.org/TR/vc-data-model#",
                    "https://w3id.org/security#",
                    "https://www.w3.org/ns/credentials/status-list#",
                ];
                assert!(known.iter().any(|prefix| standard.starts_with(prefix)), "{code}");
            }
        }
    }
}
