//! What comes out: the report as `POST /verify` answers it.

use badgewright_credential::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::check::{Check, CheckName};
use crate::outcome::Outcome;
use crate::summary::BadgeSummary;
use crate::verdict::Verdict;

/// What was found about a submission. It serialises to the JSON that `/verify` answers.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// In one word.
    pub verdict: Verdict,
    /// The ten checks, always all of them, in the order of [`CheckName::ALL`].
    pub checks: [Check; 10],
    /// What the badge says about itself, believed or not; `None` if no badge was found.
    pub badge: Option<BadgeSummary>,
    /// The address from which a newer version was fetched and checked in its place.
    pub refreshed_from: Option<String>,
    /// The credential as it was checked, as signed; of a JWS without the claims of its envelope.
    pub credential: Option<Value>,
    /// When it was checked: status and validity hold for this moment.
    pub checked_at: Timestamp,
}

impl Report {
    /// The line of one check.
    #[must_use]
    pub fn check(&self, name: CheckName) -> &Check {
        // `checks` is built in the order of the enumeration.
        &self.checks[name as usize]
    }

    /// What came of one check.
    #[must_use]
    pub fn outcome(&self, name: CheckName) -> Outcome {
        self.check(name).outcome
    }
}
