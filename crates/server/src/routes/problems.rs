//! `/problems`: what each kind of problem, and each code of a report, means.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_verifier::Code;
use serde_json::{Value, json};

use super::not_found;
use crate::http::negotiation::prefers_html;
use crate::http::problem::Problem;
use crate::http::problem_type::{ALL, ProblemType};
use crate::pages;
use crate::service::Service;

/// A page for people, JSON for programs.
const VARY: (&str, &str) = ("Vary", "Accept");

/// All of them.
pub(super) async fn list(service: Data<Service>, request: HttpRequest) -> HttpResponse {
    if prefers_html(request.headers()) {
        return HttpResponse::Ok()
            .insert_header(VARY)
            .content_type("text/html; charset=utf-8")
            .body(pages::problems(&service, ALL));
    }
    let problems: Vec<Value> = ALL.iter().map(described).collect();
    let codes: Vec<Value> = Code::ALL.iter().map(explained).collect();
    HttpResponse::Ok().insert_header(VARY).json(json!({ "problems": problems, "codes": codes }))
}

/// One of them: what a problem's `type` points to.
pub(super) async fn get(
    service: Data<Service>,
    slug: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let problem = ALL.iter().find(|problem| problem.slug == *slug).ok_or_else(|| not_found(&request))?;
    if prefers_html(request.headers()) {
        let page = pages::problems(&service, std::slice::from_ref(problem));
        return Ok(HttpResponse::Ok()
            .insert_header(VARY)
            .content_type("text/html; charset=utf-8")
            .body(page));
    }
    Ok(HttpResponse::Ok().insert_header(VARY).json(described(problem)))
}

/// A code of a report.
fn explained(code: &Code) -> Value {
    json!({
        "code": code.name(),
        "check": code.check(),
        "meaning": code.meaning(),
        "standard": code.standard(),
        "page": format!("/problems#{}", code.name()),
    })
}

fn described(problem: &ProblemType) -> Value {
    json!({
        "type": format!("/problems/{}", problem.slug),
        "title": problem.title,
        "status": problem.status,
        "description": problem.remedy,
    })
}
