//! The lists of revoked ids (`1EdTechRevocationList`): one for each revision that badges reach.
//!
//! A list names badges by their ids, and a newer version has the id of the one before. So the two are told apart by the list
//! that each names: that of first versions is number 1, that of badges superseded once number 2, and so on. The URL cannot
//! be guessed: who reads the list learns the addresses of revoked badges, which is for those alone who hold a badge.

use std::collections::HashMap;
use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use badgewright_credential::{InvalidIri, Iri, RevocationList, RevokedId};
use serde_json::json;

use crate::{IssueError, Issuing};

/// What is behind `/revocations/` in a list's URL: its number and what cannot be guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevocationListName {
    number: NonZeroU32,
    secret: String,
}

/// A text is not a [`RevocationListName`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a revocation list: expected a number, a slash and 32 hexadecimal digits")]
pub struct InvalidRevocationListName;

impl FromStr for RevocationListName {
    type Err = InvalidRevocationListName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (number, secret) = text.split_once('/').ok_or(InvalidRevocationListName)?;
        match number.parse::<NonZeroU32>() {
            Ok(parsed) if parsed.to_string() == number => {
                Ok(Self { number: parsed, secret: secret.to_owned() })
            }
            _ => Err(InvalidRevocationListName),
        }
    }
}

impl fmt::Display for RevocationListName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.secret)
    }
}

/// A list as it is served.
#[derive(Debug)]
pub struct PublishedRevocations {
    text: Arc<str>,
    version: u64,
}

impl PublishedRevocations {
    /// The list, as JSON.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }
}

/// The lists that this process wrote, by the revision that they speak of.
#[derive(Default)]
pub(crate) struct RevocationLists(Mutex<HashMap<u32, Arc<PublishedRevocations>>>);

impl RevocationLists {
    fn standing(&self, revision: u32, version: u64) -> Option<Arc<PublishedRevocations>> {
        let lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lists.get(&revision).filter(|list| list.version == version).map(Arc::clone)
    }

    /// Keeps a list, unless another was kept meanwhile that says more.
    fn keep(&self, revision: u32, list: &Arc<PublishedRevocations>) {
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lists.get(&revision).is_none_or(|kept| kept.version < list.version) {
            lists.insert(revision, Arc::clone(list));
        }
    }
}

impl Issuing {
    /// The list that speaks of versions with this revision.
    fn revocation_list_name(&self, revision: u32) -> RevocationListName {
        let number = NonZeroU32::MIN.saturating_add(revision);
        let secret = self.lookup_key.of_revocation_list(&self.issuer.did, number.get());
        RevocationListName { number, secret }
    }

    /// Its URL.
    pub(crate) fn revocation_list_url(&self, revision: u32) -> Result<Iri, InvalidIri> {
        self.issuer.url(format_args!("/revocations/{}", self.revocation_list_name(revision)))
    }

    /// A list of revoked ids as it stands now; `None` if there is none with that name. It is written anew when it is asked
    /// for and has changed since.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn revocation_list(
        &self,
        name: &RevocationListName,
    ) -> Result<Option<Arc<PublishedRevocations>>, IssueError> {
        let revision = name.number.get() - 1;
        if self.revocation_list_name(revision) != *name {
            return Ok(None);
        }
        // Read before the ids, so that a list never says less than its version.
        let version = self.store.revoked_ids_version(&self.issuer.did, revision).await?;
        if let Some(list) = self.revocations.standing(revision, version) {
            return Ok(Some(list));
        }
        let revoked = self.store.revoked_ids(&self.issuer.did, revision).await?;
        let entry = |id| Ok(RevokedId::of(self.issuer.credential_url(id)?));
        let list = RevocationList {
            id: self.revocation_list_url(revision)?,
            issuer: self.issuer.did.clone(),
            revoked: revoked.into_iter().map(entry).collect::<Result<_, InvalidIri>>()?,
        };
        let list = Arc::new(PublishedRevocations { text: json!(list).to_string().into(), version });
        self.revocations.keep(revision, &list);
        Ok(Some(list))
    }
}
