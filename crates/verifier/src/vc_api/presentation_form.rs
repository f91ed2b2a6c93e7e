//! The form of presentations (VC-DATA-MODEL §4.3, §4.4, §4.13).

use badgewright_credential::Iri;
use badgewright_credential::context::{CREDENTIALS_V1, CREDENTIALS_V2};
use serde_json::Value;

use super::{Verification, malformed};
use crate::credential::Credential;

pub(super) fn check(presentation: &Credential, found: &mut Verification) {
    contexts(presentation, found);
    if !presentation.is_a("VerifiablePresentation") {
        let detail = "`type` must have `VerifiablePresentation` among its names.";
        found.error(malformed("schema.not_a_presentation", "/type", detail));
    }
    if presentation.get("id").is_some_and(|id| !is_url(id)) {
        found.error(malformed("schema.relative_id", "/id", "`id` must be one whole identifier."));
    }
    if let Some(holder) = presentation.get("holder") {
        let id = if holder.is_object() { holder.get("id") } else { Some(holder) };
        if !id.is_some_and(is_url) {
            let detail = "`holder` must be a URL or a DID, or an object with one as its `id`.";
            found.error(malformed("schema.holder", "/holder", detail));
        }
    }
    for (at, credential) in presentation.values("verifiableCredential").iter().enumerate() {
        if !credential.is_object() {
            let detail = "A presentation carries credentials as objects.";
            found.error(malformed("schema.credential", format!("/verifiableCredential/{at}"), detail));
        }
    }
}

fn contexts(presentation: &Credential, found: &mut Verification) {
    let contexts = presentation.get("@context").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    if !matches!(contexts.first().and_then(Value::as_str), Some(CREDENTIALS_V2 | CREDENTIALS_V1)) {
        let detail = "`@context` must be a list that begins with the context of W3C credentials.";
        found.error(malformed("context.first", "/@context", detail));
    }
}

fn is_url(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.parse::<Iri>().is_ok())
}
