//! What a badge was earned with.

use serde::Serialize;

use crate::Iri;
use crate::class_name::Listed;

/// An `Evidence` (OB, data model): where the work can be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Its URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Iri>,
    #[serde(rename = "type")]
    class: Listed,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How it shows the achievement; Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
}

impl Evidence {
    /// Evidence at `id`.
    #[must_use]
    pub fn at(id: Iri) -> Self {
        Self { id: Some(id), class: Listed("Evidence"), name: None, narrative: None }
    }

    /// Evidence that is only told about.
    #[must_use]
    pub fn told(narrative: String) -> Self {
        Self { id: None, class: Listed("Evidence"), name: None, narrative: Some(narrative) }
    }
}
