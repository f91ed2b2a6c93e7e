//! How well somebody did.

use serde::{Serialize, Serializer};

use crate::Iri;
use crate::stencil::Stencil;

/// A `Result` (OB, data model): a score, or a level of a rubric, under one of the achievement's result descriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AchievedResult {
    /// The `id` of a `ResultDescription` of the same achievement.
    pub result_description: Iri,
    /// The value, as text whatever its kind.
    pub value: Option<String>,
    /// The `id` of a `RubricCriterionLevel` of that result description.
    pub achieved_level: Option<Iri>,
}

impl AchievedResult {
    /// A score, a percentage, a number of hours.
    #[must_use]
    pub fn value(result_description: Iri, value: String) -> Self {
        Self { result_description, value: Some(value), achieved_level: None }
    }

    /// A level of a rubric.
    #[must_use]
    pub fn level(result_description: Iri, level: Iri) -> Self {
        Self { result_description, value: None, achieved_level: Some(level) }
    }

    pub(crate) fn write<'b>(&'b self, out: &mut Stencil<'b>) {
        out.object(|out| {
            out.name("type").said(r#"["Result"]"#);
            out.name("resultDescription").iri(self.result_description.as_str());
            out.text_if("value", self.value.as_deref());
            if let Some(level) = &self.achieved_level {
                out.name("achievedLevel").iri(level.as_str());
            }
        });
    }
}

impl Serialize for AchievedResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stencil::of(|out| self.write(out)).serialize(serializer)
    }
}
