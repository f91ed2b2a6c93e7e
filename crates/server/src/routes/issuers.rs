//! `GET /issuers/{issuer}`: who issues here, as a Profile and as a page.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_credential::context;
use serde_json::{Value, json};

use super::not_found;
use crate::http::caching::{entity_tag, is_current};
use crate::http::negotiation::choose;
use crate::http::problem::Problem;
use crate::pages;
use crate::service::Service;

/// What may be asked for, the usual one first.
const OFFERED: [&str; 3] = ["application/json", "application/ld+json", "text/html"];

/// The issuer's Profile with all that others say of it.
pub(super) async fn get(
    service: Data<Service>,
    slug: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let issuer = service.issuing.issuer();
    if slug.as_str() != issuer.slug.as_str() {
        return Err(not_found(&request));
    }
    let attached = service.issuing.attached_endorsements().await?;
    let media_type = choose(request.headers(), &OFFERED).unwrap_or(OFFERED[0]);
    let body = if media_type == "text/html" {
        pages::issuer(&service, &attached)
    } else {
        let (as_jws, as_json): (Vec<_>, Vec<_>) = attached.into_iter().partition(|it| it.jws.is_some());
        let mut profile = issuer.profile.clone();
        profile.endorsement = as_json.into_iter().map(|it| it.document).collect();
        let mut document = json!({ "@context": [context::CREDENTIALS_V2, context::OPEN_BADGES] });
        if let (Some(members), Value::Object(profile)) = (document.as_object_mut(), json!(profile)) {
            members.extend(profile);
        }
        if !as_jws.is_empty() {
            document["endorsementJwt"] = as_jws.into_iter().filter_map(|it| it.jws).collect();
        }
        document.to_string()
    };
    let tag = entity_tag(body.as_bytes());
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::ETAG, tag.clone()))
        .insert_header((header::VARY, "Accept"))
        .insert_header((header::CACHE_CONTROL, "no-cache"));
    if is_current(&request, &tag) {
        return Ok(answer.status(actix_web::http::StatusCode::NOT_MODIFIED).finish());
    }
    let content_type = if media_type == "text/html" { "text/html; charset=utf-8" } else { media_type };
    Ok(answer.content_type(content_type).body(body))
}
