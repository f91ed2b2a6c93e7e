//! Revoking, suspending and reinstating.

use badgewright_credential::CredentialId;
use badgewright_store::{Client, CredentialRecord, Scope, Status, StatusChange, StatusChanged};

use crate::{IssueError, Issuing};

impl Issuing {
    /// Gives a credential the status it is to have, for the client that asked for it or an administrator. Asking again
    /// changes nothing.
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
        if status != Status::Revoked && !self.issuer.suspension {
            return Err(IssueError::SuspensionOff);
        }
        // Whose badge it is not, does not learn that it is there.
        let record = self.store.credential(&id).await?.ok_or(IssueError::UnknownCredential)?;
        if record.client != client.id && !client.scopes.contains(&Scope::Admin) {
            return Err(IssueError::UnknownCredential);
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
