//! What commands print, and how they end.

#![expect(clippy::print_stderr, reason = "this is where commands print")]

use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

use serde_json::Value;

/// Prints a result on standard output.
pub(super) fn say(text: impl Display) {
    put(format_args!("{text}\n"));
}

/// Prints text on standard output as it is, without a line's end.
pub(super) fn put(text: impl Display) {
    // Whoever closed the pipe has read enough.
    let _ = write!(io::stdout(), "{text}").and_then(|()| io::stdout().flush());
}

/// Prints a JSON document on standard output.
pub(super) fn say_json(value: &Value) {
    say(format_args!("{value:#}"));
}

/// Prints what went wrong on standard error (with `--json` also as a document on standard output), and fails.
pub(super) fn fail(json: bool, code: u8, error: &dyn std::error::Error) -> ExitCode {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !message.contains(&cause_text) {
            message = format!("{message}: {cause_text}");
        }
        source = cause.source();
    }
    if json {
        say_json(&serde_json::json!({ "error": message }));
    }
    eprintln!("error: {message}");
    ExitCode::from(code)
}
