//! `POST /v1/credentials/{id}/revoke`, `/suspend` and `/reinstate`.

use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_credential::CredentialId;
use badgewright_issuer::{IssueError, Members};
use badgewright_store::{Scope, Status};
use serde_json::{Value, json};

use super::body::json_body;
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::http::refusal::refuse_faults;
use crate::service::Service;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// What each path asks for.
fn asked(verb: &str) -> Option<Status> {
    match verb {
        "revoke" => Some(Status::Revoked),
        "suspend" => Some(Status::Suspended),
        "reinstate" => Some(Status::Active),
        _ => None,
    }
}

/// `200` with the status the badge has now. Asking again answers the same.
pub(super) async fn post(
    service: Data<Service>,
    caller: Caller,
    path: Path<(String, String)>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Revoke)?;
    let (id, verb) = path.into_inner();
    let status = asked(&verb).ok_or_else(|| super::not_found(&request))?;
    let id: CredentialId = id.parse().map_err(|_| IssueError::UnknownCredential)?;
    let may_be_empty = status == Status::Active && body.is_empty();
    let body = if may_be_empty { json!({}) } else { json_body(&request, &body)? };
    let reason = reason(&body, status == Status::Active)?;
    let record = service.issuing.set_status(&caller.0, id, status, reason).await?;
    if record.status.status == Status::Revoked {
        service.metrics.revoked.inc();
    }
    Ok(HttpResponse::Ok().json(json!({
        "id": record.id,
        "url": service.public_url.join(&format!("/credentials/{}", record.id)),
        "status": record.status.status,
        "reason": record.status.reason,
        "changedAt": record.status.changed_at,
    })))
}

/// The reason, which only reinstating may leave out.
pub(super) fn reason(body: &Value, optional: bool) -> Result<Option<String>, Problem> {
    let mut faults = Vec::new();
    let mut reason = None;
    if let Some(mut members) = Members::of(body, "", &["reason"], &mut faults) {
        if !optional && !members.has("reason") {
            members.fault("reason", "required: why, in a line of text");
        }
        reason = members.line("reason", LONGEST_REASON).map(str::to_owned);
    }
    refuse_faults(&faults)?;
    Ok(reason)
}
