//! Who shows a presentation: its holder signed it, for `authentication`, and in answer to what was asked.

use badgewright_credential::strict_json;
use badgewright_credential::{Clock, Timestamp};
use badgewright_signing::did::Purpose;
use badgewright_signing::jws::UnverifiedJws;
use serde_json::Value;

use super::{Expected, Verification, credential};
use crate::code::Code;
use crate::credential::values;
use crate::examine;
use crate::finding::Finding;
use crate::holder;
use crate::named_key::Lookup;
use crate::presentation::Presentation;
use crate::retrieval::Retrieval;

/// Tells what is wrong with the presentation's signature. Gives the holder that the presentation names, if it is who
/// signed.
pub(super) async fn check<'p>(
    presentation: &'p Presentation,
    expected: &Expected,
    retrieval: &mut Retrieval<'_>,
    clock: &dyn Clock,
    found: &mut Verification,
) -> Option<&'p str> {
    let Some(holder) = presentation.holder().or_else(|| holder::signer(presentation)) else {
        found.error(Finding::fail(Code::PROOF_MISSING).at("/proof"));
        return None;
    };
    let now = clock.now();
    let mut lookup = Lookup { retrieval, issuer: holder, purpose: Purpose::Authentication, now };
    let holds = match &presentation.jws {
        Some(jws) => by_jws(jws, expected, &mut lookup, found).await,
        None => by_proofs(presentation, expected, &mut lookup, found).await,
    };
    presentation.holder().filter(|_| holds)
}

/// The proofs in the document, all of which must hold.
async fn by_proofs(
    presentation: &Presentation,
    expected: &Expected,
    lookup: &mut Lookup<'_, '_>,
    found: &mut Verification,
) -> bool {
    let proofs = presentation.document.values("proof");
    let is_list = presentation.document.get("proof").is_some_and(Value::is_array);
    let mut examined = examine::of_document(&presentation.document, lookup).await;
    for proof in &mut examined {
        proof.key = proof.key.clone().map_err(not_the_holders);
    }
    let holds = examined.iter().any(|proof| proof.key.is_ok() && proof.signature.is_ok());
    credential::sum_up(examined, proofs.len(), found);
    for (at, proof) in proofs.iter().take(examine::MOST_PROOFS).enumerate() {
        let member = |name: &str| values(proof.get(name));
        let place = if is_list { format!("/proof/{at}") } else { "/proof".to_owned() };
        answers(member("challenge"), member("domain"), &place, expected, found);
    }
    holds
}

/// The JWT around it (VC-JOSE-COSE §3.1): `nonce` is the challenge, `aud` the domain.
async fn by_jws(
    jws: &UnverifiedJws,
    expected: &Expected,
    lookup: &mut Lookup<'_, '_>,
    found: &mut Verification,
) -> bool {
    let now = lookup.now;
    let signed = holder::of_jws(jws, lookup).await.map_err(not_the_holders);
    let holds = signed.is_ok();
    if let Err(reason) = signed {
        found.error(reason);
    }
    let claims = strict_json::read(jws.payload()).unwrap_or_default();
    answers(values(claims.get("nonce")), values(claims.get("aud")), "", expected, found);
    if is_over(&claims, now) {
        found.error(Finding::fail(Code::PROOF_EXPIRED));
    }
    holds
}

/// RFC 7519 §4.1.4.
fn is_over(claims: &Value, now: Timestamp) -> bool {
    claims.get("exp").and_then(Value::as_i64).is_some_and(|end| end < now.unix())
}

fn not_the_holders(reason: Finding) -> Finding {
    if reason.code == Some(Code::ISSUER_KEY_OF_ANOTHER) {
        Finding::fail(Code::ISSUER_NOT_HOLDER).at("/holder")
    } else {
        reason
    }
}

/// VC-DATA-INTEGRITY §4.4: a proof answers the challenge, and is for the domain, that it was asked for.
fn answers(
    challenges: &[Value],
    domains: &[Value],
    place: &str,
    expected: &Expected,
    found: &mut Verification,
) {
    if let Some(challenge) = &expected.challenge
        && !matches!(challenges, [only] if only == challenge)
    {
        found.error(Finding::fail(Code::PROOF_CHALLENGE).at(place));
    }
    if let Some(domain) = &expected.domain
        && !domains.iter().any(|named| named == domain)
    {
        found.error(Finding::fail(Code::PROOF_DOMAIN).at(place));
    }
}
