//! What a proof says about itself.

use badgewright_credential::Timestamp;
use serde_json::{Map, Value};

use super::ProofError;
use crate::KeyKind;
use crate::json::{Members, Tree};

/// The cryptosuites we sign and verify with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Suite {
    /// `eddsa-rdfc-2022`: RDFC-1.0 (VC-DI-EDDSA §3.2). On every badge.
    EddsaRdfc2022,
    /// `eddsa-jcs-2022`: JCS (VC-DI-EDDSA §3.3). Written only where somebody asks for it.
    EddsaJcs2022,
    /// `ecdsa-rdfc-2019`: RDFC-1.0 (VC-DI-ECDSA §3.2), with keys of P-256 or P-384.
    EcdsaRdfc2019,
    /// `ecdsa-jcs-2019`: JCS (VC-DI-ECDSA §3.3), with keys of P-256 or P-384.
    EcdsaJcs2019,
    /// `Ed25519Signature2020`: RDFC-1.0 (VC-DI-EDDSA §A), a type of proof of its own.
    Ed25519Signature2020,
    /// `Ed25519Signature2018`: RDFC-1.0 under a JWS without payload, a type of proof of its own. Not for new proofs.
    Ed25519Signature2018,
    /// `JsonWebSignature2020`: the same, with keys of Ed25519, P-256, P-384 or RSA. Not for new proofs.
    JsonWebSignature2020,
}

/// What a key is used for (CID 1.0 §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProofPurpose {
    /// A claim of the issuer: credentials.
    AssertionMethod,
    /// The holder is who they say: presentations.
    Authentication,
}

/// What a new proof says about itself (VC Data Integrity §2.1), besides its type and suite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofOptions {
    /// When it was made, as the signer says.
    pub created: Option<Timestamp>,
    /// The URL of the key's verification method.
    pub verification_method: String,
    /// What for.
    pub proof_purpose: ProofPurpose,
    /// Of a presentation: what the verifier asked to be signed.
    pub challenge: Option<String>,
    /// Of a presentation: for whom it is.
    pub domain: Option<String>,
}

impl Suite {
    /// The suite that a proof says it is of.
    ///
    /// # Errors
    /// [`ProofError::UnsupportedSuite`] for suites, and types of proofs, that we do not have, and
    /// [`ProofError::Malformed`] where the proof names none.
    pub fn of(proof: &impl Members) -> Result<Self, ProofError> {
        let text = |name: &str, expected| {
            let value = proof.member(name).and_then(Tree::as_text);
            value.ok_or_else(|| ProofError::Malformed { pointer: format!("/{name}"), expected })
        };
        match text("type", "the type of the proof")? {
            "DataIntegrityProof" => {}
            "Ed25519Signature2020" => return Ok(Self::Ed25519Signature2020),
            "Ed25519Signature2018" => return Ok(Self::Ed25519Signature2018),
            "JsonWebSignature2020" => return Ok(Self::JsonWebSignature2020),
            other => return Err(ProofError::UnsupportedSuite { suite: other.to_owned() }),
        }
        match text("cryptosuite", "the name of a cryptosuite")? {
            // `eddsa-2022` and `ecdsa-2019` are what the drafts until 2023 called them.
            "eddsa-rdfc-2022" | "eddsa-2022" => Ok(Self::EddsaRdfc2022),
            "eddsa-jcs-2022" => Ok(Self::EddsaJcs2022),
            "ecdsa-rdfc-2019" | "ecdsa-2019" => Ok(Self::EcdsaRdfc2019),
            "ecdsa-jcs-2019" => Ok(Self::EcdsaJcs2019),
            other => Err(ProofError::UnsupportedSuite { suite: other.to_owned() }),
        }
    }

    /// The name in `cryptosuite`, or in `type` of a suite that is a type of proof of its own.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EddsaRdfc2022 => "eddsa-rdfc-2022",
            Self::EddsaJcs2022 => "eddsa-jcs-2022",
            Self::EcdsaRdfc2019 => "ecdsa-rdfc-2019",
            Self::EcdsaJcs2019 => "ecdsa-jcs-2019",
            Self::Ed25519Signature2020 => "Ed25519Signature2020",
            Self::Ed25519Signature2018 => "Ed25519Signature2018",
            Self::JsonWebSignature2020 => "JsonWebSignature2020",
        }
    }

    fn is_type_of_its_own(self) -> bool {
        matches!(self, Self::Ed25519Signature2020 | Self::Ed25519Signature2018 | Self::JsonWebSignature2020)
    }

    /// The kinds of keys that it is for.
    #[must_use]
    pub fn key_kinds(self) -> &'static [KeyKind] {
        match self {
            Self::EddsaRdfc2022
            | Self::EddsaJcs2022
            | Self::Ed25519Signature2020
            | Self::Ed25519Signature2018 => &[KeyKind::Ed25519],
            Self::JsonWebSignature2020 => &[KeyKind::Ed25519, KeyKind::P256, KeyKind::P384, KeyKind::Rsa],
            Self::EcdsaRdfc2019 | Self::EcdsaJcs2019 => &[KeyKind::P256, KeyKind::P384],
        }
    }
}

impl ProofPurpose {
    /// The name in `proofPurpose`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AssertionMethod => "assertionMethod",
            Self::Authentication => "authentication",
        }
    }
}

impl ProofOptions {
    /// For a credential: `assertionMethod` with the key at `verification_method`.
    #[must_use]
    pub fn assertion(verification_method: impl Into<String>, created: Option<Timestamp>) -> Self {
        Self {
            created,
            verification_method: verification_method.into(),
            proof_purpose: ProofPurpose::AssertionMethod,
            challenge: None,
            domain: None,
        }
    }

    /// The proof without its value, in the order in which it is shown.
    pub(super) fn to_proof(&self, suite: Suite) -> Map<String, Value> {
        let mut proof = Map::new();
        let mut set = |name: &str, value: &str| proof.insert(name.to_owned(), Value::from(value));
        if suite.is_type_of_its_own() {
            set("type", suite.name());
        } else {
            set("type", "DataIntegrityProof");
            set("cryptosuite", suite.name());
        }
        if let Some(created) = self.created {
            set("created", &created.to_string());
        }
        set("verificationMethod", &self.verification_method);
        set("proofPurpose", self.proof_purpose.name());
        if let Some(challenge) = &self.challenge {
            set("challenge", challenge);
        }
        if let Some(domain) = &self.domain {
            set("domain", domain);
        }
        proof
    }
}
