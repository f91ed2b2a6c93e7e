//! The page of an endorsement that was given here: who says what of whom, since when, and whether it holds.

use askama::Template;
use badgewright_store::EndorsementRecord;
use serde_json::Value;

use super::frame::Frame;
use super::moment::Moment;
use super::web_address::web_address;

#[derive(Template)]
#[template(path = "endorsement.html")]
pub(super) struct EndorsementPage {
    frame: Frame,
    url: String,
    path: String,
    has_jws: bool,
    name: String,
    issuer: String,
    subject: String,
    subject_link: Option<String>,
    comment: String,
    since: Moment,
    until: Option<Moment>,
    is_withdrawn: bool,
    is_over: bool,
}

impl EndorsementPage {
    pub(super) fn of(
        frame: Frame,
        record: &EndorsementRecord,
        now: badgewright_credential::Timestamp,
    ) -> Self {
        let text = |pointer: &str| {
            record.document.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let until = text("/validUntil");
        let path = format!("/endorsements/{}", record.id);
        Self {
            url: format!("{}{path}", frame.base),
            path,
            has_jws: record.jws.is_some(),
            name: text("/name"),
            issuer: text("/issuer/name"),
            subject_link: web_address(record.subject.as_str()),
            subject: record.subject.as_str().to_owned(),
            comment: text("/credentialSubject/endorsementComment"),
            since: Moment::of_text(&text("/awardedDate")),
            is_over: until.parse().is_ok_and(|until: badgewright_credential::Timestamp| until <= now),
            until: (!until.is_empty()).then(|| Moment::of_text(&until)),
            is_withdrawn: record.withdrawn.is_some(),
            frame,
        }
    }
}
