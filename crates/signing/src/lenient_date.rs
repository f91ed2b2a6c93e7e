//! Dates as strangers write them.

use badgewright_credential::Timestamp;

/// Reads RFC 3339, and two shapes that are seen in published badges and documents: without a zone, read as UTC
/// (Data Integrity §2.1 says so), and without a time, read as midnight UTC. Fractions of a second are cut off.
pub(crate) fn lenient_date(date: &str) -> Option<Timestamp> {
    let date = date.trim_ascii();
    if date.len() > 64 {
        return None;
    }
    [date.to_owned(), format!("{date}Z"), format!("{date}T00:00:00Z")]
        .iter()
        .find_map(|date| date.parse::<Timestamp>().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_with_and_without_zone_time_and_fraction() {
        for (date, second) in [
            ("2026-11-01T15:04:05Z", "2026-11-01T15:04:05Z"),
            ("2026-11-01T17:04:05+02:00", "2026-11-01T15:04:05Z"),
            ("2026-11-01T15:04:05.123456789", "2026-11-01T15:04:05Z"),
            ("2026-11-01", "2026-11-01T00:00:00Z"),
        ] {
            assert_eq!(lenient_date(date).unwrap().to_string(), second);
        }
        for date in ["", "now", "2026", "2026-13-01", "2026-11-01T25:00:00"] {
            assert_eq!(lenient_date(date), None, "{date}");
        }
    }
}
