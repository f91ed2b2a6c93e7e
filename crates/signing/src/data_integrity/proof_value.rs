//! The signature in a proof: `proofValue`, multibase base58-btc of 64 bytes.

use serde_json::{Map, Value};

use super::ProofError;
use crate::{KeyKind, PublicKey};

/// The length of an Ed25519 signature (RFC 8032 §5.1.6).
const SIGNATURE_LENGTH: usize = 64;
/// The most characters that 64 bytes take in base58.
const MAX_BASE58_LENGTH: usize = 88;

/// `proofValue` of a signature.
pub(super) fn encode(signature: &[u8]) -> String {
    format!("z{}", bs58::encode(signature).into_string())
}

/// The signature in a proof.
pub(super) fn decode(proof: &Map<String, Value>) -> Result<[u8; SIGNATURE_LENGTH], ProofError> {
    let malformed = || ProofError::Malformed {
        pointer: "/proofValue".to_owned(),
        expected: "`z` and the base58-btc form of 64 bytes",
    };
    let text = proof.get("proofValue").and_then(Value::as_str).ok_or_else(malformed)?;
    let base58 =
        text.strip_prefix('z').filter(|base58| base58.len() <= MAX_BASE58_LENGTH).ok_or_else(malformed)?;
    let mut signature = [0; SIGNATURE_LENGTH];
    match bs58::decode(base58).onto(&mut signature) {
        Ok(SIGNATURE_LENGTH) => Ok(signature),
        _ => Err(malformed()),
    }
}

/// VC-DI-EDDSA §3.2.7 and §3.3.7: whether the signature is the key's over the hash data.
pub(super) fn verify(hash_data: &[u8], signature: &[u8], key: &PublicKey) -> Result<(), ProofError> {
    if key.kind() != KeyKind::Ed25519 {
        return Err(ProofError::WrongKeyType { expected: KeyKind::Ed25519, found: key.kind() });
    }
    key.verify(hash_data, signature).map_err(|_| ProofError::SignatureMismatch)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn decoded(value: &Value) -> Result<[u8; 64], ProofError> {
        decode(json!({ "proofValue": value }).as_object().unwrap())
    }

    #[test]
    fn what_was_encoded_is_decoded() {
        for signature in [[0; 64], [255; 64], std::array::from_fn(|i| u8::try_from(i).unwrap())] {
            assert_eq!(decoded(&json!(encode(&signature))).unwrap(), signature);
        }
    }

    #[test]
    fn anything_but_base58_of_64_bytes_is_malformed() {
        let short = encode(&[7; 63]);
        let long = encode(&[7; 65]);
        let good = encode(&[7; 64]);
        let base64 = good.replacen('z', "u", 1);
        let not_base58 = good.replacen('z', "z0", 1);
        let endless = "z".repeat(1_000_000);
        for text in ["", "z", &short, &long, &base64, &not_base58, &endless, &good[1..]] {
            assert!(matches!(decoded(&json!(text)), Err(ProofError::Malformed { .. })), "{text:.20}");
        }
        assert!(matches!(decoded(&json!(5)), Err(ProofError::Malformed { .. })));
        assert!(matches!(decode(&Map::new()), Err(ProofError::Malformed { .. })));
    }
}
