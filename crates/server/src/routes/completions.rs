//! `POST /v1/completions`: a completion becomes a badge.

use actix_web::http::header::{ContentType, HeaderName, LOCATION};
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
    let badge = Badge { id: record.id, url: &url, status: record.status.status };
    let links = Links {
        page: &url,
        json: format!("{url}.json"),
        jwt: has_jws.then(|| format!("{url}.jwt")),
        png: format!("{url}.png"),
        svg: format!("{url}.svg"),
    };
    let body = issued(&badge, &record.document, &links);
    answer.insert_header((LOCATION, path)).content_type(ContentType::json()).body(body)
}

/// What an issuer platform is told of a badge: its credential as the text that was signed.
#[expect(clippy::expect_used, reason = "writing members whose names are texts to memory cannot fail")]
fn issued(badge: &Badge<'_>, credential: &Document, links: &Links<'_>) -> String {
    let badge = serde_json::to_string(badge).expect("a badge can be told of");
    let links = serde_json::to_string(links).expect("links can be told of");
    let badge = badge.strip_suffix('}').unwrap_or_default();
    [badge, r#","credential":"#, credential.text(), r#","links":"#, &links, "}"].concat()
}

/// What is told of a badge besides its credential and where that is.
#[derive(Serialize)]
struct Badge<'r> {
    id: CredentialId,
    url: &'r str,
    status: Status,
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

#[cfg(test)]
mod tests {
    use badgewright_credential::Document;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_badge_is_told_of_with_its_credential_as_it_was_signed() {
        let url = "https://badges.example/credentials/1";
        let badge = Badge { id: CredentialId::from_bytes([7; 16]), url, status: Status::Active };
        let credential = Document::read(r#"{"name": "\u00e9", "n": 1.0}"#.to_owned()).unwrap();
        let form = |suffix: &str| format!("{url}{suffix}");
        for jwt in [None, Some(form(".jwt"))] {
            let links = Links { page: url, json: form(".json"), jwt, png: form(".png"), svg: form(".svg") };
            let told =
                json!({"id": badge.id, "url": url, "status": "active", "credential": {}, "links": links});
            let expected = told.to_string().replace("{}", credential.text());
            assert_eq!(issued(&badge, &credential, &links), expected);
        }
    }
}
