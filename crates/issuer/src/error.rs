//! Why a use case was not carried out, by whose fault it is.

use badgewright_credential::{BadgeSlug, Finding, InvalidIri, StatusListError};
use badgewright_store::{CredentialRecord, EndorsementRecord, IssuerSlug, StoreError};

use crate::{Fault, NotACompletion, NotAttachable};

/// Why a use case was not carried out. Nothing was issued or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IssueError {
    // The caller's to mend.
    /// The completion is wrong in these places.
    #[error("the completion is wrong in {} place(s)", .0.len())]
    Faulty(Vec<Fault>),
    /// These criteria are below the passing level.
    #[error("the badge is not earned")]
    NotEarned(Vec<Fault>),
    /// A number in the completion has no canonical form.
    #[error("a number in the request is beyond what JSON canonicalization (RFC 8785) can write")]
    NoCanonicalForm(#[source] serde_json::Error),
    /// The same idempotency key or external id came with another body; this is the badge of the first.
    #[error("the same Idempotency-Key or externalId came before with another body")]
    Conflict(Box<CredentialRecord>),
    /// The client may not issue this badge class.
    #[error("this client is not approved for the badge class `{0}`")]
    BadgeNotApproved(BadgeSlug),
    /// The client may not issue for this issuer.
    #[error("this client is not approved for the issuer `{0}`")]
    IssuerNotApproved(IssuerSlug),
    /// The client may issue some badge classes only, and no credentials of its own making.
    #[error(
        "this client is approved for some badge classes only, so it may not have other credentials signed"
    )]
    PlainNotApproved,
    /// No credential that this client had signed has such a status entry.
    #[error(
        "no credential that this client had signed under /vc-api has such a status entry (a badge is revoked under /v1/credentials)"
    )]
    UnknownEntry,
    /// There is no such credential.
    #[error("there is no such credential")]
    UnknownCredential,
    /// A revoked badge is not corrected.
    #[error(
        "the badge is revoked, and revocation is final: issue the right badge anew, with a completion under a new externalId"
    )]
    RevokedBefore,
    /// A suspended badge is not corrected: the newer version would be in force.
    #[error("the badge is suspended: reinstate it before it is corrected, or revoke it")]
    SuspendedBefore,
    /// Others supersede the badge at the same time.
    #[error(
        "the badge is being superseded by others at the same time: look at it again, and send the request anew"
    )]
    Overtaken,
    /// The badge was corrected as often as it may be.
    #[error(
        "the badge has been corrected 256 times, which is as often as it may be: revoke it, and issue the right badge anew, with a completion under a new externalId"
    )]
    TooManyVersions,
    /// Revocation is final.
    #[error("the badge is revoked, and revocation is final")]
    RevokedForGood,
    /// The issuer does not suspend.
    #[error(
        "suspension is off for this issuer: it is turned on by `issuer.suspension = true`, for badges issued from then on"
    )]
    SuspensionOff,
    /// The badge was issued while suspension was off.
    #[error(
        "this badge was issued while suspension was off, so it has no entry in a suspension list; it can be revoked"
    )]
    NotSuspendable,
    /// The issuer has no key for the JWS form.
    #[error("this issuer is a did:key, which carries one key only: there is no JWS form of its badges")]
    NoJwsForm,

    /// The same idempotency key or external id came with another body; this is the endorsement of the first.
    #[error("the same Idempotency-Key or externalId came before with another body")]
    EndorsementConflict(Box<EndorsementRecord>),
    /// There is no such endorsement.
    #[error("there is no such endorsement")]
    UnknownEndorsement,
    /// The endorsement ended by itself.
    #[error("the endorsement's time is over by itself, so that there is nothing to withdraw")]
    EndorsementOver,
    /// An endorsement cannot be attached to the issuer.
    #[error(transparent)]
    NotAttachable(#[from] NotAttachable),

    // Ours.
    /// A badge class vanished between two steps.
    #[error("the badge class is no longer registered")]
    ClassGone,
    /// What we built is not what the standard wants.
    #[error("a document of ours broke {} rule(s) before signing, the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Lint(Vec<Finding>),
    /// A URL of ours is none.
    #[error(transparent)]
    Url(#[from] InvalidIri),
    /// A list is longer than can be published.
    #[error("a status list of {0} entries is longer than can be published")]
    ListTooLong(u32),
    /// An index outside its list.
    #[error(transparent)]
    StatusList(#[from] StatusListError),
    /// The proof could not be made.
    #[error("the proof could not be made")]
    Proof(#[from] badgewright_signing::data_integrity::SecureError),
    /// The JWS could not be made.
    #[error("the JWS form could not be made")]
    Jws(#[from] badgewright_signing::SignerError),
    /// A credential of ours cannot become the payload of a JWT.
    #[error("the JWS form could not be made")]
    Claims(#[from] badgewright_signing::vc_jwt::ClaimsError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NotACompletion> for IssueError {
    fn from(refusal: NotACompletion) -> Self {
        match refusal {
            NotACompletion::Faulty(faults) => Self::Faulty(faults),
            NotACompletion::NotEarned(missed) => Self::NotEarned(missed),
        }
    }
}
