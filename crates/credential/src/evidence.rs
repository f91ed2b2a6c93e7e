//! What a badge was earned with.

use serde::{Serialize, Serializer};

use crate::Iri;
use crate::strict_json::{Json, Object};

/// An `Evidence` (OB, data model): where the work can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its URL.
    pub id: Option<Iri>,
    /// Its title.
    pub name: Option<String>,
    /// How it shows the achievement; Markdown.
    pub narrative: Option<String>,
}

impl Evidence {
    /// Evidence at `id`.
    #[must_use]
    pub fn at(id: Iri) -> Self {
        Self { id: Some(id), name: None, narrative: None }
    }

    /// Evidence that is only told about.
    #[must_use]
    pub fn told(narrative: String) -> Self {
        Self { id: None, name: None, narrative: Some(narrative) }
    }

    pub(crate) fn json(&self) -> Json<'_> {
        let members = Object::with_room(4)
            .and("id", self.id.as_ref().map(|id| Json::text(id.as_str())))
            .and("type", Json::listed("Evidence"))
            .and("name", self.name.as_deref().map(Json::text))
            .and("narrative", self.narrative.as_deref().map(Json::text));
        Json::Object(members)
    }
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}
