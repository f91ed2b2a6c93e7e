//! What is wrong with a data file, and where.

use std::fmt;

use serde::Serialize;

/// One fault of a data file. Its text is `file:line: /pointer: message`, which editors can jump to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The file's name as it was given.
    pub file: String,
    /// The line, counted from 1. A missing member is reported at the line of the table it belongs in.
    pub line: usize,
    /// JSON Pointer (RFC 6901) to the member; empty for the file as a whole.
    pub pointer: String,
    /// What is wrong, and what is expected instead.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if !self.pointer.is_empty() {
            write!(f, "{}: ", self.pointer)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

/// What is wrong with a member of a completion: a JSON Pointer into the request, and a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// JSON Pointer (RFC 6901) into the completion, such as `/result/rubric/0/criterion`.
    pub pointer: String,
    /// What is wrong, and what is expected instead.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::Fault;

    #[test]
    fn a_fault_reads_as_file_line_pointer_and_message() {
        let mut fault = Fault {
            file: "wrong.toml".into(),
            line: 3,
            pointer: "/name".into(),
            message: "5 is no string".into(),
        };
        assert_eq!(fault.to_string(), "wrong.toml:3: /name: 5 is no string");
        fault.pointer.clear();
        assert_eq!(fault.to_string(), "wrong.toml:3: 5 is no string");
    }
}
