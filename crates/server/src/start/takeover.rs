//! What a running service does when a new key takes over.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use badgewright_credential::{Clock, Did, Entropy, Timestamp};

use super::identity::retire_replaced;
use crate::configuration::Settings;

/// The keys of one issuer on disk.
pub(super) struct Keys {
    pub(super) settings: Settings,
    pub(super) data_dir: PathBuf,
    pub(super) did: Did,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
}

impl Keys {
    /// Destroys the private half of each key that is replaced, at its moment. What fails is tried again at the next start.
    pub(super) async fn retire_in_time(self, mut takeovers: Vec<Timestamp>) {
        takeovers.sort_unstable();
        for moment in takeovers {
            let left = Duration::try_from(moment.since(self.clock.now())).unwrap_or_default();
            tokio::time::sleep(left).await;
            let Self { settings, data_dir, did, clock, entropy } = &self;
            match retire_replaced(settings, data_dir, did, clock.now(), entropy.as_ref()) {
                Ok(count) => tracing::info!(count, "a new key signs; keys were retired"),
                Err(error) => tracing::error!(%error, "a new key signs; the one before could not be retired"),
            }
        }
    }
}
