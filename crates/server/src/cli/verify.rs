//! `badgewright verify`: is this badge genuine, current, and about this person?

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use badgewright_credential::Did;
use badgewright_fetch::{Fetcher, Policy, SetupError};
use badgewright_registry::Registry;
use badgewright_verifier::{Question, Report, Submission, Verifier};
use clap::Args;
use serde_json::Value;

use super::output::{fail, say, say_json};
use crate::approvals::approving;
use crate::clock::SystemClock;

/// Verify a badge: a file with a credential, a picture that carries one, or a URL.
///
/// No service is needed. The network is used for a URL, for the issuer's DID document and for the status list.
/// Exit code 0: valid. 1: invalid. 2: it could not be checked.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  badgewright verify badge.png
  badgewright verify https://badges.example.org/credentials/… --json
  badgewright verify badge.json --recipient ada@district.example")]
pub(super) struct Arguments {
    /// A credential, a picture, or a URL.
    #[arg(value_name = "FILE-OR-URL")]
    badge: String,
    /// Check that the badge is about this e-mail address, DID or name.
    #[arg(long)]
    recipient: Option<String>,
    /// Treat deviations of form as faults.
    #[arg(long)]
    strict: bool,
    /// DIDs whose endorsement approves a provider, divided by commas: a badge of one of the built-in classes from a
    /// provider that none of them had approved gets a warning.
    #[arg(long, value_name = "DID", value_delimiter = ',')]
    approvers: Vec<Did>,
    /// PEM file of further certificate authorities to trust.
    #[arg(long, value_name = "FILE")]
    extra_ca: Option<PathBuf>,
    /// Allow loopback and private addresses to be fetched.
    #[arg(long)]
    allow_private_networks: bool,
    /// Print the report as JSON, as `/verify` gives it.
    #[arg(long)]
    json: bool,
}

/// Why nothing was checked.
#[derive(Debug, thiserror::Error)]
enum NotChecked {
    #[error("{path}: {source}")]
    File { path: String, source: std::io::Error },
    #[error(transparent)]
    Network(#[from] SetupError),
}

/// Exit code 0, 1 or 2 by the verdict; 2 also where the file could not be read.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let report = match actix_web::rt::System::new().block_on(report(arguments)) {
        Ok(report) => report,
        Err(error) => return fail(arguments.json, 2, &error),
    };
    if arguments.json {
        say_json(&serde_json::to_value(&report).unwrap_or_default());
    } else {
        print(&report);
    }
    match report.verdict {
        verdict if verdict.is_valid() => ExitCode::SUCCESS,
        verdict if verdict.is_invalid() => ExitCode::FAILURE,
        _ => ExitCode::from(2),
    }
}

async fn report(arguments: &Arguments) -> Result<Report, NotChecked> {
    let file = |path: String| move |source| NotChecked::File { path, source };
    let extra_ca = match &arguments.extra_ca {
        None => None,
        Some(path) => Some(std::fs::read(path).map_err(file(path.display().to_string()))?),
    };
    let policy =
        Policy { allow_private_networks: arguments.allow_private_networks, extra_ca, ..Policy::default() };
    let approving = approving(arguments.approvers.clone(), &Registry::built_in(), None);
    let verifier =
        Verifier::new(Arc::new(Fetcher::new(&policy)?), Arc::new(SystemClock)).approving(approving);
    let is_url = arguments.badge.starts_with("https://") || arguments.badge.starts_with("http://");
    let submission = if is_url {
        Submission::Url(arguments.badge.clone())
    } else {
        let bytes = std::fs::read(&arguments.badge).map_err(file(arguments.badge.clone()))?;
        Submission::Document { bytes, media_type: None }
    };
    let question = Question { recipient: arguments.recipient.clone(), strict: arguments.strict };
    Ok(verifier.verify(submission, &question).await)
}

/// The report for people: the verdict, what the badge says, a line a check.
fn print(report: &Report) {
    let report = serde_json::to_value(report).unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    say(text(&report["verdict"]).to_uppercase());
    let badge = &report["badge"];
    for (label, value) in [
        ("Badge", &badge["name"]),
        ("Issuer", &badge["issuer"]["name"]),
        ("", &badge["issuer"]["id"]),
        ("Recipient", &badge["recipient"]),
        ("Awarded", &badge["awardedDate"]),
        ("Status", &badge["status"]),
    ] {
        if value.is_string() {
            say(format_args!("  {label:<10} {}", text(value)));
        }
    }
    for check in report["checks"].as_array().into_iter().flatten() {
        say(format_args!(
            "  {:<8} {:<13} {}",
            text(&check["outcome"]),
            text(&check["check"]),
            text(&check["detail"])
        ));
    }
}
