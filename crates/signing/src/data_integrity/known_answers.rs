//! What the standards' publishers say must come out, byte for byte (`known-answers/README.md`).

use badgewright_credential::Secure;
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384};

use super::*;
use crate::alike;
use crate::context::Contexts;
use crate::json::Members;
use crate::jsonld::{Purpose, TopProof};
use crate::{KeyKind, KeyPair, Signer, canonical_form, multikey};

macro_rules! known_answer {
    ($($name:literal),+) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/known-answers/", $($name),+))
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
        Self::of_w3c_with(secured, known_answer!("keyPair.json"))
    }

    fn of_w3c_with(secured: &str, keys: &str) -> Self {
        let keys: Value = serde_json::from_str(keys).unwrap();
        let secret = keys.get("privateKeyMultibase").unwrap_or(&keys["secretKeyMultibase"]);
        Self {
            secured: serde_json::from_str(secured).unwrap(),
            key: multikey::decode_secret(secret.as_str().unwrap()).unwrap(),
            contexts: Contexts::pinned(),
        }
    }

    fn with_citizenship(self) -> Self {
        let citizenship = known_answer!("employ/citizenship-v4rc1.json");
        Self { contexts: Contexts::with("https://w3id.org/citizenship/v4rc1", citizenship), ..self }
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
        Value::Object(self.secured.as_object().unwrap().without("proof"))
    }

    /// The canonical forms of the document and of the proof's options, with hashes by `D` inside.
    fn canonical<D: Digest>(&self) -> (String, String) {
        let processing = self.processing(Purpose::Sign);
        let document = self.secured.as_object().unwrap();
        let mut options = self.proof().as_object().unwrap().without("proofValue");
        options.insert("@context".to_owned(), self.secured["@context"].clone());
        let form = |members| alike::canonical_form::<D>(members, TopProof::LeftOut, processing).unwrap();
        (form(document), form(&options))
    }

    fn canonical_jcs(&self) -> (String, String) {
        let options = self.proof().as_object().unwrap().without("proofValue");
        let form = |value: &Value| serde_json_canonicalizer::to_string(value).unwrap();
        (form(&self.unsecured()), form(&Value::Object(options)))
    }

    /// Compares every step on the way with what the publisher says, and the signature where `ours` signs the same.
    fn comes_out<D: Digest>(&self, suite: Suite, forms: (String, String), published: [&str; 3]) {
        let (document, options) = forms;
        let [document_published, options_published, hashes_published] = published;
        assert_eq!(document, document_published);
        assert_eq!(options, options_published);
        let hashes = hex::encode(D::digest(&options)) + &hex::encode(D::digest(&document));
        assert_eq!(hashes, hashes_published.trim());
        assert_eq!(self.proof_value_of_ours(suite), self.proof()["proofValue"]);
        self.verify().unwrap();
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

macro_rules! published {
    ($folder:literal, $suffix:literal) => {
        [
            known_answer!($folder, "/canonDoc", $suffix, ".txt"),
            known_answer!($folder, "/proofCanon", $suffix, ".txt"),
            known_answer!($folder, "/combinedHash", $suffix, ".txt"),
        ]
    };
}

#[test]
fn the_open_badges_guide_and_we_write_the_same_proof() {
    let vector = Vector::of_open_badges();
    let (document, options) = vector.canonical::<Sha256>();
    assert_eq!(document, known_answer!("ob-impl/document-canon.txt"));
    assert_eq!(options, known_answer!("ob-impl/proof-canon.txt"));
    assert_eq!(vector.proof_value_of_ours(Suite::EddsaRdfc2022), vector.proof()["proofValue"]);
    vector.verify().unwrap();
}

#[test]
fn w3c_and_we_write_the_same_eddsa_rdfc_2022_proof() {
    let vector = Vector::of_w3c(known_answer!("eddsa-rdfc-2022/signedDataInt.json"));
    let published = published!("eddsa-rdfc-2022", "DataInt");
    vector.comes_out::<Sha256>(Suite::EddsaRdfc2022, vector.canonical::<Sha256>(), published);
}

#[test]
fn w3c_s_employment_authorization_comes_out_the_same() {
    let vector = Vector::of_w3c(known_answer!("employ/signedDataInt.json")).with_citizenship();
    let (document, options) = vector.canonical::<Sha256>();
    let published = published!("employ", "DataInt");
    assert_eq!([document.as_str(), &options], published[..2]);
    vector.verify().unwrap();
}

#[test]
fn w3c_and_we_write_the_same_eddsa_jcs_2022_proof() {
    let vector = Vector::of_w3c(known_answer!("eddsa-jcs-2022/signedJCS.json"));
    let published = published!("eddsa-jcs-2022", "JCS");
    vector.comes_out::<Sha256>(Suite::EddsaJcs2022, vector.canonical_jcs(), published);
}

#[test]
fn w3c_and_we_write_the_same_ed25519_signature_2020() {
    let vector = Vector::of_w3c(known_answer!("ed25519-signature-2020/signed.json"));
    let published = published!("ed25519-signature-2020", "");
    vector.comes_out::<Sha256>(Suite::Ed25519Signature2020, vector.canonical::<Sha256>(), published);
}

#[test]
fn w3c_and_we_write_the_same_ecdsa_rdfc_2019_proofs() {
    let p256 = known_answer!("p256KeyPair.json");
    let vector = Vector::of_w3c_with(known_answer!("ecdsa-rdfc-2019-p256/signed.json"), p256);
    let published = published!("ecdsa-rdfc-2019-p256", "");
    vector.comes_out::<Sha256>(Suite::EcdsaRdfc2019, vector.canonical::<Sha256>(), published);
    let employ = known_answer!("ecdsa-rdfc-2019-p256/employ/signed.json");
    let vector = Vector::of_w3c_with(employ, p256).with_citizenship();
    let (document, options) = vector.canonical::<Sha256>();
    assert_eq!([document.as_str(), &options], published!("ecdsa-rdfc-2019-p256/employ", "")[..2]);
    vector.verify().unwrap();

    let p384 = known_answer!("p384KeyPair.json");
    let vector = Vector::of_w3c_with(known_answer!("ecdsa-rdfc-2019-p384/signed.json"), p384);
    let published = published!("ecdsa-rdfc-2019-p384", "");
    vector.comes_out::<Sha384>(Suite::EcdsaRdfc2019, vector.canonical::<Sha384>(), published);
    let employ = known_answer!("ecdsa-rdfc-2019-p384/employ/signed.json");
    let vector = Vector::of_w3c_with(employ, p384).with_citizenship();
    let (document, options) = vector.canonical::<Sha384>();
    assert_eq!([document.as_str(), &options], published!("ecdsa-rdfc-2019-p384/employ", "")[..2]);
    vector.verify().unwrap();
}

#[test]
fn w3c_and_we_write_the_same_ecdsa_jcs_2019_proofs() {
    let signed = known_answer!("ecdsa-jcs-2019-p256/signed.json");
    let vector = Vector::of_w3c_with(signed, known_answer!("p256KeyPair.json"));
    let published = published!("ecdsa-jcs-2019-p256", "");
    vector.comes_out::<Sha256>(Suite::EcdsaJcs2019, vector.canonical_jcs(), published);
    let signed = known_answer!("ecdsa-jcs-2019-p384/signed.json");
    let vector = Vector::of_w3c_with(signed, known_answer!("p384KeyPair.json"));
    let published = published!("ecdsa-jcs-2019-p384", "");
    vector.comes_out::<Sha384>(Suite::EcdsaJcs2019, vector.canonical_jcs(), published);
}

/// VC-DI-EDDSA §B.5.1 to §B.5.3: every proof of a set, of a chain, and of a chain of a chain.
#[test]
fn w3c_s_proof_sets_and_chains_verify_and_notice_a_change_of_what_they_build_on() {
    for (secured, proofs) in [
        (known_answer!("proof-set-chain/signedProofSet1.json"), 1),
        (known_answer!("proof-set-chain/signedProofSet2.json"), 2),
        (known_answer!("proof-set-chain/signedProofChain1.json"), 3),
        (known_answer!("proof-set-chain/signedProofChain2.json"), 4),
    ] {
        let secured: Value = serde_json::from_str(secured).unwrap();
        let there = secured["proof"].as_array().map_or_else(|| vec![secured["proof"].clone()], Clone::clone);
        assert_eq!(there.len(), proofs);
        for proof in &there {
            let method = proof["verificationMethod"].as_str().unwrap();
            let key = multikey::decode_public(method.rsplit_once('#').unwrap().1).unwrap();
            verify(&secured, proof, &key).unwrap();
            let Some(previous) = proof.get("previousProof") else { continue };
            for (number, other) in there.iter().enumerate() {
                let mut changed = secured.clone();
                changed["proof"][number]["created"] = json!("2023-02-24T23:36:39Z");
                let is_built_on = other.get("id").is_some_and(|id| {
                    previous == id || previous.as_array().is_some_and(|named| named.contains(id))
                });
                let noticed = verify(&changed, proof, &key).is_err();
                assert_eq!(noticed, is_built_on, "{method}: {number}");
            }
        }
    }
}

#[test]
fn a_whole_badge_has_the_canonical_form_that_node_and_oxigraph_give_it() {
    let badge: Value = serde_json::from_str(known_answer!("open-badge/open-badge.json")).unwrap();
    let canonical = canonical_form(&badge, Processing::strict(Purpose::Sign)).unwrap();
    assert_eq!(canonical, known_answer!("open-badge/open-badge.canonical.nq"));
}

#[test]
fn what_node_signed_in_the_older_suites_is_right_and_nothing_else_is() {
    for text in [
        known_answer!("ed25519-signature-2018/signed.json"),
        known_answer!("json-web-signature-2020/signed.json"),
    ] {
        let key = KeyPair::from_secret(KeyKind::Ed25519, &[9; 32]).unwrap().public_key();
        let mut secured: Value = serde_json::from_str(text).unwrap();
        verify(&secured, &secured["proof"], &key).unwrap();
        secured["credentialSubject"]["achievement"]["name"] = json!("Forged");
        let error = verify(&secured, &secured["proof"], &key).unwrap_err();
        assert!(matches!(error, ProofError::SignatureMismatch), "{error}");
    }
}
