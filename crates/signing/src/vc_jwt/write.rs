//! The payload of a credential's JWT.

use badgewright_credential::Timestamp;
use serde_json::{Value, json};

/// Why a credential cannot become the payload of a JWT.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClaimsError {
    /// The credential is no JSON object.
    #[error("a credential is a JSON object")]
    NotAnObject,
    /// A member of the credential has the name of a claim and would be lost.
    #[error("`/{claim}` of the credential has the name of a claim of the JWT: expected no such member")]
    NameTaken {
        /// The name.
        claim: &'static str,
    },
    /// A date that cannot become a claim.
    #[error(
        "`/{member}` of the credential is no date and time: expected RFC 3339, like `2026-11-01T15:04:05Z`"
    )]
    NotADate {
        /// The member.
        member: &'static str,
    },
}

/// The payload for a credential (Open Badges 3.0 §8.2.4.1): the credential itself without its `proof`, and the
/// claims `iss`, `jti`, `nbf` (`validFrom`), `sub`, and `exp` (`validUntil`), each where the credential says it.
///
/// # Errors
/// Where the credential is no object, has a member of a claim's name, or a date that is none.
pub fn claims(credential: &Value) -> Result<Value, ClaimsError> {
    let credential = credential.as_object().ok_or(ClaimsError::NotAnObject)?;
    let mut payload = credential.clone();
    // The JWS is the proof: an embedded one would not fit the document that is signed here.
    payload.shift_remove("proof");
    let date = |member: &'static str| match credential.get(member) {
        None => Ok(None),
        Some(date) => date
            .as_str()
            .and_then(|text| text.parse::<Timestamp>().ok())
            .map(|moment| Some(json!(moment.unix())))
            .ok_or(ClaimsError::NotADate { member }),
    };
    let said = [
        ("iss", id_of(credential.get("issuer"))),
        ("jti", credential.get("id").cloned()),
        ("nbf", date("validFrom")?),
        ("sub", id_of(credential.get("credentialSubject"))),
        ("exp", date("validUntil")?),
        ("iat", None),
        ("aud", None),
    ];
    for (claim, value) in said {
        if payload.contains_key(claim) {
            return Err(ClaimsError::NameTaken { claim });
        }
        if let Some(value) = value {
            payload.insert(claim.to_owned(), value);
        }
    }
    Ok(Value::Object(payload))
}

/// The id of an issuer or of the one subject: a string, or the `id` of an object.
fn id_of(value: Option<&Value>) -> Option<Value> {
    match value? {
        Value::String(id) => Some(json!(id)),
        Value::Object(object) => object.get("id").cloned(),
        Value::Array(only) if only.len() == 1 => id_of(only.first()),
        _ => None,
    }
}
