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

/// What `oxjsonld` and `oxrdf` say of a form of ours that they do not contradict.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// It is theirs, too.
    Same,
    /// Nothing that counts: Node is to be asked.
    Open,
}

/// Whether `oxjsonld` and `oxrdf` give a document our form, or are no judges of it; else the first difference.
pub(crate) fn by_oxjsonld(form: &str, document: &Value) -> Result<Judgement, String> {
    if oxigraph::is_no_judge(document, form) {
        return Ok(Judgement::Open);
    }
    let theirs = match oxigraph::canonical_form(document) {
        Err(error) if oxigraph::is_excused(&error) => return Ok(Judgement::Open),
        theirs => theirs?,
    };
    match difference(form, &theirs) {
        None => Ok(Judgement::Same),
        Some(_) if has_repeated_neighbours(form) && unlabelled(form) == unlabelled(&theirs) => {
            Ok(Judgement::Open)
        }
        Some((ours, theirs)) => Err(format!("we read {ours}, and they {theirs}")),
    }
}

/// Whether a blank node stands beside another one twice in the same way: in two statements of one graph, or of one property.
/// Hash N-Degree Quads lists the other one twice then (RDFC-1.0 §4.8.3 step 3.1.2), and so do we and `rdf-canonize` in Node.
/// `oxrdf` 0.3.5 keeps a set: it hashes other paths, and may give other labels.
fn has_repeated_neighbours(form: &str) -> bool {
    let mut seen = BTreeSet::new();
    lines(form).any(|line| {
        let mut parts = line.split(' ');
        let (subject, property) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let parts: Vec<&str> = parts.collect();
        // The last one is the full stop, and before it stands the graph if the object stands before that.
        let (object, graph) = match parts.as_slice() {
            [object, _] => (*object, ""),
            [object, .., graph, _] => (*object, *graph),
            _ => ("", ""),
        };
        let nodes = [("s", property, subject), ("o", property, object), ("g", "", graph)];
        let blanks: Vec<_> = nodes.into_iter().filter(|(.., name)| is_label(name)).collect();
        let around: BTreeSet<&str> = blanks.iter().map(|(.., name)| *name).collect();
        let pairs = around.iter().flat_map(|node| blanks.iter().map(move |other| (*node, *other)));
        pairs.filter(|(node, (.., other))| node != other).any(|pair| !seen.insert(pair))
    })
}

fn is_label(part: &str) -> bool {
    let number = part.strip_prefix("_:c14n");
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
}
