//! Credentials as JWTs: the JWS form of Open Badges 3.0 (§8.2), VC-JOSE-COSE, and the older form of VC 1.1
//! (§6.3.1) with the credential under `vc`.

mod agreement;
mod read;
mod write;

use std::fmt;

use badgewright_credential::Timestamp;
use serde_json::Value;

pub use agreement::{ClaimMismatch, ClaimsAgree};
pub use read::{VcJwtError, read};
pub use write::{ClaimsError, claims};

/// A credential that was taken out of a JWT, not yet proven.
#[derive(Clone, Debug)]
pub struct JwtCredential {
    credential: Value,
    claims: RegisteredClaims,
    mismatches: Vec<ClaimMismatch>,
    notes: Vec<JwtNote>,
}

impl JwtCredential {
    /// The credential, without the JWT's registered claims.
    #[must_use]
    pub fn credential(&self) -> &Value {
        &self.credential
    }

    /// The credential, by value.
    #[must_use]
    pub fn into_credential(self) -> Value {
        self.credential
    }

    /// The JWT's registered claims. `exp` and `nbf` bind beside the credential's own dates.
    #[must_use]
    pub fn claims(&self) -> &RegisteredClaims {
        &self.claims
    }

    /// What a report says as `warn`.
    #[must_use]
    pub fn notes(&self) -> &[JwtNote] {
        &self.notes
    }

    /// Whether the claims and the credential say the same wherever both say something.
    ///
    /// # Errors
    /// Each claim that says otherwise: two readers would see two credentials, so it is not to be called valid.
    pub fn agreement(&self) -> Result<ClaimsAgree, &[ClaimMismatch]> {
        ClaimsAgree::unless(&self.mismatches)
    }
}

/// The registered claims of RFC 7519 §4.1 that were in the payload. Moments are cut to whole seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisteredClaims {
    /// `iss`: who issued it.
    pub iss: Option<String>,
    /// `sub`: whom it is about.
    pub sub: Option<String>,
    /// `jti`: the credential's id.
    pub jti: Option<String>,
    /// `nbf`: not valid before.
    pub nbf: Option<Timestamp>,
    /// `exp`: not valid from then on.
    pub exp: Option<Timestamp>,
    /// `iat`: when it was signed, as its signer says.
    pub iat: Option<Timestamp>,
    /// `aud`: whom it was written for; empty if absent.
    pub aud: Vec<String>,
}

/// Something about a JWT that deserves a `warn`, not more.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JwtNote {
    /// `typ` is the name of an older draft, or of a format.
    OlderType(String),
    /// The credential stands under `vc`, the form of VC 1.1.
    UnderVc,
    /// A member of the credential was absent and is the JWT's claim (VC 1.1 §6.3.1).
    FilledFrom {
        /// The claim.
        claim: &'static str,
        /// The member that it became, as JSON Pointer into the credential.
        pointer: &'static str,
    },
    /// A claim that Open Badges 3.0 §8.2.6.1 requires is absent; in W3C's own form (`vc+jwt`) that is usual.
    ClaimAbsent(&'static str),
    /// A claim has nothing to be compared with: the credential leaves the member out, or it cannot be read.
    NotCompared(&'static str),
}

impl JwtNote {
    /// The stable name of this note in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OlderType(_) => "jwt.older_type",
            Self::UnderVc => "jwt.under_vc",
            Self::FilledFrom { .. } => "jwt.filled_from_claim",
            Self::ClaimAbsent(_) => "jwt.claim_absent",
            Self::NotCompared(_) => "jwt.claim_not_compared",
        }
    }
}

impl fmt::Display for JwtNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OlderType(typ) => write!(f, "`typ` is `{typ}`, not `JWT` or `vc+jwt`"),
            Self::UnderVc => f.write_str("the credential stands under `vc`, the older form of VC 1.1"),
            Self::FilledFrom { claim, pointer } => {
                write!(f, "`{pointer}` is absent from the credential and was taken from the claim `{claim}`")
            }
            Self::ClaimAbsent(claim) => {
                write!(f, "the claim `{claim}` is absent, which Open Badges wants in its JWTs")
            }
            Self::NotCompared(claim) => {
                write!(f, "the claim `{claim}` has no counterpart in the credential that it could agree with")
            }
        }
    }
}

#[cfg(test)]
mod tests;
