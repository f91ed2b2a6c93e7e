//! Whether a JWT's claims say what its credential says.

use badgewright_credential::{Moment, Timestamp};
use serde_json::{Map, Value};

use super::{JwtNote, RegisteredClaims};

/// A claim that says otherwise than the credential.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the claim `{claim}` says `{claimed}`, but `{pointer}` of the credential says `{credential}`")]
pub struct ClaimMismatch {
    /// The claim's name.
    pub claim: &'static str,
    /// The member it contradicts, as JSON Pointer into the credential.
    pub pointer: &'static str,
    /// What the claim says.
    pub claimed: String,
    /// What the credential says.
    pub credential: String,
}

impl ClaimMismatch {
    /// The stable name of this error in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "jwt.claim_mismatch"
    }
}

/// The evidence that no claim contradicts the credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimsAgree(());

impl ClaimsAgree {
    pub(super) fn unless(mismatches: &[ClaimMismatch]) -> Result<Self, &[ClaimMismatch]> {
        if mismatches.is_empty() { Ok(Self(())) } else { Err(mismatches) }
    }
}

/// Compares each claim with its member (Open Badges 3.0 §8.2.6.1). `iat` and `aud` have none.
pub(super) fn compare(
    claims: &RegisteredClaims,
    credential: &Map<String, Value>,
    notes: &mut Vec<JwtNote>,
) -> Vec<ClaimMismatch> {
    let date = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string());
    let claimed = [
        ("iss", claims.iss.clone(), id_of(credential, "issuer", ["/issuer", "/issuer/id"])),
        ("jti", claims.jti.clone(), ("/id", text(credential.get("id")))),
        (
            "sub",
            claims.sub.clone(),
            id_of(credential, "credentialSubject", ["/credentialSubject", "/credentialSubject/id"]),
        ),
        (
            "nbf",
            date(claims.nbf),
            date_of(credential, [("validFrom", "/validFrom"), ("issuanceDate", "/issuanceDate")], claims.nbf),
        ),
        (
            "exp",
            date(claims.exp),
            date_of(
                credential,
                [("validUntil", "/validUntil"), ("expirationDate", "/expirationDate")],
                claims.exp,
            ),
        ),
    ];
    let mut mismatches = Vec::new();
    for (claim, claimed, (pointer, member)) in claimed {
        match (claimed, member) {
            (Some(claimed), Some(credential)) if claimed != credential => {
                mismatches.push(ClaimMismatch { claim, pointer, claimed, credential });
            }
            (Some(_), None) => notes.push(JwtNote::NotCompared(claim)),
            // `exp` alone is optional there.
            (None, Some(_)) if claim != "exp" => notes.push(JwtNote::ClaimAbsent(claim)),
            _ => {}
        }
    }
    mismatches
}

/// A member of the credential that a claim is compared with: where it stands, and what it says.
type Member = (&'static str, Option<String>);

fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}

/// The id of an issuer or of the one subject. Of several subjects none is the JWT's.
fn id_of(credential: &Map<String, Value>, member: &str, [whole, inner]: [&'static str; 2]) -> Member {
    let one = match credential.get(member) {
        Some(Value::Array(array)) if array.len() == 1 => array.first(),
        other => other,
    };
    match one {
        Some(Value::Object(object)) => (inner, text(object.get("id"))),
        other => (whole, text(other)),
    }
}

/// The first of two names that the credential uses: that of VC 2.0, or that of VC 1.1. A day says the same as every
/// moment of it.
fn date_of(
    credential: &Map<String, Value>,
    names: [(&str, &'static str); 2],
    claimed: Option<Timestamp>,
) -> Member {
    let [(newer, newer_at), (older, older_at)] = names;
    let (value, pointer) = match credential.get(newer) {
        Some(value) => (Some(value), newer_at),
        None => (credential.get(older), older_at),
    };
    let moment = value.and_then(Value::as_str).and_then(Moment::read).map(|moment| {
        claimed.filter(|claimed| (moment.first()..=moment.last()).contains(claimed)).unwrap_or(moment.first())
    });
    (pointer, moment.map(|moment| moment.to_string()))
}
