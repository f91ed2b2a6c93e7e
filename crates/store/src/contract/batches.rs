//! Batches: kept whole before they start, finished portion by portion, once each.

use super::World;
use super::samples::{Numbers, body, second};
use crate::{
    Act, Batch, BatchId, BatchStarted, BatchStatus, FinishedPortion, NewBatch, SealedRows, Store, StoreError,
};

static IDS: Numbers = Numbers::of(77);

/// Longer than one piece, and another for each portion.
fn rows(portion: u32) -> SealedRows {
    SealedRows(vec![u8::try_from(portion).unwrap(); 20_000])
}

fn results(portion: u32) -> SealedRows {
    SealedRows(format!("results of {portion}").into_bytes())
}

fn new(id: BatchId, portions: u32, claim: Option<(&str, u8)>) -> NewBatch {
    NewBatch {
        id,
        client: "pilot".parse().unwrap(),
        claim: claim.map(|(key, byte)| (key.parse().unwrap(), body(byte))),
        dry_run: false,
        columns: Some(vec!["badge".to_owned(), "x".repeat(9_000)]),
        at: second(0),
        total: portions * 100,
        portions,
    }
}

async fn kept(store: &dyn Store, portions: u32) -> BatchId {
    let id = BatchId::random(&IDS);
    for portion in 0..portions {
        store.keep_batch_rows(id, portion, rows(portion)).await.unwrap();
    }
    id
}

async fn started(store: &dyn Store, portions: u32) -> Batch {
    let id = kept(store, portions).await;
    match store.start_batch(new(id, portions, None)).await.unwrap() {
        BatchStarted::New(batch) => batch,
        other => panic!("expected a new batch, got {other:?}"),
    }
}

async fn finish(store: &dyn Store, id: BatchId, portion: u32) -> Option<Batch> {
    let finished = FinishedPortion {
        batch: id,
        portion,
        succeeded: 99,
        failed: 1,
        results: results(portion),
        at: second(60),
    };
    store.finish_portion(finished).await.unwrap()
}

/// Rows go, results come, each portion counts once, and the last one ends the batch.
pub async fn a_batch_is_carried_out_portion_by_portion(world: &dyn World) {
    let store = world.open().await;
    let batch = started(&*store, 3).await;
    let expected = new(batch.id, 3, None);
    assert_eq!((&batch.columns, batch.total, batch.status), (&expected.columns, 300, BatchStatus::Running));
    assert_eq!(store.batch(&batch.id).await.unwrap(), Some(batch.clone()));
    assert_eq!(store.running_batches().await.unwrap(), std::slice::from_ref(&batch));
    assert_eq!(store.unstarted_batches().await.unwrap(), []);
    assert_eq!(finish(&*store, batch.id, 1).await.unwrap().finished, 0, "not its turn");
    for portion in 0..3 {
        finish_twice(&*store, batch.id, portion).await;
    }
    let done = store.batch(&batch.id).await.unwrap().unwrap();
    assert_eq!((done.status, done.succeeded, done.failed), (BatchStatus::Done, 297, 3));
    assert_eq!(store.running_batches().await.unwrap(), []);
    assert_eq!(finish(&*store, BatchId::random(&IDS), 0).await, None, "there is no such batch");
}

/// Rows go, results come, and the second time changes nothing.
async fn finish_twice(store: &dyn Store, id: BatchId, portion: u32) {
    let kept = async || (store.batch_rows(&id, portion).await, store.batch_results(&id, portion).await);
    let (before, none_yet) = kept().await;
    assert_eq!((before.unwrap(), none_yet.unwrap()), (Some(rows(portion)), None));
    for _again in 0..2 {
        let after = finish(store, id, portion).await.unwrap();
        assert_eq!((after.finished, after.succeeded), (portion + 1, 99 * (portion + 1)));
    }
    let (none_left, after) = kept().await;
    assert_eq!((none_left.unwrap(), after.unwrap()), (None, Some(results(portion))));
}

/// One as it begins, one as it ends, whatever becomes of it between.
pub async fn a_batch_has_two_events(world: &dyn World) {
    let store = world.open().await;
    let batch = started(&*store, 2).await;
    for portion in [0, 1, 1] {
        finish(&*store, batch.id, portion).await.unwrap();
    }
    let events = store.events(None, 9).await.unwrap();
    let acts: Vec<_> = events.iter().map(|event| event.act).collect();
    assert_eq!(acts, [Act::BatchStarted, Act::BatchEnded]);
    assert_eq!(events[0].actor.as_str(), "client:pilot");
    assert_eq!(events[1].detail["failed"], 2);
}

/// Also of two at once.
pub async fn a_batch_goes_on_where_it_was_after_reopening(world: &dyn World) {
    let store = world.open().await;
    let (one, other) = (started(&*store, 2).await, started(&*store, 1).await);
    finish(&*store, one.id, 0).await.unwrap();
    store.close().await.unwrap();
    drop(store);
    let store = world.open().await;
    let mut running = store.running_batches().await.unwrap();
    running.sort_by_key(|batch| batch.total);
    assert_eq!(running.iter().map(|batch| batch.id).collect::<Vec<_>>(), [other.id, one.id]);
    assert_eq!(running[1].finished, 1);
    assert_eq!(store.batch_rows(&one.id, 1).await.unwrap(), Some(rows(1)));
    assert_eq!(store.batch_results(&one.id, 0).await.unwrap(), Some(results(0)));
    assert_eq!(finish(&*store, one.id, 1).await.unwrap().status, BatchStatus::Done);
    assert_eq!(store.running_batches().await.unwrap().len(), 1);
}

/// Whatever its name; another body is a conflict, and another client does not meet it.
pub async fn a_batch_under_the_same_key_is_the_first_one(world: &dyn World) {
    let store = world.open().await;
    let first = kept(&*store, 1).await;
    let start = async |new: NewBatch| store.start_batch(new).await.unwrap();
    assert!(matches!(start(new(first, 1, Some(("k", 1)))).await, BatchStarted::New(_)));
    let second = kept(&*store, 1).await;
    assert!(matches!(start(new(second, 1, Some(("k", 1)))).await, BatchStarted::Same(b) if b.id == first));
    assert!(
        matches!(start(new(second, 1, Some(("k", 2)))).await, BatchStarted::Conflict(b) if b.id == first)
    );
    assert_eq!(store.unstarted_batches().await.unwrap(), [second]);
    assert_eq!(store.batch(&second).await.unwrap(), None);
    let others = NewBatch { client: "other".parse().unwrap(), ..new(second, 1, Some(("k", 2))) };
    assert!(matches!(start(others).await, BatchStarted::New(_)));
    assert_eq!(store.events(None, 9).await.unwrap().len(), 2);
}

/// After a restart, too; a batch that was started is not touched.
pub async fn rows_that_were_never_started_are_found_and_discarded(world: &dyn World) {
    let store = world.open().await;
    let running = started(&*store, 1).await;
    let broken_off = kept(&*store, 5).await;
    store.close().await.unwrap();
    drop(store);
    let store = world.open().await;
    assert_eq!(store.unstarted_batches().await.unwrap(), [broken_off]);
    for id in [broken_off, broken_off, running.id] {
        store.discard_batch_rows(id).await.unwrap();
    }
    assert_eq!(store.unstarted_batches().await.unwrap(), []);
    assert_eq!(store.batch_rows(&broken_off, 0).await.unwrap(), None);
    assert_eq!(store.batch_rows(&running.id, 0).await.unwrap(), Some(rows(0)));
}

/// And no portion is finished any more.
pub async fn a_batch_that_cannot_go_on_keeps_what_was_done(world: &dyn World) {
    let store = world.open().await;
    let batch = started(&*store, 2).await;
    finish(&*store, batch.id, 0).await.unwrap();
    for _again in 0..2 {
        let failed = store.fail_batch(batch.id, second(60)).await.unwrap().unwrap();
        assert_eq!((failed.status, failed.succeeded), (BatchStatus::Failed, 99));
    }
    assert_eq!(finish(&*store, batch.id, 1).await.unwrap().finished, 1);
    assert_eq!(store.batch_results(&batch.id, 0).await.unwrap(), Some(results(0)));
    assert_eq!(store.running_batches().await.unwrap(), []);
    assert_eq!(store.events(None, 9).await.unwrap().len(), 2);
    assert_eq!(store.fail_batch(BatchId::random(&IDS), second(60)).await.unwrap(), None);
}

/// Neither as rows nor as results; nor is a batch without any.
pub async fn a_portion_that_is_too_large_is_refused(world: &dyn World) {
    let store = world.open().await;
    let id = BatchId::random(&IDS);
    let large = SealedRows(vec![0; (4 << 20) + 1]);
    assert!(matches!(store.keep_batch_rows(id, 0, large).await, Err(StoreError::Unfit { .. })));
    assert!(matches!(store.start_batch(new(id, 0, None)).await, Err(StoreError::Unfit { .. })));
    assert_eq!(store.batch(&id).await.unwrap(), None);
}
