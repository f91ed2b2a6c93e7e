//! E-mail addresses as recipients have them.

use std::fmt;
use std::str::FromStr;

/// An e-mail address, kept as it was typed. It is not serializable: no document carries one in clear.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// Why a text is not an [`EmailAddress`]. It does not repeat the text, so that no log carries an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address: expected a name, one `@` and a host, without spaces, at most 254 characters")]
pub struct InvalidEmailAddress;

impl EmailAddress {
    /// RFC 5321 §4.5.3.1.3, less the angle brackets: the most that a mail server can be asked to deliver to.
    const LONGEST: usize = 254;

    /// The address as typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address in lower case, which is what is hashed and looked up.
    #[must_use]
    pub fn lower_cased(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for EmailAddress {
    type Err = InvalidEmailAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let well_formed = match text.split_once('@') {
            Some((name, host)) => !name.is_empty() && is_host(host),
            None => false,
        };
        let legible =
            !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"(),;:\\[]".contains(c));
        if well_formed && legible && text.len() <= Self::LONGEST {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidEmailAddress)
        }
    }
}

/// Labels between single dots; a host without a dot is somebody's own network, and is taken.
fn is_host(host: &str) -> bool {
    !host.contains('@') && host.split('.').all(|label| !label.is_empty())
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_people_have_are_taken_as_typed() {
        for text in
            ["Ada.Jones+badges@District.Example", "o'hara@a.example", "josé@escuela.example", "a@localhost"]
        {
            assert_eq!(text.parse::<EmailAddress>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn what_is_no_single_address_is_refused() {
        let long = format!("{}@a.example", "a".repeat(245));
        for text in
            ["", "@", "a@", "@a", "a@b@c", "a b@c", "a@b,c@d", "Ada <a@b>", "a@b..c", "a@.b", "a\n@b", &long]
        {
            assert!(text.parse::<EmailAddress>().is_err(), "{text}");
        }
    }

    #[test]
    fn neither_the_address_nor_the_refusal_is_shown_by_accident() {
        let address: EmailAddress = "ada@a.example".parse().unwrap();
        let shown = format!("{address:?} {}", "ada@".parse::<EmailAddress>().unwrap_err());
        assert!(!shown.contains("ada"), "{shown}");
    }
}
