//! Revoking, suspending and reinstating.

use badgewright_credential::CredentialId;
use badgewright_store::{Client, CredentialRecord, Status, StatusChange, StatusChanged};

use crate::{IssueError, Issuing};

impl Issuing {
    /// Gives a credential the status it is to have. Asking again changes nothing.
    ///
    /// # Errors
    /// When there is no such credential, it cannot have that status, or the store failed; nothing was changed.
    pub async fn set_status(
        &self,
        client: &Client,
        id: CredentialId,
        status: Status,
        reason: Option<String>,
    ) -> Result<Box<CredentialRecord>, IssueError> {
        if status == Status::Suspended && !self.issuer.suspension {
            return Err(IssueError::SuspensionOff);
        }
        let change = StatusChange { id, status, reason, actor: (&client.id).into(), at: self.clock.now() };
        match self.store.set_status(change).await? {
            StatusChanged::Changed(record) | StatusChanged::Already(record) => Ok(record),
            StatusChanged::Final(_) => Err(IssueError::RevokedForGood),
            StatusChanged::NotSuspendable(_) => Err(IssueError::NotSuspendable),
            StatusChanged::Unknown => Err(IssueError::UnknownCredential),
        }
    }
}
