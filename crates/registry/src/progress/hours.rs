//! Requirements of hours in a year.

use std::collections::BTreeSet;

use badgewright_credential::{BadgeSlug, Timestamp};
use time::{Date, Month, OffsetDateTime};

use super::{Facts, Reasoned, Standing};
use crate::{Hours, Registry};

/// How many hours are wanted, from which classes, in a year that starts when.
pub(super) struct Wanted<'a> {
    pub(super) at_least: Hours,
    pub(super) of: &'a [BadgeSlug],
    pub(super) year_starts: &'a str,
}

pub(super) fn judge(registry: &Registry, wanted: &Wanted<'_>, facts: &Facts<'_>) -> Reasoned {
    let Some(start) = year_start(wanted.year_starts, date(facts.as_of)) else {
        return (Standing::Unknown, "the year's first day cannot be read".to_owned());
    };
    let in_year = facts.held.iter().filter(|badge| {
        let completed = date(badge.completed_at);
        completed >= start && completed <= date(facts.as_of) && wanted.of.contains(&badge.slug)
    });
    // A class that was completed twice in a year gives its hours once.
    let classes: BTreeSet<&BadgeSlug> = in_year.map(|badge| &badge.slug).collect();
    let hours: Hours =
        classes.into_iter().filter_map(|slug| registry.get(slug)).map(|class| class.hours).sum();
    let standing = if hours >= wanted.at_least { Standing::Met } else { Standing::Unmet };
    (standing, format!("{hours} of {} hours since {start}", wanted.at_least))
}

fn date(moment: Timestamp) -> Date {
    OffsetDateTime::from(moment).date()
}

/// The last `MM-DD` that is not after `today`.
fn year_start(month_and_day: &str, today: Date) -> Option<Date> {
    let (month, day) = month_and_day.split_once('-')?;
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    let in_year = |year| Date::from_calendar_date(year, month, day.parse().ok()?).ok();
    in_year(today.year()).filter(|start| *start <= today).or_else(|| in_year(today.year() - 1))
}
