//! Counts what is answered, and how long it took.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::web::Data;

use crate::metrics::Answer;
use crate::service::Service;

/// A method's name as a label. Strangers may send any word: there is one label for all that are not usual.
fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Middleware: one count and one observation a request, under its route's pattern.
pub(crate) async fn measure(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let service = request.app_data::<Data<Service>>().cloned();
    let method = named(request.method());
    let began = tokio::time::Instant::now();
    let answer = next.call(request).await?;
    if let Some(service) = service {
        let route = answer.request().match_pattern().unwrap_or_else(|| "none".to_owned());
        let label = Answer { route, method, status: answer.status().as_u16() };
        service.metrics.requests.get_or_create(&label).inc();
        service.metrics.seconds.observe(began.elapsed().as_secs_f64());
    }
    Ok(answer)
}
