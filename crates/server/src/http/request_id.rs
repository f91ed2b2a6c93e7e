//! Every request has an id: in its log lines, in `X-Request-Id`, and as a problem's `instance`.

use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use badgewright_credential::Entropy as _;
use tracing::Instrument as _;
use uuid::Uuid;

use crate::entropy::SystemEntropy;

/// The header that tells it.
const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of one request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestId(Uuid);

impl RequestId {
    /// As a URN (RFC 9562), the form of a problem's `instance`.
    pub(crate) fn urn(&self) -> String {
        self.0.urn().to_string()
    }
}

/// Middleware: gives each request an id and logs one line when it is answered. The route's pattern is
/// logged and not the address, which must stay unguessable; neither a query nor a body, which can name a person.
pub(crate) async fn assign(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let id = RequestId(SystemEntropy.uuid_v4());
    request.extensions_mut().insert(id);
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = %id.0);
    let began = tokio::time::Instant::now();
    async move {
        let mut answer = next.call(request).await?;
        if let Ok(value) = HeaderValue::from_str(&id.0.to_string()) {
            answer.headers_mut().insert(X_REQUEST_ID, value);
        }
        let micros = began.elapsed().as_micros();
        let route = answer.request().match_pattern();
        let route = route.as_deref().unwrap_or("none");
        tracing::info!(%method, route, status = answer.status().as_u16(), micros, "answered");
        Ok(answer)
    }
    .instrument(span)
    .await
}
