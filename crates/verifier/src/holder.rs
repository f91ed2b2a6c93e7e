//! Who showed a badge: the signature of the presentation that it came in. It is told, and is no condition of the badge.

use badgewright_credential::Timestamp;
use badgewright_signing::did::Purpose;
use badgewright_signing::jws::{self, UnverifiedJws};

use crate::code::Code;
use crate::credential::id_of;
use crate::examine;
use crate::finding::Finding;
use crate::named_key::Lookup;
use crate::outcome::Outcome;
use crate::presentation::Presentation;
use crate::retrieval::Retrieval;

/// Says whether the holder signed the presentation, for `authentication` (VC-DATA-MODEL §4.13). Whether it answers anybody's
/// question (`challenge`, `domain`, `nonce`, `aud`) is not known here.
pub(crate) async fn told(
    presentation: &Presentation,
    retrieval: &mut Retrieval<'_>,
    now: Timestamp,
) -> Finding {
    let signer = signer(presentation);
    let Some(holder) = presentation.holder().or(signer) else {
        return Finding::skip(Code::PROOF_PRESENTATION_UNSIGNED);
    };
    let mut lookup = Lookup { retrieval, issuer: holder, purpose: Purpose::Authentication, now };
    let found = match &presentation.jws {
        Some(jws) => Some(of_jws(jws, &mut lookup).await),
        None => of_document(presentation, &mut lookup).await,
    };
    match found {
        Some(Ok(())) => {
            Finding::pass(format!("The badge came in a presentation that its holder signed: {holder}."))
        }
        Some(Err(reason)) if reason.outcome == Outcome::Fail => {
            Finding::warn(Code::PROOF_PRESENTATION).because(reason.detail)
        }
        Some(Err(reason)) => Finding::skip(Code::PROOF_PRESENTATION_UNCHECKED).because(reason.detail),
        None => Finding::skip(Code::PROOF_PRESENTATION_UNSIGNED),
    }
}

/// The badge in the presentation does not hold, so that it makes no difference who showed it.
pub(crate) fn not_told() -> Finding {
    Finding::skip(Code::PROOF_PRESENTATION_NOT_ASKED)
}

/// The id before the fragment of what names the key, for a presentation that names no holder.
pub(crate) fn signer(presentation: &Presentation) -> Option<&str> {
    let method = match &presentation.jws {
        Some(jws) => jws.kid()?,
        None => id_of(presentation.document.values("proof").first()?.get("verificationMethod")?)?,
    };
    method.split('#').next()
}

/// Whether one of the proofs in the document is right and the holder's; `None` if there are none.
async fn of_document(
    presentation: &Presentation,
    lookup: &mut Lookup<'_, '_>,
) -> Option<Result<(), Finding>> {
    let proofs = examine::of_document(&presentation.document, lookup).await;
    let told = proofs.into_iter().map(|proof| match (proof.key, proof.signature) {
        (Ok(_), Ok(_)) => Ok(()),
        (Err(reason), _) | (_, Err(reason)) => Err(reason),
    });
    // The best of them speaks: one that holds, else one that could not be decided.
    told.min_by_key(|told: &Result<(), Finding>| told.as_ref().err().map(|reason| reason.outcome))
}

/// Whether the signature of the JWT is right and the holder's.
pub(crate) async fn of_jws(jws: &UnverifiedJws, lookup: &mut Lookup<'_, '_>) -> Result<(), Finding> {
    let named = examine::key_of_jws(jws, lookup).await;
    named.belongs?;
    let verified = named
        .key
        .map(|key| jws::verify(jws, &key).map(|_| ()).map_err(|error| crate::proof::from_jws_error(&error)));
    verified.unwrap_or_else(|| Err(Finding::unknown(Code::PROOF_KEY_UNAVAILABLE)))
}
