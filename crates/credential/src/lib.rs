//! Open Badges 3.0 and Verifiable Credentials 2.0 documents: typed builders, the lint rules, the
//! form check, recipient identity, and baking into and extracting from PNG and SVG.
//!
//! No keys, no network, and neither a clock nor randomness of its own: [`Clock`] and [`Entropy`] are
//! arguments. The way of a document is [`Prepared`] (built and linted) to [`Signed`] (its proof added by
//! a [`Secure`]); there is no other way to make a [`Signed`].

mod badge_slug;
mod clock;
mod credential_id;
mod did;
mod entropy;
mod prepared;
mod timestamp;

pub use badge_slug::{BadgeSlug, InvalidBadgeSlug};
pub use clock::Clock;
pub use credential_id::{CredentialId, InvalidCredentialId};
pub use did::{Did, InvalidDid};
pub use entropy::Entropy;
pub use prepared::{Prepared, Secure, Signed};
pub use timestamp::{InvalidTimestamp, Timestamp};
