//! `/v1/issuer/endorsements`: what others say of this issuer, shown on its badges from then on.

use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_credential::CredentialId;
use badgewright_store::{AttachedEndorsement, Scope};
use badgewright_verifier::Submission;
use serde_json::{Value, json};

use super::body::{MOST_JSON_BYTES, media_type, within};
use super::{named_url, not_found};
use crate::endorsement_check::{self, Sent};
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::http::problem_type::{MALFORMED_BODY, UNSUPPORTED_MEDIA_TYPE};
use crate::service::Service;

/// `201` with what was attached; `200` where it took the place of an earlier version, or was there.
pub(super) async fn post(
    service: Data<Service>,
    caller: Caller,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Admin)?;
    let sent = sent(&request, &body)?;
    let vouched = endorsement_check::vouched(&service, sent).await?;
    let (document, jws) = vouched.into_parts();
    let attached = service.issuing.attach_endorsement(&caller.0, document, jws).await?;
    let mut answer = if attached.is_new { HttpResponse::Created() } else { HttpResponse::Ok() };
    Ok(answer.json(shown(&attached.endorsement)))
}

/// What was sent, by what it calls itself.
fn sent(request: &HttpRequest, body: &[u8]) -> Result<Sent, Problem> {
    within(body, MOST_JSON_BYTES)?;
    match media_type(request).as_deref() {
        Some("application/json" | "application/vc" | "application/ld+json" | "application/vc+ld+json") => {
            let _: Value = serde_json::from_slice(body)
                .map_err(|error| Problem::new(MALFORMED_BODY, format!("The body is not JSON: {error}.")))?;
            Ok(match named_url(body) {
                Some(url) => Sent::Other(Submission::Url(url)),
                None => Sent::Other(Submission::Document {
                    bytes: body.to_vec(),
                    media_type: Some("application/vc".to_owned()),
                }),
            })
        }
        Some("application/vc+jwt" | "application/jwt") => {
            let jws = std::str::from_utf8(body).map(str::trim).unwrap_or_default().to_owned();
            Ok(Sent::Jws(jws))
        }
        other => {
            let sent = other.map_or("none".to_owned(), |sent| format!("`{sent}`"));
            let wanted = "`application/json`, `application/vc`, `application/ld+json`, `application/vc+jwt` or `application/jwt`";
            Err(Problem::new(
                UNSUPPORTED_MEDIA_TYPE,
                format!("Expected `Content-Type` {wanted}, found {sent}."),
            ))
        }
    }
}

/// All that others say of this issuer.
pub(super) async fn list(service: Data<Service>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Read)?;
    let attached = service.issuing.attached_endorsements().await?;
    let endorsements: Vec<Value> = attached.iter().map(shown).collect();
    Ok(HttpResponse::Ok().json(json!({ "endorsements": endorsements })))
}

/// Takes one away. Badges that were issued meanwhile keep it.
pub(super) async fn delete(
    service: Data<Service>,
    caller: Caller,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Admin)?;
    let id: CredentialId = id.parse().map_err(|_| not_found(&request))?;
    if service.issuing.detach_endorsement(&caller.0, &id).await? {
        Ok(HttpResponse::NoContent().finish())
    } else {
        Err(not_found(&request))
    }
}

fn shown(attached: &AttachedEndorsement) -> Value {
    json!({
        "id": attached.id,
        "name": attached.document["name"],
        "endorser": attached.document.pointer("/issuer/id").or_else(|| attached.document.get("issuer")),
        "attachedAt": attached.at,
        "onBadges": attached.jws.is_none(),
        "credential": attached.document,
        "jwt": attached.jws,
    })
}
