//! `GET /v1/audit`: who did what, when, to which badge.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use badgewright_store::{Event, Scope};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::service::Service;

/// The query as it was sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// The events after this one.
    after: Option<u64>,
    /// At most so many; 100 where nothing is asked, 1,000 at most.
    limit: Option<u16>,
}

/// Events in their order, as NDJSON: one a line, oldest first.
pub(super) async fn get(
    service: Data<Service>,
    caller: Caller,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    // It names every client's acts.
    caller.require(Scope::Admin)?;
    let limit = asked.limit.unwrap_or(100).clamp(1, 1_000);
    let events = service.store.events(asked.after, limit).await?;
    let lines: String = events.iter().map(|event| format!("{}\n", row(event))).collect();
    Ok(HttpResponse::Ok().content_type("application/x-ndjson").body(lines))
}

fn row(event: &Event) -> Value {
    json!({
        "seq": event.seq,
        "at": event.at,
        "actor": event.actor,
        "act": event.act,
        "credential": event.credential,
        "detail": event.detail,
    })
}
