//! Completion to badge. The order of the steps is the guarantee: nothing is signed that was not looked up first, nothing
//! is acknowledged that is not on disk.

use std::sync::Arc;

use badgewright_credential::{Clock, CredentialId, Entropy, Signed, StatusEntry, Timestamp};
use badgewright_registry::Registry;
use badgewright_store::{
    ApprovedBadges, Claim, Client, Committed, CredentialRecord, Earlier, IdempotencyKey, Issuance, Recorded,
    StatusPurpose, StatusSlot, Store,
};
use serde_json::Value;

use crate::awarding::Draft;
use crate::prepared_class::{PreparedClasses, sign_whole};
use crate::revocation_list::RevocationLists;
use crate::status_lists::StatusLists;
use crate::{Completion, IssueError, Issuer, LookupKey, StatusMethod};

/// The use cases of one issuer.
pub struct Issuing {
    pub(crate) issuer: Issuer,
    pub(crate) registry: Arc<Registry>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) lookup_key: LookupKey,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) lists: StatusLists,
    pub(crate) revocations: RevocationLists,
    classes: PreparedClasses,
}

/// What became of a completion.
#[derive(Debug)]
pub enum Completed {
    /// A badge was issued, and is on disk.
    New(Box<Committed>),
    /// The same request came before: this is its badge. Nothing new was signed.
    Same(Box<CredentialRecord>),
}

/// Where the status lists will speak of a badge.
#[derive(Default)]
pub(crate) struct Slots {
    /// None where badges are revoked by their ids.
    pub(crate) revocation: Option<StatusSlot>,
    pub(crate) suspension: Option<StatusSlot>,
}

impl Issuing {
    /// Brings the parts together.
    pub fn new(
        issuer: Issuer,
        registry: Arc<Registry>,
        store: Arc<dyn Store>,
        lookup_key: LookupKey,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self {
            issuer,
            registry,
            store,
            lookup_key,
            clock,
            entropy,
            lists: StatusLists::default(),
            revocations: RevocationLists::default(),
            classes: PreparedClasses::default(),
        }
    }

    /// Who issues.
    #[must_use]
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// The key of look-ups.
    #[must_use]
    pub fn lookup_key(&self) -> &LookupKey {
        &self.lookup_key
    }

    /// Issues the badge of a completion, once: the same request again gives the same badge.
    ///
    /// # Errors
    /// What is wrong with the request, whom the client may not issue for, or what failed on our side; nothing was issued.
    pub async fn complete(
        &self,
        client: &Client,
        request: &Value,
        idempotency_key: Option<IdempotencyKey>,
    ) -> Result<Completed, IssueError> {
        // 1. A request that came before has its badge, whatever became of the badge class since.
        let claim = self.claim(client, request, idempotency_key)?;
        let earlier = self.store.earlier(&claim).await?;
        if let Some(Earlier::Same(record)) = earlier {
            if claim.idempotency_key.is_some() && claim.idempotency_key != record.idempotency_key {
                self.store.remember(&claim).await?;
            }
            return Ok(Completed::Same(record));
        }

        // 2. The request is right, this client may make it, and it is not another under the name of the first.
        let now = self.clock.now();
        let completion = Completion::read(request, &self.registry, now)?;
        let class = self.registry.get(&completion.badge).ok_or(IssueError::ClassGone)?;
        approve(client, &completion, &self.issuer)?;
        if let Some(Earlier::Conflict(first)) = earlier {
            return Err(IssueError::Conflict(first));
        }

        // 3. Its id and its places in the status lists are its own.
        let id = CredentialId::random(self.entropy.as_ref());
        let slots = self.reserve_slots().await?;

        // 4. The document is built and linted before a key is touched, then signed.
        let completed_at = completion.completed_at.unwrap_or(now);
        let draft = Draft {
            id,
            class,
            completion: &completion,
            completed_at,
            awarded: now,
            valid_from: now,
            status: self.status_entries(&slots, 0)?,
        };
        let signed = self.signed(draft, now).await?;

        // 5. It is on disk, or it does not exist. Of identical requests that came this far together, one is recorded.
        let recipients = self.recipients(&completion);
        let issuance = Issuance {
            id,
            issuer: self.issuer.did.clone(),
            badge: completion.badge,
            class_version: class.version.clone(),
            claim,
            recipients,
            slot: slots.revocation,
            suspension_slot: slots.suspension,
            completed_at,
            issued_at: now,
            attestations: Value::Object(completion.attestations),
            credential: signed,
        };
        match self.store.record_issuance(issuance).await? {
            Recorded::New(committed) => Ok(Completed::New(committed)),
            Recorded::Same(record) => Ok(Completed::Same(record)),
            Recorded::Conflict(first) => Err(IssueError::Conflict(first)),
        }
    }

    /// By what the request is known when it comes again. An `externalId` that is none is a fault of the completion.
    pub(crate) fn claim(
        &self,
        client: &Client,
        request: &Value,
        idempotency_key: Option<IdempotencyKey>,
    ) -> Result<Claim, IssueError> {
        let external_id = request.get("externalId").and_then(Value::as_str);
        Ok(Claim {
            client: client.id.clone(),
            idempotency_key,
            external_id: external_id.and_then(|id| id.parse().ok()),
            body: self.lookup_key.of_request(request).map_err(IssueError::NoCanonicalForm)?,
        })
    }

    pub(crate) async fn reserve_slots(&self) -> Result<Slots, IssueError> {
        if self.issuer.status_method == StatusMethod::RevocationList {
            return Ok(Slots::default());
        }
        let reserve = |purpose| self.store.reserve_status_slot(&self.issuer.did, purpose);
        let revocation = Some(reserve(StatusPurpose::Revocation).await?);
        let suspension =
            if self.issuer.suspension { Some(reserve(StatusPurpose::Suspension).await?) } else { None };
        Ok(Slots { revocation, suspension })
    }

    /// The badge of a draft, built, linted and signed: beside what was prepared of its class, or where it does not fit there,
    /// as a whole.
    pub(crate) async fn signed(&self, draft: Draft<'_>, now: Timestamp) -> Result<Signed, IssueError> {
        let class = draft.class;
        let prepared = self.classes.get(class, &self.issuer)?;
        let award = prepared.award(draft, &self.issuer, self.entropy.as_ref())?;
        let endorsements = self.carried_endorsements(now).await?;
        if endorsements.is_empty()
            && let Some(signed) = prepared.sign(&award, &self.issuer, now)
        {
            return Ok(signed);
        }
        let mut profile = self.issuer.profile.clone();
        profile.endorsement = endorsements;
        sign_whole(award, class, profile, &self.issuer, now)
    }

    /// Without a place in a list, the list of revoked ids.
    pub(crate) fn status_entries(
        &self,
        slots: &Slots,
        revision: u32,
    ) -> Result<Vec<StatusEntry>, IssueError> {
        match slots {
            Slots { revocation: None, .. } => {
                Ok(vec![StatusEntry::revocation_list(self.revocation_list_url(revision)?)])
            }
            Slots { revocation, suspension } => {
                revocation.iter().chain(suspension).map(|slot| self.status_entry(slot)).collect()
            }
        }
    }

    pub(crate) fn status_entry(&self, slot: &StatusSlot) -> Result<StatusEntry, IssueError> {
        let list = self.issuer.status_list_url(slot.list())?;
        Ok(StatusEntry::new(list, slot.index().into(), slot.purpose())?)
    }

    /// By what the recipient finds the badge.
    pub(crate) fn recipients(&self, completion: &Completion) -> Vec<badgewright_store::RecipientDigest> {
        let person = &completion.recipient;
        let email = person.email.as_ref().map(|address| self.lookup_key.of_email(address));
        let did = person.did.as_ref().map(|did| self.lookup_key.of_did(did));
        email.into_iter().chain(did).collect()
    }
}

/// A client may issue only the badge classes and for the issuers that it was approved for.
pub(crate) fn approve(client: &Client, completion: &Completion, issuer: &Issuer) -> Result<(), IssueError> {
    let class_is_approved = match &client.badges {
        ApprovedBadges::All => true,
        ApprovedBadges::Some(approved) => approved.contains(&completion.badge),
    };
    if !class_is_approved {
        return Err(IssueError::BadgeNotApproved(completion.badge.clone()));
    }
    if !client.issuers.contains(&issuer.slug) {
        return Err(IssueError::IssuerNotApproved(issuer.slug.clone()));
    }
    Ok(())
}
