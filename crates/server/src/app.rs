//! The HTTP application: middleware, routes, and the server around them.

use std::net::TcpListener;

use actix_web::middleware::from_fn;
use actix_web::web::{Data, PayloadConfig};
use actix_web::{App, HttpServer};

use crate::http::{cors, measure, problem, request_id, security};
use crate::routes;
use crate::service::Service;

/// Seconds that running requests are given to finish after SIGTERM.
const GRACE: u64 = 30;

/// How many connections may wait until they are accepted. The standard library asks for 128, which a crowd fills in a moment.
const BACKLOG: i32 = 1_024;

/// Serves `listener` until SIGTERM or SIGINT.
pub(crate) async fn serve(listener: TcpListener, service: Data<Service>) -> std::io::Result<()> {
    // Again, and with more: on a socket that listens already, it changes nothing else.
    rustix::net::listen(&listener, BACKLOG)?;
    HttpServer::new(move || {
        // The last `wrap` is the outermost: a request meets them from the bottom up.
        App::new()
            .app_data(service.clone())
            .app_data(PayloadConfig::new(routes::MOST_JSON_BYTES))
            .wrap(from_fn(problem::render))
            .wrap(from_fn(security::harden))
            .wrap(from_fn(cors::open_to_other_origins))
            .wrap(from_fn(measure::measure))
            .wrap(from_fn(request_id::assign))
            .configure(routes::configure)
    })
    .shutdown_timeout(GRACE)
    .listen(listener)?
    .run()
    .await
}
