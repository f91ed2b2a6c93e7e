//! The interface's own description: OpenAPI, its readable form, JSON Schemas.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::not_found;
use crate::http::problem::Problem;
use crate::pages;
use crate::service::Service;

/// The API's description, as it stands in the repository.
pub(crate) const OPENAPI: &str = include_str!("../../../../openapi.yaml");

/// Every schema, by the name under which it is served.
const SCHEMAS: [(&str, &str); 2] = [
    ("badge-class.schema.json", include_str!("../../../../schemas/badge-class.schema.json")),
    (
        "open-badge-credential.schema.json",
        include_str!("../../../../schemas/open-badge-credential.schema.json"),
    ),
];

/// `GET /openapi.yaml`.
pub(super) async fn openapi() -> HttpResponse {
    HttpResponse::Ok().content_type("application/yaml").body(OPENAPI)
}

/// `GET /docs`: the same for people.
pub(super) async fn docs(service: Data<Service>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(pages::docs(&service))
}

/// `GET /schemas/{name}.json`.
pub(super) async fn schema(name: Path<String>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let schema =
        SCHEMAS.iter().find(|(known, _)| *known == name.as_str()).ok_or_else(|| not_found(&request))?;
    Ok(HttpResponse::Ok().content_type("application/schema+json").body(schema.1))
}
