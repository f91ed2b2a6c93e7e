//! A text to what it holds: a credential or a presentation of credentials, as JSON or as a compact JWS.

use badgewright_credential::strict_json::{self, JsonError};
use badgewright_signing::jws::{self, JwsError, UnverifiedJws};
use badgewright_signing::vc_jwt::{self, VcJwtError};
use serde_json::Value;

use crate::code::Code;
use crate::credential::Credential;
use crate::finding::Finding;
use crate::kindred;
use crate::presentation::{self, Presentation};
use crate::presented::Presented;
use crate::sniff::{self, Kind};

/// What stood in a text.
#[derive(Debug)]
pub(crate) enum Read {
    /// A credential alone.
    Credential(Presented),
    /// Credentials in the hands of whoever shows them.
    Presentation(Presentation),
}

/// Most bytes of a credential as JSON or JWS. The largest published badges, with their pictures inside, stay below.
pub(crate) const MOST_BYTES: usize = 2 * 1024 * 1024;

/// Reads JSON or a compact JWS.
pub(crate) fn read(bytes: &[u8]) -> Result<Read, Finding> {
    if bytes.len() > MOST_BYTES {
        return Err(Finding::fail(Code::PARSE_TOO_LARGE));
    }
    match sniff::kind(bytes) {
        Kind::Text => compact_jws(&String::from_utf8_lossy(bytes)),
        _ => document(object(bytes)?),
    }
}

/// A credential alone, as JSON or as a compact JWS.
pub(crate) fn credential(bytes: &[u8]) -> Result<Presented, Finding> {
    alone(read(bytes)?)
}

/// One of the credentials of a presentation, which may be written in each of the forms that one alone can have.
pub(crate) fn carried(value: &Value) -> Result<Presented, Finding> {
    match value {
        Value::String(text) => alone(compact_jws(text)?),
        _ => {
            let credential = Credential::from_value(value.clone());
            alone(document(credential.ok_or_else(|| Finding::fail(Code::PARSE_NOT_AN_OBJECT))?)?)
        }
    }
}

fn alone(read: Read) -> Result<Presented, Finding> {
    match read {
        Read::Credential(presented) => Ok(presented),
        Read::Presentation(_) => {
            Err(Finding::fail(Code::PARSE_NOT_A_CREDENTIAL).because("it is a presentation"))
        }
    }
}

fn document(document: Credential) -> Result<Read, Finding> {
    kindred::refuse(&document)?;
    // VC-DATA-MODEL §4.13: what only says in which JWS it is.
    if ["EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"]
        .iter()
        .any(|class| document.is_a(class))
    {
        // Whoever shows the document itself would show that.
        let mut members = document.members();
        if let Some((name, _)) =
            members.find(|(name, _)| !["@context", "id", "type"].contains(&name.as_str()))
        {
            return Err(Finding::fail(Code::PARSE_ENVELOPE).because(name));
        }
        let enveloped = document.text("id").and_then(enveloped_jws);
        return enveloped.map_or_else(|| Err(Finding::fail(Code::PARSE_NOT_A_JWS).at("/id")), compact_jws);
    }
    if presentation::is_one(&document) {
        return Ok(Read::Presentation(Presentation { document, jws: None }));
    }
    Ok(Read::Credential(Presented::plain(document)))
}

/// Media types that are read out of `data:` URLs, under new and older names.
const ENVELOPED: [&str; 6] = [
    "application/vc+jwt",
    "application/vc-ld+jwt",
    "application/vp+jwt",
    "application/vp-ld+jwt",
    "application/jwt",
    "application/vc+sd-jwt",
];

fn enveloped_jws(id: &str) -> Option<&str> {
    let (media_type, text) = id.strip_prefix("data:")?.split_once(',')?;
    // Parameters say nothing about a JWS, but for one that would encode it once more.
    let (media_type, parameters) = media_type.split_once(';').unwrap_or((media_type, ""));
    (ENVELOPED.contains(&media_type) && !parameters.ends_with("base64")).then_some(text)
}

fn compact_jws(text: &str) -> Result<Read, Finding> {
    // In an SD-JWT (RFC 9901) what may be disclosed follows the JWT after tildes.
    if text.contains('~') {
        return Err(Finding::unknown(Code::PARSE_SD_JWT));
    }
    let jws = jws::parse(text).map_err(|error| from_jws(&error))?;
    let payload = object(jws.payload())?;
    kindred::refuse(&payload)?;
    if let Some(document) = presentation::of_jwt(&payload) {
        return Ok(Read::Presentation(Presentation { document, jws: Some(jws) }));
    }
    enveloped(jws).map(Read::Credential)
}

fn from_jws(error: &JwsError) -> Finding {
    let code = match error {
        JwsError::AlgNone | JwsError::AlgRefused { .. } | JwsError::Critical => {
            Code::PARSE_JWS_PROVES_NOTHING
        }
        JwsError::TooLong { .. } => Code::PARSE_TOO_LARGE,
        _ => Code::PARSE_NOT_A_JWS,
    };
    Finding::fail(code).because(error)
}

fn enveloped(jws: UnverifiedJws) -> Result<Presented, Finding> {
    let read = vc_jwt::read(&jws).map_err(|error| {
        Finding::fail(match error {
            VcJwtError::TooManyValues(_) => Code::PARSE_TOO_LARGE,
            _ => Code::PARSE_NOT_A_CREDENTIAL,
        })
        .because(error)
    })?;
    let presented =
        Presented::enveloped(jws, read).ok_or_else(|| Finding::fail(Code::PARSE_NOT_AN_OBJECT))?;
    // In the older form the credential stands inside, and may be of another kind than its envelope.
    kindred::refuse(&presented.credential)?;
    Ok(presented)
}

fn object(bytes: &[u8]) -> Result<Credential, Finding> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value = strict_json::read_credential(bytes).map_err(|error| {
        Finding::fail(match error {
            JsonError::DuplicateKey(_) => Code::PARSE_DUPLICATE_KEY,
            JsonError::TooManyValues(_) => Code::PARSE_TOO_LARGE,
            JsonError::NotJson(_) => Code::PARSE_NOT_JSON,
        })
        .because(error)
    })?;
    Credential::from_read(value, bytes).ok_or_else(|| Finding::fail(Code::PARSE_NOT_AN_OBJECT))
}
