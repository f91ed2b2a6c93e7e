//! Why a proof does not hold, or could not be made.

use crate::jsonld::JsonLdError;
use crate::{KeyKind, SignerError};

/// The error type of VC Data Integrity §4.7 for a proof that does not verify.
const PROOF_VERIFICATION_ERROR: &str = "https://w3id.org/security#PROOF_VERIFICATION_ERROR";
/// The error type of VC Data Integrity §4.7 for a document that cannot be brought into canonical form.
const PROOF_TRANSFORMATION_ERROR: &str = "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";

fn one_of(kinds: &[KeyKind]) -> String {
    kinds.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}

/// Why a proof was not found to be right.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// The signature is not this key's over this document and these proof options.
    #[error("the signature does not fit the document, the proof and the key")]
    SignatureMismatch,
    /// A cryptosuite, or a proof type, that we do not have. Nothing is said about the signature.
    #[error("proofs of `{suite}` cannot be checked here")]
    UnsupportedSuite {
        /// The `cryptosuite`, or the `type` of an older proof.
        suite: String,
    },
    /// The proof is not one.
    #[error("the proof is malformed at `{pointer}`: expected {expected}")]
    Malformed {
        /// Where in the proof, as a JSON Pointer.
        pointer: String,
        /// What should be there.
        expected: &'static str,
    },
    /// The document or the proof has parts that no signature covers, or that could not be read.
    #[error(transparent)]
    JsonLd(#[from] JsonLdError),
    /// The document's contexts do not start with the proof's (VC-DI-EDDSA §3.3.2 step 4.1).
    #[error("the document's `@context` does not start with the proof's")]
    ContextMismatch,
    /// A proof that `previousProof` names is not there.
    #[error("the previous proof `{id}` is missing")]
    PreviousProofMissing {
        /// The id that was looked for.
        id: String,
    },
    /// The key is of another kind than the suite's.
    #[error("the suite needs a key of kind {}, but this one is {found}", one_of(.expected))]
    WrongKeyType {
        /// What the suite needs.
        expected: &'static [KeyKind],
        /// What was given.
        found: KeyKind,
    },
}

impl ProofError {
    /// Our code for it, as in the report of a verification.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignatureMismatch => "proof.signature_mismatch",
            Self::UnsupportedSuite { .. } => "proof.unsupported_suite",
            Self::Malformed { .. } => "proof.malformed",
            Self::JsonLd(error) => error.code(),
            Self::ContextMismatch => "proof.context_mismatch",
            Self::PreviousProofMissing { .. } => "proof.previous_missing",
            Self::WrongKeyType { .. } => "proof.wrong_key_type",
        }
    }

    /// The URL of the standard's own error, where it has one (VC Data Integrity §4.7).
    #[must_use]
    pub fn standard(&self) -> Option<&'static str> {
        match self {
            Self::SignatureMismatch
            | Self::Malformed { .. }
            | Self::ContextMismatch
            | Self::PreviousProofMissing { .. }
            | Self::WrongKeyType { .. } => Some(PROOF_VERIFICATION_ERROR),
            Self::UnsupportedSuite { .. } | Self::JsonLd(_) => Some(PROOF_TRANSFORMATION_ERROR),
        }
    }
}

/// Why a document was not secured.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SecureError {
    /// Parts of the document would not be covered by the proof.
    #[error(transparent)]
    JsonLd(#[from] JsonLdError),
    /// The document's `proof` is neither an object nor an array of objects, so none can be added to it.
    #[error("the document's `proof` is neither an object nor an array")]
    UnusableProof,
    /// The key could not be used.
    #[error(transparent)]
    Signer(#[from] SignerError),
}
