//! The one writer. It takes waiting operations, checks each against the store and against those before it,
//! writes a group as one batch, makes it durable once, and only then answers.

use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use ::sled::Db;
use tokio::sync::mpsc::error::SendTimeoutError;
use tokio::sync::{mpsc, oneshot};

use super::dictionary::Dictionaries;
use super::disk::Disk;
use super::draft::{Draft, Finished, Group, Tail, Written};
use super::failure::Failure;
use super::health::Health;
use super::horizon::Horizon;
use super::index::{self, Index};
use crate::StoreError;
use crate::durable::Durable;

/// The most operations in a group: larger batches take gigabytes in sled, and get slower.
const LARGEST_GROUP: usize = 100;

/// A group with so many bytes takes no further operation.
const HEAVY_GROUP: usize = 4 << 20;

/// After a group of so many operations others are on their way, and waiting a moment lets them come along. A group costs
/// about the same however many are in it: one sync, and one waking of each of sled's threads.
const COMPANY: usize = 4;

/// So many operations that wait are not made to wait longer.
const ENOUGH: usize = 32;

/// How far apart groups begin, where that lets others come along.
const APART: Duration = Duration::from_millis(2);

/// How many operations may wait.
const LONGEST_QUEUE: usize = 1_024;

/// How long an operation waits for its place in the queue.
const PATIENCE: Duration = Duration::from_secs(10);

/// Told what became of the group.
type Answer = Box<dyn FnOnce(Result<Durable, StoreError>) + Send>;

/// Stages an operation. `None`: it was refused, has been told so, and leaves no trace.
type Job = Box<dyn FnOnce(Draft<'_>) -> Option<(Finished, Answer)> + Send>;

/// The way to the writer's thread.
pub(super) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    health: Arc<Health>,
}

impl Writer {
    /// Starts the thread.
    pub(super) fn start(mut desk: Desk) -> Result<Self, Failure> {
        let (sender, jobs) = mpsc::channel(LONGEST_QUEUE);
        let health = Arc::clone(&desk.health);
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || desk.work(jobs))
            .map_err(|error| Failure::from((error, "starting the writer")))?;
        Ok(Self { queue: Mutex::new(Some(sender)), thread: Mutex::new(Some(thread)), health })
    }

    /// Has an operation written. What it returned comes back once it is durable.
    pub(super) async fn commit<T, F>(&self, stage: F) -> Result<(T, Durable), StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Draft<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        self.send(job(stage, sender)).await?;
        // Without an answer, the thread ended before it could give one.
        receiver.await.unwrap_or_else(|_| Err(self.health.why_ended()))
    }

    async fn send(&self, job: Job) -> Result<(), StoreError> {
        self.health.check()?;
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let queue = queue.ok_or(StoreError::Closed)?;
        queue.send_timeout(job, PATIENCE).await.map_err(|error| match error {
            SendTimeoutError::Timeout(_) => StoreError::Busy,
            SendTimeoutError::Closed(_) => self.health.why_ended(),
        })
    }

    /// Lets the thread finish what is waiting, and waits for its end.
    pub(super) fn finish(&self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Err(_)) = thread.map(JoinHandle::join) {
            self.health.fail(&Failure::panicked());
        }
    }
}

/// An operation as the writer takes it: everything about its type stays in here.
fn job<T, F>(stage: F, sender: oneshot::Sender<Result<(T, Durable), StoreError>>) -> Job
where
    T: Send + 'static,
    F: FnOnce(&mut Draft<'_>) -> Result<T, StoreError> + Send + 'static,
{
    // Whoever no longer waits for an answer does without.
    Box::new(move |mut draft| match stage(&mut draft) {
        Ok(outcome) => {
            let answer: Answer = Box::new(move |flushed| {
                let _ = sender.send(flushed.map(|durable| (outcome, durable)));
            });
            Some((draft.finish(), answer))
        }
        Err(refusal) => {
            let _ = sender.send(Err(refusal));
            None
        }
    })
}

/// What the writer's thread works with.
pub(super) struct Desk {
    pub(super) db: Db,
    pub(super) disk: Disk,
    pub(super) tail: Tail,
    pub(super) horizon: Arc<Horizon>,
    pub(super) health: Arc<Health>,
    pub(super) batches: Arc<RwLock<()>>,
    pub(super) dictionaries: Arc<Dictionaries>,
    pub(super) index: Arc<Index>,
}

impl Desk {
    fn work(&mut self, mut jobs: mpsc::Receiver<Job>) {
        let _ending = Ending(Arc::clone(&self.health));
        while let Some(first) = jobs.blocking_recv() {
            let began = Instant::now();
            match self.commit_group(first, &mut jobs) {
                Ok(taken) => thread::sleep(pause(taken, jobs.len(), began.elapsed())),
                Err(failure) => {
                    tracing::error!(?failure, "the store stops writing");
                    return;
                }
            }
        }
    }

    /// Says how many operations were in the group.
    fn commit_group(&mut self, first: Job, jobs: &mut mpsc::Receiver<Job>) -> Result<usize, Failure> {
        let dictionaries = Arc::clone(&self.dictionaries);
        let db = self.db.clone();
        let mut group = Group::new(&db, &dictionaries, self.tail);
        let mut answers = Vec::new();
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(job) = next {
            taken += 1;
            if let Some((finished, answer)) = job(group.draft()) {
                group.take(finished);
                answers.push(answer);
            }
            let room = taken < LARGEST_GROUP && group.bytes() < HEAVY_GROUP;
            next = if room { jobs.try_recv().ok() } else { None };
        }
        let written = self.write(group);
        if let Err(failure) = &written {
            // Before anybody is told: whoever asks again must hear of it.
            self.health.fail(failure);
        }
        for answer in answers {
            answer(written.as_ref().map(|()| Durable::after_sync()).map_err(Failure::now));
        }
        written.map(|()| taken)
    }

    fn write(&mut self, mut group: Group<'_>) -> Result<(), Failure> {
        let unwritable = |error: StoreError| Failure::from((io::Error::other(error), "writing"));
        let mut run = None;
        if let Some(entries) = self.index.run(group.entries()) {
            let mut draft = group.draft();
            run = Some(index::put(&mut draft, entries).map_err(unwritable)?);
            let finished = draft.finish();
            group.take(finished);
        }
        let Some(Written { batch, tail, entries }) = group.into_written().map_err(unwritable)? else {
            return Ok(());
        };
        {
            let _nobody_reads = self.batches.write().unwrap_or_else(PoisonError::into_inner);
            self.db.apply_batch(batch).map_err(|error| Failure::from((error, "writing")))?;
        }
        self.index.take(entries, run);
        self.disk.make_durable(&self.db)?;
        self.tail = tail;
        self.horizon.advance(tail);
        Ok(())
    }
}

/// How long the writer lets operations gather after a group of `taken` that took so long, while `waiting` wait already.
fn pause(taken: usize, waiting: usize, took: Duration) -> Duration {
    if taken < COMPANY || waiting >= ENOUGH { Duration::ZERO } else { APART.saturating_sub(took) }
}

/// Says so when the thread ends by a panic.
struct Ending(Arc<Health>);

impl Drop for Ending {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.fail(&Failure::panicked());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_is_in_company_waits_and_nobody_once_enough_have_come() {
        let took = Duration::from_micros(500);
        assert_eq!(pause(COMPANY, 0, took), APART - took);
        assert_eq!(pause(COMPANY - 1, 0, took), Duration::ZERO);
        assert_eq!(pause(LARGEST_GROUP, ENOUGH, took), Duration::ZERO);
        assert_eq!(pause(COMPANY, 0, APART * 2), Duration::ZERO);
    }
}
