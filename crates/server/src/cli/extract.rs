//! `badgewright extract`: the credential out of a picture.

use std::path::PathBuf;
use std::process::ExitCode;

use badgewright_credential::baking::{self, ExtractError};
use clap::Args;
use serde_json::{Value, json};

use super::output::{fail, say, say_json};

/// Print the credential that a picture carries.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  badgewright extract badge.png
  badgewright extract badge.svg > badge.json")]
pub(super) struct Arguments {
    /// The picture: PNG or SVG.
    picture: PathBuf,
    /// Print a JSON document also where the picture carries a JWS: `{\"jwt\": \"…\"}`.
    #[arg(long)]
    json: bool,
}

/// Why nothing was extracted.
#[derive(Debug, thiserror::Error)]
enum NotExtracted {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: {source}", path.display())]
    Picture { path: PathBuf, source: ExtractError },
}

/// Exit code 0, or 1 where there is no badge in it.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match extract(&arguments.picture) {
        Ok(text) if arguments.json => {
            say_json(&serde_json::from_str::<Value>(&text).unwrap_or_else(|_| json!({ "jwt": text })));
            ExitCode::SUCCESS
        }
        Ok(text) => {
            say(text);
            ExitCode::SUCCESS
        }
        Err(error) => fail(arguments.json, 1, &error),
    }
}

fn extract(path: &PathBuf) -> Result<String, NotExtracted> {
    let picture = std::fs::read(path).map_err(|source| NotExtracted::File { path: path.clone(), source })?;
    let found = baking::extract(&picture);
    found.map(|found| found.text).map_err(|source| NotExtracted::Picture { path: path.clone(), source })
}
