//! A rubric's names are told apart, also as fragments of an address, and its passing level exists.

use std::collections::BTreeSet;

use super::Found;
use crate::achievement::{fragment_of, fragments};
use crate::class_file::ClassFile;
use crate::nearest::{hint, quoted};
use crate::rubric::{Rubric, RubricPart};

pub(super) fn check(file: &ClassFile, found: &mut Found<'_>) {
    let Some(rubric) = &file.rubric else { return };
    passing(rubric, found);
    let before = found.faults.len();
    names("criteria", &rubric.criteria, found);
    names("levels", &rubric.levels, found);
    if found.faults.len() == before {
        ids(rubric, found);
    }
}

fn passing(rubric: &Rubric, found: &mut Found<'_>) {
    let known: Vec<&str> = rubric.levels.iter().map(|level| level.name.as_str()).collect();
    match known.iter().position(|name| *name == rubric.passing) {
        None => {
            let hint = hint(&rubric.passing, known);
            found.add("/rubric/passing", format!("no level is named {}{hint}", quoted(&rubric.passing)));
        }
        Some(0) => found.add("/rubric/passing", "the lowest level passes, so nobody could fail"),
        Some(_) => {}
    }
}

fn names(list: &str, parts: &[RubricPart], found: &mut Found<'_>) {
    let mut seen = BTreeSet::new();
    for (index, part) in parts.iter().enumerate() {
        let pointer = format!("/rubric/{list}/{index}/name");
        let fragment = fragment_of(&part.name);
        if fragment.is_empty() {
            let message =
                format!("{} has no ASCII letter or digit to make an address of", quoted(&part.name));
            found.add(&pointer, message);
        } else if !seen.insert(fragment) {
            found.add(&pointer, format!("{} is listed twice", quoted(&part.name)));
        }
    }
}

/// Criteria and levels become ids in one document: `analyze`, `analyze-demonstrated`, beside `score` and `hours`.
fn ids(rubric: &Rubric, found: &mut Found<'_>) {
    let all = fragments(Some(rubric));
    let mut seen = BTreeSet::new();
    for repeated in all.iter().filter(|fragment| !seen.insert(fragment.as_str())) {
        let message =
            format!("two parts of the document would have the id `#{repeated}`: rename a criterion or level");
        found.add("/rubric/criteria", message);
    }
}
