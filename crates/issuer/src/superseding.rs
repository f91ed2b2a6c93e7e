//! Correcting a badge: a newer version under the same id, in whose favour the one before counts no more.

use badgewright_credential::{CredentialId, Timestamp};
use badgewright_signing::jws;
use badgewright_store::{
    Claim, Client, CredentialRecord, IdempotencyKey, Issuance, Scope, Status, Superseded, Supersession,
};
use serde_json::Value;
use time::Duration;

use crate::awarding::Draft;
use crate::issuing::{Completed, approve};
use crate::{Completion, Fault, IssueError, Issuing};

/// How often it is tried again where another version comes between.
const TRIES: u8 = 4;

impl Issuing {
    /// Issues a newer version of a badge from a whole completion: the same id, a newer `validFrom`, the `awardedDate` of the
    /// first, places of its own in the status lists. The version before counts no more from the same commit on.
    ///
    /// Equal to what the badge was last made from, it is the same request, and nothing is signed, unless the badge was signed
    /// with a key that has been revoked since. A repetition under its idempotency key is always the same request.
    ///
    /// # Errors
    /// What is wrong with the request, what the client may not do, or what failed on our side; nothing was changed.
    pub async fn supersede(
        &self,
        client: &Client,
        id: CredentialId,
        request: &Value,
        idempotency_key: Option<IdempotencyKey>,
    ) -> Result<Completed, IssueError> {
        let mut claim = self.claim(client, request, idempotency_key)?;
        // The badge has its external id, and the client's may be another's.
        claim.external_id = None;
        for _ in 0..TRIES {
            // 1. The badge is this client's. Whose it is not, does not learn that it is there.
            let before = self.store.credential(&id).await?.ok_or(IssueError::UnknownCredential)?;
            if before.client != client.id && !client.scopes.contains(&Scope::Admin) {
                return Err(IssueError::UnknownCredential);
            }

            // 2. What the badge was last made from is there already.
            let renews = self.was_signed_with_a_revoked_key(&before).await?;
            if before.body == claim.body && claim.idempotency_key.is_none() && !renews {
                return Ok(Completed::Same(Box::new(before)));
            }

            // 3. It is recorded whole, or nothing changes. Made from a version that is no longer the last, it is made anew.
            let newer = self.newer_version(client, &before, request, claim.clone()).await?;
            let newer = Supersession { renews, ..newer };
            match self.store.supersede(newer).await? {
                Superseded::New(committed) => return Ok(Completed::New(committed)),
                Superseded::Same(record) => return Ok(Completed::Same(record)),
                Superseded::Conflict(first) => return Err(IssueError::Conflict(first)),
                Superseded::OutOfForce(record) => return Err(out_of_force(&record)),
                Superseded::TooMany => return Err(IssueError::TooManyVersions),
                Superseded::Unknown => return Err(IssueError::UnknownCredential),
                Superseded::Overtaken => {}
            }
        }
        Err(IssueError::Overtaken)
    }

    /// Whether any form of a badge is signed with a key that a stranger has: it is valid no more.
    async fn was_signed_with_a_revoked_key(&self, record: &CredentialRecord) -> Result<bool, IssueError> {
        let revoked = &self.issuer.revoked;
        if revoked.is_empty() {
            return Ok(false);
        }
        let proofs = record.document.get("proof").and_then(Value::as_array).into_iter().flatten();
        let mut methods = proofs.filter_map(|proof| proof.get("verificationMethod")?.as_str());
        if methods.any(|method| revoked.iter().any(|revoked| revoked == method)) {
            return Ok(true);
        }
        let kept = self.store.jws(&record.id, record.revision).await?;
        let kept = kept.and_then(|jws| jws::parse(&jws).ok());
        let kid = kept.as_ref().and_then(jws::UnverifiedJws::kid);
        Ok(kid.is_some_and(|kid| revoked.iter().any(|revoked| revoked == kid)))
    }

    /// The newer version of a badge, built, linted and signed.
    async fn newer_version(
        &self,
        client: &Client,
        before: &CredentialRecord,
        request: &Value,
        claim: Claim,
    ) -> Result<Supersession, IssueError> {
        let now = self.clock.now();
        let completion = Completion::read(request, &self.registry, now)?;
        keeps_its_name(&completion, before)?;
        let class = self.registry.get(&completion.badge).ok_or(IssueError::ClassGone)?;
        approve(client, &completion, &self.issuer)?;
        let slots = self.reserve_slots().await?;
        // A correction that does not say when it was completed does not move the day.
        let completed_at = completion.completed_at.unwrap_or(before.completed_at);
        let valid_from = later_than(before, now);
        let draft = Draft {
            id: before.id,
            class,
            completion: &completion,
            completed_at,
            awarded: before.issued_at,
            valid_from,
            status: self.status_entries(&slots, before.revision.saturating_add(1))?,
        };
        let signed = self.signed(draft, now).await?;
        let recipients = self.recipients(&completion);
        let external_id = before.external_id.clone().or(completion.external_id);
        let version = Issuance {
            id: before.id,
            issuer: self.issuer.did.clone(),
            badge: completion.badge,
            class_version: class.version.clone(),
            claim: Claim {
                client: before.client.clone(),
                idempotency_key: before.idempotency_key.clone(),
                external_id,
                body: claim.body,
            },
            recipients,
            slot: slots.revocation,
            suspension_slot: slots.suspension,
            completed_at,
            issued_at: before.issued_at,
            attestations: Value::Object(completion.attestations),
            credential: signed,
        };
        Ok(Supersession { request: claim, revision: before.revision, renews: false, at: valid_from, version })
    }
}

/// The newer `validFrom` wins (OB, equality), so that it has to be later by a second at least.
fn later_than(before: &CredentialRecord, now: Timestamp) -> Timestamp {
    let last = before.corrected_at.unwrap_or(before.issued_at);
    now.max(last.saturating_add(Duration::SECOND))
}

/// A badge keeps the name that its client gave it, or other requests under that name would no longer find it.
fn keeps_its_name(completion: &Completion, before: &CredentialRecord) -> Result<(), IssueError> {
    match (&before.external_id, &completion.external_id) {
        (Some(kept), Some(sent)) if kept != sent => {
            let message = format!("expected `{}`, the externalId of this badge, or none", kept.as_str());
            Err(IssueError::Faulty(vec![Fault::new("/externalId", message)]))
        }
        _ => Ok(()),
    }
}

fn out_of_force(record: &CredentialRecord) -> IssueError {
    match record.status.status {
        Status::Suspended => IssueError::SuspendedBefore,
        _ => IssueError::RevokedBefore,
    }
}
