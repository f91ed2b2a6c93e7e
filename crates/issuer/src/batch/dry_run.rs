//! Rows that are checked and not issued.

use std::collections::HashMap;

use badgewright_store::{BodyDigest, Client, CredentialRecord, Earlier};
use serde_json::Value;

use crate::issuing::approve;
use crate::{Completion, IssueError, Issuing};

/// What the rows before said, in a dry run: the store knows none of them.
#[derive(Debug, Default)]
pub struct DryRun {
    seen: HashMap<String, (u32, BodyDigest)>,
}

/// What would become of a completion.
pub(super) enum Checked {
    /// It would be issued.
    New,
    /// Its badge is there.
    Same(Box<CredentialRecord>),
    /// The row before with the same external id: the same, or another.
    Repeats(u32),
    Contradicts(u32),
}

impl Issuing {
    /// Everything that [`Issuing::complete`] looks at before it signs, and nothing written.
    pub(super) async fn check_row(
        &self,
        client: &Client,
        request: &Value,
        row: u32,
        dry_run: &mut DryRun,
    ) -> Result<Checked, IssueError> {
        let claim = self.claim(client, request, None)?;
        let earlier = self.store.earlier(&claim).await?;
        if let Some(Earlier::Same(record)) = earlier {
            return Ok(Checked::Same(record));
        }
        let completion = Completion::read(request, &self.registry, self.clock.now())?;
        approve(client, &completion, &self.issuer)?;
        if let Some(Earlier::Conflict(first)) = earlier {
            return Err(IssueError::Conflict(first));
        }
        let Some(external_id) = claim.external_id else { return Ok(Checked::New) };
        let name = String::from(external_id);
        Ok(match dry_run.seen.get(&name) {
            // The portion broke off, and is checked once more.
            Some((first, _)) if *first == row => Checked::New,
            Some((first, body)) if *body == claim.body => Checked::Repeats(*first),
            Some((first, _)) => Checked::Contradicts(*first),
            None => {
                dry_run.seen.insert(name, (row, claim.body));
                Checked::New
            }
        })
    }
}
