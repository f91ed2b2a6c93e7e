//! `GET /credentials/{id}`: a badge in every form, by `Accept` and by suffix.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_store::CredentialRecord;

use super::not_found;
use crate::badge_forms::{BadgeForm, Form};
use crate::http::negotiation::choose;
use crate::http::problem::Problem;
use crate::http::problem_type::NOT_ACCEPTABLE;
use crate::pages;
use crate::service::Service;

/// What may be asked for, the usual one first, and which form answers.
const OFFERED: [(&str, BadgeForm); 12] = [
    ("application/json", BadgeForm::Json),
    ("application/vc", BadgeForm::Json),
    ("application/ld+json", BadgeForm::Json),
    ("application/vc+ld+json", BadgeForm::Json),
    ("text/html", BadgeForm::Page),
    ("application/vc+jwt", BadgeForm::Jws),
    ("application/jwt", BadgeForm::Jws),
    ("application/vc-jwt", BadgeForm::Jws),
    ("application/vc+ld+json+jwt", BadgeForm::Jws),
    ("text/plain", BadgeForm::Jws),
    ("image/png", BadgeForm::Png),
    ("image/svg+xml", BadgeForm::Svg),
];

/// The badge in the form that is asked for. A revoked badge stays readable, and its page says so.
pub(super) async fn get(
    service: Data<Service>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (id, form, media_type) = asked(&path, &request)?;
    let id = id.parse().map_err(|_| not_found(&request))?;
    let found = match form {
        BadgeForm::Page => service.forms.page(&id, async |record| page(&service, record).await).await?,
        form => service.forms.of(&id, form).await?,
    };
    let found = found.ok_or_else(|| not_found(&request))?;
    Ok(answer(&request, &found, form, media_type))
}

/// Which badge, in which form: a suffix wins over `Accept`.
fn asked<'p>(name: &'p str, request: &HttpRequest) -> Result<(&'p str, BadgeForm, &'static str), Problem> {
    let by_suffix = |id, form, media_type| Ok((id, form, media_type));
    match name.rsplit_once('.') {
        Some((id, "json")) => by_suffix(id, BadgeForm::Json, "application/json"),
        Some((id, "jwt")) => by_suffix(id, BadgeForm::Jws, "application/vc+jwt"),
        Some((id, "png")) => by_suffix(id, BadgeForm::Png, "image/png"),
        Some((id, "svg")) => by_suffix(id, BadgeForm::Svg, "image/svg+xml"),
        Some(_) => Err(not_found(request)),
        None => {
            let types = OFFERED.map(|(media_type, _)| media_type);
            let chosen = choose(request.headers(), &types);
            let form = OFFERED.iter().find(|(media_type, _)| Some(*media_type) == chosen);
            form.map(|(media_type, form)| (name, *form, *media_type)).ok_or_else(|| {
                Problem::new(NOT_ACCEPTABLE, format!("This badge can be had as {}.", types.join(", ")))
            })
        }
    }
}

async fn page(service: &Service, record: &CredentialRecord) -> Result<String, Problem> {
    let report = service.verify_own(record).await?;
    Ok(pages::badge(service, record, &report))
}

fn answer(request: &HttpRequest, found: &Form, form: BadgeForm, media_type: &'static str) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    match form {
        // It says whether the badge stands now, so it is asked for anew each time.
        BadgeForm::Page => answer.insert_header((header::CACHE_CONTROL, "no-cache")),
        _ => answer.insert_header((header::CACHE_CONTROL, "public, max-age=300")),
    };
    if let Some(disposition) = &found.disposition {
        answer.insert_header((header::CONTENT_DISPOSITION, disposition.clone()));
    }
    let content_type = match media_type {
        "text/html" => "text/html; charset=utf-8",
        "text/plain" => "text/plain; charset=utf-8",
        other => other,
    };
    found.representation.answer(answer, request, content_type, true)
}
