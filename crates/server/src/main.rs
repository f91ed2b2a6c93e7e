//! Badgewright: an Open Badges 3.0 issuer and verifier. This is the service and its command line.

mod api_key;
mod app;
mod approvals;
mod badge_forms;
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
mod served_lists;
mod service;
mod start;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A badge makes and frees a thousand small things on several threads. The system's allocator takes an eighth more of the
/// processor for it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
