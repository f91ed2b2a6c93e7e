//! `/v1/batches`: many completions in one request.

use actix_web::web::{self, Bytes, Data, Path, Payload, Query};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_issuer::batch::{
    BatchFormat, BatchRequest, CannotRun, MOST_BATCH_BYTES, NotReceived, RowReader, UnreadableBatch,
};
use badgewright_store::{Batch, BatchId, BatchStarted, Scope};
use futures_util::future::join;
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Value, json};

use super::body::media_type;
use super::completions::idempotency_key;
use crate::batches::{Incoming, PATIENCE, incoming};
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::http::problem_type::{
    IDEMPOTENCY_CONFLICT, MALFORMED_BODY, NOT_FOUND, TOO_LARGE, UNAVAILABLE, UNSUPPORTED_MEDIA_TYPE,
};
use crate::http::refusal::{faulty, sentence};
use crate::service::Service;

/// The query as it was sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Asked {
    /// Whether rows are only checked.
    #[serde(default)]
    dry_run: bool,
}

/// `202` once all rows are on disk; `200` with the same batch where it came before under the same key.
pub(super) async fn post(
    service: Data<Service>,
    caller: Caller,
    asked: Query<Asked>,
    request: HttpRequest,
    body: Payload,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Issue)?;
    let format = format(&request)?;
    let asked = BatchRequest {
        client: caller.0.id,
        idempotency_key: idempotency_key(&request)?,
        dry_run: asked.dry_run,
    };
    let place = tokio::time::timeout(PATIENCE, service.batches.receiving.acquire()).await;
    let _place = place.ok().and_then(Result::ok).ok_or_else(|| {
        Problem::new(UNAVAILABLE, "Too many batches are being received: send it again in a few seconds.")
    })?;
    let (pouring, incoming) = incoming();
    let shared = service.clone();
    // Not the runtime's own `block_on`, under which a thread may not wait for the body.
    let received = web::block(move || futures_executor::block_on(receive(&shared, format, asked, incoming)));
    let (received, ()) = join(received, pouring.pour(body, MOST_BATCH_BYTES)).await;
    let received = received.map_err(|error| Problem::internal(&error))??;
    let (mut answer, batch) = match &received {
        BatchStarted::New(batch) => {
            service.batches.wake();
            (HttpResponse::Accepted(), batch)
        }
        BatchStarted::Same(batch) => (HttpResponse::Ok(), batch),
        BatchStarted::Conflict(first) => return Err(conflict(&service, first)),
    };
    Ok(answer.insert_header(("Location", format!("/v1/batches/{}", batch.id))).json(progress(batch)))
}

fn format(request: &HttpRequest) -> Result<BatchFormat, Problem> {
    match media_type(request).as_deref() {
        Some("application/x-ndjson") => Ok(BatchFormat::Ndjson),
        Some("text/csv") => Ok(BatchFormat::Csv),
        sent => Err(Problem::new(
            UNSUPPORTED_MEDIA_TYPE,
            format!(
                "Expected `Content-Type: application/x-ndjson` or `text/csv`, found {}.",
                sent.map_or("none".to_owned(), |sent| format!("`{sent}`"))
            ),
        )),
    }
}

async fn receive(
    service: &Service,
    format: BatchFormat,
    asked: BatchRequest,
    body: Incoming,
) -> Result<BatchStarted, Problem> {
    let rows = RowReader::new(format, body, &service.registry).map_err(unreadable)?;
    service.issuing.receive_batch(asked, rows).await.map_err(|error| match error {
        NotReceived::Unreadable(error) => unreadable(error),
        NotReceived::Store(error) => error.into(),
        other @ NotReceived::Unsealed(_) => Problem::internal(&other),
    })
}

fn unreadable(error: UnreadableBatch) -> Problem {
    match &error {
        UnreadableBatch::Header(faults) => faulty(faults),
        UnreadableBatch::Empty => Problem::new(MALFORMED_BODY, sentence(&error)),
        UnreadableBatch::BrokeOff(cause) => {
            Problem::new(MALFORMED_BODY, format!("The body broke off: {cause}."))
        }
        _ => Problem::new(TOO_LARGE, sentence(&error)),
    }
}

fn conflict(service: &Service, first: &Batch) -> Problem {
    let url = service.public_url.join(&format!("/v1/batches/{}", first.id));
    let detail = format!(
        "The same Idempotency-Key came before with another batch, which is {url}. Send this one under another key."
    );
    Problem::new(IDEMPOTENCY_CONFLICT, detail).with("batch", url)
}

/// How far a batch is.
pub(super) async fn get(
    service: Data<Service>,
    caller: Caller,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let batch = of_caller(&service, &caller, &id).await?;
    Ok(HttpResponse::Ok().json(progress(&batch)))
}

/// What became of each row so far, in their order.
pub(super) async fn results(
    service: Data<Service>,
    caller: Caller,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let batch = of_caller(&service, &caller, &id).await?;
    let lines = stream::unfold(0, move |portion| {
        let service = service.clone();
        async move {
            if portion == batch.finished {
                return None;
            }
            Some((lines(&service, &batch.id, portion).await, portion + 1))
        }
    });
    Ok(HttpResponse::Ok().content_type("application/x-ndjson").streaming(Box::pin(lines)))
}

async fn lines(service: &Service, id: &BatchId, portion: u32) -> Result<Bytes, Problem> {
    let results = service.issuing.batch_results(id, portion).await;
    let results = results.map_err(|error| match error {
        CannotRun::Now(error) => error.into(),
        other => Problem::internal(&other),
    })?;
    let lines: String = results.unwrap_or_default().iter().map(|line| format!("{line}\n")).collect();
    Ok(Bytes::from(lines))
}

/// The batch, if it is one of the caller's. Administrators see all.
pub(super) async fn of_caller(service: &Service, caller: &Caller, id: &str) -> Result<Batch, Problem> {
    caller.require(Scope::Issue)?;
    let found = match id.parse::<BatchId>() {
        Ok(id) => service.store.batch(&id).await?,
        Err(_) => None,
    };
    let is_theirs = |batch: &Batch| batch.client == caller.0.id || caller.0.scopes.contains(&Scope::Admin);
    let missing = || Problem::new(NOT_FOUND, "There is no such batch of this client.");
    found.filter(is_theirs).ok_or_else(missing)
}

/// What a client is told of a batch.
pub(super) fn progress(batch: &Batch) -> Value {
    json!({
        "id": batch.id.to_string(),
        "status": batch.status,
        "total": batch.total,
        "succeeded": batch.succeeded,
        "failed": batch.failed,
        "dryRun": batch.dry_run,
    })
}
