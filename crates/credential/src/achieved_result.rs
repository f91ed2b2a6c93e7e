//! How well somebody did.

use serde::Serialize;

use crate::Iri;
use crate::class_name::Listed;

/// A `Result` (OB, data model): a score, or a level of a rubric, under one of the achievement's result descriptions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AchievedResult {
    #[serde(rename = "type")]
    class: Listed,
    /// The `id` of a `ResultDescription` of the same achievement.
    #[serde(rename = "resultDescription")]
    pub result_description: Iri,
    /// The value, as text whatever its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The `id` of a `RubricCriterionLevel` of that result description.
    #[serde(rename = "achievedLevel", skip_serializing_if = "Option::is_none")]
    pub achieved_level: Option<Iri>,
}

impl AchievedResult {
    /// A score, a percentage, a number of hours.
    #[must_use]
    pub fn value(result_description: Iri, value: String) -> Self {
        Self { class: Listed("Result"), result_description, value: Some(value), achieved_level: None }
    }

    /// A level of a rubric.
    #[must_use]
    pub fn level(result_description: Iri, level: Iri) -> Self {
        Self { class: Listed("Result"), result_description, value: None, achieved_level: Some(level) }
    }
}
