//! The form by which anybody checks a badge.

use askama::Template;

use super::frame::Frame;

#[derive(Template)]
#[template(path = "verify.html")]
pub(super) struct VerifyPage {
    frame: Frame,
}

impl VerifyPage {
    pub(super) fn of(frame: Frame) -> Self {
        Self { frame }
    }
}
