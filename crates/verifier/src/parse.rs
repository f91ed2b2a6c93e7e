//! The check `parse`: a credential was found in what was sent.

use badgewright_credential::baking::{self, ExtractError, Second};
use badgewright_credential::strict_json::{self, JsonError};
use badgewright_signing::jws::{self, JwsError};
use badgewright_signing::vc_jwt;
use serde_json::Value;

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::credential::{Credential, values};
use crate::finding::Finding;
use crate::presented::Presented;
use crate::sniff::{self, Kind};

/// A credential was found.
#[derive(Debug)]
pub(crate) struct BadgeFound(());

/// Most bytes of a credential as JSON or JWS. The largest published badges, with their pictures inside, stay below.
pub(crate) const MOST_BYTES: usize = 2 * 1024 * 1024;

/// What came of looking for a credential: the check, and the credential if there is one.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(crate) check: Settled<BadgeFound>,
    pub(crate) presented: Option<Presented>,
}

/// Looks for a credential in `bytes`, whatever form it has and whatever `media_type` calls it.
pub(crate) fn check(bytes: &[u8], media_type: Option<&str>) -> Parsed {
    match find(bytes, media_type) {
        Ok((presented, findings)) => {
            let otherwise = "An Open Badges credential was found in what was sent.";
            let check = Settled::new(CheckName::Parse, findings, otherwise, BadgeFound(()));
            Parsed { check, presented: Some(presented) }
        }
        Err(finding) => nothing(finding),
    }
}

/// Nothing was found to look at, for the reason that `finding` gives.
pub(crate) fn nothing(finding: Finding) -> Parsed {
    Parsed { check: Settled::new(CheckName::Parse, vec![finding], "", BadgeFound(())), presented: None }
}

fn find(bytes: &[u8], media_type: Option<&str>) -> Result<(Presented, Vec<Finding>), Finding> {
    let is_called_a_picture = media_type.is_some_and(|media_type| media_type.starts_with("image/"));
    match sniff::kind(bytes) {
        // A broken or foreign picture deserves a better answer than that it is no JSON.
        Kind::Markup | Kind::Unrecognised if is_called_a_picture => {
            Err(Finding::fail(Code::PARSE_NOT_A_PICTURE))
        }
        Kind::Nothing => Err(Finding::fail(Code::PARSE_EMPTY)),
        Kind::Picture => picture(bytes),
        Kind::Markup => Err(Finding::fail(Code::PARSE_WEB_PAGE)),
        Kind::Unrecognised => Err(Finding::fail(Code::PARSE_UNRECOGNISED)),
        Kind::Json | Kind::Text => Ok((text(bytes)?, Vec::new())),
    }
}

/// A credential as JSON or as a compact JWS.
pub(crate) fn text(bytes: &[u8]) -> Result<Presented, Finding> {
    if bytes.len() > MOST_BYTES {
        return Err(Finding::fail(Code::PARSE_TOO_LARGE));
    }
    match sniff::kind(bytes) {
        Kind::Text => compact_jws(&String::from_utf8_lossy(bytes)),
        _ => document(bytes),
    }
}

fn document(bytes: &[u8]) -> Result<Presented, Finding> {
    let credential = object(bytes)?;
    // VC-DATA-MODEL §4.13: a credential that only says in which JWS it is.
    if credential.is_a("EnvelopedVerifiableCredential") {
        let enveloped = credential.text("id").and_then(enveloped_jws);
        return enveloped.map_or_else(|| Err(Finding::fail(Code::PARSE_NOT_A_JWS).at("/id")), compact_jws);
    }
    Ok(Presented::plain(credential))
}

fn enveloped_jws(id: &str) -> Option<&str> {
    let (media_type, text) = id.strip_prefix("data:")?.split_once(',')?;
    ["application/vc+jwt", "application/vc-ld+jwt", "application/jwt"].contains(&media_type).then_some(text)
}

fn compact_jws(text: &str) -> Result<Presented, Finding> {
    let jws = jws::parse(text).map_err(|error| {
        Finding::fail(match error {
            JwsError::AlgNone | JwsError::AlgRefused { .. } | JwsError::Critical => {
                Code::PARSE_JWS_PROVES_NOTHING
            }
            JwsError::TooLong { .. } => Code::PARSE_TOO_LARGE,
            _ => Code::PARSE_NOT_A_JWS,
        })
        .because(error)
    })?;
    // `vc_jwt` reads the payload too, and takes the last of a repeated member.
    object(jws.payload())?;
    let read =
        vc_jwt::read(&jws).map_err(|error| Finding::fail(Code::PARSE_NOT_A_CREDENTIAL).because(error))?;
    Presented::enveloped(jws, read).ok_or_else(|| Finding::fail(Code::PARSE_NOT_AN_OBJECT))
}

fn object(bytes: &[u8]) -> Result<Credential, Finding> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value = strict_json::read(bytes).map_err(|error| {
        Finding::fail(match error {
            JsonError::DuplicateKey(_) => Code::PARSE_DUPLICATE_KEY,
            JsonError::NotJson(_) => Code::PARSE_NOT_JSON,
        })
        .because(error)
    })?;
    if is_open_badges_2(&value) {
        return Err(Finding::fail(Code::PARSE_OPEN_BADGES_2));
    }
    Credential::from_value(value).ok_or_else(|| Finding::fail(Code::PARSE_NOT_AN_OBJECT))
}

/// The contexts of Open Badges 2 and 1, whose documents are no credentials.
fn is_open_badges_2(document: &Value) -> bool {
    let is_theirs = |context: &Value| {
        context.as_str().is_some_and(|url| {
            url.starts_with("https://w3id.org/openbadges/v") || url.starts_with("https://openbadgespec.org/v")
        })
    };
    values(document.get("@context")).iter().any(is_theirs)
}

fn picture(bytes: &[u8]) -> Result<(Presented, Vec<Finding>), Finding> {
    let extracted = baking::extract(bytes).map_err(|error| from_picture(&error))?;
    let findings = match extracted.second {
        Second::None => Vec::new(),
        Second::Same => vec![Finding::warn(Code::PARSE_SECOND_BADGE).because("it is the same")],
        Second::Different => {
            vec![
                Finding::fail(Code::PARSE_SECOND_BADGE)
                    .because("another than the first: others may show that one"),
            ]
        }
    };
    Ok((text(extracted.text.as_bytes())?, findings))
}

fn from_picture(error: &ExtractError) -> Finding {
    let code = Code::named(error.code()).unwrap_or(Code::PARSE_MALFORMED_PICTURE);
    match error {
        ExtractError::OpenBadges2 | ExtractError::NoBadge => Finding::fail(code),
        _ => Finding::fail(code).because(error),
    }
}
