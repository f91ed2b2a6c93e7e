//! The JSON-LD contexts that can be signed and verified: a closed, bundled set, compiled into term definitions.

mod active;
mod compiled;
mod definition;
mod error;
mod iri;
mod keyword;
mod pinned;
mod process;
mod set;
mod term;
#[cfg(test)]
mod tests;

pub(crate) use active::ActiveContext;
pub(crate) use compiled::{MADE_AHEAD, ScopedKey};
pub(crate) use definition::{Containers, TermDefinition, TypeMapping};
pub(crate) use error::ContextError;
pub(crate) use iri::{
    Expanded, has_what_no_iri_has, is_absolute, is_in_no_iri, is_plainly_absolute, may_be_in_no_iri,
};
pub(crate) use keyword::Keyword;
pub use pinned::{Context, Digest, pinned};
pub(crate) use process::{Scope, process};
pub use set::Contexts;
