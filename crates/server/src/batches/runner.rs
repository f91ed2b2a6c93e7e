//! The threads that carry batches out: one that goes from batch to batch, in turns, and a few that carry out portions. They
//! stand back behind the threads that answer requests. It begins with what an earlier start left.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use badgewright_issuer::IssueError;
use badgewright_issuer::batch::{BatchRun, CannotRun, DryRun, RanPortion, Refused};
use badgewright_store::{Batch, BatchId, Client, StoreError};
use tokio::runtime::Builder;
use tokio::task;

use super::Batches;
use crate::http::problem::Problem;

/// How many portions are carried out at once: while some are written, others are signed. More would keep others waiting for
/// the store's writer.
const PORTIONS_AT_ONCE: usize = 4;

/// How many portions of a batch are carried out before the next batch has its turn. At the end of a turn nothing is signed
/// while the last portions are written.
const TURN: u32 = 40;

/// How long a store that failed is left alone.
const PAUSE: Duration = Duration::from_secs(1);

/// The threads.
pub(crate) struct Running {
    batches: Arc<Batches>,
    thread: JoinHandle<()>,
}

impl Running {
    /// Starts them.
    pub(crate) fn start(batches: &Arc<Batches>) -> io::Result<Self> {
        let threads = thread::available_parallelism()?.get();
        let runtime = Builder::new_multi_thread()
            .worker_threads(threads)
            .thread_name("batch-portions")
            .on_thread_start(stand_back)
            .enable_time()
            .build()?;
        let shared = Arc::clone(batches);
        let work = move || runtime.block_on(work(&shared));
        let thread = thread::Builder::new().name("batches".to_owned()).spawn(work)?;
        tell_when_stopping(batches)?;
        Ok(Self { batches: Arc::clone(batches), thread })
    }

    /// Lets them finish the rows that were begun, and waits for that.
    pub(crate) fn stop(self) {
        self.batches.stopping.send_replace(true);
        if self.thread.join().is_err() {
            tracing::error!("the thread of batches ended by a panic");
        }
    }
}

/// Has this thread go after others where all want the processor.
#[cfg(target_os = "linux")]
fn stand_back() {
    /// On the scale of `nice`, from 0 to 19: a third of what another thread gets.
    const NICENESS: i32 = 5;
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::warn!(%error, "batches are carried out at the priority of requests");
    }
}

/// Elsewhere only a whole process can stand back.
#[cfg(not(target_os = "linux"))]
fn stand_back() {}

/// Those who follow a batch are told when the service is asked to stop: it would wait for them.
fn tell_when_stopping(batches: &Arc<Batches>) -> io::Result<()> {
    use actix_web::rt::signal::unix::{SignalKind, signal};
    let (mut terminated, mut interrupted) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let batches = Arc::clone(batches);
    actix_web::rt::spawn(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
        batches.stopping.send_replace(true);
    });
    Ok(())
}

/// Until the service stops.
async fn work(batches: &Arc<Batches>) {
    let mut stopping = batches.stopping();
    let mut dry_runs = HashMap::new();
    while !batches.is_stopping() {
        let pause = match round(batches, &mut dry_runs).await {
            Ok(true) => continue,
            Ok(false) => Duration::MAX,
            Err(error) => {
                tracing::warn!(%error, "batches pause");
                PAUSE
            }
        };
        tokio::select! {
            () = batches.arrived.notified() => {}
            () = tokio::time::sleep(pause) => {}
            _ = stopping.changed() => {}
        }
    }
}

/// A turn of each batch that runs; whether there was one.
async fn round(batches: &Arc<Batches>, dry_runs: &mut HashMap<BatchId, DryRun>) -> Result<bool, StoreError> {
    let running = batches.store.running_batches().await?;
    dry_runs.retain(|id, _| running.iter().any(|batch| batch.id == *id));
    for batch in &running {
        let Some(client) = batches.store.client(&batch.client).await? else {
            give_up(batches, &batch.id, "its client is gone").await?;
            continue;
        };
        let dry_run = batch.dry_run.then(|| dry_runs.entry(batch.id).or_default());
        let turn = Turn { batches: Arc::clone(batches), batch: batch.clone(), client };
        match turn.take(dry_run).await {
            Ok(()) | Err(CannotRun::Stopping) => {}
            Err(CannotRun::Now(error)) => return Err(error),
            Err(error) => give_up(batches, &batch.id, &error.to_string()).await?,
        }
    }
    Ok(!running.is_empty())
}

async fn give_up(batches: &Batches, id: &BatchId, why: &str) -> Result<(), StoreError> {
    tracing::error!(batch = %id, why, "a batch cannot go on");
    batches.store.fail_batch(*id, batches.clock.now()).await?;
    batches.progress.send_replace(());
    Ok(())
}

/// Some portions of a batch.
struct Turn {
    batches: Arc<Batches>,
    batch: Batch,
    client: Client,
}

impl Turn {
    async fn take(self, dry_run: Option<&mut DryRun>) -> Result<(), CannotRun> {
        let end = self.batch.portions.min(self.batch.finished + TURN);
        let portions = self.batch.finished..end;
        match dry_run {
            // Each row may meet those before it.
            Some(dry_run) => {
                for portion in portions {
                    let ran = self.run(portion, dry_run).await?;
                    self.finish(ran).await?;
                }
                Ok(())
            }
            None => self.issue(portions).await,
        }
    }

    /// Several portions at once, finished in their order. The others go on while one is finished.
    async fn issue(self, mut portions: std::ops::Range<u32>) -> Result<(), CannotRun> {
        let turn = Arc::new(self);
        let begin = |portion| {
            let turn = Arc::clone(&turn);
            task::spawn(async move { turn.run(portion, &mut DryRun::default()).await })
        };
        let mut begun: VecDeque<_> = portions.by_ref().take(PORTIONS_AT_ONCE).map(begin).collect();
        let mut failure = None;
        while let Some(next) = begun.pop_front() {
            let ran = next.await.unwrap_or_else(|error| Err(broke_off(&error)));
            // What was begun is waited for, so that no portion is carried out twice at once.
            if failure.is_some() {
                continue;
            }
            if ran.is_ok() && !turn.batches.is_stopping() {
                begun.extend(portions.next().map(begin));
            }
            let finished = match ran {
                Ok(ran) => turn.finish(ran).await,
                Err(error) => Err(error),
            };
            failure = finished.err();
        }
        failure.map_or(Ok(()), Err)
    }

    async fn run(&self, portion: u32, dry_run: &mut DryRun) -> Result<Option<RanPortion>, CannotRun> {
        let is_stopping = || self.batches.is_stopping();
        let run =
            BatchRun { batch: &self.batch, client: &self.client, refuse: refused, is_stopping: &is_stopping };
        self.batches.issuing.run_portion(&run, portion, dry_run).await
    }

    async fn finish(&self, ran: Option<RanPortion>) -> Result<(), CannotRun> {
        let Some(RanPortion { finished, issued }) = ran else { return Ok(()) };
        self.batches.issued.inc_by(issued.into());
        self.batches.store.finish_portion(finished).await?;
        self.batches.progress.send_replace(());
        Ok(())
    }
}

/// A portion that ended by a panic would do so again.
fn broke_off(error: &task::JoinError) -> CannotRun {
    tracing::error!(%error, "a portion of a batch broke off");
    CannotRun::BrokeOff
}

/// Why a row was refused, as a single completion would have been.
fn refused(error: IssueError) -> Refused {
    let problem = Problem::from(error);
    let fault = |error: &crate::http::problem::FieldError| badgewright_issuer::Fault {
        pointer: error.pointer.clone(),
        message: error.message.clone(),
    };
    Refused {
        code: problem.kind().slug,
        detail: problem.detail().to_owned(),
        faults: problem.errors().iter().map(fault).collect(),
        credential: problem.member("credential").and_then(|url| url.as_str()).map(str::to_owned),
    }
}
