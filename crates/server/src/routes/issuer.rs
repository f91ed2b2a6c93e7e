//! The issuer's DID document and keys. Always JSON, without a redirect, whatever is asked for.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;

use crate::service::Service;

/// How long a reader may keep them. For as long after a rotation, a verifier that kept them does not know the new key.
const CACHE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=300");

/// `GET /.well-known/did.json` (did:web §2.5.2).
pub(super) async fn did_document(service: Data<Service>) -> HttpResponse {
    HttpResponse::Ok().insert_header(CACHE).json(service.did_document.as_ref())
}

/// `GET /.well-known/jwks.json`: the same keys as a JWK Set (RFC 7517 §5).
pub(super) async fn jwks(service: Data<Service>) -> HttpResponse {
    HttpResponse::Ok().insert_header(CACHE).json(&service.jwks)
}
