//! `badgewright client`: who may use the interface, and their API keys.

use std::path::PathBuf;
use std::process::ExitCode;

use badgewright_fetch::{OwnAnswer, OwnService, OwnServiceError};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use url::Url;

use super::output::{fail, say, say_json};

/// Add clients, give them API keys, and take keys away.
///
/// It talks to the running service with an admin key: the embedded store belongs to one process.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  badgewright client add bloomboard --scope issue --scope read --badge academic-rigor
  badgewright client add-key bloomboard --expires 2027-06-30T00:00:00Z
  badgewright client list --json")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Where the service runs.
    #[arg(long, global = true, default_value = "http://localhost:8080", value_name = "URL")]
    server: Url,
    /// File with an admin key.
    #[arg(long, global = true, default_value = "data/admin.key", value_name = "FILE")]
    key_file: PathBuf,
    /// PEM file of further certificate authorities to trust.
    #[arg(long, global = true, value_name = "FILE")]
    extra_ca: Option<PathBuf>,
    /// Print the service's answer as JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show all clients and their keys' ids.
    #[command(after_help = "Example:\n  badgewright client list")]
    List,
    /// Add a client. Its first key is printed this once.
    #[command(
        after_help = "Example:\n  badgewright client add bloomboard --scope issue --badge academic-rigor"
    )]
    Add {
        /// Its id: letters, digits, `-`, `_`, `.`.
        id: String,
        /// What people call it.
        #[arg(long)]
        name: Option<String>,
        /// What it may do: issue, revoke, read, admin. Repeatable.
        #[arg(long = "scope", required = true, value_parser = ["issue", "revoke", "read", "admin"])]
        scopes: Vec<String>,
        /// A badge class it may issue; every one, if none is named. Repeatable.
        #[arg(long = "badge", value_name = "BADGE")]
        badges: Vec<String>,
        /// When its first key expires, such as 2027-06-30T00:00:00Z.
        #[arg(long, value_name = "TIME")]
        expires: Option<String>,
    },
    /// Give a client another key, printed this once. Its other keys stay, so that they can overlap.
    #[command(
        after_help = "Example:\n  badgewright client add-key bloomboard --expires 2027-06-30T00:00:00Z"
    )]
    AddKey {
        /// The client's id.
        id: String,
        /// When the key expires.
        #[arg(long, value_name = "TIME")]
        expires: Option<String>,
    },
    /// Take a key from a client, at once.
    #[command(after_help = "Example:\n  badgewright client revoke-key bloomboard 0f3c…")]
    RevokeKey {
        /// The client's id.
        id: String,
        /// The key's id, as `client list` shows it.
        key: String,
    },
}

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
enum NotDone {
    #[error("{}: {source}; name the file with --key-file", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Service(#[from] OwnServiceError),
    #[error("{0}")]
    Refused(String),
}

/// Exit code 0, or 1 where it was refused or nobody answered.
pub(super) fn run(arguments: Arguments) -> ExitCode {
    match actix_web::rt::System::new().block_on(carried_out(&arguments)) {
        Ok(answer) if arguments.json => {
            say_json(&answer);
            ExitCode::SUCCESS
        }
        Ok(answer) => {
            print(&arguments.command, &answer);
            ExitCode::SUCCESS
        }
        Err(error) => fail(arguments.json, 1, &error),
    }
}

async fn carried_out(arguments: &Arguments) -> Result<Value, NotDone> {
    let read =
        |path: &PathBuf| std::fs::read(path).map_err(|source| NotDone::File { path: path.clone(), source });
    let key = String::from_utf8_lossy(&read(&arguments.key_file)?).trim().to_owned();
    let extra_ca = arguments.extra_ca.as_ref().map(read).transpose()?;
    let service = OwnService::new(arguments.server.clone(), &key, extra_ca.as_deref())?;
    let (method, path, body) = request(&arguments.command);
    let body = body.map(|body| body.to_string().into_bytes());
    let OwnAnswer { status, body } = service.send(method, &path, body).await?;
    let answer: Value = serde_json::from_slice(&body).unwrap_or_default();
    if (200..300).contains(&status) { Ok(answer) } else { Err(NotDone::Refused(refusal(status, &answer))) }
}

/// The request that a command stands for.
fn request(command: &Command) -> (&'static str, String, Option<Value>) {
    match command {
        Command::List => ("GET", "/v1/clients".to_owned(), None),
        Command::Add { id, name, scopes, badges, expires } => {
            let mut client = json!({ "id": id, "scopes": scopes });
            if let Some(name) = name {
                client["name"] = json!(name);
            }
            if !badges.is_empty() {
                client["badges"] = json!(badges);
            }
            if let Some(expires) = expires {
                client["expiresAt"] = json!(expires);
            }
            ("POST", "/v1/clients".to_owned(), Some(client))
        }
        Command::AddKey { id, expires } => {
            let wanted =
                expires.as_ref().map_or_else(|| json!({}), |expires| json!({ "expiresAt": expires }));
            ("POST", format!("/v1/clients/{id}/keys"), Some(wanted))
        }
        Command::RevokeKey { id, key } => ("DELETE", format!("/v1/clients/{id}/keys/{key}"), None),
    }
}

/// A problem document in a line.
pub(super) fn refusal(status: u16, problem: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let errors = problem["errors"].as_array().into_iter().flatten();
    let errors: String =
        errors.map(|e| format!("\n  {} {}", text(&e["pointer"]), text(&e["message"]))).collect();
    format!("{status} {}: {}{errors}", text(&problem["title"]), text(&problem["detail"]))
}

fn print(command: &Command, answer: &Value) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match command {
        Command::Add { .. } | Command::AddKey { .. } => {
            say(text(&answer["key"]));
        }
        Command::RevokeKey { key, .. } => say(format_args!("revoked {key}")),
        Command::List => {
            for client in answer["clients"].as_array().into_iter().flatten() {
                let scopes: Vec<String> =
                    client["scopes"].as_array().into_iter().flatten().map(text).collect();
                say(format_args!("{}  {}  {}", text(&client["id"]), scopes.join(","), text(&client["name"])));
                for key in client["keys"].as_array().into_iter().flatten() {
                    let expires = key["expiresAt"].as_str().map_or_else(|| "never".to_owned(), str::to_owned);
                    say(format_args!("  {}  {}…  expires {expires}", text(&key["id"]), text(&key["prefix"])));
                }
            }
        }
    }
}
