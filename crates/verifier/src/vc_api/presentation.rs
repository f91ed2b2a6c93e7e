//! One presentation, and the credentials in it (VC-DATA-MODEL §4.13 and §7.1).

use badgewright_credential::Clock;
use badgewright_signing::did::Purpose;
use serde_json::Value;

use super::{Expected, Verification, credential, presentation_form};
use crate::code::Code;
use crate::credential::{Credential, id_of, values};
use crate::examine;
use crate::finding::Finding;
use crate::named_key::Lookup;
use crate::outcome::Outcome;
use crate::presented::Presented;
use crate::retrieval::Retrieval;

/// Most credentials of one presentation that are verified.
const MOST_CREDENTIALS: usize = 16;

pub(super) async fn verify(
    document: &Value,
    expected: &Expected,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
) -> Verification {
    let mut found = Verification::default();
    let Some(presentation) = Credential::from_value(document.clone()) else {
        found.error(Finding::fail(Code::PARSE_NOT_AN_OBJECT));
        return found;
    };
    presentation_form::check(&presentation, &mut found);
    if let Err(error) = credential::words(document) {
        found.error(error);
    }
    let holder = signed(&presentation, expected, retrieval, clock, &mut found).await;
    let carried = presentation.values("verifiableCredential");
    if carried.len() > MOST_CREDENTIALS {
        let reason = format!("{MOST_CREDENTIALS} are verified");
        found.error(Finding::unknown(Code::PARSE_TOO_MANY_CREDENTIALS).because(reason));
    }
    let is_list = presentation.get("verifiableCredential").is_some_and(Value::is_array);
    for (at, document) in carried.iter().take(MOST_CREDENTIALS).enumerate() {
        let at = if is_list { format!("/{at}") } else { String::new() };
        let part = if is_unsecured(document) {
            self_asserted(document, holder.as_deref())
        } else {
            credential::verify(document, expected, retrieval, clock).await
        };
        found.absorb(part, &format!("/verifiableCredential{at}"));
    }
    found
}

/// Whether the holder signed the presentation, for `authentication` and in answer to what was asked. Gives the holder that
/// the presentation names, if it is who signed.
async fn signed(
    presentation: &Credential,
    expected: &Expected,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
    found: &mut Verification,
) -> Option<String> {
    let named = presentation.get("holder").and_then(id_of);
    let proofs = presentation.values("proof");
    let Some(holder) = named.or_else(|| signer(proofs)) else {
        found.error(Finding::fail(Code::PROOF_MISSING).at("/proof"));
        return None;
    };
    let mut lookup = Lookup { retrieval, issuer: holder, purpose: Purpose::Authentication, now: clock.now() };
    let mut examined = examine::of_document(presentation, &mut lookup).await;
    for proof in &mut examined {
        if let Err(reason) = &mut proof.key
            && reason.code == Some(Code::ISSUER_KEY_OF_ANOTHER)
        {
            *reason = Finding::fail(Code::ISSUER_NOT_HOLDER).at("/holder");
        }
        // That they answer a question is judged here, and for nobody a remark.
        proof.signature_remarks.retain(|remark| remark.outcome == Outcome::Warn);
    }
    let holds = examined.iter().any(|proof| proof.key.is_ok() && proof.signature.is_ok());
    credential::sum_up(examined, proofs.len(), found);
    for (at, proof) in proofs.iter().take(examine::MOST_PROOFS).enumerate() {
        answers(proof, at, expected, found);
    }
    named.filter(|_| holds).map(str::to_owned)
}

/// The DID before the fragment of the first proof's method, for a presentation that names no holder.
fn signer(proofs: &[Value]) -> Option<&str> {
    id_of(proofs.first()?.get("verificationMethod")?)?.split('#').next()
}

/// VC-DATA-INTEGRITY §4.4: a proof is for the domain, and answers the challenge, that it was asked for.
fn answers(proof: &Value, at: usize, expected: &Expected, found: &mut Verification) {
    if let Some(challenge) = &expected.challenge
        && proof.get("challenge").and_then(Value::as_str) != Some(challenge)
    {
        found.error(Finding::fail(Code::PROOF_CHALLENGE).at(format!("/proof/{at}/challenge")));
    }
    if let Some(domain) = &expected.domain
        && !values(proof.get("domain")).iter().any(|named| named == domain)
    {
        found.error(Finding::fail(Code::PROOF_DOMAIN).at(format!("/proof/{at}/domain")));
    }
}

fn is_unsecured(document: &Value) -> bool {
    let says = |member: &str| document.get(member).is_some_and(|value| !value.is_null());
    document.is_object()
        && !says("proof")
        && !values(document.get("type")).iter().any(|class| class == "EnvelopedVerifiableCredential")
}

/// VC-DATA-MODEL §4.13: a credential without a proof of its own is the word of the holder, who must be its issuer.
fn self_asserted(document: &Value, holder: Option<&str>) -> Verification {
    let mut found = Verification::default();
    let Some(read) = Credential::from_value(document.clone()) else {
        found.error(Finding::fail(Code::PARSE_NOT_AN_OBJECT));
        return found;
    };
    let presented = Presented::plain(read);
    credential::read(&presented, &mut found);
    if holder.is_none() || presented.credential.issuer_id() != holder {
        found.error(Finding::fail(Code::PROOF_NOT_SELF_ASSERTED).at("/issuer"));
    }
    found
}
