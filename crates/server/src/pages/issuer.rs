//! The page of an issuer: who it is, and what others say of it.

use askama::Template;
use badgewright_credential::Timestamp;
use badgewright_issuer::Issuer;
use badgewright_store::AttachedEndorsement;
use serde_json::Value;

use super::frame::Frame;
use super::moment::Moment;
use super::web_address::web_address;

#[derive(Template)]
#[template(path = "issuer.html")]
pub(super) struct IssuerPage {
    frame: Frame,
    slug: String,
    name: String,
    did: String,
    link: Option<String>,
    endorsements: Vec<Said>,
}

/// What somebody says of the issuer.
struct Said {
    name: String,
    by: String,
    comment: String,
    since: Moment,
    until: Option<Moment>,
    is_over: bool,
    link: Option<String>,
}

impl IssuerPage {
    pub(super) fn of(
        frame: Frame,
        issuer: &Issuer,
        attached: &[AttachedEndorsement],
        now: Timestamp,
    ) -> Self {
        Self {
            frame,
            slug: issuer.slug.as_str().to_owned(),
            name: issuer.profile.name.clone(),
            did: issuer.did.as_str().to_owned(),
            link: issuer.profile.url.as_ref().and_then(|url| web_address(url.as_str())),
            endorsements: attached.iter().map(|attached| said(&attached.document, now)).collect(),
        }
    }
}

fn said(endorsement: &Value, now: Timestamp) -> Said {
    let text =
        |pointer: &str| endorsement.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let first_of = |pointers: [&str; 2]| {
        pointers.map(&text).into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    };
    let until = text("/validUntil");
    Said {
        name: text("/name"),
        by: first_of(["/issuer/name", "/issuer/id"]),
        comment: text("/credentialSubject/endorsementComment"),
        since: Moment::of_text(&first_of(["/awardedDate", "/validFrom"])),
        is_over: until.parse().is_ok_and(|until: Timestamp| until <= now),
        until: (!until.is_empty()).then(|| Moment::of_text(&until)),
        link: web_address(&text("/id")),
    }
}
