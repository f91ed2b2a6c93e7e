//! `POST /v1/completions`: a completion becomes a badge.

use actix_web::http::header::HeaderName;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use badgewright_credential::{CredentialId, Document};
use badgewright_issuer::Completed;
use badgewright_store::{CredentialRecord, IdempotencyKey, Scope, Status};
use serde::Serialize;

use super::body::json_body;
use crate::http::auth::Caller;
use crate::http::problem::{FieldError, Problem};
use crate::http::problem_type::INVALID_REQUEST;
use crate::service::Service;

/// The header of draft-ietf-httpapi-idempotency-key-header.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// `201` with the badge; `200` with the same badge where the same request came before.
pub(super) async fn post(
    service: Data<Service>,
    caller: Caller,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Issue)?;
    let key = idempotency_key(&request)?;
    let body = json_body(&request, &body)?;
    let completed = service.issuing.complete(&caller.0, &body, key).await?;
    let (mut answer, record) = match &completed {
        Completed::New(committed) => {
            service.metrics.issued.inc();
            (HttpResponse::Created(), committed.record())
        }
        Completed::Same(record) => (HttpResponse::Ok(), record.as_ref()),
    };
    Ok(told_of(&service, record, &mut answer))
}

/// An answer with what an issuer platform is told of a badge.
pub(super) fn told_of(
    service: &Service,
    record: &CredentialRecord,
    answer: &mut HttpResponseBuilder,
) -> HttpResponse {
    let path = format!("/credentials/{}", record.id);
    let url = service.public_url.join(&path);
    let has_jws = service.issuing.issuer().jws_key.is_some();
    let issued = Issued {
        id: record.id,
        url: &url,
        status: record.status.status,
        credential: &record.document,
        links: Links {
            page: &url,
            json: format!("{url}.json"),
            jwt: has_jws.then(|| format!("{url}.jwt")),
            png: format!("{url}.png"),
            svg: format!("{url}.svg"),
        },
    };
    answer.insert_header(("Location", path)).json(issued)
}

/// What an issuer platform is told of a badge.
#[derive(Serialize)]
struct Issued<'r> {
    id: CredentialId,
    url: &'r str,
    status: Status,
    credential: &'r Document,
    links: Links<'r>,
}

/// Where the badge is in each of its forms.
#[derive(Serialize)]
struct Links<'r> {
    page: &'r str,
    json: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwt: Option<String>,
    png: String,
    svg: String,
}

pub(super) fn idempotency_key(request: &HttpRequest) -> Result<Option<IdempotencyKey>, Problem> {
    let Some(value) = request.headers().get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let key = value.to_str().ok().and_then(|text| text.parse().ok());
    key.map(Some).ok_or_else(|| {
        let message = "expected 1 to 255 visible ASCII characters".to_owned();
        Problem::new(INVALID_REQUEST, format!("The `Idempotency-Key` header is not one: {message}."))
            .with_errors(vec![FieldError { pointer: String::new(), message }])
    })
}
