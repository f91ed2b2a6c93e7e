//! Taking the credential out of a JWT.

use badgewright_credential::Timestamp;
use badgewright_credential::strict_json::{self, JsonError};
use serde_json::{Map, Value, json};

use super::agreement::compare;
use super::{JwtCredential, JwtNote, RegisteredClaims};
use crate::jws::UnverifiedJws;

/// Why a JWS holds no credential that can be looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VcJwtError {
    /// `typ` says that it is something else.
    #[error("`typ` of the JWS is `{found}`: expected `JWT`, `vc+jwt` or none")]
    OtherType {
        /// What it says.
        found: String,
    },
    /// The payload is no claims set (RFC 7519 §7.2 step 10).
    #[error("the JWT's payload is no JSON object")]
    NotAnObject,
    /// The payload, or the credential in it, gives a member twice (RFC 7519 §4): two readers could see two badges.
    #[error("the member `{0}` is given twice in the JWT")]
    DuplicateKey(String),
    /// The payload has more values than a credential may have.
    #[error("the JWT's payload has more than {0} values")]
    TooManyValues(usize),
    /// A registered claim of the wrong form.
    #[error("the claim `{claim}` is not as RFC 7519 §4.1 wants it: expected {expected}")]
    Malformed {
        /// The claim.
        claim: &'static str,
        /// What was expected.
        expected: &'static str,
    },
    /// One credential in the payload and one under `vc`: two readers would see two credentials.
    #[error("the JWT has a credential in its payload and another under `vc`: expected one")]
    TwoCredentials,
    /// Neither the payload nor `vc` is a credential.
    #[error("the JWT holds no credential: expected one in the payload (VC 2.0) or under `vc` (VC 1.1)")]
    NoCredential,
}

impl VcJwtError {
    /// The stable name of this error in reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherType { .. } => "jwt.other_type",
            Self::NotAnObject => "jwt.not_an_object",
            Self::DuplicateKey(_) => "parse.duplicate_key",
            Self::TooManyValues(_) => "parse.too_large",
            Self::Malformed { .. } => "jwt.claim_malformed",
            Self::TwoCredentials => "jwt.two_credentials",
            Self::NoCredential => "jwt.no_credential",
        }
    }
}

/// Takes the credential out of a JWT: splits the registered claims off, finds the credential in the payload or
/// under `vc`, and compares the two. The signature is not looked at.
///
/// # Errors
/// Where no single credential can be found.
pub fn read(jws: &UnverifiedJws) -> Result<JwtCredential, VcJwtError> {
    let mut notes = Vec::new();
    read_typ(jws, &mut notes)?;
    let payload = strict_json::read_credential(jws.payload()).map_err(|error| match error {
        JsonError::DuplicateKey(name) => VcJwtError::DuplicateKey(name),
        JsonError::TooManyValues(most) => VcJwtError::TooManyValues(most),
        JsonError::NotJson(_) => VcJwtError::NotAnObject,
    })?;
    let Value::Object(mut payload) = payload else { return Err(VcJwtError::NotAnObject) };
    let claims = split_off(&mut payload)?;
    let credential = match payload.shift_remove("vc") {
        None if is_credential(&payload) => payload,
        None => return Err(VcJwtError::NoCredential),
        Some(_) if is_credential(&payload) => return Err(VcJwtError::TwoCredentials),
        Some(Value::Object(mut credential)) => {
            notes.push(JwtNote::UnderVc);
            fill(&mut credential, &claims, &mut notes);
            credential
        }
        Some(_) => return Err(VcJwtError::NoCredential),
    };
    let mismatches = compare(&claims, &credential, &mut notes);
    Ok(JwtCredential { credential: Value::Object(credential), claims, mismatches, notes })
}

/// RFC 7515 §4.1.9: a media type, of which `application/` may be left out, compared without regard to case.
fn read_typ(jws: &UnverifiedJws, notes: &mut Vec<JwtNote>) -> Result<(), VcJwtError> {
    let Some(said) = jws.header().get("typ") else { return Ok(()) };
    let typ = said.as_str().unwrap_or_default().to_ascii_lowercase();
    match typ.strip_prefix("application/").unwrap_or(&typ) {
        "jwt" | "vc+jwt" => Ok(()),
        // The last two are the names of formats, which wallets write here.
        older @ ("vc+ld+json+jwt" | "vc+ld+jwt" | "vc-ld+jwt" | "jwt_vc_json" | "jwt_vc") => {
            notes.push(JwtNote::OlderType(older.to_owned()));
            Ok(())
        }
        _ => Err(VcJwtError::OtherType {
            found: said.as_str().map_or_else(|| said.to_string(), str::to_owned),
        }),
    }
}

/// Anything of JSON-LD or with a subject. Open Badges 2.0 assertions are among it: the reader of the document
/// names them.
fn is_credential(payload: &Map<String, Value>) -> bool {
    payload.contains_key("@context") || payload.contains_key("credentialSubject")
}

/// Removes the registered claims from the payload before anything in it is taken for a credential.
fn split_off(payload: &mut Map<String, Value>) -> Result<RegisteredClaims, VcJwtError> {
    let mut take = |claim| payload.shift_remove(claim);
    Ok(RegisteredClaims {
        iss: text("iss", take("iss"))?,
        sub: text("sub", take("sub"))?,
        jti: text("jti", take("jti"))?,
        nbf: moment("nbf", take("nbf"))?,
        exp: moment("exp", take("exp"))?,
        iat: moment("iat", take("iat"))?,
        aud: audience(take("aud"))?,
    })
}

fn text(claim: &'static str, value: Option<Value>) -> Result<Option<String>, VcJwtError> {
    match value {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(VcJwtError::Malformed { claim, expected: "a string" }),
    }
}

/// RFC 7519 §2 "NumericDate": seconds, which may have a fraction. It is cut off.
fn moment(claim: &'static str, value: Option<Value>) -> Result<Option<Timestamp>, VcJwtError> {
    let Some(value) = value else { return Ok(None) };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "`as` saturates, and `from_unix` refuses the extremes"
    )]
    let seconds = value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds.floor() as i64));
    let malformed = VcJwtError::Malformed { claim, expected: "a number of seconds since 1970" };
    seconds.and_then(Timestamp::from_unix).map(Some).ok_or(malformed)
}

/// RFC 7519 §4.1.3: one string or several.
fn audience(value: Option<Value>) -> Result<Vec<String>, VcJwtError> {
    let malformed = VcJwtError::Malformed { claim: "aud", expected: "a string, or an array of strings" };
    match value {
        None => Ok(Vec::new()),
        Some(Value::String(one)) => Ok(vec![one]),
        Some(Value::Array(several)) => several
            .into_iter()
            .map(|one| match one {
                Value::String(one) => Ok(one),
                _ => Err(malformed.clone()),
            })
            .collect(),
        Some(_) => Err(malformed),
    }
}

/// VC 1.1 §6.3.1 "JWT Decoding": what the credential under `vc` leaves out stands in the claims.
fn fill(credential: &mut Map<String, Value>, claims: &RegisteredClaims, notes: &mut Vec<JwtNote>) {
    let mut add = |object: &mut Map<String, Value>, claim, member: &str, pointer, value: Option<String>| {
        if let (Some(value), false) = (value, object.contains_key(member)) {
            object.insert(member.to_owned(), json!(value));
            notes.push(JwtNote::FilledFrom { claim, pointer });
        }
    };
    add(credential, "jti", "id", "/id", claims.jti.clone());
    match credential.get_mut("issuer") {
        Some(Value::Object(issuer)) => add(issuer, "iss", "id", "/issuer/id", claims.iss.clone()),
        _ => add(credential, "iss", "issuer", "/issuer", claims.iss.clone()),
    }
    if let Some(Value::Object(subject)) = credential.get_mut("credentialSubject") {
        add(subject, "sub", "id", "/credentialSubject/id", claims.sub.clone());
    }
    if !credential.contains_key("validFrom") {
        let nbf = claims.nbf.map(|moment| moment.to_string());
        add(credential, "nbf", "issuanceDate", "/issuanceDate", nbf);
    }
    if !credential.contains_key("validUntil") {
        let exp = claims.exp.map(|moment| moment.to_string());
        add(credential, "exp", "expirationDate", "/expirationDate", exp);
    }
}
