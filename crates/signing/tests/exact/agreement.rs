//! Whether two canonical forms say the same.

use std::collections::BTreeSet;

use serde_json::Value;

use super::oxigraph;

/// The first lines in which two forms differ, if they do.
pub(crate) fn difference<'t>(ours: &'t str, theirs: &'t str) -> Option<(&'t str, &'t str)> {
    if has_disputed_labels(ours, theirs) && unlabelled(ours) == unlabelled(theirs) {
        return None;
    }
    let longer = lines(ours).count().max(lines(theirs).count());
    let padded = |text: &'t str| lines(text).chain(std::iter::repeat("")).take(longer);
    padded(ours).zip(padded(theirs)).find(|(one, other)| one != other)
}

/// Whether the forms may give other labels, or another order, to statements that are the same.
///
/// - Where a statement has three blank nodes, RDFC-1.0 §4.8 does not look at where the one stands whose neighbours it takes:
///   then the form depends on the order in which statements are read, whoever reads them.
/// - RDFC-1.0 orders by code points. `rdf-canonize` in Node orders by units of UTF-16, in which what is beyond U+FFFF comes
///   before U+E000.
/// - `jsonld` in Node states a JSON literal twice that a document states twice of one node, and hashes both.
fn has_disputed_labels(ours: &str, theirs: &str) -> bool {
    let has_three_blanks = |line: &str| line.matches("_:c14n").count() >= 3;
    let is_late_in_utf_16 = |c: char| ('\u{e000}'..='\u{ffff}').contains(&c);
    let states_twice = lines(theirs).count() > lines(theirs).collect::<BTreeSet<_>>().len();
    lines(ours).any(has_three_blanks)
        || (ours.contains(is_late_in_utf_16) && ours.contains(|c| c > '\u{ffff}'))
        || states_twice
}

/// The statements without the labels of blank nodes, in one order, none twice.
fn unlabelled(form: &str) -> BTreeSet<String> {
    let mut parts = lines(form).map(|line| {
        let mut parts = line.split("_:c14n");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |line, part| line + "_:" + part.trim_start_matches(|c: char| c.is_ascii_digit()))
    });
    parts.by_ref().collect()
}

fn lines(form: &str) -> impl Iterator<Item = &str> {
    form.split_terminator('\n')
}

/// Whether `oxjsonld` and `oxrdf` give a document our form, or are no judges of it.
pub(crate) fn by_oxjsonld(form: &str, document: &Value) -> Result<(), String> {
    if oxigraph::is_no_judge(document, form) {
        return Ok(());
    }
    match oxigraph::canonical_form(document) {
        Err(error) if oxigraph::is_excused(&error) => Ok(()),
        Err(error) => Err(error),
        Ok(theirs) => match difference(form, &theirs) {
            None => Ok(()),
            Some((ours, theirs)) => Err(format!("we read {ours}, and they {theirs}")),
        },
    }
}
