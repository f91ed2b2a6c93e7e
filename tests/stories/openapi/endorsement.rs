//! Endorsements of the service by a stranger, as they are sent to it.

use badgewright_credential::{PlainCredential, Prepared};
use badgewright_signing::data_integrity::{DataIntegritySigner, ProofOptions, Suite};
use badgewright_signing::did::did_key;
use badgewright_signing::{KeyKind, KeyPair, Signer as _, jws, vc_jwt};
use serde_json::{Value, json};

/// An endorsement of `subject` with the id that ends in `name`, in the form of a media type.
pub(super) fn endorsement(subject: &Value, name: &str, media_type: &str) -> Vec<u8> {
    let key = KeyPair::from_secret(KeyKind::Ed25519, &[9; 32]).unwrap();
    let did = did_key::from_key(&key.public_key());
    let document = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": format!("https://stranger.example/endorsements/{name}"),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "A good neighbour",
        "issuer": {"id": did, "type": ["Profile"], "name": "A stranger"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": subject, "type": ["EndorsementSubject"], "endorsementComment": "Always on time."},
    });
    let method = did_key::method_id(&did);
    if media_type.ends_with("jwt") {
        return jws::sign(&vc_jwt::claims(&document).unwrap(), &method, &key).unwrap().into_bytes();
    }
    let prepared: Prepared = PlainCredential::new(document).prepare().unwrap();
    let options = ProofOptions::assertion(method, None);
    let signer = DataIntegritySigner { signer: &key, suite: Suite::EddsaRdfc2022, options };
    prepared.secured_by(&signer).unwrap().document().to_string().into_bytes()
}
