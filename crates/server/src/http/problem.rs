//! Errors as RFC 9457 problem documents: one type that every handler returns, rendered in one place.

use std::fmt;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::QueryPayloadError;
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpMessage as _, HttpResponse, ResponseError};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::negotiation::prefers_html;
use super::problem_type::{self, ProblemType};
use super::request_id::RequestId;
use crate::pages;
use crate::service::Service;

/// One thing that is wrong with a request, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct FieldError {
    /// JSON Pointer (RFC 6901) into the request's body.
    pub(crate) pointer: String,
    /// What was expected there.
    pub(crate) message: String,
}

/// A refusal: what kind, what happened, and all that is wrong.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    kind: ProblemType,
    /// Boxed: every handler returns one, and few do.
    occurrence: Box<Occurrence>,
}

#[derive(Clone, Debug)]
struct Occurrence {
    detail: String,
    errors: Vec<FieldError>,
    members: Map<String, Value>,
}

impl Problem {
    /// A problem of `kind`; `detail` is about this occurrence.
    pub(crate) fn new(kind: ProblemType, detail: impl Into<String>) -> Self {
        let occurrence = Occurrence { detail: detail.into(), errors: Vec::new(), members: Map::new() };
        Self { kind, occurrence: Box::new(occurrence) }
    }

    /// With all that is wrong in the body.
    #[must_use]
    pub(crate) fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.occurrence.errors = errors;
        self
    }

    /// With an extension member (RFC 9457 §3.2).
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.occurrence.members.insert(name.to_owned(), value.into());
        self
    }

    /// An error that is ours: logged with its cause, shown as an id only.
    pub(crate) fn internal(cause: &dyn std::error::Error) -> Self {
        let mut chain = cause.to_string();
        let mut next = cause.source();
        while let Some(source) = next {
            chain = format!("{chain}: {source}");
            next = source.source();
        }
        tracing::error!(cause = %chain, "a request failed on our side");
        Self::new(problem_type::INTERNAL, "The cause is in the operator's log under this id.")
    }

    /// What kind it is.
    pub(crate) fn kind(&self) -> ProblemType {
        self.kind
    }

    /// What happened.
    pub(crate) fn detail(&self) -> &str {
        &self.occurrence.detail
    }

    /// All that is wrong in the body.
    pub(crate) fn errors(&self) -> &[FieldError] {
        &self.occurrence.errors
    }

    /// An extension member.
    pub(crate) fn member(&self, name: &str) -> Option<&Value> {
        self.occurrence.members.get(name)
    }

    /// The problem document; `instance` names this occurrence.
    fn document(&self, instance: &str) -> Value {
        let mut document = json!({
            "type": format!("/problems/{}", self.kind.slug),
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.occurrence.detail,
            "instance": instance,
        });
        if let Some(members) = document.as_object_mut() {
            if !self.occurrence.errors.is_empty() {
                members.insert("errors".to_owned(), json!(self.occurrence.errors));
            }
            members.extend(self.occurrence.members.clone());
        }
        document
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.slug, self.occurrence.detail)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// An empty answer that carries the problem; [`render`] writes its body, since only there the request is known.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::new(self.status_code());
        response.extensions_mut().insert(self.clone());
        response
    }
}

/// Whether no person ever looks at what is there.
fn is_for_programs(path: &str) -> bool {
    path.starts_with("/v1/") || path.starts_with("/vc-api/")
}

/// Who will read a problem of this request, and under what id.
struct Reader {
    /// The service, to lay out a page: there for a browser.
    browser: Option<Data<Service>>,
    instance: String,
}

impl Reader {
    fn of(request: &ServiceRequest) -> Self {
        let is_browser = !is_for_programs(request.path()) && prefers_html(request.headers());
        Self {
            browser: request.app_data::<Data<Service>>().filter(|_| is_browser).cloned(),
            instance: request.extensions().get::<RequestId>().map(RequestId::urn).unwrap_or_default(),
        }
    }

    /// The whole answer of a problem.
    fn answer(&self, problem: &Problem) -> HttpResponse<BoxBody> {
        let mut answer = HttpResponse::build(problem.status_code());
        answer.insert_header((header::VARY, "Accept"));
        if problem.kind == problem_type::UNAUTHENTICATED {
            // RFC 6750 §3.
            answer.insert_header((header::WWW_AUTHENTICATE, "Bearer realm=\"badgewright\""));
        }
        if let Some(service) = &self.browser {
            let page = pages::problem(service, problem, &self.instance);
            return answer.content_type("text/html; charset=utf-8").body(page);
        }
        answer.content_type("application/problem+json").body(problem.document(&self.instance).to_string())
    }
}

/// Middleware: writes the body of problems, for programs as `application/problem+json`, for browsers as a page.
pub(crate) async fn render(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    // Noted now: the request itself must not be shared while it is routed.
    let reader = Reader::of(&request);
    let answer = next.call(request).await?;
    let problem = answer.response().extensions().get::<Problem>().cloned();
    let problem = problem.or_else(|| answer.response().error().map(of_the_framework));
    let Some(problem) = problem else { return Ok(answer.map_into_boxed_body()) };
    let mut written = reader.answer(&problem);
    if let Some(allowed) = answer.headers().get(header::ALLOW) {
        written.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    Ok(answer.into_response(written))
}

/// What the framework itself refused while it read the request.
fn of_the_framework(error: &actix_web::Error) -> Problem {
    let kind = match error.as_response_error().status_code() {
        StatusCode::PAYLOAD_TOO_LARGE => problem_type::TOO_LARGE,
        StatusCode::NOT_FOUND => problem_type::NOT_FOUND,
        status if status.is_client_error() && error.as_error::<QueryPayloadError>().is_some() => {
            problem_type::MALFORMED_QUERY
        }
        status if status.is_client_error() => problem_type::MALFORMED_BODY,
        _ => return Problem::internal(error),
    };
    Problem::new(kind, format!("{error}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_document_is_whole() {
        let problem = Problem::new(problem_type::INVALID_REQUEST, "two things are wrong")
            .with_errors(vec![FieldError { pointer: "/badge".into(), message: "expected a text".into() }])
            .with("credential", "https://badges.example/credentials/1");
        assert_eq!(
            problem.document("urn:uuid:1"),
            json!({
                "type": "/problems/invalid-request", "title": "The request is not right", "status": 422,
                "detail": "two things are wrong", "instance": "urn:uuid:1",
                "errors": [{"pointer": "/badge", "message": "expected a text"}],
                "credential": "https://badges.example/credentials/1",
            })
        );
    }
}
