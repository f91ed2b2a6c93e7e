//! Bounded texts as types: one macro, so that each is parsed in the same way.

/// Makes a newtype over `String` that can only be made by parsing: `$max` bytes at most, and each character
/// passes `$allowed`.
macro_rules! bounded_text {
    (
        $(#[$doc:meta])* $name:ident, $error:ident, max: $max:expr, allowed: $allowed:expr,
        expected: $expected:literal
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        #[doc = concat!("Why a text is not a [`", stringify!($name), "`].")]
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        #[error("expected {}", $expected)]
        pub struct $error;

        impl $name {
            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                let allowed: fn(char) -> bool = $allowed;
                let fits = !text.is_empty() && text.len() <= $max && text.chars().all(allowed);
                if fits { Ok(Self(text)) } else { Err($error) }
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// A digest of 32 bytes as a type of its own, so that one cannot be taken for another.
macro_rules! digest {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub struct $name(pub [u8; 32]);
    };
}

pub(crate) use {bounded_text, digest};

#[cfg(test)]
mod tests {
    use crate::{ClientId, Cursor, ExternalId, IdempotencyKey, IssuerSlug, StatusListId};

    #[test]
    fn texts_are_taken_up_to_their_longest_and_no_further() {
        assert!("x".repeat(255).parse::<ExternalId>().is_ok());
        assert!("ü x/y".parse::<ExternalId>().is_ok());
        for text in ["", "a\u{0}b", "a\nb", &"x".repeat(256), &"ü".repeat(128)] {
            assert!(text.parse::<ExternalId>().is_err(), "{text:?}");
        }
        for text in ["", "é", "a\tb", &"k".repeat(256)] {
            assert!(text.parse::<IdempotencyKey>().is_err(), "{text:?}");
        }
        for text in ["", "a b", "a/b", "é", &"c".repeat(65)] {
            assert!(text.parse::<ClientId>().is_err(), "{text:?}");
        }
        assert!("Default".parse::<IssuerSlug>().is_err());
        assert!(serde_json::from_str::<ClientId>("\"a b\"").is_err(), "JSON goes the same way");
    }

    #[test]
    fn numbers_in_urls_have_one_spelling() {
        assert_eq!("17".parse::<StatusListId>().unwrap().to_string(), "17");
        for text in ["", "0", "+1", "01", "-1", "1 ", "4294967296", "x"] {
            assert!(text.parse::<StatusListId>().is_err(), "{text:?}");
        }
        assert_eq!("00000000000000ff".parse::<Cursor>().unwrap().to_string(), "00000000000000ff");
        for text in ["", "ff", "00000000000000FF", "+0000000000000ff", "00000000000000fff"] {
            assert!(text.parse::<Cursor>().is_err(), "{text:?}");
        }
    }
}
