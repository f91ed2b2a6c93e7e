//! Hours of professional development.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

/// A number of hours in steps of a quarter of an hour, written as a decimal number (`12`, `1.5`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Hours {
    quarters: u32,
}

/// Why a number is no [`Hours`].
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{0} hours: expected 0 to 1000 in steps of 0.25")]
pub struct InvalidHours(pub f64);

impl Hours {
    /// No hours.
    pub const ZERO: Self = Self { quarters: 0 };
}

impl TryFrom<f64> for Hours {
    type Error = InvalidHours;

    fn try_from(hours: f64) -> Result<Self, Self::Error> {
        let quarters = hours * 4.0;
        if !(0.0..=4000.0).contains(&quarters) || quarters.fract() != 0.0 {
            return Err(InvalidHours(hours));
        }
        // Whole and within 0..=4000, so nothing is lost.
        Ok(Self { quarters: quarters as u32 })
    }
}

impl From<Hours> for f64 {
    fn from(hours: Hours) -> Self {
        Self::from(hours.quarters) / 4.0
    }
}

impl Sum for Hours {
    fn sum<I: Iterator<Item = Self>>(hours: I) -> Self {
        Self { quarters: hours.fold(0, |sum, hours| sum.saturating_add(hours.quarters)) }
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f64::from(*self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::Hours;

    #[test]
    fn hours_are_written_as_people_write_them() {
        let written = [0.0, 12.0, 1.5, 0.25].map(|hours| Hours::try_from(hours).unwrap().to_string());
        assert_eq!(written, ["0", "12", "1.5", "0.25"]);
    }

    #[test]
    fn what_is_no_number_of_hours_is_refused() {
        for hours in [-1.0, 1.1, 1000.25, f64::NAN, f64::INFINITY] {
            assert!(Hours::try_from(hours).is_err(), "{hours}");
        }
    }
}
