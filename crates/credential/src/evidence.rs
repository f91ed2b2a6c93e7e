//! What a badge was earned with.

use serde::{Serialize, Serializer};

use crate::Iri;
use crate::stencil::Stencil;

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

    pub(crate) fn write<'b>(&'b self, out: &mut Stencil<'b>) {
        out.object(|out| {
            if let Some(id) = &self.id {
                out.name("id").iri(id.as_str());
            }
            out.name("type").said(r#"["Evidence"]"#);
            out.text_if("name", self.name.as_deref());
            out.text_if("narrative", self.narrative.as_deref());
        });
    }
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stencil::of(|out| self.write(out)).serialize(serializer)
    }
}
