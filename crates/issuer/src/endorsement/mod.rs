//! Endorsements: what this issuer says of others, and what others say of it.

mod attached;
mod giving;
mod read;

pub use attached::{Attached, NotAttachable};
pub use giving::Endorsed;
