//! What a schema cannot say about one badge-class file. A file each; all are asked, and all faults are told at once.

mod alignment;
mod kind;
mod provenance;
mod requirement;
mod rubric;

use crate::Fault;
use crate::class_file::ClassFile;
use crate::source::Source;

type Semantic = fn(&ClassFile, &mut Found<'_>);

const ALL: [Semantic; 5] =
    [kind::check, alignment::check, rubric::check, requirement::check, provenance::check];

/// The faults found so far in one file.
struct Found<'s> {
    source: &'s Source,
    faults: Vec<Fault>,
}

impl Found<'_> {
    fn add(&mut self, pointer: &str, message: impl Into<String>) {
        self.faults.push(self.source.fault(pointer, message));
    }
}

/// All faults of meaning, in the order of the file.
pub(crate) fn faults(file: &ClassFile, source: &Source) -> Vec<Fault> {
    let mut found = Found { source, faults: Vec::new() };
    for check in ALL {
        check(file, &mut found);
    }
    found.faults.sort_by(|a, b| (a.line, &a.pointer).cmp(&(b.line, &b.pointer)));
    found.faults
}

#[cfg(test)]
mod tests;
