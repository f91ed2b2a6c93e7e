//! The front page and the few files that pages load.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::not_found;
use crate::http::caching::{entity_tag, is_current};
use crate::http::problem::Problem;
use crate::pages;
use crate::service::Service;

/// `GET /`.
pub(super) async fn home(service: Data<Service>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(pages::home(&service))
}

/// `GET /assets/{name}`: the stylesheet, the script of the verify form, the icon.
pub(super) async fn asset(name: Path<String>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let (media_type, text) = pages::asset(&name).ok_or_else(|| not_found(&request))?;
    let tag = entity_tag(text.as_bytes());
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::ETAG, tag.clone()))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"));
    if is_current(&request, &tag) {
        return Ok(answer.status(actix_web::http::StatusCode::NOT_MODIFIED).finish());
    }
    Ok(answer.content_type(media_type).body(text))
}
