//! The check `parse`: a credential was found in what was sent.

use badgewright_credential::baking::{self, ExtractError, Second};

use crate::check::{CheckName, Settled};
use crate::code::Code;
use crate::finding::Finding;
use crate::presented::Presented;
use crate::reading::{self, Read};
use crate::sniff::{self, Kind};

/// A credential was found.
#[derive(Debug)]
pub(crate) struct BadgeFound(());

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
        Kind::Json | Kind::Text => text(bytes),
    }
}

/// A badge as JSON or as a compact JWS, alone or in a presentation.
fn text(bytes: &[u8]) -> Result<(Presented, Vec<Finding>), Finding> {
    match reading::read(bytes)? {
        Read::Credential(presented) => Ok((presented, Vec::new())),
        Read::Presentation(presentation) => presentation.badge(),
    }
}

fn picture(bytes: &[u8]) -> Result<(Presented, Vec<Finding>), Finding> {
    let extracted = baking::extract(bytes).map_err(|error| from_picture(&error))?;
    let second = match extracted.second {
        Second::None => Vec::new(),
        Second::Same => vec![Finding::warn(Code::PARSE_SECOND_BADGE).because("it is the same")],
        Second::Different => {
            vec![
                Finding::fail(Code::PARSE_SECOND_BADGE)
                    .because("another than the first: others may show that one"),
            ]
        }
    };
    let (presented, mut findings) = text(extracted.text.as_bytes())?;
    findings.extend(second);
    Ok((presented, findings))
}

fn from_picture(error: &ExtractError) -> Finding {
    let code = Code::named(error.code()).unwrap_or(Code::PARSE_MALFORMED_PICTURE);
    match error {
        ExtractError::OpenBadges2 | ExtractError::NoBadge => Finding::fail(code),
        _ => Finding::fail(code).because(error),
    }
}
