//! One line of the corpus.

use badgewright_verifier::{Approving, CheckName};
use serde_json::Value;

use super::web::Web;

/// The cases of one subject.
pub(crate) struct Corpus {
    pub(crate) subject: &'static str,
    pub(crate) cases: Vec<Case>,
}

/// A document, what the web answers while it is judged, and what must come of it.
pub(crate) struct Case {
    /// What was done to the badge, as a phrase. Unique.
    pub(crate) name: String,
    pub(crate) body: Vec<u8>,
    pub(crate) web: Web,
    pub(crate) approving: Approving,
    pub(crate) verdict: &'static str,
    /// The code of the check's line.
    pub(crate) code: &'static str,
    /// The check, where it is not what stands before the code's dot.
    pub(crate) other_check: Option<CheckName>,
}

impl Case {
    /// A JSON document.
    pub(crate) fn of(name: impl Into<String>, document: &Value) -> Self {
        Self::bytes(name, document.to_string())
    }

    /// Anything else.
    pub(crate) fn bytes(name: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            body: body.into(),
            web: Web::default(),
            approving: Approving::default(),
            verdict: "invalid",
            code: "",
            other_check: None,
        }
    }

    pub(crate) fn web(self, web: Web) -> Self {
        Self { web, ..self }
    }

    pub(crate) fn approving(self, approving: Approving) -> Self {
        Self { approving, ..self }
    }

    /// It is refused, with this code.
    pub(crate) fn invalid(self, code: &'static str) -> Self {
        Self { verdict: "invalid", code, ..self }
    }

    /// It is left open, with this code.
    pub(crate) fn unknown(self, code: &'static str) -> Self {
        Self { verdict: "unknown", code, ..self }
    }

    /// The badge is good, and what was added to it is told with this code and gains nothing.
    pub(crate) fn gains_nothing(self, code: &'static str) -> Self {
        Self { verdict: "valid", code, ..self }
    }

    /// The code is that of another check than its name says.
    pub(crate) fn in_check(self, check: CheckName) -> Self {
        Self { other_check: Some(check), ..self }
    }

    /// The check whose line has the code.
    pub(crate) fn check(&self) -> CheckName {
        let name = self.code.split('.').next();
        let named = || CheckName::ALL.into_iter().find(|check| Some(check.as_str()) == name);
        self.other_check.or_else(named).unwrap()
    }
}
