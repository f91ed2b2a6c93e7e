//! Citations of standards: each cited section exists, as `docs/standards.md` lists it.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::{Source, files};
use crate::world::root;

/// The sections of every standard, and the names under which it is cited.
struct Standards {
    sections: Vec<BTreeSet<String>>,
    names: BTreeMap<String, usize>,
}

impl Standards {
    /// Reads `docs/standards.md`: `## NAME`, ``Also cited as: `NAME` ``, `- §SECTION TITLE`.
    fn listed() -> Self {
        let text = std::fs::read_to_string(root().join("docs/standards.md")).unwrap();
        let mut standards = Self { sections: Vec::new(), names: BTreeMap::new() };
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("## ") {
                let number = standards.sections.len();
                standards.sections.push(BTreeSet::new());
                standards.name(name, number);
            } else if let Some(others) = line.strip_prefix("Also cited as: ") {
                let number = standards.sections.len() - 1;
                others.split('`').skip(1).step_by(2).for_each(|name| standards.name(name, number));
            } else if let Some(section) = line.strip_prefix("- §") {
                let (section, title) = section.split_once(' ').unwrap_or_else(|| panic!("{line}: no title"));
                assert!(
                    !title.is_empty() && standards.sections.last_mut().unwrap().insert(section.to_owned()),
                    "{line}"
                );
            }
        }
        standards
    }

    fn name(&mut self, name: &str, number: usize) {
        assert_eq!(self.names.insert(name.to_owned(), number), None, "{name} is listed twice");
    }

    /// The standard whose name stands right before a citation.
    fn named_at_the_end_of(&self, text: &str) -> Option<usize> {
        let text = text.trim_end_matches([' ', '(', '\n', '/', '!']).trim_end_matches(',');
        let ends = |name: &&String| {
            let before = text.strip_suffix(name.as_str());
            before.is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
        };
        self.names.keys().filter(ends).max_by_key(|name| name.len()).map(|name| self.names[name])
    }

    /// The standards that a text names anywhere.
    fn named_in(&self, text: &str) -> BTreeSet<usize> {
        self.names
            .iter()
            .filter(|(name, _)| text.contains(name.as_str()))
            .map(|(_, number)| *number)
            .collect()
    }
}

/// The section at the beginning of what follows a section sign: `4.4.3`, `B.1`.
fn section(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c.is_ascii_uppercase()))
        .unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}

/// The file itself and the module that it is a part of, which may name the standard for all of its parts.
fn with_parent_module<'f>(source: &'f Source, files: &'f [Source]) -> impl Iterator<Item = &'f str> {
    let folder = source.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let parents = [format!("{folder}/mod.rs"), format!("{folder}.rs")];
    let is_parent = move |file: &&Source| parents.contains(&file.name);
    std::iter::once(source.text.as_str()).chain(files.iter().filter(is_parent).map(|file| file.text.as_str()))
}

/// Every citation of a file that is not listed.
fn unlisted(source: &Source, files: &[Source], standards: &Standards) -> Vec<String> {
    let near: BTreeSet<usize> =
        with_parent_module(source, files).flat_map(|text| standards.named_in(text)).collect();
    let signs = source.text.match_indices('§');
    let judged = signs.filter_map(|(at, sign)| {
        let (before, section) = (&source.text[..at], section(&source.text[at + sign.len()..]));
        let cited = standards
            .named_at_the_end_of(before)
            .map_or_else(|| near.clone(), |named| BTreeSet::from([named]));
        let is_listed = cited.iter().any(|number| standards.sections[*number].contains(section));
        (!is_listed).then(|| format!("{}:{}: §{section}", source.name, before.split('\n').count()))
    });
    judged.collect()
}

#[test]
fn every_section_that_is_cited_is_listed_with_its_title() {
    let (standards, files) = (Standards::listed(), files());
    // This test speaks of section signs, and so does the list itself.
    let cited = files
        .iter()
        .filter(|file| file.name.starts_with("crates/") || file.name.starts_with("tests/stories/"));
    let cited = cited.filter(|file| file.name != "tests/stories/repository/citations.rs");
    let unlisted: Vec<String> = cited.flat_map(|file| unlisted(file, &files, &standards)).collect();
    assert!(unlisted.is_empty(), "not in docs/standards.md:\n{}", unlisted.join("\n"));
}

#[test]
fn a_citation_is_looked_up_in_the_standard_that_stands_before_it() {
    let standards = Standards::listed();
    let file = |text: &str| Source { name: "crates/x/src/y.rs".to_owned(), text: text.to_owned() };
    let wrong = |text: &str| unlisted(&file(text), &[], &standards).len();
    assert_eq!(wrong("/// VC-DI-EDDSA §3.3.1 step 4, and §3.3.5."), 0);
    assert_eq!(wrong("/// VC-DI-EDDSA §9.9"), 1);
    assert_eq!(wrong("/// RFC 7515 §4.1.5"), 1, "which is one of RFC 7519 only");
    assert_eq!(wrong("/// §4.8.3"), 1, "no standard is named");
    assert_eq!(wrong("//! RDFC-1.0\n/// §4.8.3."), 0);
}
