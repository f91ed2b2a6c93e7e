//! From a file's text to a badge class, or to everything that is wrong with it.

use std::sync::Arc;

use crate::class_file::ClassFile;
use crate::source::Source;
use crate::{BadgeClass, Fault, schema, semantics};

/// A badge class and the file it was read from, for faults that show only beside other classes.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    pub(crate) class: BadgeClass,
    pub(crate) source: Arc<Source>,
}

/// Reads one badge-class file (TOML) and checks all that can be judged without other classes: syntax, the JSON Schema
/// (`schemas/badge-class.schema.json`), and what a schema cannot say. `file_name` is only named in faults.
/// References to other badge classes are checked by [`check_all`](crate::check_all).
///
/// # Errors
/// All faults at once, in the order of the file. Where the schema refuses the file, what a schema cannot say is not
/// asked any more.
pub fn check(file_name: &str, text: &str) -> Result<BadgeClass, Vec<Fault>> {
    checked(file_name, text).map(|checked| checked.class)
}

pub(crate) fn checked(file_name: &str, text: &str) -> Result<Checked, Vec<Fault>> {
    let source = Source::read(file_name, text)?;
    let faults = schema::faults(&source);
    if !faults.is_empty() {
        return Err(faults);
    }
    let file: ClassFile = serde_json::from_value(source.value().clone())
        .map_err(|error| vec![source.fault("", format!("cannot be read as a badge class: {error}"))])?;
    let faults = semantics::faults(&file, &source);
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Checked { class: file.into(), source: Arc::new(source) })
}
