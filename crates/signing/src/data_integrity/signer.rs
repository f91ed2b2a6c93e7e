//! Putting proofs on documents.

use badgewright_credential::Secure;
use serde_json::{Map, Value};

use super::{
    ProofOptions, SecureError, Suite, detached_jws, ecdsa_jcs_2019, ecdsa_rdfc_2019, ed25519_signature_2020,
    eddsa_jcs_2022, eddsa_rdfc_2022,
};
use crate::jsonld::{JsonLdError, Processing, Purpose};
use crate::{Signer, SignerError};

/// Puts a Data Integrity proof on documents.
#[derive(Clone)]
pub struct DataIntegritySigner<'a> {
    /// What signs: a key of a kind that the suite is for.
    pub signer: &'a dyn Signer,
    /// Which cryptosuite.
    pub suite: Suite,
    /// What the proof says about itself.
    pub options: ProofOptions,
}

/// The same for documents that need more of JSON-LD than badges do.
#[derive(Clone)]
pub struct OpenSigner<'a> {
    /// What signs, and how.
    pub signer: DataIntegritySigner<'a>,
    /// How the documents are processed.
    pub processing: Processing,
}

impl Secure for DataIntegritySigner<'_> {
    type Error = SecureError;

    /// The document with the proof added at the end of `proof`, which is always an array.
    fn secure(&self, document: Value) -> Result<Value, SecureError> {
        self.secure_with(document, processing())
    }
}

impl Secure for OpenSigner<'_> {
    type Error = SecureError;

    /// As [`DataIntegritySigner::secure`], but a single proof stands alone, as other issuers write it.
    fn secure(&self, document: Value) -> Result<Value, SecureError> {
        let mut secured = self.signer.secure_with(document, self.processing)?;
        if let Some(Value::Array(proofs)) = secured.get_mut("proof")
            && proofs.len() == 1
        {
            secured["proof"] = proofs.remove(0);
        }
        Ok(secured)
    }
}

impl DataIntegritySigner<'_> {
    fn secure_with(&self, document: Value, processing: Processing) -> Result<Value, SecureError> {
        let Value::Object(mut members) = document else { return Err(JsonLdError::NotAnObject.into()) };
        let mut proofs = match members.shift_remove("proof") {
            None => Vec::new(),
            Some(Value::Array(proofs)) => proofs,
            Some(proof @ Value::Object(_)) => vec![proof],
            Some(_) => return Err(SecureError::UnusableProof),
        };
        proofs.push(Value::Object(self.create_proof(&members, processing)?));
        members.insert("proof".to_owned(), Value::Array(proofs));
        Ok(Value::Object(members))
    }

    /// A proof of a document without one.
    fn create_proof(
        &self,
        document: &Map<String, Value>,
        processing: Processing,
    ) -> Result<Map<String, Value>, SecureError> {
        check_kind(self.suite, self.signer)?;
        let (options, signer) = (self.options.to_proof(self.suite), self.signer);
        match self.suite {
            Suite::EddsaRdfc2022 => eddsa_rdfc_2022::create_proof(document, options, signer, processing),
            Suite::EddsaJcs2022 => eddsa_jcs_2022::create_proof(document, options, signer),
            Suite::EcdsaRdfc2019 => ecdsa_rdfc_2019::create_proof(document, options, signer, processing),
            Suite::EcdsaJcs2019 => ecdsa_jcs_2019::create_proof(document, options, signer),
            Suite::Ed25519Signature2020 => {
                ed25519_signature_2020::create_proof(document, options, signer, processing)
            }
            Suite::Ed25519Signature2018 | Suite::JsonWebSignature2020 => {
                detached_jws::create_proof(document, options, signer, processing)
            }
        }
    }
}

/// An endorsement that a badge carries keeps the contexts it was signed with.
pub(super) fn processing() -> Processing {
    Processing { nested_contexts: true, ..Processing::strict(Purpose::Sign) }
}

/// Whether the key is of a kind that the suite is for.
pub(super) fn check_kind(suite: Suite, signer: &dyn Signer) -> Result<(), SignerError> {
    let found = signer.public_key().kind();
    match suite.key_kinds() {
        [expected, others @ ..] if *expected != found && !others.contains(&found) => {
            Err(SignerError::WrongKind { expected: *expected, found })
        }
        _ => Ok(()),
    }
}
