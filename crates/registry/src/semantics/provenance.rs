//! What is assumed says so: provenance points to what is there, and covers what must be covered.

use super::Found;
use crate::badge_class::covers;
use crate::class_file::ClassFile;

/// The facts that a licensure officer relies on.
const MUST_BE_COVERED: [&str; 4] = ["/hours", "/alignments", "/stack", "/counts_for"];

pub(super) fn check(file: &ClassFile, found: &mut Found<'_>) {
    for (entry, provenance) in file.provenance.iter().enumerate() {
        for (index, covered) in provenance.covers.iter().enumerate() {
            if found.source.value().pointer(covered).is_none() {
                let message = format!("`{covered}` points to nothing in this file");
                found.add(&format!("/provenance/{entry}/covers/{index}"), message);
            }
        }
    }
    for fact in MUST_BE_COVERED {
        uncovered(file, fact, found);
    }
}

/// A list is covered as a whole or element by element, in whole or in part.
fn uncovered(file: &ClassFile, fact: &str, found: &mut Found<'_>) {
    let covered = |pointer: &str| {
        let mut all = file.provenance.iter().flat_map(|entry| &entry.covers);
        all.any(|entry| covers(entry, pointer) || covers(pointer, entry))
    };
    let elements = match found.source.value().pointer(fact) {
        None => return,
        Some(serde_json::Value::Array(elements)) => elements.len(),
        Some(_) if covered(fact) => return,
        Some(_) => return found.add(fact, UNCOVERED),
    };
    for element in (0..elements).map(|index| format!("{fact}/{index}")).filter(|element| !covered(element)) {
        found.add(&element, UNCOVERED);
    }
}

const UNCOVERED: &str = "no `provenance` covers this: say which source states it, or that it is assumed";
