//! What an operator's probes ask.

use std::sync::atomic::Ordering;

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::json;

use crate::http::problem::Problem;
use crate::http::problem_type::UNAVAILABLE;
use crate::service::Service;

/// `GET /healthz`: the process answers.
pub(super) async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}

/// `GET /readyz`: it can issue and verify.
pub(super) async fn readyz(service: Data<Service>) -> Result<HttpResponse, Problem> {
    match service.store.ready().await {
        Ok(()) => Ok(HttpResponse::Ok().json(json!({ "status": "ready" }))),
        Err(error) => {
            tracing::error!(code = error.code(), %error, "the store is not ready");
            Err(Problem::new(UNAVAILABLE, "The store is not ready; the operator's log says why."))
        }
    }
}

/// `GET /metrics`: counters in OpenMetrics text.
pub(super) async fn metrics(service: Data<Service>) -> Result<HttpResponse, Problem> {
    let signed = service.issuing.status_list_signatures();
    service.metrics.lists_signed.inner().store(signed, Ordering::Relaxed);
    let text = service.metrics.text().map_err(|error| Problem::internal(&error))?;
    Ok(HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .body(text))
}
