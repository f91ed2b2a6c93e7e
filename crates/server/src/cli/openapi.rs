//! `badgewright openapi`: the interface's description.

use std::process::ExitCode;

use clap::Args;

use super::output::{fail, put, say_json};

use crate::routes::OPENAPI;

/// Print the OpenAPI description of the HTTP interface.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  badgewright openapi > openapi.yaml
  badgewright openapi --json > openapi.json")]
pub(super) struct Arguments {
    /// Print it as JSON instead of YAML.
    #[arg(long)]
    json: bool,
}

/// Exit code 0.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    if !arguments.json {
        put(OPENAPI);
        return ExitCode::SUCCESS;
    }
    match crate::pages::openapi_json(OPENAPI) {
        Ok(document) => {
            say_json(&document);
            ExitCode::SUCCESS
        }
        Err(error) => fail(true, 1, &error),
    }
}
