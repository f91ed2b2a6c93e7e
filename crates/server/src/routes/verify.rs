//! `/verify`: is this badge genuine, current, and about this person?

use actix_multipart::Multipart;
use actix_web::http::header::ContentType;
use actix_web::web::{Data, Payload, Query};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_credential::baking::Picture;
use badgewright_verifier::{Question, Report, Submission, Verdict};
use futures_util::TryStreamExt as _;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::body::{MOST_JSON_BYTES, media_type, within};
use crate::http::negotiation::prefers_html;
use crate::http::problem::Problem;
use crate::http::problem_type::{MALFORMED_BODY, MALFORMED_QUERY, TOO_LARGE};
use crate::metrics;
use crate::pages;
use crate::service::Service;

/// Most bytes of an upload: pictures carry their pixels beside the badge.
const MOST_UPLOAD_BYTES: usize = 10_000_000;

/// Most fields of an upload.
const MOST_FIELDS: usize = 16;

/// What is asked of a badge, beside whether it holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    recipient: Option<String>,
    #[serde(default)]
    strict: bool,
}

/// The same of a badge that is named by its address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AskedByAddress {
    url: Option<String>,
    recipient: Option<String>,
    #[serde(default)]
    strict: bool,
}

impl Asked {
    fn question(&self) -> Question {
        let recipient = self.recipient.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Question { recipient: recipient.map(str::to_owned), strict: self.strict }
    }
}

/// `GET /verify?url=…`; without a URL the form, for people.
pub(super) async fn get(
    service: Data<Service>,
    asked: Query<AskedByAddress>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let AskedByAddress { url, recipient, strict } = asked.into_inner();
    let asked = Asked { recipient, strict };
    match url.as_deref().map(str::trim).filter(|url| !url.is_empty()) {
        Some(url) => answered(&service, &request, Submission::Url(url.to_owned()), &asked).await,
        None if prefers_html(request.headers()) => Ok(HttpResponse::Ok()
            .insert_header(("Vary", "Accept"))
            .content_type("text/html; charset=utf-8")
            .body(pages::verify_form(&service))),
        None => Err(Problem::new(
            MALFORMED_QUERY,
            "`url`: required, the address of a badge; a badge itself is sent with POST",
        )),
    }
}

/// `POST /verify`: the badge itself, in any form, or `{"url": "…"}`.
pub(super) async fn post(
    service: Data<Service>,
    asked: Query<Asked>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let mut asked = asked.into_inner();
    let submission = match media_type(&request).as_deref() {
        Some("multipart/form-data") => uploaded(&request, payload, &mut asked).await?,
        sent => submitted(sent, payload).await?,
    };
    answered(&service, &request, submission, &asked).await
}

/// Verifies, counts, and answers a program with the report and a browser with a page.
async fn answered(
    service: &Service,
    request: &HttpRequest,
    submission: Submission,
    asked: &Asked,
) -> Result<HttpResponse, Problem> {
    let mut answer = HttpResponse::Ok();
    answer.insert_header(("Vary", "Accept")).insert_header(("Cache-Control", "no-store"));
    if prefers_html(request.headers()) {
        let report = service.verify(submission, asked.question()).await?;
        count(service, report.verdict);
        return Ok(answer.content_type("text/html; charset=utf-8").body(pages::report(service, &report)));
    }
    let told = |report: Report| (report.verdict, serde_json::to_vec(&report));
    let (verdict, report) = service.verified(submission, asked.question(), told).await?;
    count(service, verdict);
    let report = report.map_err(|error| Problem::internal(&error))?;
    Ok(answer.content_type(ContentType::json()).body(report))
}

fn count(service: &Service, verdict: Verdict) {
    let verdict = verdict.as_str().to_owned();
    service.metrics.verified.get_or_create(&metrics::Verdict { verdict }).inc();
}

/// A body that is the badge itself, or names its URL.
async fn submitted(media_type: Option<&str>, payload: Payload) -> Result<Submission, Problem> {
    let too_large = || Problem::new(TOO_LARGE, format!("The body has more than {MOST_UPLOAD_BYTES} bytes."));
    let body = payload.to_bytes_limited(MOST_UPLOAD_BYTES).await.map_err(|_| too_large())?;
    let body = body.map_err(|error| Problem::new(MALFORMED_BODY, format!("The body broke off: {error}.")))?;
    refuse_long_text(&body)?;
    Ok(match named_url(&body) {
        Some(url) => Submission::Url(url),
        None => Submission::Document { bytes: body.to_vec(), media_type: media_type.map(str::to_owned) },
    })
}

/// Only a picture may be larger than a JSON body: what it is, not what it is called, decides.
fn refuse_long_text(body: &[u8]) -> Result<(), Problem> {
    if Picture::detect(body).is_some() { Ok(()) } else { within(body, MOST_JSON_BYTES) }
}

/// The URL of `{"url": "…"}`. The answer to a completion is such an object too, so that it can be sent on as it came.
pub(super) fn named_url(body: &[u8]) -> Option<String> {
    let begins_as_object = body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    if !begins_as_object {
        return None;
    }
    let named: Named = serde_json::from_slice(body).ok()?;
    let is_credential = named.context.is_some() || named.class.is_some();
    named.url.as_ref().and_then(Value::as_str).filter(|_| !is_credential).map(str::to_owned)
}

/// What tells a request that names a URL from a credential. Everything else in it is passed over.
#[derive(Deserialize)]
struct Named {
    url: Option<Value>,
    #[serde(rename = "@context")]
    context: Option<IgnoredAny>,
    #[serde(rename = "type")]
    class: Option<IgnoredAny>,
}

/// The field `file` of an upload; fields `url` and `recipient` as the form on the page has them.
async fn uploaded(request: &HttpRequest, payload: Payload, asked: &mut Asked) -> Result<Submission, Problem> {
    let broken = |error: actix_multipart::MultipartError| {
        Problem::new(MALFORMED_BODY, format!("The upload could not be read: {error}."))
    };
    let mut upload = Multipart::new(request.headers(), payload);
    let (mut submission, mut taken, mut fields) = (None, 0, 0);
    while let Some(mut field) = upload.try_next().await.map_err(broken)? {
        fields += 1;
        if fields > MOST_FIELDS {
            return Err(Problem::new(TOO_LARGE, format!("The upload has more than {MOST_FIELDS} fields.")));
        }
        let name = field.name().unwrap_or_default().to_owned();
        let media_type = field.content_type().map(|kind| kind.essence_str().to_owned());
        let mut bytes = Vec::new();
        while let Some(chunk) = field.try_next().await.map_err(broken)? {
            taken += chunk.len();
            if taken > MOST_UPLOAD_BYTES {
                return Err(Problem::new(
                    TOO_LARGE,
                    format!("The upload has more than {MOST_UPLOAD_BYTES} bytes."),
                ));
            }
            bytes.extend_from_slice(&chunk);
        }
        let text = || String::from_utf8_lossy(&bytes).trim().to_owned();
        match name.as_str() {
            "file" if !bytes.is_empty() => {
                refuse_long_text(&bytes)?;
                submission = Some(Submission::Document { bytes, media_type });
            }
            "url" if submission.is_none() && !bytes.is_empty() => submission = Some(Submission::Url(text())),
            "recipient" if !bytes.is_empty() => asked.recipient = Some(text()),
            _ => {}
        }
    }
    submission
        .ok_or_else(|| Problem::new(MALFORMED_BODY, "The upload has no field `file` with a badge in it."))
}
