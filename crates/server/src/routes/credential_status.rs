//! `POST /v1/credentials/{id}/revoke`, `/suspend` and `/reinstate`.

use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_credential::CredentialId;
use badgewright_issuer::IssueError;
use badgewright_store::{Scope, Status};
use serde_json::{Value, json};

use super::body::json_body;
use crate::http::auth::Caller;
use crate::http::problem::{FieldError, Problem};
use crate::http::problem_type::INVALID_REQUEST;
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
    let body = json_body(&request, &body)?;
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
fn reason(body: &Value, optional: bool) -> Result<Option<String>, Problem> {
    let refuse = |pointer: &str, message: String| {
        Err(Problem::new(INVALID_REQUEST, "The request is not `{\"reason\": \"…\"}`.")
            .with_errors(vec![FieldError { pointer: pointer.to_owned(), message }]))
    };
    let Some(object) = body.as_object() else { return refuse("", "expected an object".to_owned()) };
    if let Some(unknown) = object.keys().find(|name| *name != "reason") {
        return refuse(&format!("/{unknown}"), "unknown member; expected `reason`".to_owned());
    }
    match object.get("reason") {
        None if optional => Ok(None),
        Some(Value::String(text)) if !text.trim().is_empty() && text.chars().count() <= LONGEST_REASON => {
            Ok(Some(text.clone()))
        }
        _ => refuse("/reason", format!("required: a text of 1 to {LONGEST_REASON} characters")),
    }
}
