//! Data Integrity proofs (VC Data Integrity 1.0) of the cryptosuites for Ed25519 (VC-DI-EDDSA).

mod error;
mod options;

pub use error::{ProofError, SecureError};
pub use options::{ProofOptions, ProofPurpose, Suite};

use badgewright_credential::Secure;
use serde_json::Value;

use crate::jsonld::{Processing, Purpose};
use crate::{PublicKey, Signer};

/// Puts a Data Integrity proof on documents.
pub struct DataIntegritySigner<'a> {
    /// What signs.
    pub signer: &'a dyn Signer,
    /// Which cryptosuite.
    pub suite: Suite,
    /// What the proof says about itself.
    pub options: ProofOptions,
}

impl Secure for DataIntegritySigner<'_> {
    type Error = SecureError;

    /// The document with the proof added at the end of `proof`, which is always an array.
    fn secure(&self, document: Value) -> Result<Value, SecureError> {
        let _ = (document, self.suite, &self.options, self.signer.public_key());
        Err(SecureError::TooComplex)
    }
}

/// Whether `proof` is `key`'s over `document` (VC-DI-EDDSA §3.2.2, §3.3.2).
///
/// The document may have a `proof`; it is not part of what is signed, except that proofs which `previousProof` names are
/// looked up there. Whose key it is, when and what for it was made, is not asked here.
///
/// # Errors
/// [`ProofError`], which tells a wrong signature from what could not be decided.
pub fn verify(document: &Value, proof: &Value, key: &PublicKey) -> Result<(), ProofError> {
    verify_with(document, proof, key, Processing::strict(Purpose::Verify))
}

/// [`verify`] for documents that need more of JSON-LD, such as presentations.
///
/// # Errors
/// As [`verify`].
pub fn verify_with(
    document: &Value,
    proof: &Value,
    key: &PublicKey,
    processing: Processing,
) -> Result<(), ProofError> {
    let _ = (document, proof, key, processing);
    Err(ProofError::TooComplex)
}
