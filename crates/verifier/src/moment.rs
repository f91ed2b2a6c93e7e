//! Dates as published badges write them.

use badgewright_credential::Timestamp;

/// A date that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The moment meant.
    pub(crate) at: Timestamp,
    /// Whether it is written in another way than VC-DATA-MODEL §4.9 wants: no zone, no time, another mark between.
    pub(crate) odd: bool,
}

/// Longest text that is looked at, in bytes.
const LONGEST: usize = 64;

/// Reads a date-time, or what some issuers write in its place: a date alone means its midnight, and a missing zone
/// means UTC (VC-DATA-INTEGRITY §2.1, `created`).
pub(crate) fn read(text: &str) -> Option<Moment> {
    if let Ok(at) = text.parse() {
        return Some(Moment { at, odd: false });
    }
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let at = mended(text.trim()).parse().ok()?;
    Some(Moment { at, odd: true })
}

fn mended(text: &str) -> String {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return format!("{text}T00:00:00Z");
    };
    // A zone begins with `Z`, `+` or `-` after the time; the date's own hyphens are before it.
    let Some(at) = time.find(['Z', 'z', '+', '-']) else {
        return format!("{date}T{time}Z");
    };
    let (time, zone) = time.split_at(at);
    match zone.len() {
        // `+0000`, as ISO 8601's basic form writes it.
        5 => format!("{date}T{time}{}:{}", &zone[..3], &zone[3..]),
        _ => format!("{date}T{time}{zone}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_time_with_zone_is_as_it_should_be() {
        for text in ["2026-11-01T15:04:05Z", "2026-11-01T17:04:05+02:00", "2026-11-01T15:04:05.123456789Z"] {
            let moment = read(text).unwrap();
            assert_eq!(
                (moment.at.to_string().as_str(), moment.odd),
                ("2026-11-01T15:04:05Z", false),
                "{text}"
            );
        }
    }

    #[test]
    fn what_published_badges_write_is_read_and_called_odd() {
        for (text, meant) in [
            ("2026-11-01", "2026-11-01T00:00:00Z"),
            ("2026-11-01T15:04:05", "2026-11-01T15:04:05Z"),
            ("2026-11-01T15:04:05.123456789", "2026-11-01T15:04:05Z"),
            ("2026-11-01 15:04:05Z", "2026-11-01T15:04:05Z"),
            ("2026-11-01T15:04:05+0000", "2026-11-01T15:04:05Z"),
            ("2026-11-01T17:04:05+0200", "2026-11-01T15:04:05Z"),
        ] {
            let moment = read(text).unwrap();
            assert_eq!(moment.at.to_string(), meant, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in ["", "now", "2026-13-01", "2026-02-30", "01/11/2026", "2026", "T", "2026-11-01T+", "²⁰²⁶"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"1".repeat(1_000_000)), None);
    }
}
