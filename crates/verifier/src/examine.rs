//! Every proof of a credential, examined: its key fetched, its signature computed.

use badgewright_credential::Timestamp;
use badgewright_signing::{PublicKey, jws};
use serde_json::Value;

use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::named_key::{Lookup, NamedKey};
use crate::presented::{Envelope, Jwt, Presented};
use crate::proof::{self, SignatureRight};
use crate::retrieval::Retrieval;
use crate::securing::{Examined, Secured, judge};

/// Most proofs of one credential that are looked at.
const MOST_PROOFS: usize = 8;

/// Examines how a credential is secured, and by whom.
pub(crate) async fn examine(presented: &Presented, retrieval: &mut Retrieval<'_>, now: Timestamp) -> Secured {
    let credential = &presented.credential;
    let issuer = credential.issuer_id().unwrap_or_default();
    let mut lookup = Lookup { retrieval, issuer, now };
    let mut proofs = match &presented.envelope {
        Envelope::Jwt(jwt) => vec![of_jwt(jwt, &mut lookup).await],
        Envelope::None => of_document(credential, &mut lookup).await,
    };
    if issuer.is_empty() {
        // A key can be nobody's if nobody is named.
        for proof in &mut proofs {
            proof.key = Err(Finding::fail(Code::ISSUER_MISSING).at("/issuer"));
        }
    }
    judge(proofs, presented.credential.issuer_id())
}

async fn of_document(credential: &Credential, lookup: &mut Lookup<'_, '_>) -> Vec<Examined> {
    let proofs = credential.values("proof");
    let is_list = credential.get("proof").is_some_and(Value::is_array);
    let mut examined = Vec::new();
    for (at, proof) in proofs.iter().take(MOST_PROOFS).enumerate() {
        let pointer = if is_list { format!("/proof/{at}") } else { "/proof".to_owned() };
        examined.push(of_data_integrity(credential, proof, pointer, lookup).await);
    }
    if proofs.len() > MOST_PROOFS
        && let Some(first) = examined.first_mut()
    {
        first.signature_remarks.push(Finding::warn(Code::PROOF_TOO_MANY).at("/proof"));
    }
    examined
}

async fn of_data_integrity(
    credential: &Credential,
    proof: &Value,
    pointer: String,
    lookup: &mut Lookup<'_, '_>,
) -> Examined {
    let named = match method_url(proof) {
        Some(url) => lookup.by_url(url).await,
        None => NamedKey::not_had(Finding::fail(Code::ISSUER_METHOD_URL_INVALID).because("none is given")),
    };
    let terms =
        proof::previous(credential.values("proof"), proof).and_then(|()| proof::terms(proof, lookup.now));
    let (signature, signature_remarks) = match terms {
        Ok(remarks) => {
            (signature(named.key.as_ref(), |key| proof::data_integrity(credential, proof, key)), remarks)
        }
        Err(reason) => (Err(reason), Vec::new()),
    };
    Examined { pointer, key: named.belongs, signature, key_remarks: named.remarks, signature_remarks }
}

/// VC-DATA-INTEGRITY §2.1: a URL; older proofs have the method itself there, of which the URL counts.
fn method_url(proof: &Value) -> Option<&str> {
    crate::credential::id_of(proof.get("verificationMethod")?)
}

async fn of_jwt(jwt: &Jwt, lookup: &mut Lookup<'_, '_>) -> Examined {
    let mut named = key_of_jwt(jwt, lookup).await;
    if let Some(claimed) = jwt.read.claims().iss.as_deref().filter(|claimed| *claimed != lookup.issuer) {
        // Two issuers are named. Whichever key signed, it cannot be told whose word this is.
        named.belongs = named.belongs.and(Err(Finding::unknown(Code::ISSUER_CLAIM_DIFFERS).because(claimed)));
    }
    let form = jwt.read.notes().iter().map(|note| Finding::warn(Code::PROOF_JWT_FORM).because(note));
    Examined {
        pointer: String::new(),
        key: named.belongs,
        signature: signature(named.key.as_ref(), |key| proof::jwt(jwt, key)),
        key_remarks: named.remarks,
        signature_remarks: form.collect(),
    }
}

/// OB 3.0 §8.2.3: `kid` names the key, or `jwk` brings it; published badges have neither.
async fn key_of_jwt(jwt: &Jwt, lookup: &mut Lookup<'_, '_>) -> NamedKey {
    match (jwt.jws.kid(), jwt.jws.jwk()) {
        (Some(kid), _) if kid.starts_with('#') => lookup.by_url(&format!("{}{kid}", lookup.issuer)).await,
        (Some(kid), _) if kid.contains(':') => lookup.by_url(kid).await,
        (_, Some(jwk)) => lookup.by_jwk(jwk).await,
        _ if !proof::has_known_alg(jwt) => {
            NamedKey::not_had(Finding::unknown(Code::ISSUER_METHOD_UNSUPPORTED).because(jwt.jws.alg()))
        }
        _ => lookup.by_trial(|key| jws::verify(&jwt.jws, key).is_ok()).await,
    }
}

fn signature(
    key: Option<&PublicKey>,
    verify: impl Fn(&PublicKey) -> Result<SignatureRight, Finding>,
) -> Result<SignatureRight, Finding> {
    key.map_or_else(|| Err(Finding::unknown(Code::PROOF_KEY_UNAVAILABLE)), verify)
}
