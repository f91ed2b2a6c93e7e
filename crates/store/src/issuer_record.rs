//! Which DID an issuer on this host has. It is kept, so that a changed `public_url` is noticed before badges
//! are signed under a name that no longer resolves.

use badgewright_credential::{Did, Timestamp};

use crate::Actor;
use crate::text::bounded_text;

bounded_text!(
    /// The name of an issuer on this host: 1 to 64 lower-case ASCII letters, digits and `-`.
    IssuerSlug, InvalidIssuerSlug, max: 64, allowed: |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-',
    expected: "1 to 64 lower-case ASCII letters, digits and `-`"
);

impl IssuerSlug {
    /// The issuer of the host itself (`did:web:<host>`), which has no slug in URLs: `default`.
    #[must_use]
    pub fn of_the_host() -> Self {
        Self("default".to_owned())
    }
}

/// What is kept of an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerRecord {
    /// Its DID.
    pub did: Did,
    /// Whether a badge was issued under that DID. From then on it cannot change.
    pub has_issued: bool,
}

/// The wish to give an issuer its DID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerBinding {
    /// The issuer.
    pub slug: IssuerSlug,
    /// The DID that it is to have.
    pub did: Did,
    /// Who asks.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
}

/// What became of an [`IssuerBinding`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssuerBound {
    /// It is on disk. A DID without badges was replaced, if there was one.
    Bound,
    /// The issuer had that DID before.
    Already(IssuerRecord),
    /// Badges were issued under another DID, which stays: nothing was written.
    Kept(IssuerRecord),
}
