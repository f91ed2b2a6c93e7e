//! `POST /v1/credentials/{id}/supersede`: a badge is corrected by a newer version of it.

use std::time::Duration;

use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_credential::CredentialId;
use badgewright_issuer::{Completed, IssueError};
use badgewright_store::{CredentialRecord, Scope};

use super::body::json_body;
use super::completions::{idempotency_key, told_of};
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::service::Service;

/// The longest wait for a version's first moment. Longer than a second it is only where the clock was set back.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// `200` with the badge as it is now, in the form of the `201` of a completion. The same body again answers the same.
pub(super) async fn post(
    service: Data<Service>,
    caller: Caller,
    id: Path<String>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Issue)?;
    let id: CredentialId = id.parse().map_err(|_| IssueError::UnknownCredential)?;
    let key = idempotency_key(&request)?;
    let body = json_body(&request, &body)?;
    let completed = service.issuing.supersede(&caller.0, id, &body, key).await?;
    let record = match &completed {
        Completed::New(committed) => {
            service.metrics.superseded.inc();
            until_it_counts(&service, committed.record()).await;
            committed.record()
        }
        Completed::Same(record) => record.as_ref(),
    };
    Ok(told_of(&service, record, &mut HttpResponse::Ok()))
}

/// Corrected within a second, a badge has its `validFrom` in the next one: whoever is told of it can verify it at once.
async fn until_it_counts(service: &Service, record: &CredentialRecord) {
    let left = record.corrected_at.map(|at| at.since(service.clock.now()));
    if let Some(left) = left.and_then(|left| Duration::try_from(left).ok()) {
        tokio::time::sleep(left.min(LONGEST_WAIT)).await;
    }
}
