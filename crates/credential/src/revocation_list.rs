//! The list of revoked badges by their ids, which Open Badges 3.0 knows beside status lists.

use serde::Serialize;

use crate::{Did, Iri};

/// A `1EdTechRevocationList` as it is served. It is not signed: whoever serves its URL is believed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevocationList {
    /// Its URL, as badges name it.
    pub id: Iri,
    /// Whose badges it is about.
    pub issuer: Did,
    /// Those that count no more.
    #[serde(rename = "revokedCredential")]
    pub revoked: Vec<RevokedId>,
}

/// A badge that counts no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevokedId {
    /// The badge's `id`.
    pub id: Iri,
    /// Always: a badge that counts is not in the list.
    revoked: bool,
}

impl RevokedId {
    /// The entry of a badge.
    #[must_use]
    pub fn of(id: Iri) -> Self {
        Self { id, revoked: true }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_names_its_issuer_and_the_badges_that_are_revoked() {
        let iri = |text: &str| text.parse::<Iri>().unwrap();
        let list = RevocationList {
            id: iri("https://badges.example/revocations/1/x"),
            issuer: "did:web:badges.example".parse().unwrap(),
            revoked: vec![RevokedId::of(iri("https://badges.example/credentials/1"))],
        };
        assert_eq!(
            serde_json::to_value(list).unwrap(),
            json!({
                "id": "https://badges.example/revocations/1/x",
                "issuer": "did:web:badges.example",
                "revokedCredential": [{"id": "https://badges.example/credentials/1", "revoked": true}],
            })
        );
    }
}
