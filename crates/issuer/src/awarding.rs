//! What a badge says of its own, made of a completion (requirements, "From a completion to a badge").

use badgewright_credential::{
    Award, CredentialId, Entropy, Evidence, InvalidIri, Iri, StatusEntry, Subject, Timestamp, identity,
};
use badgewright_registry::{BadgeClass, ClassResults};

use crate::{Completion, Issuer};

/// What a version of a badge has before it is built.
pub struct Draft<'c> {
    /// The badge's public name.
    pub id: CredentialId,
    /// Its class.
    pub class: &'c BadgeClass,
    /// What it is made of.
    pub completion: &'c Completion,
    /// When that was completed.
    pub completed_at: Timestamp,
    /// When the first version was issued.
    pub awarded: Timestamp,
    /// From when this version counts.
    pub valid_from: Timestamp,
    /// Where its status is told.
    pub status: Vec<StatusEntry>,
}

impl Draft<'_> {
    /// What the badge says besides its class and its issuer; its results are taken from the class's.
    ///
    /// # Errors
    /// Where the issuer's address is none.
    pub fn award(
        self,
        issuer: &Issuer,
        results: &ClassResults,
        entropy: &dyn Entropy,
    ) -> Result<Award, InvalidIri> {
        let Self { id, class, completion, .. } = self;
        Ok(Award {
            id: issuer.credential_url(id)?,
            subject: subject(completion, self.completed_at, entropy),
            valid_from: self.valid_from,
            awarded_date: self.awarded,
            valid_until: None,
            evidence: public_evidence(class, completion),
            results: results.shown(class, completion.result.score.as_deref(), &completion.result.rubric),
            status: self.status,
        })
    }
}

fn subject(completion: &Completion, completed_at: Timestamp, entropy: &dyn Entropy) -> Subject {
    let person = &completion.recipient;
    let name = person.name.as_deref().map(identity::name);
    let email = person.email.as_ref().map(|address| identity::email(address, entropy));
    Subject {
        id: match &person.did {
            Some(did) => Iri::from(did),
            // A JWS needs its `sub`, and a number of our own would tie a person's badges together.
            None => Iri::urn_uuid(CredentialId::random(entropy)),
        },
        identifiers: name.into_iter().chain(email).collect(),
        activity_end_date: Some(completed_at),
        narrative: None,
    }
}

/// The evidence as far as the badge class makes it public.
fn public_evidence(class: &BadgeClass, completion: &Completion) -> Vec<Evidence> {
    let public = class.public;
    let shown = completion.evidence.iter().filter(|_| public.evidence);
    shown
        .map(|item| {
            let mut evidence = Evidence::at(item.url.clone());
            evidence.name.clone_from(&item.name);
            evidence.narrative = item.narrative.clone().filter(|_| public.narrative);
            evidence
        })
        .collect()
}
