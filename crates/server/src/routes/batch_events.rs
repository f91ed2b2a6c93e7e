//! `GET /v1/batches/{id}/events`: how far a batch is, as server-sent events.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING};
use actix_web::web::{Bytes, Data, Path};
use badgewright_store::{BatchId, BatchStatus};
use futures_util::stream;
use serde_json::Value;
use tokio::sync::watch;

use super::batches::{of_caller, progress};
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::service::Service;

/// The least time between two events.
const LEAST: Duration = Duration::from_millis(100);

/// After so long without an event there is a comment, so that nobody on the way takes the connection for dead.
const SILENCE: Duration = Duration::from_secs(15);

/// Somebody who follows a batch.
struct Follower {
    service: Data<Service>,
    id: BatchId,
    told: Option<Value>,
    is_over: bool,
    progress: watch::Receiver<()>,
    stopping: watch::Receiver<bool>,
}

/// An event `progress` whenever the batch got further; `done` or `failed` as the last one.
pub(super) async fn get(
    service: Data<Service>,
    caller: Caller,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let batch = of_caller(&service, &caller, &id).await?;
    let (progress, stopping) = (service.batches.progress(), service.batches.stopping());
    let follower = Follower { service, id: batch.id, told: None, is_over: false, progress, stopping };
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((CACHE_CONTROL, "no-store"))
        // Compressed, an event would wait for others.
        .insert_header((CONTENT_ENCODING, "identity"))
        .streaming(Box::pin(stream::unfold(follower, Follower::next))))
}

impl Follower {
    async fn next(mut self) -> Option<(Result<Bytes, Problem>, Self)> {
        if self.is_over {
            return None;
        }
        loop {
            // Before the batch is read, so that no change falls between.
            self.progress.borrow_and_update();
            let batch = match self.service.store.batch(&self.id).await {
                Ok(batch) => batch?,
                Err(error) => return Some((Err(error.into()), Self { is_over: true, ..self })),
            };
            let now = progress(&batch);
            if self.told.as_ref() != Some(&now) {
                if self.told.is_some() {
                    tokio::time::sleep(LEAST).await;
                }
                let name = match batch.status {
                    BatchStatus::Running => "progress",
                    BatchStatus::Done => "done",
                    BatchStatus::Failed => "failed",
                };
                let event = format!("event: {name}\nid: {}\ndata: {now}\n\n", batch.finished);
                let is_over = batch.status != BatchStatus::Running;
                return Some((Ok(Bytes::from(event)), Self { told: Some(now), is_over, ..self }));
            }
            let is_silent = tokio::select! {
                _ = self.progress.changed() => false,
                _ = self.stopping.wait_for(|stopping| *stopping) => return None,
                () = tokio::time::sleep(SILENCE) => true,
            };
            if is_silent {
                return Some((Ok(Bytes::from_static(b":\n\n")), self));
            }
        }
    }
}
