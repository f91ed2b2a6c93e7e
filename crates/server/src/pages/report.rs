//! The page of a report: the verdict, what the badge says, each check with what it means, and what to do.

use askama::Template;
use badgewright_verifier::{BadgeStatus, BadgeSummary, CheckName, Outcome, Report};
use serde_json::Value;

use super::advice::advice;
use super::check_lines::{CheckLine, check_lines, tally};
use super::frame::Frame;
use super::moment::Moment;
use super::web_address::{verify_link, web_address};

/// Longest inlined picture of a badge that is shown, in bytes of its `data:` address.
const LONGEST_PICTURE: usize = 300_000;

#[derive(Template)]
#[template(path = "report.html")]
pub(super) struct ReportPage {
    frame: Frame,
    verdict: &'static str,
    icon: &'static str,
    heading: &'static str,
    says: &'static str,
    badge: Option<BadgeShown>,
    checks: Vec<CheckLine>,
    tally: String,
    advice: Vec<&'static str>,
    checked_at: Moment,
    /// Whether it was asked about a person.
    asked_recipient: bool,
    /// Whether what the badge says is its issuer's word.
    is_proven: bool,
    refreshed_from: Option<String>,
}

/// What the badge says of itself.
struct BadgeShown {
    name: String,
    description: Option<String>,
    picture: Option<String>,
    /// Label and value, in the order in which a clerk reads them.
    facts: Vec<Fact>,
    /// The badge's own page.
    link: Option<String>,
    /// Checks the badge at its address again.
    again: Option<String>,
}

struct Fact {
    label: &'static str,
    value: String,
    is_code: bool,
}

impl ReportPage {
    pub(super) fn of(frame: Frame, report: &Report) -> Self {
        let (icon, heading, says) = in_words(report);
        let signed = [CheckName::Proof, CheckName::Issuer].map(|check| report.outcome(check).is_settled());
        Self {
            verdict: report.verdict.as_str(),
            icon,
            heading,
            says,
            badge: report.badge.as_ref().map(|badge| badge_shown(&frame, badge, report.credential.as_ref())),
            checks: check_lines(report),
            tally: tally(report),
            advice: advice(report),
            checked_at: Moment::minute(report.checked_at),
            asked_recipient: report.outcome(CheckName::Recipient) != Outcome::Skip,
            is_proven: signed == [true, true],
            refreshed_from: report.refreshed_from.clone(),
            frame,
        }
    }
}

/// Icon, heading and explanation of the verdict.
fn in_words(report: &Report) -> (&'static str, &'static str, &'static str) {
    if report.verdict.is_valid() {
        return (
            "pass",
            "Valid",
            "The badge is genuine, it is the named issuer’s, and it stands at this moment.",
        );
    }
    let status = report.badge.as_ref().map(|badge| badge.status);
    match (report.verdict.is_invalid(), status) {
        (true, Some(BadgeStatus::Revoked)) => {
            ("fail", "Not valid: revoked", "The issuer has revoked this badge. It does not count any more.")
        }
        (true, Some(BadgeStatus::Suspended)) => (
            "fail",
            "Not valid: suspended",
            "The issuer has suspended this badge. It does not count until it is reinstated.",
        ),
        (true, _) => ("fail", "Not valid", "At least one check failed. Do not rely on this badge as it is."),
        (false, _) => (
            "unknown",
            "Could not be decided",
            "Something could not be checked. That says neither that the badge is good nor that it is forged.",
        ),
    }
}

fn badge_shown(frame: &Frame, badge: &BadgeSummary, credential: Option<&Value>) -> BadgeShown {
    let id = credential.and_then(|it| it["id"].as_str()).unwrap_or_default();
    let link = web_address(id);
    let fact = |label, value: Option<String>, is_code| value.map(|value| Fact { label, value, is_code });
    let day = |text: &Option<String>| text.as_deref().map(|text| Moment::of_text(text).words);
    let recipient = badge.recipient.clone().unwrap_or_else(|| "not named in clear".to_owned());
    let facts = [
        fact("Issued to", Some(recipient), false),
        fact("Issuer, as the badge says", badge.issuer.name.clone(), false),
        fact("Issuer’s id", badge.issuer.id.clone(), true),
        fact("Awarded", day(&badge.awarded_date), false),
        fact("Valid from", day(&badge.valid_from), false),
        fact("Valid until", day(&badge.valid_until), false),
        fact("Status", Some(status_in_words(badge.status).to_owned()), false),
        fact("Badge’s id", Some(id.to_owned()).filter(|id| !id.is_empty()), true),
    ];
    BadgeShown {
        name: badge.name.clone().unwrap_or_else(|| "A badge without a name".to_owned()),
        description: badge.description.clone(),
        picture: badge.image.as_deref().and_then(|image| picture(frame, image)),
        facts: facts.into_iter().flatten().collect(),
        again: link.as_deref().map(verify_link),
        link,
    }
}

fn status_in_words(status: BadgeStatus) -> &'static str {
    match status {
        BadgeStatus::Active => "stands, as its issuer says",
        BadgeStatus::Suspended => "suspended",
        BadgeStatus::Revoked => "revoked",
        BadgeStatus::Unknown => "could not be decided",
    }
}

/// The picture, if it needs no request to others: of our own, or inside the badge.
fn picture(frame: &Frame, image: &str) -> Option<String> {
    if let Some(path) = frame.own_path(image) {
        return Some(path.to_owned());
    }
    let kinds = ["png", "jpeg", "gif", "webp", "svg+xml"];
    let is_inlined = kinds.iter().any(|kind| image.starts_with(&format!("data:image/{kind};base64,")));
    (is_inlined && image.len() <= LONGEST_PICTURE).then(|| image.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_picture_is_never_asked_for() {
        let frame = Frame { base: "https://badges.example".into(), ..Frame::without_service() };
        let ours = "https://badges.example/achievements/academic-rigor/image.png";
        assert_eq!(picture(&frame, ours).as_deref(), Some("/achievements/academic-rigor/image.png"));
        assert_eq!(
            picture(&frame, "data:image/png;base64,AAAA").as_deref(),
            Some("data:image/png;base64,AAAA")
        );
        for foreign in ["https://tracker.example/p.png", "data:text/html;base64,AAAA", "javascript:alert(1)"]
        {
            assert_eq!(picture(&frame, foreign), None, "{foreign}");
        }
        assert_eq!(picture(&frame, &format!("data:image/png;base64,{}", "A".repeat(LONGEST_PICTURE))), None);
    }
}
