//! Errors as RFC 9457 problem documents: one type that every handler returns, rendered in one place.

use std::fmt;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, ResponseError, dev::ServiceRequest};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::negotiation::prefers_html;
use super::problem_type::{self, ProblemType};
use super::request_id::RequestId;
use crate::pages;

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
    detail: String,
    errors: Vec<FieldError>,
    members: Map<String, Value>,
}

impl Problem {
    /// A problem of `kind`; `detail` is about this occurrence.
    pub(crate) fn new(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), errors: Vec::new(), members: Map::new() }
    }

    /// With all that is wrong in the body.
    #[must_use]
    pub(crate) fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }

    /// With an extension member (RFC 9457 §3.2).
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
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
        &self.detail
    }

    /// The problem document; `instance` names this occurrence.
    fn document(&self, instance: &str) -> Value {
        let mut document = json!({
            "type": format!("/problems/{}", self.kind.slug),
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "instance": instance,
        });
        if let Some(members) = document.as_object_mut() {
            if !self.errors.is_empty() {
                members.insert("errors".to_owned(), json!(self.errors));
            }
            members.extend(self.members.clone());
        }
        document
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.slug, self.detail)
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

/// Middleware: writes the body of problems, for programs as `application/problem+json`, for browsers as a page.
pub(crate) async fn render(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let http = request.request().clone();
    match next.call(request).await {
        Ok(mut answer) => {
            let problem = answer.response_mut().extensions_mut().remove::<Problem>();
            Ok(match problem {
                Some(problem) => answer.into_response(written(&problem, &http)),
                None => answer.map_into_boxed_body(),
            })
        }
        // What a middleware inside refused.
        Err(error) => {
            let response = error.as_response_error().error_response();
            let problem = response.extensions().get::<Problem>().cloned();
            let problem = problem.unwrap_or_else(|| Problem::new(problem_type::MALFORMED_BODY, error.to_string()));
            Ok(ServiceResponse::new(http.clone(), written(&problem, &http)))
        }
    }
}

/// The whole answer of a problem.
fn written(problem: &Problem, request: &HttpRequest) -> HttpResponse<BoxBody> {
    let instance = request.extensions().get::<RequestId>().map(RequestId::urn).unwrap_or_default();
    let mut answer = HttpResponse::build(problem.status_code());
    if problem.kind == problem_type::UNAUTHENTICATED {
        // RFC 6750 §3.
        answer.insert_header((header::WWW_AUTHENTICATE, "Bearer realm=\"badgewright\""));
    }
    let is_api = request.path().starts_with("/v1/");
    if !is_api && prefers_html(request) {
        return answer.content_type("text/html; charset=utf-8").body(pages::problem(problem, &instance));
    }
    answer.content_type("application/problem+json").body(problem.document(&instance).to_string())
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
