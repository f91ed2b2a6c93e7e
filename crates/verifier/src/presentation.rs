//! A presentation (VC-DATA-MODEL §4.13): credentials in the hands of whoever shows them. The badge in it is what is
//! judged; that somebody showed it is told beside.

use badgewright_signing::jws::UnverifiedJws;
use serde_json::Value;

use crate::code::Code;
use crate::credential::{Credential, id_of};
use crate::finding::Finding;
use crate::presented::Presented;
use crate::reading;

/// A presentation, and how it is secured. Nothing about it is proven.
#[derive(Clone, Debug)]
pub(crate) struct Presentation {
    pub(crate) document: Credential,
    /// The JWT that it came in; any other proof stands in the document.
    pub(crate) jws: Option<UnverifiedJws>,
}

/// Most credentials of one presentation that are looked into to find the badge.
const MOST_CARRIED: usize = 16;

/// Whether a document is a presentation: it says so, or it only wraps credentials, as answers of issuing services do.
pub(crate) fn is_one(document: &Credential) -> bool {
    let wraps =
        || document.get("verifiableCredential").is_some() && document.get("credentialSubject").is_none();
    document.is_a("VerifiablePresentation") || wraps()
}

/// The presentation in a JWT's payload: the payload itself (VC-JOSE-COSE §3.1), or what stands under `vp` (VC 1.1 §6.3.1).
pub(crate) fn of_jwt(payload: &Credential) -> Option<Credential> {
    if is_one(payload) {
        return Some(payload.clone());
    }
    let mut document = payload.get("vp")?.as_object()?.clone();
    if let Some(issuer) = payload.get("iss").filter(|_| !document.contains_key("holder")) {
        document.insert("holder".to_owned(), issuer.clone());
    }
    Credential::from_value(Value::Object(document))
}

impl Presentation {
    /// Who says that they hold the credentials.
    pub(crate) fn holder(&self) -> Option<&str> {
        self.document.get("holder").or_else(|| self.document.get("iss")).and_then(id_of)
    }

    /// The first badge in it, or the first credential if none is a badge, with what is to be said about the others.
    pub(crate) fn badge(self) -> Result<(Presented, Vec<Finding>), Finding> {
        let carried = self.document.values("verifiableCredential");
        let others = carried.len().saturating_sub(1);
        let mut first = None;
        for value in carried.iter().take(MOST_CARRIED) {
            let read = reading::carried(value);
            let is_badge = read.as_ref().is_ok_and(|found| is_badge(&found.credential));
            // A credential is a better answer than what is none, and a badge better than either.
            if is_badge || first.as_ref().is_none_or(|first: &Result<_, _>| first.is_err() && read.is_ok()) {
                first = Some(read);
            }
            if is_badge {
                break;
            }
        }
        let Some(found) = first else { return Err(Finding::fail(Code::PARSE_EMPTY_PRESENTATION)) };
        let mut presented = found?;
        let mut findings = vec![Finding::pass("The badge was found in a presentation, which wraps it.")];
        if others > 0 {
            findings.push(Finding::warn(Code::PARSE_OTHER_CREDENTIALS).because(others));
        }
        presented.presentation = Some(Box::new(self));
        Ok((presented, findings))
    }
}

/// OB 3.0 §B.1.2, under the newer and the older name.
fn is_badge(credential: &Credential) -> bool {
    ["OpenBadgeCredential", "AchievementCredential"].iter().any(|class| credential.is_a(class))
}
