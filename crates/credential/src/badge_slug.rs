//! The name of a badge class in URLs and completions.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A badge class's name as it stands in URLs: lower-case ASCII letters, digits and single hyphens,
/// beginning with a letter, at most 64 characters (`academic-rigor`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BadgeSlug(String);

/// Why a text is not a [`BadgeSlug`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a badge's name: expected lower-case letters, digits and single hyphens, like `academic-rigor`"
)]
pub struct InvalidBadgeSlug(pub String);

impl BadgeSlug {
    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BadgeSlug {
    type Err = InvalidBadgeSlug;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let begins_with_letter = text.starts_with(|c: char| c.is_ascii_lowercase());
        let allowed = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if begins_with_letter && allowed && text.len() <= 64 && !text.ends_with('-') && !text.contains("--") {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidBadgeSlug(text.to_owned()))
        }
    }
}

impl TryFrom<String> for BadgeSlug {
    type Error = InvalidBadgeSlug;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<BadgeSlug> for String {
    fn from(slug: BadgeSlug) -> Self {
        slug.0
    }
}

impl fmt::Display for BadgeSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nine_names_of_the_domain_are_slugs() {
        for name in ["academic-rigor", "formative-assessment-ela", "district-stack"] {
            assert_eq!(name.parse::<BadgeSlug>().unwrap().as_str(), name);
        }
    }

    #[test]
    fn what_would_not_survive_a_url_is_refused() {
        for name in ["", "-a", "a-", "a--b", "Academic", "a b", "a/b", "é", &"a".repeat(65)] {
            assert!(name.parse::<BadgeSlug>().is_err(), "{name}");
        }
    }
}
