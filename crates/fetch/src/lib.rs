//! The guarded HTTP client: the only code that connects to a host a stranger named.
//!
//! Whoever asks for a URL in a badge, a DID or a status list asks through [`Retrieve`]; [`Fetcher`] is the
//! one that uses the network. It connects to public addresses only, which it resolves and checks itself and
//! then connects to, so that a name cannot mean another address a moment later; it checks every redirect
//! anew; it bounds time and bytes, sends no credentials or cookies and heeds no proxy of the environment.
//! [`Keeping`] asks once where many ask the same within a short time. [`OwnService`] is for the operator's commands, which talk to the operator's own service.

mod address;
mod body;
mod error;
mod fetcher;
mod freshness;
mod guard;
mod keeping;
mod own_service;
mod policy;
mod resolver;
mod retrieve;
mod trust;

pub use error::{RetrieveError, SetupError};
pub use fetcher::Fetcher;
pub use keeping::Keeping;
pub use own_service::{OwnAnswer, OwnService, OwnServiceError};
pub use policy::Policy;
pub use retrieve::{Request, Retrieve, Retrieved, Reuse};
