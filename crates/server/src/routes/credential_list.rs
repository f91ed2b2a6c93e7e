//! `GET /v1/credentials`: finding what was issued.

use std::num::NonZeroU16;

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_credential::{Did, EmailAddress, Timestamp};
use badgewright_store::{ClientId, CredentialSummary, Filter, PageRequest, RecipientDigest, Scope, Status};
use serde::Deserialize;
use serde_json::{Value, json};

use super::not_found;
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::http::problem_type::MALFORMED_QUERY;
use crate::service::Service;

/// How many credentials a page has where nothing is asked.
const USUAL_LIMIT: NonZeroU16 = NonZeroU16::MIN.saturating_add(49);

/// The query as it was sent.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Asked {
    external_id: Option<String>,
    badge: Option<String>,
    recipient: Option<String>,
    status: Option<String>,
    issued_after: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
}

/// A page of credentials. A client that is no administrator sees its own.
pub(super) async fn get(
    service: Data<Service>,
    caller: Caller,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Read)?;
    let filter = Filter {
        client: (!caller.0.scopes.contains(&Scope::Admin)).then(|| caller.0.id.clone()),
        external_id: parsed("externalId", asked.external_id.as_deref())?,
        badge: parsed("badge", asked.badge.as_deref())?,
        recipient: asked.recipient.as_deref().map(|text| recipient(&service, text)).transpose()?,
        status: asked.status.as_deref().map(status).transpose()?,
        issued_after: parsed::<Timestamp>("issuedAfter", asked.issued_after.as_deref())?,
    };
    let page = PageRequest {
        limit: parsed("limit", asked.limit.as_deref())?.unwrap_or(USUAL_LIMIT),
        cursor: parsed("cursor", asked.cursor.as_deref())?,
    };
    let page = service.store.list(&filter, &page).await?;
    let credentials: Vec<Value> = page.credentials.iter().map(|summary| item(&service, summary)).collect();
    let next = page.next.map(|cursor| cursor.to_string());
    Ok(HttpResponse::Ok().json(json!({ "credentials": credentials, "next": next })))
}

fn item(service: &Service, summary: &CredentialSummary) -> Value {
    json!({
        "id": summary.id,
        "url": service.public_url.join(&format!("/credentials/{}", summary.id)),
        "badge": summary.badge,
        "externalId": summary.external_id,
        "status": summary.status,
        "issuedAt": summary.issued_at,
    })
}

/// A parameter as what it stands for.
pub(super) fn parsed<T>(name: &str, text: Option<&str>) -> Result<Option<T>, Problem>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    let read = |text: &str| text.parse().map_err(|error: T::Err| wrong(name, error));
    text.filter(|text| !text.is_empty()).map(read).transpose()
}

/// An e-mail address or a DID, as what it is looked up by.
fn recipient(service: &Service, text: &str) -> Result<RecipientDigest, Problem> {
    let key = service.issuing.lookup_key();
    if text.starts_with("did:") {
        let did: Did = text.parse().map_err(|error| wrong("recipient", error))?;
        return Ok(key.of_did(&did));
    }
    let address: EmailAddress = text.parse().map_err(|error| wrong("recipient", error))?;
    Ok(key.of_email(&address))
}

fn status(text: &str) -> Result<Status, Problem> {
    serde_json::from_value(json!(text))
        .map_err(|_| wrong("status", "expected `active`, `suspended` or `revoked`"))
}

fn wrong(name: &str, error: impl std::fmt::Display) -> Problem {
    Problem::new(MALFORMED_QUERY, format!("`{name}`: {error}"))
}

/// `GET /v1/credentials/{id}`: one badge with what is kept beside it: the attestations, and why it has its status.
pub(super) async fn one(
    service: Data<Service>,
    caller: Caller,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Read)?;
    let id = id.parse().map_err(|_| not_found(&request))?;
    let record = service.store.credential(&id).await?;
    let is_theirs = |client: &ClientId| caller.0.scopes.contains(&Scope::Admin) || *client == caller.0.id;
    let record = record.filter(|record| is_theirs(&record.client)).ok_or_else(|| not_found(&request))?;
    Ok(HttpResponse::Ok().json(json!({
        "id": record.id,
        "url": service.public_url.join(&format!("/credentials/{}", record.id)),
        "badge": record.badge,
        "client": record.client,
        "externalId": record.external_id,
        "status": record.status.status,
        "statusReason": record.status.reason,
        "statusChangedAt": record.status.changed_at,
        "completedAt": record.completed_at,
        "issuedAt": record.issued_at,
        "correctedAt": record.corrected_at,
        "attestations": record.attestations,
        "credential": &*record.document,
    })))
}
