//! Giving an endorsement, and withdrawing it. The order of the steps is that of a badge: nothing is signed that was not
//! looked up first, nothing is acknowledged that is not on disk.

use badgewright_credential::{CredentialId, Endorsement, Iri, StatusPurpose, Timestamp};
use badgewright_store::{
    Claim, Client, CommittedEndorsement, EarlierEndorsement, EndorsementIssuance, EndorsementRecord,
    EndorsementRecorded, EndorsementVersion, EndorsementWithdrawal, EndorsementWithdrawn, IdempotencyKey,
    StatusSlot,
};
use serde_json::Value;
use time::Duration;

use super::read::Request;
use crate::{IssueError, Issuing};

/// What became of a request to endorse.
#[derive(Debug)]
pub enum Endorsed {
    /// An endorsement was signed, and is on disk.
    New(Box<CommittedEndorsement>),
    /// The same request came before: this is its endorsement. Nothing new was signed.
    Same(Box<EndorsementRecord>),
}

impl Endorsed {
    /// What is kept of it.
    #[must_use]
    pub fn record(&self) -> &EndorsementRecord {
        match self {
            Self::New(committed) => committed.record(),
            Self::Same(record) => record,
        }
    }
}

/// What an endorsement says in every version.
struct Said {
    subject: Iri,
    name: String,
    comment: String,
    awarded_date: Timestamp,
}

impl Issuing {
    /// Endorses somebody or something in the issuer's name, once: the same request again gives the same endorsement.
    ///
    /// # Errors
    /// What is wrong with the request, that the client may not ask for this issuer, or what failed on our side; nothing
    /// was issued.
    pub async fn endorse(
        &self,
        client: &Client,
        request: &Value,
        idempotency_key: Option<IdempotencyKey>,
    ) -> Result<Endorsed, IssueError> {
        // 1. A request that came before has its endorsement.
        let claim = self.claim(client, request, idempotency_key)?;
        if let Some(EarlierEndorsement::Same(record)) = self.store.earlier_endorsement(&claim).await? {
            return Ok(Endorsed::Same(record));
        }

        // 2. The request is right, and this client may make it.
        let now = self.clock.now();
        let asked = Request::read(request, &self.issuer, now).map_err(IssueError::Faulty)?;
        if !client.issuers.contains(&self.issuer.slug) {
            return Err(IssueError::IssuerNotApproved(self.issuer.slug.clone()));
        }
        if let Some(EarlierEndorsement::Conflict(first)) = self.store.earlier_endorsement(&claim).await? {
            return Err(IssueError::EndorsementConflict(first));
        }

        // 3. Its id and its place in the status list are its own; it is built, linted and signed.
        let id = CredentialId::random(self.entropy.as_ref());
        let Request { subject, name, comment, valid_until } = asked;
        let said = Said { subject: subject.clone(), name, comment, awarded_date: now };
        let version = self.version(id, said, now, valid_until, now).await?;

        // 4. It is on disk, or it does not exist.
        self.recorded(id, subject, claim, version, now).await
    }

    async fn recorded(
        &self,
        id: CredentialId,
        subject: Iri,
        claim: Claim,
        version: EndorsementVersion,
        now: Timestamp,
    ) -> Result<Endorsed, IssueError> {
        let issuer = self.issuer.did.clone();
        let issuance = EndorsementIssuance { id, issuer, subject, claim, issued_at: now, version };
        match self.store.record_endorsement(issuance).await? {
            EndorsementRecorded::New(committed) => Ok(Endorsed::New(committed)),
            EndorsementRecorded::Earlier(EarlierEndorsement::Same(record)) => Ok(Endorsed::Same(record)),
            EndorsementRecorded::Earlier(EarlierEndorsement::Conflict(first)) => {
                Err(IssueError::EndorsementConflict(first))
            }
        }
    }

    /// Withdraws an endorsement: a newer version says since when it is over, and the older one is revoked. What was
    /// done while it held stays endorsed. Asking again changes nothing.
    ///
    /// # Errors
    /// When there is no such endorsement, its time is over by itself, or something failed on our side; nothing was
    /// changed.
    pub async fn withdraw_endorsement(
        &self,
        client: &Client,
        id: CredentialId,
        reason: String,
    ) -> Result<Box<EndorsementRecord>, IssueError> {
        let record = self.store.endorsement(&id).await?.ok_or(IssueError::UnknownEndorsement)?;
        if record.withdrawn.is_some() {
            return Ok(Box::new(record));
        }
        let now = self.clock.now();
        if moment(&record.document, "validUntil").is_some_and(|until| until <= now) {
            return Err(IssueError::EndorsementOver);
        }
        let version = self.last_version(&record, now).await?;
        let withdrawal = EndorsementWithdrawal { id, reason, actor: (&client.id).into(), at: now, version };
        match self.store.withdraw_endorsement(withdrawal).await? {
            EndorsementWithdrawn::Withdrawn(record) | EndorsementWithdrawn::Already(record) => Ok(record),
            EndorsementWithdrawn::Unknown => Err(IssueError::UnknownEndorsement),
        }
    }

    /// The version that says since when an endorsement is over: its time ends as it begins.
    async fn last_version(
        &self,
        record: &EndorsementRecord,
        now: Timestamp,
    ) -> Result<EndorsementVersion, IssueError> {
        let document = &record.document;
        let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let said = Said {
            subject: record.subject.clone(),
            name: text("/name").unwrap_or_default(),
            comment: text("/credentialSubject/endorsementComment").unwrap_or_default(),
            awarded_date: moment(document, "awardedDate").unwrap_or(record.issued_at),
        };
        // Of two versions of one id the newer `validFrom` wins (OB, data model, equality), so that it must be newer.
        let earlier = moment(document, "validFrom").unwrap_or(record.issued_at);
        let from = now.max(earlier.saturating_add(Duration::SECOND));
        self.version(record.id, said, from, Some(from), now).await
    }

    /// A signed version with a place of its own in the status list.
    async fn version(
        &self,
        id: CredentialId,
        said: Said,
        valid_from: Timestamp,
        valid_until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<EndorsementVersion, IssueError> {
        let slot: StatusSlot =
            self.store.reserve_status_slot(&self.issuer.did, StatusPurpose::Revocation).await?;
        let Said { subject, name, comment, awarded_date } = said;
        let endorsement = Endorsement {
            id: self.issuer.url(format_args!("/endorsements/{id}"))?,
            name,
            // Without what others say of the issuer: an approval would carry other approvals without end.
            issuer: self.issuer.profile.clone(),
            subject,
            comment,
            awarded_date,
            valid_from,
            valid_until,
            status: self.status_entry(&slot)?,
        };
        let prepared = endorsement.prepare().map_err(IssueError::Lint)?;
        let credential = prepared.secured_by(&self.issuer.data_integrity(now))?;
        let has_key = self.issuer.jws_key.is_some();
        let jws = has_key.then(|| self.signed_as_jws(credential.document())).transpose()?;
        Ok(EndorsementVersion { slot, credential, jws })
    }
}

/// A moment in a document of ours.
fn moment(document: &Value, member: &str) -> Option<Timestamp> {
    document.get(member)?.as_str()?.parse().ok()
}
