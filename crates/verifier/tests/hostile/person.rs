//! Whoever signs, rightly or not.

use badgewright_credential::{BitString, Did, Secure};
use badgewright_signing::data_integrity::{DataIntegritySigner, OpenSigner, ProofOptions, Suite};
use badgewright_signing::did::{ListedKey, did_key, did_web, issuer_document, method_id};
use badgewright_signing::jsonld::{Processing, Purpose};
use badgewright_signing::{KeyKind, KeyPair, Signer, vc_jwt};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::base58;
use super::web::Web;

/// The moment at which every document is judged.
pub(crate) const NOW: &str = "2026-11-24T12:00:00Z";
/// Where the status list stands.
pub(crate) const LIST: &str = "https://badges.example/status/1";
/// The issuer on the web.
pub(crate) const WEB_DID: &str = "did:web:badges.example";
pub(crate) const V2: &str = "https://www.w3.org/ns/credentials/v2";
pub(crate) const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// Somebody with an Ed25519 and a P-256 key.
pub(crate) struct Person {
    pub(crate) did: Did,
    pub(crate) ed25519: KeyPair,
    pub(crate) p256: KeyPair,
}

/// The issuer, by a did:key.
pub(crate) fn issuer() -> Person {
    Person::by_key(1)
}

/// The issuer, by a did:web.
pub(crate) fn web_issuer() -> Person {
    Person { did: WEB_DID.parse().unwrap(), ..Person::by_key(1) }
}

/// Somebody else.
pub(crate) fn thief() -> Person {
    Person::by_key(2)
}

impl Person {
    pub(crate) fn by_key(seed: u8) -> Self {
        let ed25519 = KeyPair::from_secret(KeyKind::Ed25519, &[seed; 32]).unwrap();
        let p256 = KeyPair::from_secret(KeyKind::P256, &[seed; 32]).unwrap();
        Self { did: did_key::from_key(&ed25519.public_key()), ed25519, p256 }
    }

    pub(crate) fn method(&self) -> String {
        method_id(&self.did, &self.ed25519.public_key())
    }

    pub(crate) fn p256_method(&self) -> String {
        method_id(&self.did, &self.p256.public_key())
    }

    /// The DID document, both keys listed.
    pub(crate) fn document(&self) -> Value {
        let listed =
            [&self.ed25519, &self.p256].map(|key| ListedKey { key: key.public_key(), revoked: None });
        issuer_document(&self.did, &listed)
    }

    /// A web with the DID document.
    pub(crate) fn web(&self) -> Web {
        self.web_with(&self.document())
    }

    /// A web with `document` where the DID document belongs.
    pub(crate) fn web_with(&self, document: &Value) -> Web {
        let url: String = did_web::document_url(&self.did).unwrap().into();
        Web::default().with(&url, document.to_string())
    }

    pub(crate) fn badge(&self) -> Value {
        badge(self.did.as_str())
    }

    /// A good, signed badge.
    pub(crate) fn good(&self) -> Value {
        self.sign(self.badge())
    }

    /// Signs with `eddsa-rdfc-2022`, as it should be.
    #[track_caller]
    pub(crate) fn sign(&self, document: Value) -> Value {
        self.sign_as(document, &self.method())
    }

    /// Signs, and names any method.
    #[track_caller]
    pub(crate) fn sign_as(&self, document: Value, method: &str) -> Value {
        let options = ProofOptions::assertion(method, Some(NOW.parse().unwrap()));
        let signer = DataIntegritySigner { signer: &self.ed25519, suite: Suite::EddsaRdfc2022, options };
        let processing = Processing { nested_contexts: true, ..Processing::strict(Purpose::Verify) };
        let mut signed = OpenSigner { signer, processing }.secure(document).unwrap();
        // A list of one, as badges of ours have it.
        signed["proof"] = json!([signed["proof"]]);
        signed
    }

    /// Signs the document as it is written, whatever it says, with `eddsa-jcs-2022`.
    pub(crate) fn sign_bytes(&self, document: Value) -> Value {
        let options = self.options(&document);
        self.sign_with(document, options)
    }

    /// The same with these options.
    pub(crate) fn sign_with(&self, mut document: Value, options: Value) -> Value {
        let proof = self.proof(&document, options);
        document["proof"] = proof;
        document
    }

    /// What a proof says about itself.
    pub(crate) fn options(&self, document: &Value) -> Value {
        json!({"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": NOW,
            "verificationMethod": self.method(), "proofPurpose": "assertionMethod",
            "@context": document["@context"]})
    }

    /// A proof over all of the document (VC-DI-EDDSA §3.3.1).
    pub(crate) fn proof(&self, document: &Value, mut options: Value) -> Value {
        let forms = [&options, document].map(|form| serde_json_canonicalizer::to_vec(form).unwrap());
        let signature = self.ed25519.sign(&forms.map(Sha256::digest).concat()).unwrap();
        options["proofValue"] = json!(format!("z{}", base58::encode(signature)));
        options
    }

    /// The claims of a badge as a JWT, signed with the P-256 key.
    pub(crate) fn jwt(&self, document: &Value) -> String {
        self.jwt_of(&self.header(), &vc_jwt::claims(document).unwrap())
    }

    pub(crate) fn header(&self) -> Value {
        json!({"alg": "ES256", "kid": self.p256_method(), "typ": "JWT"})
    }

    /// A JWS of any header and payload, signed with the P-256 key.
    pub(crate) fn jwt_of(&self, header: &Value, payload: &Value) -> String {
        self.jws(header.to_string().as_bytes(), payload.to_string().as_bytes())
    }

    /// A JWS of any bytes.
    pub(crate) fn jws(&self, header: &[u8], payload: &[u8]) -> String {
        let input = format!("{}.{}", base64url(header), base64url(payload));
        let signature = self.p256.sign(input.as_bytes()).unwrap();
        format!("{input}.{}", base64url(&signature))
    }

    /// A status list in their name, unsigned, with the bit at `set`.
    pub(crate) fn list(&self, purpose: &str, set: Option<u64>) -> Value {
        json!({
            "@context": [V2],
            "id": LIST,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": self.did,
            "validFrom": "2026-11-20T00:00:00Z",
            "validUntil": "2026-12-04T00:00:00Z",
            "credentialSubject": {
                "id": format!("{LIST}#list"), "type": "BitstringStatusList",
                "statusPurpose": purpose, "encodedList": bits(set)},
        })
    }
}

/// A list of the smallest length.
pub(crate) fn bits(set: Option<u64>) -> String {
    let mut bits = BitString::clear(0).unwrap();
    if let Some(index) = set {
        bits.set(index, true).unwrap();
    }
    bits.encode()
}

pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A small badge, unsigned.
pub(crate) fn badge(issuer: &str) -> Value {
    json!({
        "@context": [V2, OB],
        "id": "urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3341",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Example Corp"},
        "validFrom": "2026-01-01T00:00:00Z",
        "awardedDate": "2026-01-01T00:00:00Z",
        "name": "Teamwork",
        "credentialSubject": {
            "id": "did:example:ada", "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3343", "type": ["Achievement"],
                "name": "Teamwork", "description": "Works well with others.",
                "criteria": {"narrative": "Shown to peers."}}},
    })
}

/// The badge with a status entry for the bit at `index` of [`LIST`].
pub(crate) fn with_status(mut badge: Value, purpose: &str, index: u64) -> Value {
    badge["credentialStatus"] = json!({
        "id": format!("{LIST}#{index}"), "type": "BitstringStatusListEntry", "statusPurpose": purpose,
        "statusListIndex": index.to_string(), "statusListCredential": LIST});
    badge
}

/// The document with the value at `pointer` put or replaced.
#[track_caller]
pub(crate) fn with(mut document: Value, pointer: &str, value: Value) -> Value {
    let (parent, member) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Array(values) => match member.parse::<usize>() {
            Ok(at) => values[at] = value,
            Err(_) => values.push(value),
        },
        parent => parent[member.replace("~1", "/").replace("~0", "~")] = value,
    }
    document
}

/// The document without the member at `pointer`.
#[track_caller]
pub(crate) fn without(mut document: Value, pointer: &str) -> Value {
    let (parent, member) = pointer.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap().as_object_mut().unwrap().shift_remove(member);
    document
}
