//! `GET /status/{list}`: the signed status lists.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_issuer::TIME_TO_LIVE;
use badgewright_store::StatusListId;

use super::not_found;
use crate::http::negotiation::choose;
use crate::http::problem::Problem;
use crate::service::Service;

/// JSON whatever is asked for, but for whoever names the JWS form.
const OFFERED: [&str; 5] =
    ["application/json", "application/vc", "application/ld+json", "application/vc+jwt", "application/jwt"];

/// The list as it stands now.
pub(super) async fn get(
    service: Data<Service>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let id: StatusListId = path.parse().map_err(|_| not_found(&request))?;
    let list = service.issuing.status_list(id).await?.ok_or_else(|| not_found(&request))?;
    let media_type = choose(request.headers(), &OFFERED).unwrap_or(OFFERED[0]);
    let is_jws = media_type.ends_with("jwt") && service.issuing.issuer().jws_key.is_some();
    let media_type = if !is_jws && media_type.ends_with("jwt") { OFFERED[0] } else { media_type };
    let text = if is_jws { service.issuing.status_list_jws(&list)? } else { Arc::clone(list.text()) };

    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CACHE_CONTROL, format!("public, max-age={}", TIME_TO_LIVE.whole_seconds())));
    Ok(service.lists.of(&text).answer(answer, &request, media_type, true))
}
