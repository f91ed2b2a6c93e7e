//! `badgewright bake`: a credential into a picture.

use std::path::PathBuf;
use std::process::ExitCode;

use badgewright_credential::baking::{self, BakeError};
use clap::Args;
use serde_json::json;

use super::output::{fail, say, say_json};

/// Put a credential into a picture, which then carries its own proof.
///
/// The pixels stay as they are. A credential that is already in the picture is replaced.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  badgewright bake badge.json picture.png -o badge.png
  badgewright bake badge.jwt picture.svg --output badge.svg --json")]
pub(super) struct Arguments {
    /// The credential: JSON or a compact JWS.
    credential: PathBuf,
    /// The picture: PNG or SVG.
    picture: PathBuf,
    /// Where to write the baked picture.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Print what was done as JSON.
    #[arg(long)]
    json: bool,
}

/// Why nothing was baked.
#[derive(Debug, thiserror::Error)]
enum NotBaked {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: neither a JSON document nor a compact JWS", .0.display())]
    NoCredential(PathBuf),
    #[error("{}: {source}", path.display())]
    Picture { path: PathBuf, source: BakeError },
}

/// Exit code 0, or 1 where it could not be done.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match bake(arguments) {
        Ok(()) if arguments.json => {
            say_json(&json!({ "output": arguments.output }));
            ExitCode::SUCCESS
        }
        Ok(()) => {
            say(format_args!("baked {}", arguments.output.display()));
            ExitCode::SUCCESS
        }
        Err(error) => fail(arguments.json, 1, &error),
    }
}

fn bake(arguments: &Arguments) -> Result<(), NotBaked> {
    let file = |path: &PathBuf| {
        let path = path.clone();
        move |source| NotBaked::File { path, source }
    };
    let credential = std::fs::read_to_string(&arguments.credential).map_err(file(&arguments.credential))?;
    let credential = credential.trim();
    let is_json = serde_json::from_str::<serde_json::Map<_, _>>(credential).is_ok();
    if !is_json && badgewright_signing::jws::parse(credential).is_err() {
        return Err(NotBaked::NoCredential(arguments.credential.clone()));
    }
    let picture = std::fs::read(&arguments.picture).map_err(file(&arguments.picture))?;
    let baked = baking::bake(&picture, credential)
        .map_err(|source| NotBaked::Picture { path: arguments.picture.clone(), source })?;
    std::fs::write(&arguments.output, baked).map_err(file(&arguments.output))
}
