//! One presentation, and the credentials in it (VC-DATA-MODEL §4.13 and §7.1).

use badgewright_credential::Clock;
use serde_json::Value;

use super::holding;
use super::{Expected, Verification, credential, malformed, presentation_form};
use crate::code::Code;
use crate::credential::{Credential, values};
use crate::finding::Finding;
use crate::presentation::Presentation;
use crate::presented::Presented;
use crate::reading::{self, Read};
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
    let presentation = match shown(document) {
        Ok(presentation) => presentation,
        Err(reason) => {
            found.error(reason);
            return found;
        }
    };
    presentation_form::check(&presentation.document, &mut found);
    if presentation.jws.is_none()
        && let Err(error) = credential::words(document)
    {
        found.error(error);
    }
    let holder = holding::check(&presentation, expected, retrieval, clock, &mut found).await;
    let carried = presentation.document.values("verifiableCredential");
    if carried.len() > MOST_CREDENTIALS {
        let reason = format!("{MOST_CREDENTIALS} are verified");
        found.error(Finding::unknown(Code::PARSE_TOO_MANY_CREDENTIALS).because(reason));
    }
    let is_list = presentation.document.get("verifiableCredential").is_some_and(Value::is_array);
    for (at, document) in carried.iter().take(MOST_CREDENTIALS).enumerate() {
        let at = if is_list { format!("/{at}") } else { String::new() };
        let part = if is_unsecured(document) {
            self_asserted(document, holder)
        } else {
            credential::verify(document, expected, retrieval, clock).await
        };
        found.absorb(part, &format!("/verifiableCredential{at}"));
    }
    found
}

/// The presentation itself, out of its envelope if it is in one.
fn shown(document: &Value) -> Result<Presentation, Finding> {
    let read =
        Credential::from_value(document.clone()).ok_or_else(|| Finding::fail(Code::PARSE_NOT_AN_OBJECT))?;
    if !read.is_a("EnvelopedVerifiablePresentation") {
        return Ok(Presentation { document: read, jws: None });
    }
    credential::envelope(&read)?;
    match reading::read(document.to_string().as_bytes())? {
        Read::Presentation(presentation) => Ok(presentation),
        Read::Credential(_) => {
            Err(malformed("schema.not_a_presentation", "/id", "the envelope holds no presentation"))
        }
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
