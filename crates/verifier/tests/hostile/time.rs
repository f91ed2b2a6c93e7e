//! Badges that are over, not begun, or dated in ways that cannot be read.

use serde_json::{Value, json};

use super::case::Case;
use super::person::{issuer, with};

/// The badge with one date another, signed as written.
fn dated(name: &str, member: &str, date: Value) -> Case {
    Case::of(name, &issuer().sign_bytes(with(issuer().badge(), &format!("/{member}"), date)))
}

pub(crate) fn cases() -> Vec<Case> {
    let until = |name: &str, date: &str| dated(name, "validUntil", json!(date));
    let from = |name: &str, date: &str| dated(name, "validFrom", json!(date));
    vec![
        until("ended a second ago", "2026-11-24T11:59:59Z").invalid("validity.expired"),
        until("ended a thousandth of a second ago", "2026-11-24T11:59:59.999Z").invalid("validity.expired"),
        until("ended in another time zone, though the digits are later", "2026-11-24T23:59:59+14:00")
            .invalid("validity.expired"),
        until("ended at an offset of almost a day", "2026-11-25T11:58:00+23:59").invalid("validity.expired"),
        until("ended before the year 1", "-0001-01-01T00:00:00Z").invalid("validity.unreadable"),
        until("ended in the year 0", "0000-01-01T00:00:00Z").invalid("validity.expired"),
        until("ended before it began", "2025-01-01T00:00:00Z").invalid("validity.expired"),
        until("ends in the year 10000", "10000-01-01T00:00:00Z").invalid("validity.unreadable"),
        until("ends in the year 292277026596", "292277026596-12-04T15:30:08Z").invalid("validity.unreadable"),
        until("ends on a day that is none", "2026-02-30T00:00:00Z").invalid("validity.unreadable"),
        until("ends at an hour that is none", "2027-01-01T25:00:00Z").invalid("validity.unreadable"),
        until("ends at an offset beyond all time zones", "2027-01-01T00:00:00+99:99")
            .invalid("validity.unreadable"),
        until("ends at a leap second that was none, in the past", "2020-01-01T00:00:60Z")
            .invalid("validity.expired"),
        until("ends at a date in words", "1 January 2999").invalid("validity.unreadable"),
        until("ends at an empty date", "").invalid("validity.unreadable"),
        until("ends at a date in other digits", "\u{662}\u{669}99-01-01T00:00:00Z")
            .invalid("validity.unreadable"),
        until(
            "ended at a date of a hundred thousand digits",
            &format!("2020-01-01T00:00:00.{}Z", "0".repeat(100_000)),
        )
        .invalid("validity.expired"),
        dated("ends at a number", "validUntil", json!(32_503_680_000_u64)).invalid("validity.unreadable"),
        dated("ends at two dates", "validUntil", json!(["2999-01-01T00:00:00Z", "2020-01-01T00:00:00Z"]))
            .invalid("validity.unreadable"),
        dated("ends at a date in an object", "validUntil", json!({"@value": "2999-01-01T00:00:00Z"}))
            .invalid("validity.unreadable"),
        from("begins in a second", "2026-11-24T12:00:01Z").invalid("validity.not_yet"),
        from("begins in the year 9999", "9999-12-31T23:59:59Z").invalid("validity.not_yet"),
        from("begins in another time zone, though the digits are earlier", "2026-11-24T00:00:01-12:00")
            .invalid("validity.not_yet"),
        from("begins at no date", "now").invalid("validity.unreadable"),
        dated("an older end beside none", "expirationDate", json!("2020-01-01T00:00:00Z"))
            .invalid("context.undefined_term"),
    ]
}
