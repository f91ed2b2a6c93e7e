//! What encrypts key files.

use std::fmt;

use zeroize::Zeroizing;

/// A passphrase, or a key-encryption key as text. Wiped from memory on drop, never shown by `Debug`.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

/// There is no passphrase in what should hold one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the passphrase is empty: write one into its file, or do not configure one")]
pub struct EmptyPassphrase;

impl Passphrase {
    /// A passphrase as it was typed or stands in a file: a line break at its end is not part of it.
    ///
    /// # Errors
    /// Where nothing is left.
    pub fn new(text: &str) -> Result<Self, EmptyPassphrase> {
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() { Err(EmptyPassphrase) } else { Ok(Self(Zeroizing::new(text.to_owned()))) }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_is_not_part_of_it_and_nothing_shows_it() {
        let passphrase = Passphrase::new("correct horse \r\n").unwrap();
        assert_eq!(passphrase.as_bytes(), b"correct horse ");
        assert_eq!(format!("{passphrase:?}"), "Passphrase(…)");
        assert_eq!(Passphrase::new("\n").unwrap_err(), EmptyPassphrase);
    }
}
