//! What is served where: a file a resource.

mod achievements;
mod audit;
mod batch_events;
mod batches;
mod body;
mod clients;
mod completions;
mod credential_list;
mod credential_status;
mod credentials;
mod documentation;
mod endorsements;
mod endorsing;
mod frameworks;
mod health;
mod issuer;
mod issuer_endorsements;
mod issuers;
mod problems;
mod revocations;
mod site;
mod status;
mod supersede;
mod vc_api;
mod verify;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Compress;
use actix_web::web::{self, ServiceConfig, get, post, resource};
use actix_web::{HttpRequest, HttpResponse, Resource, Route, guard};

pub(crate) use body::MOST_JSON_BYTES;
pub(crate) use documentation::OPENAPI;
use verify::named_url;

use crate::http::problem::Problem;
use crate::http::problem_type::{METHOD_NOT_ALLOWED, NOT_FOUND};

/// Every route. They are tried in this order, and a path with a name in it takes a search each: what issues badges comes first,
/// then what is public.
pub(crate) fn configure(config: &mut ServiceConfig) {
    issuing(config);
    public(config);
    vc_api(config);
    administrative(config);
}

fn issuing(config: &mut ServiceConfig) {
    config
        .service(methods("/v1/completions", "POST").route(post().to(completions::post)))
        .service(methods("/v1/batches", "POST").route(post().to(batches::post)));
}

fn public(config: &mut ServiceConfig) {
    readable(config, "/", reading().to(site::home));
    readable(config, "/assets/{name}", reading().to(site::asset));
    kept(config, "/credentials/{id}", reading().to(credentials::get));
    readable(config, "/endorsements/{id}", reading().to(endorsements::get));
    readable(config, "/issuers/{issuer}", reading().to(issuers::get));
    readable(config, "/achievements", reading().to(achievements::list));
    readable(config, "/achievements/{slug}", reading().to(achievements::get));
    readable(config, "/achievements/{slug}/image.{kind}", reading().to(achievements::image));
    readable(config, "/frameworks/{framework}", reading().to(frameworks::list));
    readable(config, "/frameworks/{framework}/{code}", reading().to(frameworks::get));
    readable(config, "/.well-known/did.json", reading().to(issuer::did_document));
    readable(config, "/.well-known/jwks.json", reading().to(issuer::jwks));
    kept(config, "/status/{list}", reading().to(status::get));
    kept(config, "/revocations/{number}/{secret}", reading().to(revocations::get));
    readable(config, "/schemas/{name}", reading().to(documentation::schema));
    readable(config, "/openapi.yaml", reading().to(documentation::openapi));
    readable(config, "/docs", reading().to(documentation::docs));
    readable(config, "/problems", reading().to(problems::list));
    readable(config, "/problems/{slug}", reading().to(problems::get));
    readable(config, "/healthz", reading().to(health::healthz));
    readable(config, "/readyz", reading().to(health::readyz));
    readable(config, "/metrics", reading().to(health::metrics));
    config.service(
        methods("/verify", "GET, HEAD, POST, OPTIONS")
            .route(reading().to(verify::get))
            .route(post().to(verify::post)),
    );
}

/// W3C's VC-API, once for each cryptosuite.
fn vc_api(config: &mut ServiceConfig) {
    for path in ["/vc-api/credentials/issue", "/vc-api/jcs/credentials/issue"] {
        config.service(methods(path, "POST").route(post().to(vc_api::issue)));
    }
    for path in ["/vc-api/credentials/verify", "/vc-api/jcs/credentials/verify"] {
        config.service(methods(path, "POST").route(post().to(vc_api::verify_credential)));
    }
    for path in ["/vc-api/credentials/status", "/vc-api/jcs/credentials/status"] {
        config.service(methods(path, "POST").route(post().to(vc_api::set_status)));
    }
    for path in ["/vc-api/presentations/verify", "/vc-api/jcs/presentations/verify"] {
        config.service(methods(path, "POST").route(post().to(vc_api::verify_presentation)));
    }
}

fn administrative(config: &mut ServiceConfig) {
    config
        .service(methods("/v1/batches/{id}", "GET").route(get().to(batches::get)))
        .service(methods("/v1/batches/{id}/results", "GET").route(get().to(batches::results)))
        .service(methods("/v1/batches/{id}/events", "GET").route(get().to(batch_events::get)))
        .service(methods("/v1/credentials", "GET").route(get().to(credential_list::get)))
        .service(methods("/v1/credentials/{id}", "GET").route(get().to(credential_list::one)))
        .service(methods("/v1/credentials/{id}/supersede", "POST").route(post().to(supersede::post)))
        .service(methods("/v1/credentials/{id}/{verb}", "POST").route(post().to(credential_status::post)))
        .service(
            methods("/v1/endorsements", "GET, POST")
                .route(get().to(endorsing::list))
                .route(post().to(endorsing::post)),
        )
        .service(methods("/v1/endorsements/{id}/withdraw", "POST").route(post().to(endorsing::withdraw)))
        .service(
            methods("/v1/issuer/endorsements", "GET, POST")
                .route(get().to(issuer_endorsements::list))
                .route(post().to(issuer_endorsements::post)),
        )
        .service(
            methods("/v1/issuer/endorsements/{id}", "DELETE")
                .route(web::delete().to(issuer_endorsements::delete)),
        )
        .service(
            methods("/v1/clients", "GET, POST").route(get().to(clients::list)).route(post().to(clients::add)),
        )
        .service(methods("/v1/clients/{id}/keys", "POST").route(post().to(clients::add_key)))
        .service(
            methods("/v1/clients/{id}/keys/{key}", "DELETE").route(web::delete().to(clients::revoke_key)),
        )
        .service(methods("/v1/audit", "GET").route(get().to(audit::get)))
        .default_service(web::to(nothing_here));
}

/// A public resource.
fn readable(config: &mut ServiceConfig, path: &'static str, route: Route) {
    config.service(methods(path, "GET, HEAD, OPTIONS").route(route));
}

/// A public resource whose representations are kept, and compressed once.
fn kept(config: &mut ServiceConfig, path: &'static str, route: Route) {
    config.service(as_they_are(path, "GET, HEAD, OPTIONS").route(route));
}

/// GET, and HEAD as GET without a body, which the server drops.
fn reading() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// A resource that answers other methods with `405` and the ones it takes, and whose answers are compressed.
fn methods(
    path: &'static str,
    allowed: &'static str,
) -> Resource<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    as_they_are(path, allowed).wrap(Compress::default())
}

/// The same whose answers go out as they are.
fn as_they_are(path: &'static str, allowed: &'static str) -> Resource {
    resource(path).default_service(web::to(move |request: HttpRequest| async move {
        if request.method() == actix_web::http::Method::OPTIONS {
            return HttpResponse::NoContent().insert_header((header::ALLOW, allowed)).finish();
        }
        let problem = Problem::new(METHOD_NOT_ALLOWED, format!("{} takes {allowed}.", request.path()));
        let mut answer = actix_web::ResponseError::error_response(&problem);
        answer.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static(allowed));
        answer
    }))
}

async fn nothing_here(request: HttpRequest) -> Result<HttpResponse, Problem> {
    Err(not_found(&request))
}

/// The problem of an address that names nothing.
fn not_found(request: &HttpRequest) -> Problem {
    Problem::new(NOT_FOUND, format!("Nothing is at {}.", request.path()))
}
