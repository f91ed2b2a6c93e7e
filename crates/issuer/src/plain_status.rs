//! What the status lists say of credentials that are no badges.

use badgewright_credential::StatusPurpose;
use badgewright_store::{
    Client, ListedChange, ListedChanged, ListedEntries, RecordedSlot, Scope, StatusListId,
};

use crate::{IssueError, Issuing};

/// Which credentials are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlainCredentials {
    /// Those with this `id`.
    Named(String),
    /// The one with this entry, in the list at this URL.
    Entry {
        /// `statusListCredential`.
        list: String,
        /// `statusListIndex`.
        index: u32,
    },
}

impl Issuing {
    /// Sets or clears what a list says of credentials that this client had signed, or anybody did for an administrator.
    /// Asking again changes nothing. Returns the entries that say so now.
    ///
    /// # Errors
    /// When there are none, revocation is to be undone, or the store failed; nothing was changed.
    pub async fn set_plain_status(
        &self,
        client: &Client,
        credentials: &PlainCredentials,
        purpose: StatusPurpose,
        value: bool,
    ) -> Result<Vec<RecordedSlot>, IssueError> {
        let entries = match credentials {
            PlainCredentials::Named(id) => ListedEntries::Of(self.lookup_key.of_credential(id)),
            PlainCredentials::Entry { list, index } => {
                let list = self.list_at(list).ok_or(IssueError::UnknownEntry)?;
                ListedEntries::At(list, *index)
            }
        };
        let change = ListedChange {
            entries,
            purpose,
            value,
            client: client.id.clone(),
            of_all_clients: client.scopes.contains(&Scope::Admin),
            at: self.clock.now(),
        };
        match self.store.set_listed_status(change).await? {
            ListedChanged::Done(entries) => Ok(entries),
            ListedChanged::Final => Err(IssueError::RevokedForGood),
            ListedChanged::Unknown => Err(IssueError::UnknownEntry),
        }
    }

    /// The number of the list at a URL of ours.
    fn list_at(&self, url: &str) -> Option<StatusListId> {
        url.strip_prefix(self.issuer.base_url.as_str())?.strip_prefix("/status/")?.parse().ok()
    }
}
