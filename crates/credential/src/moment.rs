//! Dates as published badges write them.

use time::Duration;

use crate::Timestamp;

/// A date that could be read: a moment, or a whole day where no time is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    first: Timestamp,
    is_day: bool,
    odd: bool,
}

/// Longest text that is looked at, in bytes.
const LONGEST: usize = 64;

impl Moment {
    /// Reads a date-time, or what some issuers write in its place: a missing zone means UTC (VC-DATA-INTEGRITY §2.1,
    /// `created`), a date alone its whole day, and a leap second the one before it. Fractions of a second are cut off.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if let Ok(first) = text.parse() {
            // RFC 3339 lets applications put a space there, XML Schema does not.
            return Some(Self { first, is_day: false, odd: !text.contains('T') });
        }
        if text.len() > LONGEST || !text.is_ascii() {
            return None;
        }
        let text = text.trim();
        match text.split_once(['T', 't', ' ']) {
            None => Some(Self { first: format!("{text}T00:00:00Z").parse().ok()?, is_day: true, odd: true }),
            Some((date, time)) => Some(Self { first: with_time(date, time)?, is_day: false, odd: true }),
        }
    }

    /// The moment meant, or the first one of the day: where something begins.
    #[must_use]
    pub fn first(self) -> Timestamp {
        self.first
    }

    /// The moment meant, or the last second of the day: where something ends. Whoever writes a day as an end means it
    /// to be part of what ends.
    #[must_use]
    pub fn last(self) -> Timestamp {
        if self.is_day { self.first.saturating_add(Duration::DAY - Duration::SECOND) } else { self.first }
    }

    /// Whether it is written in another way than VC-DATA-MODEL §4.9 wants: no zone, no time, another mark between.
    #[must_use]
    pub fn is_odd(self) -> bool {
        self.odd
    }
}

fn with_time(date: &str, time: &str) -> Option<Timestamp> {
    // A zone begins with `Z`, `+` or `-` after the time; the date's own hyphens are before it.
    let (time, zone) = time.split_at(time.find(['Z', 'z', '+', '-']).unwrap_or(time.len()));
    let zone = match (zone, zone.len()) {
        ("" | "z", _) => "Z".to_owned(),
        // `+02` and `+0200`, as ISO 8601's basic form writes them.
        (_, 3) => format!("{zone}:00"),
        (_, 5) => format!("{}:{}", zone.get(..3)?, zone.get(3..)?),
        _ => zone.to_owned(),
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let read = |time: &str| format!("{date}T{time}{zone}").parse::<Timestamp>().ok();
    match time {
        // As XML Schema writes the end of a day.
        "24:00:00" => Some(read("00:00:00")?.saturating_add(Duration::DAY)),
        _ if time.len() == 5 => read(&format!("{time}:00")),
        // A leap second, which RFC 3339 allows at few moments only, and clocks do not count.
        _ => match time.strip_suffix(":60") {
            Some(minute) => read(&format!("{minute}:59")),
            None => read(time),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_time_with_zone_is_as_it_should_be() {
        for text in ["2026-11-01T15:04:05Z", "2026-11-01T17:04:05+02:00", "2026-11-01T15:04:05.123456789Z"] {
            let moment = Moment::read(text).unwrap();
            assert_eq!((moment.first().to_string().as_str(), moment.odd), ("2026-11-01T15:04:05Z", false));
            assert_eq!(moment.first(), moment.last());
        }
    }

    #[test]
    fn what_published_badges_write_is_read_and_called_odd() {
        for (text, meant) in [
            ("2026-11-01", "2026-11-01T00:00:00Z"),
            ("2026-11-01T15:04:05", "2026-11-01T15:04:05Z"),
            ("2026-11-01T15:04:05.123456789", "2026-11-01T15:04:05Z"),
            ("2026-11-01T15:04:05.1234567890123456", "2026-11-01T15:04:05Z"),
            ("2026-11-01T15:04", "2026-11-01T15:04:00Z"),
            ("2026-11-01 15:04:05Z", "2026-11-01T15:04:05Z"),
            ("2026-11-01T15:04:05+0000", "2026-11-01T15:04:05Z"),
            ("2026-11-01T17:04:05+0200", "2026-11-01T15:04:05Z"),
            ("2026-11-01T17:04:05.5+02", "2026-11-01T15:04:05Z"),
            ("2026-11-01T15:04:60Z", "2026-11-01T15:04:59Z"),
            ("2026-11-30T24:00:00Z", "2026-12-01T00:00:00Z"),
        ] {
            let moment = Moment::read(text).unwrap();
            assert_eq!((moment.first().to_string().as_str(), moment.is_odd()), (meant, true), "{text}");
        }
    }

    #[test]
    fn a_day_begins_with_its_first_second_and_ends_with_its_last() {
        let day = Moment::read("2026-02-28").unwrap();
        assert_eq!(
            [day.first(), day.last()].map(|at| at.to_string()),
            ["2026-02-28T00:00:00Z", "2026-02-28T23:59:59Z"]
        );
    }

    #[test]
    fn the_leap_seconds_that_were_are_read_as_the_second_before() {
        let leap = Moment::read("2016-12-31T23:59:60Z").unwrap();
        assert_eq!((leap.first().to_string().as_str(), leap.is_odd()), ("2016-12-31T23:59:59Z", false));
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "",
            "now",
            "2026-13-01",
            "2026-02-30",
            "01/11/2026",
            "2026",
            "T",
            "2026-11-01T+",
            "²⁰²⁶",
            "2026-11-01T25:00:00",
            "2026-11-01T15:04:61Z",
            "2026-11-01T15:04:05.",
            "2026-11-01T15:04:05.5x",
        ] {
            assert_eq!(Moment::read(text), None, "{text}");
        }
        assert_eq!(Moment::read(&"1".repeat(1_000_000)), None);
    }
}
