//! Reading JSON bodies.

use actix_web::HttpRequest;
use actix_web::http::header;
use serde_json::Value;

use crate::http::problem::Problem;
use crate::http::problem_type::{MALFORMED_BODY, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE};

/// Most bytes of a JSON body (contract "Errors": 2 MB).
pub(crate) const MOST_JSON_BYTES: usize = 2_000_000;

/// The body as JSON, if it says that it is and is not too large.
pub(super) fn json_body(request: &HttpRequest, body: &[u8]) -> Result<Value, Problem> {
    serde_json::from_slice(json_bytes(request, body)?)
        .map_err(|error| Problem::new(MALFORMED_BODY, format!("The body is not JSON: {error}.")))
}

/// The bytes of a body that says that it is JSON and is not too large.
pub(super) fn json_bytes<'b>(request: &HttpRequest, body: &'b [u8]) -> Result<&'b [u8], Problem> {
    let content_type = media_type(request);
    if content_type.as_deref() != Some("application/json") {
        let sent = content_type.map_or("none".to_owned(), |sent| format!("`{sent}`"));
        return Err(Problem::new(
            UNSUPPORTED_MEDIA_TYPE,
            format!("Expected `Content-Type: application/json`, found {sent}."),
        ));
    }
    within(body, MOST_JSON_BYTES)?;
    Ok(body)
}

/// Refuses what is larger than `most` bytes.
pub(super) fn within(body: &[u8], most: usize) -> Result<(), Problem> {
    if body.len() > most {
        return Err(Problem::new(TOO_LARGE, format!("The body has {} bytes; {most} are taken.", body.len())));
    }
    Ok(())
}

/// The media type without parameters, lower-cased.
pub(super) fn media_type(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}
