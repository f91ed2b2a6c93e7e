//! `/frameworks/{framework}/{code}`: what the badge classes are aligned to, a page a component.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

use super::not_found;
use crate::http::negotiation::prefers_html;
use crate::http::problem::Problem;
use crate::pages;
use crate::service::Service;

/// `GET /frameworks/{framework}`: all its components.
pub(super) async fn list(
    service: Data<Service>,
    slug: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let framework = service.registry.framework(&slug).ok_or_else(|| not_found(&request))?;
    if prefers_html(request.headers()) {
        return Ok(page(pages::framework(&service, framework)));
    }
    let document = json!({
        "slug": framework.slug,
        "name": framework.name,
        "about": framework.about,
        "targetType": framework.target_type,
        "components": framework.components,
    });
    Ok(HttpResponse::Ok().insert_header(("Vary", "Accept")).json(document))
}

/// `GET /frameworks/{framework}/{code}`: one component, the `targetUrl` of alignments.
pub(super) async fn get(
    service: Data<Service>,
    path: Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (slug, code) = path.into_inner();
    let framework = service.registry.framework(&slug).ok_or_else(|| not_found(&request))?;
    let component = framework.component(&code).ok_or_else(|| not_found(&request))?;
    if prefers_html(request.headers()) {
        return Ok(page(pages::component(&service, framework, component)));
    }
    let document = json!({ "framework": framework.name, "component": component });
    Ok(HttpResponse::Ok().insert_header(("Vary", "Accept")).json(document))
}

fn page(html: String) -> HttpResponse {
    HttpResponse::Ok().insert_header(("Vary", "Accept")).content_type("text/html; charset=utf-8").body(html)
}
