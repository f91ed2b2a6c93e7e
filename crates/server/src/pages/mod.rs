//! Pages: server-rendered HTML that works without JavaScript, on a phone and on paper.

use badgewright_registry::{BadgeClass, Component, Framework};
use badgewright_store::CredentialRecord;
use badgewright_verifier::Report;

use crate::http::problem::Problem;
use crate::http::problem_type::ProblemType;
use crate::service::Service;

pub(crate) fn asset(_name: &str) -> Option<(&'static str, &'static str)> {
    None
}
pub(crate) fn home(_service: &Service) -> String {
    "<p>home</p>".to_owned()
}
pub(crate) fn badge(service: &Service, record: &CredentialRecord, report: &Report) -> String {
    format!("<!doctype html><p>{} {} {} {}", record.document["name"].as_str().unwrap_or_default(), report.verdict.as_str(), record.status.status as u8, if service.is_demo() { "demo" } else { "" })
}
pub(crate) fn achievements(service: &Service) -> String {
    format!("<p>{}", service.registry.iter().map(|c| c.name.clone()).collect::<Vec<_>>().join("<p>"))
}
pub(crate) fn achievement(_service: &Service, class: &BadgeClass) -> String {
    format!("<p>{}", class.name)
}
pub(crate) fn framework(_service: &Service, framework: &Framework) -> String {
    format!("<p>{}", framework.name)
}
pub(crate) fn component(_service: &Service, _framework: &Framework, component: &Component) -> String {
    format!("<p>{}", component.name)
}
pub(crate) fn verify_form(_service: &Service) -> String {
    "<form>".to_owned()
}
pub(crate) fn report(_service: &Service, report: &Report) -> String {
    format!("<p>{}", report.verdict.as_str())
}
pub(crate) fn problem(problem: &Problem, instance: &str) -> String {
    format!("<p>{} {instance}", problem.detail())
}
pub(crate) fn problems(_service: &Service, problems: &[ProblemType]) -> String {
    format!("<p>{}", problems.len())
}
pub(crate) fn docs(_service: &Service) -> String {
    "<p>docs".to_owned()
}
pub(crate) fn openapi_json() -> Result<serde_json::Value, serde_json::Error> {
    serde_json::from_str("{}")
}
