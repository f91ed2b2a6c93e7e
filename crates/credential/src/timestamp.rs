//! Moments as credentials write them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, UtcOffset};

/// A moment in UTC, whole seconds, written as RFC 3339 with `Z` (`2026-11-01T15:04:05Z`), so that a JWT's
/// `nbf` equals `validFrom` exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(OffsetDateTime);

/// Why a text is not a [`Timestamp`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date and time: expected RFC 3339 with a zone, like `2026-11-01T15:04:05Z`")]
pub struct InvalidTimestamp(pub String);

impl Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// From seconds since 1970-01-01T00:00:00Z; `None` beyond the years -9999 to 9999.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        OffsetDateTime::from_unix_timestamp(seconds).ok().map(Self)
    }

    /// This moment and `duration`, or the last one that can be written.
    #[must_use]
    pub fn saturating_add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(duration))
    }

    /// The time from `earlier` to this moment.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        self.0 - earlier.0
    }
}

impl From<OffsetDateTime> for Timestamp {
    /// Drops the fraction of a second.
    fn from(moment: OffsetDateTime) -> Self {
        Self(moment.to_offset(UtcOffset::UTC).truncate_to_second())
    }
}

impl From<Timestamp> for OffsetDateTime {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.0
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        OffsetDateTime::parse(text, &Rfc3339)
            .map_err(|_| InvalidTimestamp(text.to_owned()))
            // `to_offset` panics where the year would leave 0..=9999.
            .and_then(|moment| {
                moment.checked_to_offset(UtcOffset::UTC).ok_or_else(|| InvalidTimestamp(text.to_owned()))
            })
            .map(Self::from)
    }
}

impl TryFrom<String> for Timestamp {
    type Error = InvalidTimestamp;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> Self {
        let text = in_digits(timestamp.0).and_then(|text| Some(str::from_utf8(&text).ok()?.to_owned()));
        text.unwrap_or_else(|| timestamp.to_string())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = self.0;
        if let Some(text) = in_digits(moment) {
            return f.pad(str::from_utf8(&text).map_err(|_| fmt::Error)?);
        }
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            moment.year(),
            u8::from(moment.month()),
            moment.day(),
            moment.hour(),
            moment.minute(),
            moment.second()
        )
    }
}

/// The years that have four digits, without what formatting costs: each badge has three moments.
fn in_digits(moment: OffsetDateTime) -> Option<[u8; 20]> {
    let year = u32::try_from(moment.year()).ok().filter(|year| *year < 10_000)?;
    let (month, day) = (u8::from(moment.month()), moment.day());
    let [hour, minute, second] = [moment.hour(), moment.minute(), moment.second()];
    let mut text = *b"0000-00-00T00:00:00Z";
    let pairs = [(0, year / 100), (2, year % 100)].into_iter();
    let others = [(5, month), (8, day), (11, hour), (14, minute), (17, second)];
    for (at, number) in pairs.chain(others.map(|(at, number)| (at, number.into()))) {
        text[at] += (number / 10) as u8;
        text[at + 1] += (number % 10) as u8;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_offset_is_read_and_z_is_written() {
        let moment: Timestamp = "2026-11-01T17:04:05.999+02:00".parse().unwrap();
        assert_eq!(moment.to_string(), "2026-11-01T15:04:05Z");
        assert_eq!(Timestamp::from_unix(moment.unix()), Some(moment));
    }

    #[test]
    fn impossible_and_zoneless_times_are_refused() {
        for text in
            ["2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-01T15:04:05", "2026-11-01", "now"]
        {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
    }

    #[test]
    fn every_part_has_its_digits() {
        for text in ["0000-01-01T00:00:00Z", "1999-12-31T23:59:58Z", "9999-10-09T08:07:06Z"] {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        }
        let before = Timestamp::from_unix(-62_167_219_201).unwrap().to_string();
        assert_eq!(before, "-001-12-31T23:59:59Z");
    }

    #[test]
    fn the_edges_of_the_calendar_do_not_panic() {
        assert!("9999-12-31T23:59:59-23:59".parse::<Timestamp>().is_err());
        assert!(Timestamp::from_unix(i64::MAX).is_none());
    }
}
