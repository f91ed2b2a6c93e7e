//! Batches behind the routes: who waits for them, and the thread that carries them out.

mod body;
mod runner;

use std::sync::Arc;
use std::time::Duration;

use badgewright_credential::Clock;
use badgewright_issuer::Issuing;
use badgewright_store::Store;
use prometheus_client::metrics::counter::Counter;
use tokio::sync::{Notify, Semaphore, watch};

pub(crate) use self::body::{Incoming, incoming};
pub(crate) use self::runner::Running;

/// How many batches are received at once; more wait for their turn.
const MOST_RECEIVED: usize = 4;

/// How long a batch waits for its turn to be received.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// What routes and the thread share.
pub(crate) struct Batches {
    issuing: Arc<Issuing>,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    issued: Counter,
    /// Places for batches that are received.
    pub(crate) receiving: Semaphore,
    /// Told that there is a new batch.
    arrived: Notify,
    /// Changes whenever a batch got further.
    progress: watch::Sender<()>,
    /// Whether the service is stopping.
    stopping: watch::Sender<bool>,
}

impl Batches {
    pub(crate) fn new(
        issuing: &Arc<Issuing>,
        store: &Arc<dyn Store>,
        clock: &Arc<dyn Clock>,
        issued: Counter,
    ) -> Self {
        Self {
            issuing: Arc::clone(issuing),
            store: Arc::clone(store),
            clock: Arc::clone(clock),
            issued,
            receiving: Semaphore::new(MOST_RECEIVED),
            arrived: Notify::new(),
            progress: watch::Sender::new(()),
            stopping: watch::Sender::new(false),
        }
    }

    /// A batch was started.
    pub(crate) fn wake(&self) {
        self.arrived.notify_one();
    }

    /// Tells whenever any batch got further.
    pub(crate) fn progress(&self) -> watch::Receiver<()> {
        self.progress.subscribe()
    }

    /// Tells when the service stops.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }
}
