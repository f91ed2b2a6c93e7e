//! What badge classes say of each other.

use std::collections::BTreeMap;

use badgewright_credential::BadgeSlug;

use crate::check::{Checked, checked};
use crate::nearest::{hint, quoted};
use crate::rule::Requirement;
use crate::{BadgeClass, Fault};

/// Reads files, each alone; all faults of all files at once.
pub(crate) fn read(files: &[(&str, &str)]) -> Result<Vec<Checked>, Vec<Fault>> {
    let (mut classes, mut faults) = (Vec::new(), Vec::new());
    for (name, text) in files {
        match checked(name, text) {
            Ok(class) => classes.push(class),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(classes) } else { Err(faults) }
}

/// What is wrong with classes beside each other.
pub(crate) fn faults(classes: &[Checked]) -> Vec<Fault> {
    let mut by_slug: BTreeMap<&BadgeSlug, &Checked> = BTreeMap::new();
    let mut faults = Vec::new();
    for checked in classes {
        if let Some(first) = by_slug.insert(&checked.class.slug, checked) {
            let message = format!("`{}` is already the slug of {}", checked.class.slug, first.source.file());
            faults.push(checked.source.fault("/slug", message));
        }
    }
    for checked in classes {
        faults.extend(dangling(checked, &by_slug));
        faults.extend(cycle(checked, &by_slug));
    }
    faults
}

/// Each badge that a rule names, with its pointer in the class's file.
fn named(class: &BadgeClass) -> impl Iterator<Item = (String, &BadgeSlug)> {
    let stack = class.stack.iter().flat_map(|rule| below("/stack".to_owned(), 0, &rule.requirements));
    // The first requirement of what a class counts for is the badge itself, which stands in no file.
    let counts_for = class
        .counts_for
        .iter()
        .enumerate()
        .flat_map(|(index, rule)| below(format!("/counts_for/{index}"), 1, &rule.requirements));
    stack.chain(counts_for)
}

fn below(
    rule: String,
    skipped: usize,
    requirements: &[Requirement],
) -> impl Iterator<Item = (String, &BadgeSlug)> {
    requirements.iter().skip(skipped).enumerate().flat_map(move |(index, requirement)| {
        let rule = format!("{rule}/requirements/{index}");
        requirement.badges().into_iter().map(move |(at, slug)| (format!("{rule}{at}"), slug))
    })
}

fn dangling(checked: &Checked, known: &BTreeMap<&BadgeSlug, &Checked>) -> Vec<Fault> {
    named(&checked.class)
        .filter(|(_, slug)| !known.contains_key(slug))
        .map(|(pointer, slug)| {
            let hint = hint(slug.as_str(), known.keys().map(|slug| slug.as_str()));
            checked.source.fault(&pointer, format!("no badge class is named {}{hint}", quoted(slug.as_str())))
        })
        .collect()
}

/// A fault for each badge that leads from a stack by way of other stacks back to itself. A stack that names itself
/// directly is refused alone.
fn cycle(checked: &Checked, known: &BTreeMap<&BadgeSlug, &Checked>) -> Vec<Fault> {
    let stack = &checked.class;
    let leads_back = |named: &BadgeSlug| {
        // Every class is visited once, so this ends whatever the classes say.
        let (mut next, mut seen) = (vec![named], vec![named]);
        while let Some(slug) = next.pop() {
            for needed in known.get(slug).into_iter().flat_map(|other| stack_badges(&other.class)) {
                if *needed == stack.slug {
                    return true;
                }
                if !seen.contains(&needed) {
                    seen.push(needed);
                    next.push(needed);
                }
            }
        }
        false
    };
    named(stack)
        .filter(|(pointer, slug)| pointer.starts_with("/stack/") && **slug != stack.slug && leads_back(slug))
        .map(|(pointer, slug)| {
            let message = format!("`{slug}` needs `{}` in turn, so nobody could earn either", stack.slug);
            checked.source.fault(&pointer, message)
        })
        .collect()
}

fn stack_badges(class: &BadgeClass) -> Vec<&BadgeSlug> {
    let requirements = class.stack.iter().flat_map(|rule| &rule.requirements);
    requirements.flat_map(Requirement::badges).map(|(_, slug)| slug).collect()
}
