//! `/v1/endorsements`: endorsing somebody in the issuer's name, and withdrawing it.

use std::num::NonZeroU16;

use actix_web::web::{Bytes, Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_credential::{CredentialId, Timestamp};
use badgewright_issuer::{Endorsed, IssueError};
use badgewright_store::{EndorsementRecord, PageRequest, Scope};
use serde::Deserialize;
use serde_json::{Value, json};

use super::body::json_body;
use super::completions::idempotency_key;
use super::credential_list::parsed;
use super::credential_status::reason;
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::service::Service;

/// How many endorsements a page has where nothing is asked.
const USUAL_LIMIT: NonZeroU16 = NonZeroU16::MIN.saturating_add(49);

/// `201` with the endorsement; `200` with the same where the same request came before.
pub(super) async fn post(
    service: Data<Service>,
    caller: Caller,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    // It speaks for the issuer itself, not for what somebody has completed.
    caller.require(Scope::Admin)?;
    let key = idempotency_key(&request)?;
    let body = json_body(&request, &body)?;
    let endorsed = service.issuing.endorse(&caller.0, &body, key).await?;
    let mut answer = match &endorsed {
        Endorsed::New(_) => HttpResponse::Created(),
        Endorsed::Same(_) => HttpResponse::Ok(),
    };
    let record = endorsed.record();
    let location = format!("/endorsements/{}", record.id);
    Ok(answer.insert_header(("Location", location)).json(whole(&service, record)))
}

/// `200` with the version that says since when it is over. Asking again answers the same.
pub(super) async fn withdraw(
    service: Data<Service>,
    caller: Caller,
    id: Path<String>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Admin)?;
    let id: CredentialId = id.parse().map_err(|_| IssueError::UnknownEndorsement)?;
    let reason = reason(&json_body(&request, &body)?, false)?.unwrap_or_default();
    let record = service.issuing.withdraw_endorsement(&caller.0, id, reason).await?;
    let mut answer = whole(&service, &record);
    answer["reason"] = json!(record.withdrawn.as_ref().map(|withdrawn| &withdrawn.reason));
    answer["withdrawnAt"] = json!(record.withdrawn.as_ref().map(|withdrawn| withdrawn.at));
    Ok(HttpResponse::Ok().json(answer))
}

/// The query as it was sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    limit: Option<String>,
    cursor: Option<String>,
}

/// A page of the endorsements that were given here.
pub(super) async fn list(
    service: Data<Service>,
    caller: Caller,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Read)?;
    let page = PageRequest {
        limit: parsed("limit", asked.limit.as_deref())?.unwrap_or(USUAL_LIMIT),
        cursor: parsed("cursor", asked.cursor.as_deref())?,
    };
    let page = service.store.endorsements(&page).await?;
    let now = service.clock.now();
    let item = |record: &EndorsementRecord| {
        json!({
            "id": record.id,
            "url": url(&service, record),
            "subject": record.subject,
            "name": record.document["name"],
            "externalId": record.external_id,
            "status": status(record, now),
            "issuedAt": record.issued_at,
            "withdrawnAt": record.withdrawn.as_ref().map(|withdrawn| withdrawn.at),
        })
    };
    let endorsements: Vec<Value> = page.endorsements.iter().map(item).collect();
    let next = page.next.map(|cursor| cursor.to_string());
    Ok(HttpResponse::Ok().json(json!({ "endorsements": endorsements, "next": next })))
}

fn url(service: &Service, record: &EndorsementRecord) -> String {
    service.public_url.join(&format!("/endorsements/{}", record.id))
}

fn whole(service: &Service, record: &EndorsementRecord) -> Value {
    let url = url(service, record);
    let mut links = json!({ "page": url, "json": format!("{url}.json") });
    if record.jws.is_some() {
        links["jwt"] = json!(format!("{url}.jwt"));
    }
    json!({
        "id": record.id,
        "url": url,
        "status": status(record, service.clock.now()),
        "credential": record.document,
        "links": links,
    })
}

/// Whether it holds now.
fn status(record: &EndorsementRecord, now: Timestamp) -> &'static str {
    let until = record.document["validUntil"].as_str().and_then(|until| until.parse::<Timestamp>().ok());
    match (&record.withdrawn, until) {
        (Some(_), _) => "withdrawn",
        (None, Some(until)) if until <= now => "ended",
        _ => "active",
    }
}
