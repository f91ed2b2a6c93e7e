//! Requirements of badges: all, some, or one for each slot.

use std::collections::BTreeSet;

use super::attested::{Said, said};
use super::{Facts, Reasoned, Standing};
use crate::rule::{Item, Slot};
use crate::slots::most_filled;

pub(super) fn all(items: &[Item], facts: &Facts<'_>) -> Reasoned {
    any(items.len(), items, facts)
}

pub(super) fn any(at_least: usize, of: &[Item], facts: &Facts<'_>) -> Reasoned {
    let count = |standings: &[Standing]| {
        let counted = of.iter().filter(|item| standings.contains(&held(item, facts)));
        counted.map(Item::identity).collect::<BTreeSet<_>>().len()
    };
    let (sure, possible) = (count(&[Standing::Met]), count(&[Standing::Met, Standing::Unknown]));
    let names = named(of, facts);
    (standing(at_least, sure, possible), format!("{sure} of {at_least} held{names}"))
}

pub(super) fn slots(slots: &[Slot], facts: &Facts<'_>) -> Reasoned {
    let filled = |standings: &[Standing]| {
        let usable: Vec<Vec<_>> = slots.iter().map(|slot| usable(slot, standings, facts)).collect();
        most_filled(&usable)
    };
    let (sure, possible) = (filled(&[Standing::Met]), filled(&[Standing::Met, Standing::Unknown]));
    (standing(slots.len(), sure, possible), format!("{sure} of {} slots filled", slots.len()))
}

fn usable<'s>(slot: &'s Slot, standings: &[Standing], facts: &Facts<'_>) -> Vec<(bool, &'s str)> {
    slot.one_of.iter().filter(|item| standings.contains(&held(item, facts))).map(Item::identity).collect()
}

/// Whether one item is held. Our own records are complete for our own badges; for others there are attestations only.
fn held(item: &Item, facts: &Facts<'_>) -> Standing {
    match item {
        Item::Badge(slug) if facts.held.iter().any(|badge| badge.slug == *slug) => Standing::Met,
        Item::Badge(_) => Standing::Unmet,
        Item::Elsewhere { attestation, .. } => match said(attestation, facts) {
            Said::Value(serde_json::Value::Bool(true)) => Standing::Met,
            Said::Value(serde_json::Value::Bool(false)) => Standing::Unmet,
            Said::Value(_) | Said::Nothing(_) => Standing::Unknown,
        },
    }
}

fn standing(needed: usize, sure: usize, possible: usize) -> Standing {
    if sure >= needed {
        Standing::Met
    } else if possible >= needed {
        Standing::Unknown
    } else {
        Standing::Unmet
    }
}

fn named(items: &[Item], facts: &Facts<'_>) -> String {
    let held: Vec<&str> = items.iter().filter(|item| held(item, facts) == Standing::Met).map(name).collect();
    if held.is_empty() { String::new() } else { format!(": {}", held.join(", ")) }
}

fn name(item: &Item) -> &str {
    match item {
        Item::Badge(slug) => slug.as_str(),
        Item::Elsewhere { elsewhere, .. } => elsewhere,
    }
}
