//! Rules can be fulfilled, and name attestations that exist and can say what is asked.

use std::collections::BTreeSet;

use badgewright_credential::BadgeSlug;

use super::Found;
use crate::attestation::{self, AttestedValue};
use crate::class_file::ClassFile;
use crate::rule::{Attested, BADGE_ITSELF, Item, Needs, Requirement, Slot};
use crate::slots::most_filled;

pub(super) fn check(file: &ClassFile, found: &mut Found<'_>) {
    if let Some(stack) = &file.stack {
        requirements("/stack", &stack.requirements, found);
        names_itself(&file.slug, &stack.requirements, found);
    }
    let mut seen = BTreeSet::new();
    for (index, rule) in file.counts_for.iter().enumerate() {
        let pointer = format!("/counts_for/{index}");
        if !seen.insert(&rule.key) {
            found.add(&format!("{pointer}/key"), format!("the key `{}` is used twice", rule.key));
        }
        requirements(&pointer, &rule.requirements, found);
    }
}

fn requirements(rule: &str, requirements: &[Requirement], found: &mut Found<'_>) {
    let mut seen = BTreeSet::from([BADGE_ITSELF]);
    for (index, requirement) in requirements.iter().enumerate() {
        let pointer = format!("{rule}/requirements/{index}");
        if requirement.key == BADGE_ITSELF {
            let message =
                format!("the key `{BADGE_ITSELF}` means the badge itself, which is always required");
            found.add(&format!("{pointer}/key"), message);
        } else if !seen.insert(&requirement.key) {
            found.add(&format!("{pointer}/key"), format!("the key `{}` is used twice", requirement.key));
        }
        needs(&pointer, &requirement.needs, found);
        for (at, item) in requirement.items() {
            held_elsewhere(&format!("{pointer}{at}"), item, found);
        }
    }
}

fn needs(pointer: &str, needs: &Needs, found: &mut Found<'_>) {
    match needs {
        Needs::Any { at_least, of } if *at_least > of.len() => {
            let message = format!("{at_least} of {} alternatives can never be held", of.len());
            found.add(&format!("{pointer}/any/at_least"), message);
        }
        Needs::Slots(slots) => can_be_filled(pointer, slots, found),
        Needs::Attested(attested) => attestation_is_known(pointer, attested, found),
        Needs::All(_) | Needs::Any { .. } | Needs::Hours { .. } => {}
    }
}

fn can_be_filled(pointer: &str, slots: &[Slot], found: &mut Found<'_>) {
    let alternatives: Vec<Vec<_>> =
        slots.iter().map(|slot| slot.one_of.iter().map(Item::identity).collect()).collect();
    let filled = most_filled(&alternatives);
    if filled < slots.len() {
        let message = format!(
            "at most {filled} of {} slots can be filled, as no badge fills two: add alternatives",
            slots.len()
        );
        found.add(&format!("{pointer}/slots"), message);
    }
}

fn attestation_is_known(pointer: &str, attested: &Attested, found: &mut Found<'_>) {
    let pointer = format!("{pointer}/attested");
    let Some(kind) = attestation::kind(&attested.key) else {
        return found.add(&format!("{pointer}/key"), attestation::unknown(&attested.key));
    };
    let (texts, years) = (!attested.one_of.is_empty(), attested.within_years.is_some());
    let wanted = match kind.kind {
        AttestedValue::YesNo if texts || years => "is yes or no: neither `one_of` nor `within_years` applies",
        AttestedValue::Text if !texts || years => {
            "is a text: `one_of`, and nothing else, says which are enough"
        }
        AttestedValue::Date if texts || !years => {
            "is a day: `within_years`, and nothing else, says how far back"
        }
        _ => return,
    };
    found.add(&pointer, format!("`{}` {wanted}", attested.key));
}

fn held_elsewhere(pointer: &str, item: &Item, found: &mut Found<'_>) {
    let Item::Elsewhere { attestation, .. } = item else { return };
    let pointer = format!("{pointer}/attestation");
    match attestation::kind(attestation) {
        None => found.add(&pointer, attestation::unknown(attestation)),
        Some(kind) if kind.kind != AttestedValue::YesNo => {
            found.add(&pointer, format!("`{attestation}` is not a yes-or-no attestation"));
        }
        Some(_) => {}
    }
}

fn names_itself(slug: &BadgeSlug, requirements: &[Requirement], found: &mut Found<'_>) {
    for (index, requirement) in requirements.iter().enumerate() {
        for (at, _) in requirement.badges().iter().filter(|(_, named)| *named == slug) {
            let pointer = format!("/stack/requirements/{index}{at}");
            found.add(&pointer, format!("the stack `{slug}` names itself, so nobody could ever earn it"));
        }
    }
}
