//! Moments in words, as letters and certificates write them.

use badgewright_credential::Timestamp;
use time::OffsetDateTime;

/// A moment for a `<time>` element: as machines and as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) iso: String,
    pub(super) words: String,
}

impl Moment {
    /// The day, in UTC: `November 1, 2026`.
    pub(super) fn day(timestamp: Timestamp) -> Self {
        Self { iso: timestamp.to_string(), words: day(OffsetDateTime::from(timestamp)) }
    }

    /// Day and minute: `November 1, 2026, 15:04 UTC`.
    pub(super) fn minute(timestamp: Timestamp) -> Self {
        let at = OffsetDateTime::from(timestamp);
        let words = format!("{}, {:02}:{:02} UTC", day(at), at.hour(), at.minute());
        Self { iso: timestamp.to_string(), words }
    }

    /// The day of a date as a badge writes it; as it is written, where it cannot be read.
    pub(super) fn of_text(text: &str) -> Self {
        let as_written = || Self { iso: String::new(), words: text.to_owned() };
        text.parse().map_or_else(|_| as_written(), Self::day)
    }
}

fn day(at: OffsetDateTime) -> String {
    format!("{} {}, {}", at.month(), at.day(), at.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_a_letter_writes_it() {
        let at: Timestamp = "2026-11-01T05:04:05Z".parse().unwrap();
        assert_eq!(Moment::day(at).words, "November 1, 2026");
        assert_eq!(Moment::minute(at).words, "November 1, 2026, 05:04 UTC");
        assert_eq!(Moment::of_text("2026-11-01T23:04:05-05:00").words, "November 2, 2026");
    }

    #[test]
    fn a_date_that_cannot_be_read_is_shown_as_it_is_written() {
        assert_eq!(
            Moment::of_text("last <spring>"),
            Moment { iso: String::new(), words: "last <spring>".into() }
        );
    }
}
