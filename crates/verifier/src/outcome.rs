//! What can come of a check, and how several become one.

use serde::Serialize;

/// What came of a check or of one finding in it.
///
/// The order is that of the sum: the outcome of several findings is the greatest of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Nothing was asked, or there was nothing to look at.
    Skip,
    /// It is as it should be.
    Pass,
    /// It is not as it should be, and the badge can be relied on all the same.
    Warn,
    /// It could not be decided.
    Unknown,
    /// It is wrong.
    Fail,
}

impl Outcome {
    /// Whether a check that ended so leaves the badge usable.
    #[must_use]
    pub fn is_settled(self) -> bool {
        self < Self::Unknown
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Skip => "skip",
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Unknown => "unknown",
            Self::Fail => "fail",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome;

    #[test]
    fn a_failure_outweighs_doubt_and_doubt_outweighs_a_warning() {
        let all = [Outcome::Pass, Outcome::Fail, Outcome::Skip, Outcome::Unknown, Outcome::Warn];
        assert_eq!(all.into_iter().max(), Some(Outcome::Fail));
        assert_eq!([Outcome::Warn, Outcome::Unknown].into_iter().max(), Some(Outcome::Unknown));
    }

    #[test]
    fn only_doubt_and_failure_leave_a_check_unsettled() {
        assert!([Outcome::Skip, Outcome::Pass, Outcome::Warn].into_iter().all(Outcome::is_settled));
        assert!(![Outcome::Unknown, Outcome::Fail].into_iter().any(Outcome::is_settled));
    }
}
