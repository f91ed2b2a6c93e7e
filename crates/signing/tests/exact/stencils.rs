//! Documents that are put together by a stencil, as badges beside their class are: each has the proof that it has as a whole,
//! also when others of its kind came before.

use std::sync::LazyLock;

use badgewright_credential::{Secure as _, SecureBeside as _, Stencil};
use badgewright_signing::data_integrity::{
    DataIntegritySigner, KnownParts, PartsSigner, ProofOptions, Suite,
};
use badgewright_signing::{KeyKind, KeyPair};
use serde_json::{Value, json};

static KEY: LazyLock<KeyPair> = LazyLock::new(|| KeyPair::from_secret(KeyKind::Ed25519, &[7; 32]).unwrap());

/// What is wrong with the proof of one of these, which have the same contexts.
pub(crate) fn difference(documents: &[&Value]) -> Option<String> {
    let contexts = documents.first()?.get("@context")?;
    let nothing_more = json!({"@context": contexts, "id": "urn:other", "type": ["VerifiableCredential"]});
    // Nobody signs with other contexts than these.
    let parts = KnownParts::of(&nothing_more, &nothing_more).ok()?;
    documents.iter().find_map(|document| {
        let mut document = (*document).clone();
        // Further proofs are for those who have the whole document, and one without a name has none beside anything.
        let members = document.as_object_mut().filter(|members| !members.contains_key("proof"))?;
        members.entry("id").or_insert_with(|| json!("urn:own")).as_str()?;
        let options = ProofOptions::assertion("did:web:badges.example.edu#key-1", None);
        let whole =
            DataIntegritySigner { signer: &*KEY, suite: Suite::EddsaRdfc2022, options: options.clone() };
        let whole = whole.secure(document.clone()).map(|whole| whole["proof"][0].to_string());
        let beside = PartsSigner { signer: &*KEY, options, parts: &parts }.prove(&Stencil::from(&document));
        let (whole, beside) =
            (whole.map_err(|error| error.to_string()), beside.map_err(|error| error.to_string()));
        let is_same = match (&whole, &beside) {
            (Ok(whole), Ok(beside)) => whole == beside,
            // Numbers beyond all bounds are told of as they were read.
            (whole, beside) => whole.is_err() && beside.is_err(),
        };
        (!is_same).then(|| format!("{document}\n{whole:?}\n{beside:?}"))
    })
}
