//! `/achievements`: the badge classes, for programs and for people.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_registry::BadgeClass;
use serde_json::{Value, json};

use super::not_found;
use crate::http::caching::{entity_tag, is_current};
use crate::http::negotiation::choose;
use crate::http::problem::Problem;
use crate::pages;
use crate::service::Service;

/// What may be asked for, the usual one first.
const OFFERED: [&str; 3] = ["application/json", "application/ld+json", "text/html"];

/// `GET /achievements`: all of them.
pub(super) async fn list(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    let media_type = choose(request.headers(), &OFFERED).unwrap_or(OFFERED[0]);
    let body = if media_type == "text/html" {
        pages::achievements(&service)
    } else {
        let classes: Vec<Value> =
            service.registry.iter().map(|class| class.achievement(service.public_url.base())).collect();
        with_context(json!({ "@graph": classes })).to_string()
    };
    answer(&request, media_type, body.into_bytes())
}

/// `GET /achievements/{slug}`: one of them.
pub(super) async fn get(
    service: Data<Service>,
    slug: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let class = class(&service, &slug, &request)?;
    let media_type = choose(request.headers(), &OFFERED).unwrap_or(OFFERED[0]);
    let body = if media_type == "text/html" {
        pages::achievement(&service, class)
    } else {
        with_context(class.achievement(service.public_url.base())).to_string()
    };
    Ok(answer(&request, media_type, body.into_bytes()))
}

/// `GET /achievements/{slug}/image.svg` and `.png`.
pub(super) async fn image(
    service: Data<Service>,
    path: Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (slug, kind) = path.into_inner();
    let class = class(&service, &slug, &request)?;
    let (media_type, body) = match kind.as_str() {
        "svg" => ("image/svg+xml", service.pictures.svg(&class.slug).map(|svg| svg.as_bytes().to_vec())),
        "png" => ("image/png", service.pictures.png(&class.slug).map(|png| png.to_vec())),
        _ => return Err(not_found(&request)),
    };
    Ok(answer(&request, media_type, body.map_err(|error| Problem::internal(&error))?))
}

fn class<'s>(service: &'s Service, slug: &str, request: &HttpRequest) -> Result<&'s BadgeClass, Problem> {
    slug.parse().ok().and_then(|slug| service.registry.get(&slug)).ok_or_else(|| not_found(request))
}

/// The JSON-LD contexts under which an Achievement's terms are defined.
fn with_context(document: Value) -> Value {
    let mut whole = json!({
        "@context": [badgewright_credential::context::CREDENTIALS_V2, badgewright_credential::context::OPEN_BADGES],
    });
    if let (Some(whole), Value::Object(members)) = (whole.as_object_mut(), document) {
        whole.extend(members);
    }
    whole
}

fn answer(request: &HttpRequest, media_type: &str, body: Vec<u8>) -> HttpResponse {
    let tag = entity_tag(&body);
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::ETAG, tag.clone()))
        .insert_header((header::VARY, "Accept"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"));
    if is_current(request, &tag) {
        return answer.status(actix_web::http::StatusCode::NOT_MODIFIED).finish();
    }
    let charset = if media_type == "text/html" { "; charset=utf-8" } else { "" };
    answer.content_type(format!("{media_type}{charset}")).body(body)
}
