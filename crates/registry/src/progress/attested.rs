//! Requirements of facts that are no badge.

use badgewright_credential::Timestamp;
use serde_json::Value;
use time::{Date, Month, OffsetDateTime};

use super::{Facts, Reasoned, Standing};
use crate::attestation::{self, AttestedValue, day};
use crate::rule::Attested;

/// What was attested under a key.
pub(super) enum Said<'a> {
    /// Nothing, or different things at the same moment.
    Nothing(&'static str),
    /// The latest attestation's value.
    Value(&'a Value),
}

/// The latest attestation of a key.
pub(super) fn said<'a>(key: &str, facts: &Facts<'a>) -> Said<'a> {
    let of_key = || facts.attestations.iter().filter(|attestation| attestation.key == key);
    let Some(latest) = of_key().max_by_key(|attestation| attestation.attested_at) else {
        return Said::Nothing("nobody has attested it");
    };
    let contradicted =
        of_key().any(|other| other.attested_at == latest.attested_at && other.value != latest.value);
    if contradicted {
        return Said::Nothing("two attestations of the same moment contradict each other");
    }
    Said::Value(&latest.value)
}

pub(super) fn judge(attested: &Attested, facts: &Facts<'_>) -> Reasoned {
    let value = match said(&attested.key, facts) {
        Said::Nothing(why) => return (Standing::Unknown, why.to_owned()),
        Said::Value(value) => value,
    };
    let kind = attestation::kind(&attested.key).map(|known| known.kind);
    match (kind, value) {
        (Some(AttestedValue::YesNo), Value::Bool(true)) => (Standing::Met, "attested: yes".to_owned()),
        (Some(AttestedValue::YesNo), Value::Bool(false)) => (Standing::Unmet, "attested: no".to_owned()),
        (Some(AttestedValue::Text), Value::String(text)) => one_of(&attested.one_of, text),
        (Some(AttestedValue::Date), value) => recent(attested.within_years, day(value), facts.as_of),
        _ => unreadable(),
    }
}

fn unreadable() -> Reasoned {
    (Standing::Unknown, "what was attested cannot be read".to_owned())
}

fn one_of(enough: &[String], text: &str) -> Reasoned {
    let said = text.trim().to_lowercase();
    let met = enough.iter().any(|one| one.to_lowercase() == said);
    (if met { Standing::Met } else { Standing::Unmet }, format!("attested: {}", text.trim()))
}

fn recent(within_years: Option<u16>, day: Option<Date>, as_of: Timestamp) -> Reasoned {
    let (Some(years), Some(day)) = (within_years, day) else { return unreadable() };
    let today = OffsetDateTime::from(as_of).date();
    if day > today {
        return (Standing::Unknown, format!("attested: {day}, which lies in the future"));
    }
    let met = years_later(day, years).is_none_or(|last_day| today <= last_day);
    (if met { Standing::Met } else { Standing::Unmet }, format!("attested: {day}"))
}

/// The same day of the year, so many years later; 1 March for 29 February where that year has none. `None` beyond the
/// calendar.
fn years_later(day: Date, years: u16) -> Option<Date> {
    let year = day.year().checked_add(i32::from(years))?;
    day.replace_year(year).or_else(|_| Date::from_calendar_date(year, Month::March, 1)).ok()
}
