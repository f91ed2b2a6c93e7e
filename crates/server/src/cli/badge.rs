//! `badgewright badge`: badge-class files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::output::{fail, say, say_json};

/// Work with badge-class files.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  badgewright badge check badges/*.toml
  badgewright badge check reading-coach.toml --json")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(Check),
}

/// Validate badge-class files: every fault with its file, line and place.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  badgewright badge check reading-coach.toml")]
struct Check {
    /// TOML files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print the faults as JSON.
    #[arg(long)]
    json: bool,
}

/// Exit code 0 where all files are right, 1 where one is not, 2 where one could not be read.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let Command::Check(check) = &arguments.command;
    let mut texts = Vec::new();
    for path in &check.files {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => texts.push((name, text)),
            Err(source) => {
                let error = std::io::Error::new(source.kind(), format!("{name}: {source}"));
                return fail(check.json, 2, &error);
            }
        }
    }
    // Together, since stacks name the badges of other files.
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let faults = badgewright_registry::check_all(&files).err().unwrap_or_default();
    if check.json {
        let faults: Vec<_> = faults
            .iter()
            .map(|f| json!({ "file": f.file, "line": f.line, "pointer": f.pointer, "message": f.message }))
            .collect();
        say_json(&json!({ "faults": faults }));
    } else {
        faults.iter().for_each(say);
    }
    match (faults.is_empty(), check.json) {
        (true, false) => {
            say(format_args!("{} file(s), no faults", check.files.len()));
            ExitCode::SUCCESS
        }
        (true, true) => ExitCode::SUCCESS,
        (false, _) => ExitCode::FAILURE,
    }
}
