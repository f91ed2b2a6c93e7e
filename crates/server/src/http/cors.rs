//! Browsers of other origins may read what is public (Fetch Standard, CORS protocol).

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HeaderValue,
};
use actix_web::middleware::Next;

/// Middleware: opens every route but those that need a key. No cookie is ever used, so `*` gives nothing away.
pub(crate) async fn open_to_other_origins(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if request.path().starts_with("/v1/") {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    }
    if is_preflight(&request) {
        let answer = HttpResponse::NoContent()
            .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
            .insert_header((ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST"))
            .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Content-Type, If-None-Match"))
            .insert_header((ACCESS_CONTROL_MAX_AGE, "86400"))
            .finish();
        return Ok(request.into_response(answer));
    }
    let mut answer = next.call(request).await?.map_into_boxed_body();
    let headers = answer.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag, X-Request-Id"));
    Ok(answer)
}

/// An `OPTIONS` request that asks whether another may be made.
fn is_preflight(request: &ServiceRequest) -> bool {
    request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}
