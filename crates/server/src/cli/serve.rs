//! `badgewright serve`: the service.

use std::process::ExitCode;

use clap::Args;

use super::ConfigurationFlags;
use super::output::{fail, put};
use crate::configuration::{LogFormat, LogSettings, load};
use crate::start::start;

/// Start the service.
///
/// With nothing configured it listens on http://localhost:8080, keeps everything under ./data, makes the issuer's keys
/// and an admin API key at its first start, and prints how to issue and verify a first badge.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  badgewright serve
  badgewright serve --listen 127.0.0.1:0 --data-dir /var/lib/badgewright
  badgewright serve --config /etc/badgewright.toml --public-url https://badges.example.org")]
pub(super) struct Arguments {
    #[command(flatten)]
    configuration: ConfigurationFlags,
    /// Print what was started as one JSON document.
    #[arg(long)]
    json: bool,
}

/// Serves until it is told to stop. Exit code 0 after SIGTERM or SIGINT.
pub(super) fn run(arguments: Arguments) -> ExitCode {
    let settings = match load(&arguments.configuration.0) {
        Ok(settings) => settings,
        Err(error) => return fail(arguments.json, 2, &error),
    };
    log_to_stderr(&settings.log);
    let served = actix_web::rt::System::new().block_on(async {
        let started = start(&settings).await?;
        put(if arguments.json { started.as_json() } else { started.greeting() });
        started.serve().await
    });
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(arguments.json, 1, &error),
    }
}

/// One line an event on standard error. No personal data is ever logged.
fn log_to_stderr(settings: &LogSettings) {
    let filter = tracing_subscriber::EnvFilter::try_new(&settings.filter).unwrap_or_default();
    let lines =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false);
    // A second subscriber is refused; the first one stays.
    let _ = match settings.format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
}
