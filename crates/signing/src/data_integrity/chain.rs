//! Proofs that build on others (VC Data Integrity §2.1.2 and §4.5): those that `previousProof` names are signed too.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{ProofError, without};
use crate::jsonld::TopProof;

/// A document as a proof signs it.
pub(super) struct Unsecured<'a> {
    pub(super) members: Cow<'a, Map<String, Value>>,
    /// Whether the `proof` among the members is signed.
    pub(super) top_proof: TopProof,
}

impl<'a> Unsecured<'a> {
    /// The document without proofs, for a new proof that builds on none.
    pub(super) fn without_proofs(document: &'a Map<String, Value>) -> Self {
        Self { members: Cow::Borrowed(document), top_proof: TopProof::LeftOut }
    }

    /// What `proof`, which is one of the document's, signs of it: all but the proofs, except those that it names.
    pub(super) fn of(
        document: &'a Map<String, Value>,
        proof: &Map<String, Value>,
    ) -> Result<Self, ProofError> {
        // §4.5, verifying a set or chain, step 3.3
        let named = match proof.get("previousProof") {
            None => return Ok(Self::without_proofs(document)),
            Some(Value::Array(named)) => named.as_slice(),
            Some(named) => std::slice::from_ref(named),
        };
        let there = match document.get("proof") {
            None => &[],
            Some(Value::Array(proofs)) => proofs.as_slice(),
            Some(proof) => std::slice::from_ref(proof),
        };
        let mut previous = Vec::new();
        for id in named {
            let id = id.as_str().ok_or_else(|| ProofError::Malformed {
                pointer: "/previousProof".to_owned(),
                expected: "the id of a proof, or an array of ids",
            })?;
            let found = there.iter().find(|proof| proof.get("id").and_then(Value::as_str) == Some(id));
            previous
                .push(found.ok_or_else(|| ProofError::PreviousProofMissing { id: id.to_owned() })?.clone());
        }
        // step 3.5
        let mut members = without(document, "proof");
        members.insert("proof".to_owned(), Value::Array(previous));
        Ok(Self { members: Cow::Owned(members), top_proof: TopProof::Kept })
    }

    /// The members that are signed.
    pub(super) fn into_signed_members(self) -> Map<String, Value> {
        match self.top_proof {
            TopProof::LeftOut => without(&self.members, "proof"),
            TopProof::Kept => self.members.into_owned(),
        }
    }
}
