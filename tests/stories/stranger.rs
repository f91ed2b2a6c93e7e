//! A stranger who endorses whom it likes, with a key of its own.

use badgewright_credential::{PlainCredential, Prepared};
use badgewright_signing::data_integrity::{DataIntegritySigner, OpenSigner, ProofOptions, Suite};
use badgewright_signing::did::did_key;
use badgewright_signing::jsonld::{Processing, Purpose};
use badgewright_signing::{KeyKind, KeyPair, Signer as _, jws, vc_jwt};
use serde_json::{Value, json};

fn key() -> KeyPair {
    KeyPair::from_secret(KeyKind::Ed25519, &[9; 32]).unwrap()
}

/// An unsigned endorsement of `subject` with an id that ends in `name`.
pub(crate) fn endorsement(subject: &Value, name: &str) -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": format!("https://stranger.example/endorsements/{name}"),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "A good neighbour",
        "issuer": {"id": did_key::from_key(&key().public_key()), "type": ["Profile"], "name": "A stranger"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": subject, "type": ["EndorsementSubject"], "endorsementComment": "Always on time."},
    })
}

/// A document of the stranger's, signed in the form of a media type. The stranger is less careful than we are.
pub(crate) fn signed(document: Value, media_type: &str) -> Vec<u8> {
    let key = key();
    let method = did_key::method_id(&did_key::from_key(&key.public_key()));
    if media_type.ends_with("jwt") {
        return jws::sign(&vc_jwt::claims(&document).unwrap(), &method, &key).unwrap().into_bytes();
    }
    let prepared: Prepared = PlainCredential::new(document).prepare().unwrap();
    let options = ProofOptions::assertion(method, None);
    let signer = DataIntegritySigner { signer: &key, suite: Suite::EddsaRdfc2022, options };
    let signer = OpenSigner { signer, processing: Processing::strict(Purpose::Verify) };
    prepared.secured_by(&signer).unwrap().document().to_string().into_bytes()
}
