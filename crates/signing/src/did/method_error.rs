//! Why a key cannot be had from a document, with the names that CID 1.0 §3.5 gives such errors.

use badgewright_credential::Timestamp;

use super::Purpose;
use crate::jwk::JwkError;
use crate::multikey::MultikeyError;

/// Why a verification method could not be retrieved (CID 1.0 §3.3).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MethodError {
    /// The method's URL is none, or leads to no place within a document.
    #[error("`{url}` names no verification method: expected a DID URL or an https URL with a fragment")]
    InvalidUrl {
        /// The URL as written, cut short.
        url: String,
    },
    /// The document is no controlled identifier document.
    #[error("the issuer's document is not as CID 1.0 §2.1 wants it: expected {expected}")]
    InvalidDocument {
        /// What was expected.
        expected: &'static str,
    },
    /// The document is another's.
    #[error("the document at `{expected}` says that it is of `{found}`")]
    OtherDocument {
        /// The method's URL without its fragment.
        expected: String,
        /// The document's `id`.
        found: String,
    },
    /// The document has no such method. It is never made up from the URL, whatever its fragment looks like.
    #[error("the issuer's document has no verification method `{method}`")]
    NotFound {
        /// The method's URL.
        method: String,
    },
    /// The method is there, but not as the standard wants it.
    #[error("the verification method `{method}` is not as CID 1.0 §2.2 wants it: expected {expected}")]
    InvalidMethod {
        /// The method's URL.
        method: String,
        /// What was expected.
        expected: &'static str,
    },
    /// The method is said to be another's.
    #[error(
        "the verification method `{method}` is controlled by `{controller}`, not by the document it stands in"
    )]
    OtherController {
        /// The method's URL.
        method: String,
        /// Its `controller`.
        controller: String,
    },
    /// The method may not be used for this purpose.
    #[error("the verification method `{method}` is not listed under `{}`{}", purpose.as_str(), revoked_since(*.revoked))]
    NotListed {
        /// The method's URL.
        method: String,
        /// The purpose.
        purpose: Purpose,
        /// Since when the method is revoked, if it says so: then that is the reason.
        revoked: Option<Timestamp>,
    },
    /// A type of method, or a kind of key, that is not implemented. This says nothing about the signature.
    #[error("the verification method `{method}` is of a kind that cannot be used here: {name}")]
    Unsupported {
        /// The method's URL.
        method: String,
        /// The type or the kind of key.
        name: String,
    },
    /// The private half stands in the document.
    #[error("the verification method `{method}` shows its private half: whoever reads it can sign")]
    SecretShown {
        /// The method's URL.
        method: String,
    },
    /// The key cannot be read.
    #[error("the key of the verification method `{method}` cannot be read: {reason}")]
    InvalidKey {
        /// The method's URL.
        method: String,
        /// Why.
        reason: String,
    },
    /// No method of the document has the key.
    #[error("no verification method that is listed under `{}` of the issuer's document has this key", purpose.as_str())]
    KeyNotListed {
        /// The purpose.
        purpose: Purpose,
    },
}

fn revoked_since(revoked: Option<Timestamp>) -> String {
    revoked.map(|since| format!(": it was revoked at {since}")).unwrap_or_default()
}

impl MethodError {
    /// The stable name of this error in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidUrl { .. } => "issuer.method_url_invalid",
            Self::InvalidDocument { .. } => "issuer.document_invalid",
            Self::OtherDocument { .. } => "issuer.document_id_mismatch",
            Self::NotFound { .. } => "issuer.method_not_found",
            Self::InvalidMethod { .. } => "issuer.method_invalid",
            Self::OtherController { .. } => "issuer.method_controller_mismatch",
            Self::NotListed { revoked: Some(_), .. } => "issuer.key_revoked",
            Self::NotListed { .. } => "issuer.method_not_listed",
            Self::Unsupported { .. } => "issuer.method_unsupported",
            Self::SecretShown { .. } => "issuer.secret_shown",
            Self::InvalidKey { .. } => "issuer.key_invalid",
            Self::KeyNotListed { .. } => "issuer.key_not_listed",
        }
    }

    /// The standard's own name of this error (CID 1.0 §3.5), as URL.
    #[must_use]
    pub fn standard(&self) -> Option<&'static str> {
        match self {
            Self::InvalidUrl { .. } => Some("https://w3id.org/security#INVALID_VERIFICATION_METHOD_URL"),
            Self::InvalidDocument { .. } => {
                Some("https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT")
            }
            Self::OtherDocument { .. } => {
                Some("https://w3id.org/security#INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID")
            }
            Self::NotFound { .. }
            | Self::InvalidMethod { .. }
            | Self::OtherController { .. }
            | Self::SecretShown { .. }
            | Self::InvalidKey { .. } => Some("https://w3id.org/security#INVALID_VERIFICATION_METHOD"),
            Self::NotListed { .. } | Self::KeyNotListed { .. } => {
                Some("https://w3id.org/security#INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD")
            }
            Self::Unsupported { .. } => None,
        }
    }

    /// Whether this only says that we cannot tell: `unknown` rather than `fail`.
    #[must_use]
    pub fn is_unsupported(&self) -> bool {
        matches!(self, Self::Unsupported { .. })
    }

    pub(super) fn from_multikey(method: &str, error: MultikeyError) -> Self {
        let method = method.to_owned();
        match error {
            MultikeyError::Unsupported { name } => Self::Unsupported { method, name },
            MultikeyError::Jwk(error) => Self::from_jwk(&method, error),
            error => Self::InvalidKey { method, reason: error.to_string() },
        }
    }

    pub(super) fn from_jwk(method: &str, error: JwkError) -> Self {
        let method = method.to_owned();
        match error {
            JwkError::Unsupported { name } => Self::Unsupported { method, name },
            JwkError::Private { .. } => Self::SecretShown { method },
            error => Self::InvalidKey { method, reason: error.to_string() },
        }
    }
}

/// The key is somebody's, but not the issuer's: with such a key anybody could issue in the issuer's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key belongs to `{controller}`, but the issuer is `{issuer}`")]
pub struct NotTheIssuers {
    /// Whose key it is.
    pub controller: String,
    /// Who issued, as the credential says.
    pub issuer: String,
}

impl NotTheIssuers {
    /// The stable name of this error in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "issuer.key_of_another"
    }
}

/// The key is not to be believed at the moment that was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutOfForce {
    /// In a stranger's hands since then: none of its proofs counts, whatever date they bear.
    #[error("the key was revoked at {0}: none of its proofs counts any more")]
    Revoked(Timestamp),
    /// Announced to end then.
    #[error("the key expired at {0}")]
    Expired(Timestamp),
}

impl OutOfForce {
    /// The stable name of this error in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Revoked(_) => "issuer.key_revoked",
            Self::Expired(_) => "issuer.key_expired",
        }
    }
}
