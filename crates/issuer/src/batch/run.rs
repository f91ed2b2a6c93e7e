//! Carrying out the rows of a batch.

use badgewright_signing::sealing::Unopened;
use badgewright_store::{
    Batch, BatchId, Client, CredentialRecord, FinishedPortion, IdempotencyKey, StoreError,
};
use futures_util::future::join_all;
use serde_json::Value;

use super::dry_run::Checked;
use super::result::{Asked, Outcome};
use super::sealed::{Kind, open, seal};
use super::{Columns, DryRun, Refused, Row};
use crate::{Completed, IssueError, Issuing};

/// A batch that is carried out.
pub struct BatchRun<'r> {
    /// Which.
    pub batch: &'r Batch,
    /// Who sent it, with what it may do now.
    pub client: &'r Client,
    /// Says why a row was refused.
    pub refuse: fn(IssueError) -> Refused,
    /// Whether the service stops: then no further row is begun.
    pub is_stopping: &'r (dyn Fn() -> bool + Sync),
}

/// A portion that was carried out.
#[derive(Debug)]
pub struct RanPortion {
    /// What the store is to note.
    pub finished: FinishedPortion,
    /// How many of its rows have a new badge.
    pub issued: u32,
}

/// Why a portion could not be carried out. None of its rows counts as failed.
#[derive(Debug, thiserror::Error)]
pub enum CannotRun {
    /// Now: the same portion can be tried again. What was issued of it is found again.
    #[error(transparent)]
    Now(#[from] StoreError),
    /// Now, since the service stops. What was issued of it is found again.
    #[error("the service stops")]
    Stopping,
    /// Ever.
    #[error(transparent)]
    Ever(#[from] Unopened),
    /// A bug ended it, and would again.
    #[error("a portion of the batch broke off: the cause is in the log")]
    BrokeOff,
}

impl Issuing {
    /// Carries out a portion, whose results are then to be kept. A row that was carried out before is found again, so that
    /// a portion that broke off is simply run once more.
    ///
    /// # Errors
    /// Why it could not be carried out.
    pub async fn run_portion(
        &self,
        run: &BatchRun<'_>,
        portion: u32,
        dry_run: &mut DryRun,
    ) -> Result<Option<RanPortion>, CannotRun> {
        let id = run.batch.id;
        let Some(sealed) = self.store.batch_rows(&id, portion).await? else { return Ok(None) };
        let rows: Vec<Row> = open(&self.lookup_key, Kind::Rows, (&id, portion), &sealed)?;
        let columns = match &run.batch.columns {
            None => None,
            Some(names) => Some(Columns::of(names, &self.registry).ok_or(Unopened)?),
        };
        let read: Vec<_> = rows.iter().map(|row| read(row, columns.as_ref())).collect();
        let outcomes = if run.batch.dry_run {
            self.check_all(run, &read, dry_run).await?
        } else {
            self.issue_all(run, &read).await?
        };
        let lines: Vec<Value> =
            read.iter().zip(&outcomes).map(|((asked, _), outcome)| outcome.line(asked)).collect();
        let results = seal(&self.lookup_key, self.entropy.as_ref(), Kind::Results, (&id, portion), &lines)?;
        let good = outcomes.iter().filter(|outcome| outcome.is_good()).count();
        let issued = outcomes.iter().filter(|outcome| outcome.is_new()).count();
        let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
        let finished = FinishedPortion {
            batch: id,
            portion,
            succeeded: count(good),
            failed: count(outcomes.len() - good),
            results,
            at: self.clock.now(),
        };
        Ok(Some(RanPortion { finished, issued: count(issued) }))
    }

    /// The results of a portion that is finished, a JSON object a row.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn batch_results(
        &self,
        batch: &BatchId,
        portion: u32,
    ) -> Result<Option<Vec<Value>>, CannotRun> {
        let sealed = self.store.batch_results(batch, portion).await?;
        let opened = sealed.map(|sealed| open(&self.lookup_key, Kind::Results, (batch, portion), &sealed));
        Ok(opened.transpose()?)
    }

    /// All rows at once, so that the store writes them as one group; but where two have the same external id, the first
    /// one first.
    async fn issue_all(
        &self,
        run: &BatchRun<'_>,
        read: &[(Asked<'_>, Option<Refused>)],
    ) -> Result<Vec<Outcome>, CannotRun> {
        let mut outcomes: Vec<Option<Outcome>> = Vec::new();
        outcomes.resize_with(read.len(), || None);
        let mut waiting: Vec<usize> = (0..read.len()).collect();
        while !waiting.is_empty() {
            let (now, later) = first_of_each_name(waiting, read);
            let rows = now.iter().map(|index| self.issue_one(run, &read[*index]));
            for (index, outcome) in now.iter().zip(join_all(rows).await) {
                outcomes[*index] = Some(outcome?);
            }
            waiting = later;
        }
        Ok(outcomes.into_iter().flatten().collect())
    }

    async fn issue_one(
        &self,
        run: &BatchRun<'_>,
        (asked, unreadable): &(Asked<'_>, Option<Refused>),
    ) -> Result<Outcome, CannotRun> {
        if (run.is_stopping)() {
            return Err(CannotRun::Stopping);
        }
        if let Some(refused) = unreadable {
            return Ok(Outcome::Failed(refused.clone()));
        }
        // Without a name of its own, a row is known by its place in the batch: run again, it finds its badge.
        let key = match asked.request.get("externalId") {
            Some(Value::String(_)) => None,
            _ => row_key(&run.batch.id, asked.row.number),
        };
        match self.complete(run.client, &asked.request, key).await {
            // Its document need not be read for its address.
            Ok(Completed::New(committed)) => match self.issuer.credential_url(committed.record().id) {
                Ok(url) => Ok(Outcome::Issued(committed.record().id, url.into())),
                Err(error) => Ok(refused(error.into(), run.refuse)?),
            },
            Ok(Completed::Same(record)) => Ok(Outcome::Unchanged(record.id, url(&record))),
            Err(error) => Ok(refused(error, run.refuse)?),
        }
    }

    async fn check_all(
        &self,
        run: &BatchRun<'_>,
        read: &[(Asked<'_>, Option<Refused>)],
        dry_run: &mut DryRun,
    ) -> Result<Vec<Outcome>, CannotRun> {
        let mut outcomes = Vec::with_capacity(read.len());
        for (asked, unreadable) in read {
            if (run.is_stopping)() {
                return Err(CannotRun::Stopping);
            }
            outcomes.push(match unreadable {
                Some(refused) => Outcome::Failed(refused.clone()),
                None => self.check_one(run, asked, dry_run).await?,
            });
        }
        Ok(outcomes)
    }

    async fn check_one(
        &self,
        run: &BatchRun<'_>,
        asked: &Asked<'_>,
        dry_run: &mut DryRun,
    ) -> Result<Outcome, StoreError> {
        match self.check_row(run.client, &asked.request, asked.row.number, dry_run).await {
            Ok(Checked::New) => Ok(Outcome::Valid),
            Ok(Checked::Same(record)) => Ok(Outcome::Unchanged(record.id, url(&record))),
            Ok(Checked::Repeats(row)) => Ok(Outcome::Repeats(row)),
            Ok(Checked::Contradicts(row)) => Ok(Outcome::Failed(Refused {
                code: "idempotency-conflict",
                detail: format!("Row {row} has the same externalId, and another completion."),
                faults: vec![crate::Fault::new("/externalId", format!("is that of row {row}"))],
                credential: None,
            })),
            Err(error) => refused(error, run.refuse),
        }
    }
}

/// A row's completion, or why it cannot be read.
fn read<'r>(row: &'r Row, columns: Option<&'r Columns>) -> (Asked<'r>, Option<Refused>) {
    match row.request(columns) {
        Ok((request, places)) => (Asked { row, request, table: columns.zip(places) }, None),
        Err(why) => {
            let refused = Refused {
                code: "malformed-row",
                detail: format!("The row cannot be read: {why}."),
                faults: Vec::new(),
                credential: None,
            };
            (Asked { row, request: Value::Null, table: None }, Some(refused))
        }
    }
}

/// Those that can run at once, and those that wait for one of them.
fn first_of_each_name(
    waiting: Vec<usize>,
    read: &[(Asked<'_>, Option<Refused>)],
) -> (Vec<usize>, Vec<usize>) {
    let mut names = std::collections::HashSet::new();
    waiting.into_iter().partition(|index| {
        let name = read[*index].0.request.get("externalId").and_then(Value::as_str);
        name.is_none_or(|name| names.insert(name))
    })
}

fn row_key(batch: &BatchId, row: u32) -> Option<IdempotencyKey> {
    format!("batch {batch} row {row}").parse().ok()
}

fn url(record: &CredentialRecord) -> String {
    record.document.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The row's fault, or the store's: that one is no row's, and the portion is tried again.
fn refused(error: IssueError, refuse: fn(IssueError) -> Refused) -> Result<Outcome, StoreError> {
    match error {
        IssueError::Store(error @ (StoreError::Unfit { .. } | StoreError::Contradiction { .. })) => {
            Ok(Outcome::Failed(refuse(error.into())))
        }
        IssueError::Store(error) => Err(error),
        error => Ok(Outcome::Failed(refuse(error))),
    }
}
