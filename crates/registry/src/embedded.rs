//! The nine badge-class files and their pictures that are part of the program, in the domain's order.

use crate::Fault;
use crate::check::Checked;
use crate::references;

macro_rules! embedded {
    ($($slug:literal),+ $(,)?) => {
        /// File name and text of each badge class.
        pub(crate) const FILES: [(&str, &str); 9] =
            [$((concat!($slug, ".toml"), include_str!(concat!("../badges/", $slug, ".toml")))),+];
        /// The picture of each badge class (SVG), in the order of [`FILES`].
        pub(crate) const PICTURES: [&str; 9] =
            [$(include_str!(concat!("../badges/images/", $slug, ".svg"))),+];
    };
}

embedded![
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
