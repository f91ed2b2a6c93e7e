//! Which suites are left to the library.

use serde_json::Value;

/// A suite of proofs that our own code does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LongTail {
    /// `ecdsa-sd-2023` (VC-DI-ECDSA §3.6): what the holder shows of it.
    EcdsaSd2023,
    /// `EcdsaSecp256k1Signature2019`, a type of proof of its own.
    EcdsaSecp256k1Signature2019,
}

impl LongTail {
    const ALL: [Self; 2] = [Self::EcdsaSd2023, Self::EcdsaSecp256k1Signature2019];

    /// The suite of a proof.
    pub(super) fn of(proof: &Value) -> Option<Self> {
        let text = |member| proof.get(member).and_then(Value::as_str);
        let name = match text("type")? {
            "DataIntegrityProof" => text("cryptosuite")?,
            older => older,
        };
        Self::ALL.into_iter().find(|suite| suite.name() == name)
    }

    /// The name in `cryptosuite`, or in `type`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::EcdsaSd2023 => "ecdsa-sd-2023",
            Self::EcdsaSecp256k1Signature2019 => "EcdsaSecp256k1Signature2019",
        }
    }

    /// Whether the holder chooses what of the document is shown.
    pub(super) fn shows_parts(self) -> bool {
        self == Self::EcdsaSd2023
    }
}
