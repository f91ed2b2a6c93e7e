//! Proofs that build on others (VC Data Integrity §2.1.2 and §4.5): those that `previousProof` names are signed too.

use std::borrow::Cow;

use super::ProofError;
use crate::json::{Members, Tree};
use crate::jsonld::TopProof;

/// A document as a proof signs it.
pub(super) struct Unsecured<'a, M: Members> {
    pub(super) members: Cow<'a, M>,
    /// Whether the `proof` among the members is signed.
    pub(super) top_proof: TopProof,
}

impl<'a, M: Members> Unsecured<'a, M> {
    /// The document without proofs, for a new proof that builds on none.
    pub(super) fn without_proofs(document: &'a M) -> Self {
        Self { members: Cow::Borrowed(document), top_proof: TopProof::LeftOut }
    }

    /// What `proof`, which is one of the document's, signs of it: all but the proofs, except those that it names.
    pub(super) fn of(document: &'a M, proof: &M) -> Result<Self, ProofError> {
        // §4.5, verifying a set or chain, step 3.3
        let Some(named) = proof.member("previousProof") else {
            return Ok(Self::without_proofs(document));
        };
        let there = document.member("proof").map_or(&[][..], Tree::items);
        let mut previous = Vec::new();
        for id in named.items() {
            let id = id.as_text().ok_or_else(|| ProofError::Malformed {
                pointer: "/previousProof".to_owned(),
                expected: "the id of a proof, or an array of ids",
            })?;
            let found = there.iter().find(|proof| text(*proof, "id") == Some(id));
            previous
                .push(found.ok_or_else(|| ProofError::PreviousProofMissing { id: id.to_owned() })?.clone());
        }
        // step 3.5
        let mut members = document.without("proof");
        members.put("proof", Tree::of_items(previous));
        Ok(Self { members: Cow::Owned(members), top_proof: TopProof::Kept })
    }

    /// The members that are signed.
    pub(super) fn into_signed_members(self) -> M {
        match self.top_proof {
            TopProof::LeftOut => self.members.without("proof"),
            TopProof::Kept => self.members.into_owned(),
        }
    }
}

/// A text that a proof has, if it is an object with one of that name.
fn text<'p>(proof: &'p impl Tree, name: &str) -> Option<&'p str> {
    proof.as_members()?.member(name)?.as_text()
}
