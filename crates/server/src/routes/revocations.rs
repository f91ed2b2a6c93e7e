//! `GET /revocations/{number}/{secret}`: the lists of revoked ids (`1EdTechRevocationList`). Always JSON, whatever is asked
//! for.

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use badgewright_issuer::{RevocationListName, TIME_TO_LIVE};

use super::not_found;
use crate::http::problem::Problem;
use crate::service::Service;

/// The list as it stands now.
pub(super) async fn get(service: Data<Service>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let name = request.path().strip_prefix("/revocations/").unwrap_or_default();
    let name: RevocationListName = name.parse().map_err(|_| not_found(&request))?;
    let list = service.issuing.revocation_list(&name).await?.ok_or_else(|| not_found(&request))?;
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CACHE_CONTROL, format!("public, max-age={}", TIME_TO_LIVE.whole_seconds())));
    Ok(service.lists.of(list.text()).answer(answer, &request, "application/json", false))
}
