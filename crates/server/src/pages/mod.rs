//! Pages: server-rendered HTML that works without JavaScript, on a phone and on paper.
//!
//! A page is a struct of prepared texts and a template that only lays them out. Whatever badges, issuers and
//! strangers wrote is escaped by the template; no page takes anything from another host.

mod achievement;
mod achievements;
mod advice;
mod asset;
mod badge;
mod check_lines;
mod counting;
mod docs;
mod endorsement;
mod family;
mod frame;
mod framework;
mod home;
mod issuer;
mod linkedin;
mod markdown;
mod moment;
mod picture;
mod problems;
mod qr;
mod report;
mod signed_badge;
mod standing;
mod verify_form;
mod web_address;

use std::sync::LazyLock;

use askama::Template;
use badgewright_registry::{BadgeClass, Component, Framework};
use badgewright_store::{AttachedEndorsement, CredentialRecord, EndorsementRecord};
use badgewright_verifier::Report;

pub(crate) use self::asset::asset;
pub(crate) use self::docs::openapi_json;
use self::frame::Frame;
use crate::http::problem::Problem;
use crate::http::problem_type::ProblemType;
use crate::routes::OPENAPI;
use crate::service::Service;

/// `/`.
pub(crate) fn home(service: &Service) -> String {
    written(&home::HomePage::of(Frame::of(service), &service.registry))
}

/// `/credentials/{id}`: one of our badges, with what our own verifier says of it now.
pub(crate) fn badge(service: &Service, record: &CredentialRecord, report: &Report) -> String {
    let picture = service.pictures.svg(&record.badge).ok();
    let shown = badge::Shown {
        frame: Frame::of(service),
        registry: &service.registry,
        picture: picture.as_deref(),
        has_jws: service.issuing.issuer().jws_key.is_some(),
        record,
        report,
    };
    written(&badge::BadgePage::of(shown))
}

/// `/endorsements/{id}`: an endorsement that was given here.
pub(crate) fn endorsement(service: &Service, record: &EndorsementRecord) -> String {
    written(&endorsement::EndorsementPage::of(Frame::of(service), record, service.clock.now()))
}

/// `/issuers/{issuer}`: who issues here, and what others say of it.
pub(crate) fn issuer(service: &Service, attached: &[AttachedEndorsement]) -> String {
    let (issuer, now) = (service.issuing.issuer(), service.clock.now());
    written(&issuer::IssuerPage::of(Frame::of(service), issuer, attached, now))
}

/// `/achievements`.
pub(crate) fn achievements(service: &Service) -> String {
    written(&achievements::AchievementsPage::of(Frame::of(service), &service.registry))
}

/// `/achievements/{slug}`.
pub(crate) fn achievement(service: &Service, class: &BadgeClass) -> String {
    written(&achievement::AchievementPage::of(Frame::of(service), &service.registry, class))
}

/// `/frameworks/{framework}`.
pub(crate) fn framework(service: &Service, framework: &Framework) -> String {
    written(&framework::FrameworkPage::of(Frame::of(service), &service.registry, framework))
}

/// `/frameworks/{framework}/{code}`.
pub(crate) fn component(service: &Service, framework: &Framework, component: &Component) -> String {
    written(&framework::ComponentPage::of(Frame::of(service), &service.registry, framework, component))
}

/// `/verify`, before anything was sent.
pub(crate) fn verify_form(service: &Service) -> String {
    written(&verify_form::VerifyPage::of(Frame::of(service)))
}

/// `/verify`, with what was found.
pub(crate) fn report(service: &Service, report: &Report) -> String {
    written(&report::ReportPage::of(Frame::of(service), report))
}

/// What a browser gets instead of what it asked for.
pub(crate) fn problem(service: &Service, problem: &Problem, instance: &str) -> String {
    written(&problems::ProblemPage::of(Frame::of(service), problem, instance))
}

/// `/problems` and `/problems/{slug}`.
pub(crate) fn problems(service: &Service, problems: &[ProblemType]) -> String {
    written(&problems::ProblemsPage::of(Frame::of(service), problems))
}

/// `/docs`: the API reference, made from its description when it is first asked for.
pub(crate) fn docs(service: &Service) -> String {
    static REFERENCE: LazyLock<docs::Reference> = LazyLock::new(|| docs::Reference::of(OPENAPI));
    written(&docs::DocsPage::of(Frame::of(service), &REFERENCE))
}

/// A page as HTML. Templates write into memory and show texts only, so nothing can fail on the way.
fn written(page: &impl Template) -> String {
    page.render().unwrap_or_else(|error| {
        tracing::error!(%error, "a page could not be written");
        String::new()
    })
}
