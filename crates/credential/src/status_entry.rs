//! Where a badge's status can be looked up.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::stencil::Stencil;
use crate::{InvalidIri, Iri};

/// What a status list tells of its credentials (BSL §2.1). Each list has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StatusPurpose {
    /// Set for good: the credential is no longer valid.
    Revocation,
    /// Set for a time.
    Suspension,
}

impl StatusPurpose {
    /// The purpose as it stands in `statusPurpose`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Suspension => "suspension",
        }
    }
}

impl fmt::Display for StatusPurpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a badge says that its status is: one bit of a list (`BitstringStatusListEntry`, BSL §2.1), or a list of the ids of
/// revoked badges (`1EdTechRevocationList`, OB, data model: CredentialStatus).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusEntry {
    // BSL §2.1: not the URL of the list itself. OB: the URL of the list itself.
    id: Iri,
    /// None in a list of ids.
    place: Option<Place>,
}

/// One bit of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    purpose: StatusPurpose,
    // BSL §2.1: a string in base 10.
    index: String,
    list: Iri,
}

impl StatusEntry {
    /// The entry `index` of the bitstring list at the URL `list`; its `id` is `<list>#<index>`.
    ///
    /// # Errors
    /// When `list` has a fragment of its own, so that the entry could not be told from another's.
    pub fn new(list: Iri, index: u64, purpose: StatusPurpose) -> Result<Self, InvalidIri> {
        if list.as_str().contains('#') {
            return Err(InvalidIri(list.into()));
        }
        let index = index.to_string();
        let id = list.with_fragment(&index)?;
        let place = Place { purpose, index, list };
        Ok(Self { id, place: Some(place) })
    }

    /// A list that names revoked badges by their ids.
    #[must_use]
    pub fn revocation_list(id: Iri) -> Self {
        Self { id, place: None }
    }

    /// Whether only the context of Open Badges' extensions defines its type.
    pub(crate) fn is_an_extension(&self) -> bool {
        self.place.is_none()
    }

    pub(crate) fn write<'b>(&'b self, out: &mut Stencil<'b>) {
        out.object(|out| {
            out.name("id").iri(self.id.as_str());
            let Some(place) = &self.place else {
                return out.name("type").said_text("1EdTechRevocationList");
            };
            out.name("type").said_text("BitstringStatusListEntry");
            out.name("statusPurpose").said_text(place.purpose.as_str());
            out.name("statusListIndex").text(&place.index);
            out.name("statusListCredential").iri(place.list.as_str());
        });
    }
}

impl Serialize for StatusEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Stencil::of(|out| self.write(out)).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_entry_names_its_list_and_its_index_as_text() {
        let list: Iri = "https://badges.example/status/3".parse().unwrap();
        let entry = StatusEntry::new(list, 94_567, StatusPurpose::Revocation).unwrap();
        assert_eq!(
            serde_json::to_value(entry).unwrap(),
            json!({
                "id": "https://badges.example/status/3#94567",
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": "94567",
                "statusListCredential": "https://badges.example/status/3"
            })
        );
    }

    #[test]
    fn a_list_of_ids_is_named_alone() {
        let list: Iri = "https://badges.example/revocations/1/x".parse().unwrap();
        assert_eq!(
            serde_json::to_value(StatusEntry::revocation_list(list)).unwrap(),
            json!({"id": "https://badges.example/revocations/1/x", "type": "1EdTechRevocationList"})
        );
    }

    #[test]
    fn a_list_with_a_fragment_is_refused() {
        let list: Iri = "https://badges.example/status#3".parse().unwrap();
        assert!(StatusEntry::new(list, 1, StatusPurpose::Suspension).is_err());
    }
}
