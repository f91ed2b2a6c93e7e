//! `badgewright issue`: a file of completions becomes badges.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, stderr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use badgewright_fetch::{OwnAnswer, OwnService, OwnServiceError};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use url::Url;

use super::client::refusal;
use super::completions_file::CompletionsFile;
use super::output::{fail, say, say_json};

/// Issue the badges of a file of completions: NDJSON (one a line) or CSV (a table with a header).
///
/// It sends the file to the running service as one batch and follows it to its end: the embedded store belongs to one
/// process. Sent again, the same file is the same batch, so that a command that was interrupted is simply repeated;
/// the service goes on meanwhile. Exit code 0: every row has its badge. 1: some rows failed. 2: the batch was not taken, or
/// could not be followed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  badgewright issue cohort.csv --dry-run
  badgewright issue cohort.csv
  badgewright issue completions.ndjson --url https://badges.example.org --key-file issue.key --json")]
pub(super) struct Arguments {
    /// The completions.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What is in the file, where its name ends with neither `.csv` nor `.ndjson` or `.jsonl`.
    #[arg(long)]
    format: Option<Format>,
    /// Check all rows, and issue none.
    #[arg(long)]
    dry_run: bool,
    /// Send the file as a new batch, also if it was sent before: to try failed rows again. Rows with an `externalId` find
    /// their badges; those without one get another.
    #[arg(long)]
    anew: bool,
    /// Where the service runs.
    #[arg(long, visible_alias = "server", default_value = "http://localhost:8080", value_name = "URL")]
    url: Url,
    /// File with an API key of scope `issue`. The variable `BADGEWRIGHT_API_KEY` goes before it.
    #[arg(long, default_value = "data/admin.key", value_name = "FILE")]
    key_file: PathBuf,
    /// PEM file of further certificate authorities to trust.
    #[arg(long, value_name = "FILE")]
    extra_ca: Option<PathBuf>,
    /// Print the batch and what became of each row as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Ndjson,
    Csv,
}

/// The variable that an API key can be in.
const KEY_VARIABLE: &str = "BADGEWRIGHT_API_KEY";

/// How often the service is asked how far it is.
const INTERVAL: Duration = Duration::from_millis(250);

/// How often in a row nobody may answer: the service may be starting again.
const MOST_SILENCES: u32 = 40;

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
enum NotDone {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: is it NDJSON or CSV? Say so with --format ndjson or --format csv", .0.display())]
    Format(PathBuf),
    #[error("{}: {source}; name the file with --key-file, or set {KEY_VARIABLE}", path.display())]
    Key { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Service(#[from] OwnServiceError),
    #[error("{0}")]
    Refused(String),
}

/// What came of the file.
struct Carried {
    batch: Value,
    /// What became of each row, a line each.
    results: Vec<u8>,
    was_sent_before: bool,
}

impl Carried {
    /// What became of each row, read one after the other: there can be a hundred thousand.
    fn rows(&self) -> impl Iterator<Item = Value> {
        let lines = self.results.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines.filter_map(|line| serde_json::from_slice(line).ok())
    }
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match actix_web::rt::System::new().block_on(carried_out(arguments)) {
        Ok(carried) => {
            if arguments.json {
                let rows: Vec<Value> = carried.rows().collect();
                say_json(&json!({ "batch": carried.batch, "rows": rows }));
            } else {
                print(&carried);
            }
            match (carried.batch["status"].as_str(), carried.batch["failed"].as_u64()) {
                (Some("done"), Some(0)) => ExitCode::SUCCESS,
                (Some("done"), _) => ExitCode::FAILURE,
                _ => ExitCode::from(2),
            }
        }
        Err(error) => fail(arguments.json, 2, &error),
    }
}

async fn carried_out(arguments: &Arguments) -> Result<Carried, NotDone> {
    let media_type = media_type(arguments)?;
    let unreadable = |source| NotDone::File { path: arguments.file.clone(), source };
    let completions = CompletionsFile::of(&arguments.file).map_err(unreadable)?;
    let service = service(arguments)?;
    let key = completions.idempotency_key().map_err(unreadable)?;
    let (path, headers): (_, &[(&str, &str)]) = match (arguments.dry_run, arguments.anew) {
        (true, _) => ("/v1/batches?dryRun=true", &[]),
        (false, true) => ("/v1/batches", &[]),
        (false, false) => ("/v1/batches", &[("Idempotency-Key", key.as_str())]),
    };
    let body = completions.open().map_err(unreadable)?;
    let answer = service.send_large(path, (media_type, body), headers).await?;
    let was_sent_before = answer.status == 200;
    let batch = understood(answer)?;
    let path = format!("/v1/batches/{}", batch["id"].as_str().unwrap_or_default());
    let batch = followed(&service, &path, batch).await?;
    let OwnAnswer { status, body } = service.send("GET", &format!("{path}/results"), None).await?;
    if status != 200 {
        return Err(NotDone::Refused(refusal(status, &serde_json::from_slice(&body).unwrap_or_default())));
    }
    Ok(Carried { batch, results: body, was_sent_before })
}

fn media_type(arguments: &Arguments) -> Result<&'static str, NotDone> {
    let suffix = arguments.file.extension().and_then(|suffix| suffix.to_str()).map(str::to_ascii_lowercase);
    match (arguments.format, suffix.as_deref()) {
        (Some(Format::Ndjson), _) | (None, Some("ndjson" | "jsonl")) => Ok("application/x-ndjson"),
        (Some(Format::Csv), _) | (None, Some("csv")) => Ok("text/csv"),
        (None, _) => Err(NotDone::Format(arguments.file.clone())),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, NotDone> {
    std::fs::read(path).map_err(|source| NotDone::File { path: path.to_owned(), source })
}

fn service(arguments: &Arguments) -> Result<OwnService, NotDone> {
    let key = match std::env::var(KEY_VARIABLE) {
        Ok(key) => key,
        Err(_) => std::fs::read_to_string(&arguments.key_file)
            .map_err(|source| NotDone::Key { path: arguments.key_file.clone(), source })?,
    };
    let extra_ca = arguments.extra_ca.as_deref().map(read).transpose()?;
    Ok(OwnService::new(arguments.url.clone(), key.trim(), extra_ca.as_deref())?)
}

/// A JSON answer that is no refusal.
fn understood(OwnAnswer { status, body }: OwnAnswer) -> Result<Value, NotDone> {
    let answer = serde_json::from_slice(&body).unwrap_or_default();
    if (200..300).contains(&status) { Ok(answer) } else { Err(NotDone::Refused(refusal(status, &answer))) }
}

/// The batch when it runs no more. On a terminal, a bar shows how far it is.
async fn followed(service: &OwnService, path: &str, mut batch: Value) -> Result<Value, NotDone> {
    let count = |batch: &Value, name: &str| batch[name].as_u64().unwrap_or_default();
    let bar = bar(count(&batch, "total"));
    let mut silences = 0;
    while batch["status"] == "running" {
        tokio::time::sleep(INTERVAL).await;
        match service.send("GET", path, None).await {
            Ok(answer) => {
                silences = 0;
                batch = understood(answer)?;
            }
            Err(OwnServiceError::Unreachable { .. }) if silences < MOST_SILENCES => silences += 1,
            Err(error) => return Err(error.into()),
        }
        let failed = count(&batch, "failed");
        bar.set_position(count(&batch, "succeeded") + failed);
        if failed > 0 {
            bar.set_message(format!("{failed} failed"));
        }
    }
    bar.finish_and_clear();
    Ok(batch)
}

fn bar(total: u64) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} rows, {per_sec}, {eta} left {msg}");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The rows that failed, one a line, and the sum.
fn print(carried: &Carried) {
    let mut counts = BTreeMap::<String, u32>::new();
    for row in carried.rows() {
        let status = text(&row["status"]);
        if status == "failed" {
            print_failed(&row);
        }
        *counts.entry(status).or_default() += 1;
    }
    let of = |status: &str| counts.get(status).copied().unwrap_or_default();
    let batch = &carried.batch;
    let sum = match batch["dryRun"].as_bool() {
        Some(true) => format!("{} valid, {} unchanged", of("valid"), of("unchanged")),
        _ => format!("{} issued, {} unchanged", of("issued"), of("unchanged")),
    };
    say(format_args!(
        "{} rows: {sum}, {} failed (batch {})",
        batch["total"],
        batch["failed"],
        text(&batch["id"])
    ));
    if carried.was_sent_before {
        say("This file was sent before, and is the same batch. --anew sends it once more.");
    }
    if batch["status"] == "failed" {
        say("The batch could not go on: the cause is in the service's log.");
    }
}

fn print_failed(row: &Value) {
    say(format_args!(
        "row {} (line {}): {}: {}",
        row["row"],
        row["line"],
        text(&row["code"]),
        text(&row["detail"])
    ));
    for error in row["errors"].as_array().into_iter().flatten() {
        let place = error.get("column").unwrap_or(&error["pointer"]);
        let value = text(&error["value"]);
        let found = if value.is_empty() { value } else { format!(" (found `{value}`)") };
        say(format_args!("  {}: {}{found}", text(place), text(&error["message"])));
    }
}

/// A value as text. What stood in the file must not steer the terminal.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.replace(char::is_control, "\u{fffd}"),
        other => other.to_string(),
    }
}
