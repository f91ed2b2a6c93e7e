//! Somebody with a key of their own, who signs credentials and presentations of them.

use badgewright_credential::Secure as _;
use badgewright_signing::data_integrity::{
    DataIntegritySigner, OpenSigner, ProofOptions, ProofPurpose, Suite,
};
use badgewright_signing::did::did_key;
use badgewright_signing::jsonld::{Processing, Purpose};
use badgewright_signing::{KeyKind, KeyPair, Signer as _, jws, vc_jwt};
use serde_json::{Value, json};

pub(super) struct Holder {
    key: KeyPair,
    pub(super) did: String,
    method: String,
}

/// What a verifier asks to be signed.
pub(super) const CHALLENGE: &str = "a question";
pub(super) const DOMAIN: &str = "verifier.example";

impl Holder {
    pub(super) fn new(seed: u8) -> Self {
        let key = KeyPair::from_secret(KeyKind::Ed25519, &[seed; 32]).unwrap();
        let did = did_key::from_key(&key.public_key());
        Self { key, did: did.to_string(), method: did_key::method_id(&did) }
    }

    /// The credential, signed by the holder as it is.
    pub(super) fn signs(&self, credential: &Value, suite: Suite) -> Value {
        self.secure(credential, suite, ProofOptions::assertion(&self.method, None))
    }

    /// The presentation, signed in answer to what a verifier asked.
    pub(super) fn presents(&self, presentation: &Value, suite: Suite) -> Value {
        let options = ProofOptions {
            proof_purpose: ProofPurpose::Authentication,
            challenge: Some(CHALLENGE.to_owned()),
            domain: Some(DOMAIN.to_owned()),
            ..ProofOptions::assertion(&self.method, None)
        };
        self.secure(presentation, suite, options)
    }

    fn secure(&self, document: &Value, suite: Suite, options: ProofOptions) -> Value {
        let signer = DataIntegritySigner { signer: &self.key, suite, options };
        let signer = OpenSigner { signer, processing: Processing::open(Purpose::Verify) };
        signer.secure(document.clone()).unwrap()
    }

    /// The presentation as a compact JWS that answers what a verifier asked.
    pub(super) fn presents_as_jwt(&self, presentation: &Value) -> String {
        let mut claims = presentation.clone();
        claims["iss"] = json!(self.did);
        claims["nonce"] = json!(CHALLENGE);
        claims["aud"] = json!([DOMAIN]);
        jws::sign(&claims, &self.method, &self.key).unwrap()
    }

    /// The credential as a compact JWS.
    pub(super) fn envelops(&self, credential: &Value) -> String {
        jws::sign(&vc_jwt::claims(credential).unwrap(), &self.method, &self.key).unwrap()
    }
}
