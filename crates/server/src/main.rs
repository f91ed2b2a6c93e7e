//! Badgewright: an Open Badges 3.0 issuer and verifier. This is the service and its command line.

mod api_key;
mod app;
mod approvals;
mod batches;
mod cli;
mod clock;
mod configuration;
mod endorsement_check;
mod entropy;
mod hosted;
mod http;
mod metrics;
mod pages;
mod passphrase;
mod pictures;
mod routes;
mod service;
mod start;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
