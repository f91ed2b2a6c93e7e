//! The `type` of an object whose class is fixed.

use serde::{Serialize, Serializer};

/// A class's name that is written as an array of one, as Open Badges wants it for most classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Listed(pub(crate) &'static str);

impl Serialize for Listed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq([self.0])
    }
}
