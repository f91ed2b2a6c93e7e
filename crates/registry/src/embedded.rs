//! The nine badge-class files that are part of the program, in the domain's order.

use crate::Fault;
use crate::check::Checked;
use crate::references;

macro_rules! badge_files {
    ($($slug:literal),+ $(,)?) => {
        [$((concat!($slug, ".toml"), include_str!(concat!("../badges/", $slug, ".toml")))),+]
    };
}

/// File name and text of each.
pub(crate) const FILES: [(&str, &str); 9] = badge_files![
    "academic-rigor",
    "formative-assessment-math",
    "formative-assessment-ela",
    "positive-relationships",
    "collaborative-learning",
    "effective-practices",
    "lead-teacher",
    "master-teacher",
    "district-stack",
];

/// All nine, read and checked.
pub(crate) fn checked() -> Result<Vec<Checked>, Vec<Fault>> {
    references::read(&FILES)
}
