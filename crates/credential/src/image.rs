//! A picture of a badge or of an issuer.

use serde::Serialize;

use crate::Iri;

/// An `Image` (OB, data model): a closed class, whose `type` is a bare string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Image {
    id: Iri,
    #[serde(rename = "type")]
    class: &'static str,
    /// What the picture shows, for those who cannot see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

impl Image {
    /// A picture at `id`: a URL, or a `data:` URL that carries it.
    #[must_use]
    pub fn new(id: Iri, caption: Option<String>) -> Self {
        Self { id, class: "Image", caption }
    }
}
