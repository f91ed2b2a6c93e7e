//! What the operator decides: one TOML file, the environment over it, flags over both.
//!
//! [`keys::KEYS`] lists every key once, with its default and what it does; the reference in
//! `docs/configuration.md` is made from it.

mod keys;
mod layers;
mod public_url;
mod settings;

pub(crate) use keys::KEYS;
pub(crate) use layers::{ConfigurationError, Flags, load};
pub(crate) use public_url::{InvalidPublicUrl, PublicUrl};
pub(crate) use settings::{DidMethod, LogFormat, LogSettings, Settings, StatusMethod, StoreKind};
