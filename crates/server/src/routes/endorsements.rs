//! `GET /endorsements/{id}`: an endorsement that was given here, its newest version, by `Accept` and by suffix.

use actix_web::http::header::{self, ETAG};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_issuer::IssueError;

use super::not_found;
use crate::http::caching::{entity_tag, is_current};
use crate::http::negotiation::choose;
use crate::http::problem::Problem;
use crate::http::problem_type::NOT_ACCEPTABLE;
use crate::pages;
use crate::service::Service;

/// What may be asked for, the usual one first.
const OFFERED: [&str; 8] = [
    "application/json",
    "application/vc",
    "application/ld+json",
    "application/vc+ld+json",
    "text/html",
    "application/vc+jwt",
    "application/jwt",
    "text/plain",
];

/// The newest version: of a withdrawn endorsement, the one that says since when it is over.
pub(super) async fn get(
    service: Data<Service>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (id, media_type) = asked(&path, &request)?;
    let id = id.parse().map_err(|_| not_found(&request))?;
    let record = service.store.endorsement(&id).await?.ok_or_else(|| not_found(&request))?;
    let body = match media_type {
        "text/html" => pages::endorsement(&service, &record),
        "text/plain" | "application/vc+jwt" | "application/jwt" => record.jws.ok_or(IssueError::NoJwsForm)?,
        _ => record.document.to_string(),
    };
    let mut answer = HttpResponse::Ok();
    // It is asked for anew each time: whoever holds an older version learns here that it was withdrawn.
    answer.insert_header((header::VARY, "Accept")).insert_header((header::CACHE_CONTROL, "no-cache"));
    let tag = entity_tag(body.as_bytes());
    if is_current(&request, &tag) {
        return Ok(answer
            .status(actix_web::http::StatusCode::NOT_MODIFIED)
            .insert_header((ETAG, tag))
            .finish());
    }
    let content_type = match media_type {
        "text/html" | "text/plain" => format!("{media_type}; charset=utf-8"),
        other => other.to_owned(),
    };
    Ok(answer.insert_header((ETAG, tag)).content_type(content_type).body(body))
}

/// Which endorsement, in which form: a suffix wins over `Accept`.
fn asked<'p>(name: &'p str, request: &HttpRequest) -> Result<(&'p str, &'static str), Problem> {
    match name.rsplit_once('.') {
        Some((id, "json")) => Ok((id, "application/json")),
        Some((id, "jwt")) => Ok((id, "application/vc+jwt")),
        Some(_) => Err(not_found(request)),
        None => choose(request.headers(), &OFFERED).map(|media_type| (name, media_type)).ok_or_else(|| {
            let forms = OFFERED.join(", ");
            Problem::new(NOT_ACCEPTABLE, format!("This endorsement can be had as {forms}."))
        }),
    }
}
