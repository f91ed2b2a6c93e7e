//! One thing that a check found.

use serde::Serialize;

use crate::code::Code;
use crate::outcome::Outcome;

/// One thing that a check found: a deviation of form, what came of one proof, of one status entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it does to the check: the check's own outcome is the sum of its findings'.
    pub outcome: Outcome,
    /// What was found, for programs; `None` where all is well.
    pub code: Option<Code>,
    /// Where, as a JSON Pointer (RFC 6901) into the credential; empty for the whole of it.
    pub pointer: String,
    /// What was found, as a sentence.
    pub detail: String,
    /// The standard's own URL for the error, where it has one.
    pub standard: Option<&'static str>,
}

impl Finding {
    /// A finding whose detail is the code's own sentence, about the whole credential.
    #[must_use]
    pub fn new(outcome: Outcome, code: Code) -> Self {
        Self {
            outcome,
            code: Some(code),
            pointer: String::new(),
            detail: code.meaning().to_owned(),
            standard: code.standard(),
        }
    }

    /// It is wrong.
    #[must_use]
    pub fn fail(code: Code) -> Self {
        Self::new(Outcome::Fail, code)
    }

    /// It could not be decided.
    #[must_use]
    pub fn unknown(code: Code) -> Self {
        Self::new(Outcome::Unknown, code)
    }

    /// It is odd, and the badge can be relied on all the same.
    #[must_use]
    pub fn warn(code: Code) -> Self {
        Self::new(Outcome::Warn, code)
    }

    /// It is as it should be.
    #[must_use]
    pub fn pass(detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self { outcome: Outcome::Pass, code: None, pointer: String::new(), detail, standard: None }
    }

    /// There was nothing to look at.
    #[must_use]
    pub fn skip(code: Code) -> Self {
        Self::new(Outcome::Skip, code)
    }

    /// The same, found at `pointer`. A stranger's names can be a megabyte long: of more than a thousand bytes the
    /// beginning is told.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = pointer.into();
        self.pointer.truncate(self.pointer.floor_char_boundary(LONGEST_POINTER));
        self
    }

    /// The same, with the particulars after the code's sentence.
    #[must_use]
    pub fn because(mut self, particulars: impl std::fmt::Display) -> Self {
        self.detail = format!("{} ({})", self.detail, Shown(&particulars.to_string()));
        self
    }

    /// The same, with another outcome.
    #[must_use]
    pub fn as_outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }
}

/// Most bytes of a pointer that are told.
const LONGEST_POINTER: usize = 1_000;

/// A text of a stranger's, on one line and of a length that fits a sentence.
struct Shown<'a>(&'a str);

/// Characters of a stranger's text that a detail repeats.
const SHOWN: usize = 300;

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::fmt::Write;
        for character in self.0.trim_end_matches('.').chars().take(SHOWN) {
            f.write_char(if character.is_control() { ' ' } else { character })?;
        }
        if self.0.chars().nth(SHOWN).is_some() { f.write_char('…') } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_text_is_cut_and_kept_on_one_line() {
        let finding = Finding::fail(Code::PARSE_NOT_JSON).because(format!("a\nb{}", "x".repeat(1000)));
        assert!(finding.detail.contains("(a bxxx") && finding.detail.ends_with("…)"));
        assert!(finding.detail.chars().count() < 400);
    }
}
