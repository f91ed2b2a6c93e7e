//! The signature in a proof: `proofValue`, multibase base58-btc of the bytes that the kind of key signs with.

use badgewright_credential::base58;

use super::ProofError;
use crate::json::{Members, Tree};
use crate::{KeyKind, PublicKey};

/// The length of the signatures that a kind of key makes in proofs (RFC 8032 §5.1.6; VC-DI-ECDSA §3.2.6).
pub(super) fn length(kind: KeyKind) -> usize {
    if kind == KeyKind::P384 { 96 } else { 64 }
}

/// `proofValue` of a signature.
pub(super) fn encode(signature: &[u8]) -> String {
    base58::encode('z', signature)
}

/// The signature in a proof, which must have the length.
pub(super) fn decode(proof: &impl Members, length: usize) -> Result<Vec<u8>, ProofError> {
    let malformed = || ProofError::Malformed {
        pointer: "/proofValue".to_owned(),
        expected: if length == 96 {
            "`z` and the base58-btc form of 96 bytes"
        } else {
            "`z` and the base58-btc form of 64 bytes"
        },
    };
    let text = proof.member("proofValue").and_then(Tree::as_text).ok_or_else(malformed)?;
    // Base58 takes at most 11 characters for 8 bytes.
    let base58 =
        text.strip_prefix('z').filter(|base58| base58.len() <= length / 8 * 11).ok_or_else(malformed)?;
    base58::decode(base58, length).ok_or_else(malformed)
}

/// VC-DI-EDDSA §3.2.7 and its like: whether the signature is the key's over the hash data.
pub(super) fn verify(hash_data: &[u8], signature: &[u8], key: &PublicKey) -> Result<(), ProofError> {
    key.verify(hash_data, signature).map_err(|_| ProofError::SignatureMismatch)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;

    fn decoded(value: &Value) -> Result<Vec<u8>, ProofError> {
        decode(json!({ "proofValue": value }).as_object().unwrap(), 64)
    }

    #[test]
    fn what_was_encoded_is_decoded() {
        for signature in [[0; 64], [255; 64], std::array::from_fn(|i| u8::try_from(i).unwrap())] {
            assert_eq!(decoded(&json!(encode(&signature))).unwrap(), signature);
        }
        let longer = json!({"proofValue": encode(&[255; 96])});
        assert_eq!(decode(longer.as_object().unwrap(), 96).unwrap(), [255; 96]);
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
        assert!(matches!(decode(&Map::<String, Value>::new(), 64), Err(ProofError::Malformed { .. })));
    }
}
