//! Users' stories, driven through the built binary and real HTTP. A file a story.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "in a story, what goes wrong ends it"
)]

mod approvers;
mod bad_input;
mod batches;
mod browser;
mod clients;
mod command_line;
mod conditional;
mod configuration;
mod durability;
mod endorsing;
mod forms;
mod https;
mod idempotency;
mod issuing;
mod key_life;
mod keys;
mod listing;
mod openapi;
mod operating;
mod peer;
mod probes;
mod repository;
mod revocation_list;
mod revoking;
mod samples;
mod shapes;
mod stranger;
mod superseding;
mod vc_api;
mod verifying;
mod world;
