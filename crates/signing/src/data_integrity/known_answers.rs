//! What the standards' publishers say must come out, byte for byte (`known-answers/README.md`).

use badgewright_credential::Secure;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::*;
use crate::context::Contexts;
use crate::jsonld::Purpose;
use crate::{KeyKind, KeyPair, Signer, canonical_form, multikey};

macro_rules! known_answer {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/known-answers/", $name))
    };
}

/// A secured document of one of the publishers, with the proof as one object.
struct Vector {
    secured: Value,
    key: KeyPair,
    contexts: &'static Contexts,
}

impl Vector {
    fn of_w3c(secured: &str) -> Self {
        let keys: Value = serde_json::from_str(known_answer!("keyPair.json")).unwrap();
        Self {
            secured: serde_json::from_str(secured).unwrap(),
            key: multikey::decode_secret(keys["privateKeyMultibase"].as_str().unwrap()).unwrap(),
            contexts: Contexts::pinned(),
        }
    }

    fn of_open_badges() -> Self {
        let vector: Value = serde_json::from_str(known_answer!("ob-impl/vector.json")).unwrap();
        let secret = hex::decode(vector["secretKeyHex"].as_str().unwrap()).unwrap();
        Self {
            secured: vector["signedCredential"].clone(),
            key: KeyPair::from_secret(KeyKind::Ed25519, &secret).unwrap(),
            contexts: Contexts::pinned(),
        }
    }

    fn processing(&self, purpose: Purpose) -> Processing {
        Processing { contexts: self.contexts, ..Processing::strict(purpose) }
    }

    fn proof(&self) -> &Value {
        &self.secured["proof"]
    }

    fn unsecured(&self) -> Value {
        Value::Object(without(self.secured.as_object().unwrap(), "proof"))
    }

    fn canonical_document(&self) -> String {
        canonical_form(&self.secured, self.processing(Purpose::Sign)).unwrap()
    }

    fn canonical_options(&self) -> String {
        let mut options = without(self.proof().as_object().unwrap(), "proofValue");
        options.insert("@context".to_owned(), self.secured["@context"].clone());
        canonical_form(&Value::Object(options), self.processing(Purpose::Sign)).unwrap()
    }

    fn verify(&self) -> Result<(), ProofError> {
        verify_with(&self.secured, self.proof(), &self.key.public_key(), self.processing(Purpose::Verify))
    }

    /// The `proofValue` that we give to the same document and options.
    fn proof_value_of_ours(&self, suite: Suite) -> Value {
        let created = self.proof()["created"].as_str().unwrap().parse().unwrap();
        let method = self.proof()["verificationMethod"].as_str().unwrap();
        let options = ProofOptions::assertion(method, Some(created));
        let signer = DataIntegritySigner { signer: &self.key, suite, options };
        signer.secure(self.unsecured()).unwrap()["proof"][0]["proofValue"].clone()
    }
}

fn hashes(canonical_options: &str, canonical_document: &str) -> String {
    hex::encode(Sha256::digest(canonical_options)) + &hex::encode(Sha256::digest(canonical_document))
}

#[test]
fn the_open_badges_guide_and_we_write_the_same_proof() {
    let vector = Vector::of_open_badges();
    assert_eq!(vector.canonical_document(), known_answer!("ob-impl/document-canon.txt"));
    assert_eq!(vector.canonical_options(), known_answer!("ob-impl/proof-canon.txt"));
    assert_eq!(vector.proof_value_of_ours(Suite::EddsaRdfc2022), vector.proof()["proofValue"]);
    vector.verify().unwrap();
}

#[test]
fn w3c_and_we_write_the_same_eddsa_rdfc_2022_proof() {
    let vector = Vector::of_w3c(known_answer!("eddsa-rdfc-2022/signedDataInt.json"));
    let (document, options) = (vector.canonical_document(), vector.canonical_options());
    assert_eq!(document, known_answer!("eddsa-rdfc-2022/canonDocDataInt.txt"));
    assert_eq!(options, known_answer!("eddsa-rdfc-2022/proofCanonDataInt.txt"));
    assert_eq!(hashes(&options, &document), known_answer!("eddsa-rdfc-2022/combinedHashDataInt.txt"));
    assert_eq!(vector.proof_value_of_ours(Suite::EddsaRdfc2022), vector.proof()["proofValue"]);
    vector.verify().unwrap();
}

#[test]
fn w3c_s_employment_authorization_comes_out_the_same() {
    let mut vector = Vector::of_w3c(known_answer!("employ/signedDataInt.json"));
    let citizenship = known_answer!("employ/citizenship-v4rc1.json");
    vector.contexts = Contexts::with("https://w3id.org/citizenship/v4rc1", citizenship);
    let (document, options) = (vector.canonical_document(), vector.canonical_options());
    assert_eq!(document, known_answer!("employ/canonDocDataInt.txt"));
    assert_eq!(options, known_answer!("employ/proofCanonDataInt.txt"));
    assert_eq!(hashes(&options, &document), known_answer!("employ/combinedHashDataInt.txt"));
    vector.verify().unwrap();
}

#[test]
fn w3c_and_we_write_the_same_eddsa_jcs_2022_proof() {
    let vector = Vector::of_w3c(known_answer!("eddsa-jcs-2022/signedJCS.json"));
    let document = serde_json_canonicalizer::to_string(&vector.unsecured()).unwrap();
    assert_eq!(document, known_answer!("eddsa-jcs-2022/canonDocJCS.txt"));
    let options = without(vector.proof().as_object().unwrap(), "proofValue");
    let options = serde_json_canonicalizer::to_string(&options).unwrap();
    assert_eq!(options, known_answer!("eddsa-jcs-2022/proofCanonJCS.txt"));
    assert_eq!(hashes(&options, &document), known_answer!("eddsa-jcs-2022/combinedHashJCS.txt"));
    assert_eq!(vector.proof_value_of_ours(Suite::EddsaJcs2022), vector.proof()["proofValue"]);
    vector.verify().unwrap();
}

#[test]
fn a_whole_badge_has_the_canonical_form_that_node_and_oxigraph_give_it() {
    let badge: Value = serde_json::from_str(known_answer!("open-badge/open-badge.json")).unwrap();
    let canonical = canonical_form(&badge, Processing::strict(Purpose::Sign)).unwrap();
    assert_eq!(canonical, known_answer!("open-badge/open-badge.canonical.nq"));
}
