//! Proofs made here step by step, for documents that our own signer would not sign.

use badgewright_signing::jsonld::{Processing, Purpose};
use badgewright_signing::{Signer, canonical_form};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::badges::{NOW, Person};

/// What a proof of `person` says about itself, with the document's contexts.
pub(crate) fn options_of(person: &Person, document: &Value) -> Value {
    json!({"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": NOW,
        "verificationMethod": person.method(&person.ed25519), "proofPurpose": "assertionMethod",
        "@context": document["@context"]})
}

/// A proof with these options over all of the document, its `proof` too if it has one (VC-DI-EDDSA §3.3.1).
pub(crate) fn jcs_proof(person: &Person, document: &Value, options: Value) -> Value {
    let form = |value: &Value| serde_json_canonicalizer::to_vec(value).unwrap();
    with_value(person, [form(&options), form(document)], options)
}

/// The same with `eddsa-rdfc-2022` (VC-DI-EDDSA §3.2.1), over documents with contexts of their own too.
pub(crate) fn rdfc_proof(person: &Person, document: &Value, mut options: Value) -> Value {
    options["cryptosuite"] = json!("eddsa-rdfc-2022");
    options["@context"] = document["@context"].clone();
    let strict = Processing::strict(Purpose::Verify);
    let processing = Processing { nested_contexts: true, inline_contexts: true, ..strict };
    let form = |value: &Value| canonical_form(value, processing).unwrap().into_bytes();
    let forms = [form(&options), form(document)];
    options.as_object_mut().unwrap().shift_remove("@context");
    with_value(person, forms, options)
}

fn with_value(person: &Person, forms: [Vec<u8>; 2], mut proof: Value) -> Value {
    let signature = person.ed25519.sign(&forms.map(Sha256::digest).concat()).unwrap();
    proof["proofValue"] = json!(base58(&signature));
    proof
}

/// Multibase `z`: the bytes as one number in base 58, each zero byte before it as a `1`.
pub(crate) fn base58(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut digits: Vec<u32> = Vec::new();
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += *digit << 8;
            *digit = carry % 58;
            carry /= 58;
        }
        while carry > 0 {
            digits.push(carry % 58);
            carry /= 58;
        }
    }
    let zeros = bytes.iter().take_while(|byte| **byte == 0).map(|_| '1');
    let digits = digits.iter().rev().map(|digit| char::from(ALPHABET[*digit as usize]));
    std::iter::once('z').chain(zeros).chain(digits).collect()
}
