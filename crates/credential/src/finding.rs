//! What a rule found in a document.

use std::fmt;

use serde::Serialize;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The document may be issued or accepted; a person should know.
    Warning,
    /// The document must not be issued.
    Error,
}

/// One thing that is wrong in a document, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A name for programs, such as `schema.alignment_target_url`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where, as a JSON Pointer (RFC 6901) into the document; empty for the document itself.
    pub pointer: String,
    /// One sentence for a person who has never seen JSON.
    pub detail: String,
    /// Where the standard says so, as a URL.
    pub standard: Option<&'static str>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at `{}`: {}", self.code, self.pointer, self.detail)
    }
}
