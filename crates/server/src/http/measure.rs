//! Counts what is answered, and how long it took.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;

use crate::metrics::Answer;
use crate::service::Service;

/// Middleware: one count and one observation a request, under its route's pattern.
pub(crate) async fn measure(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let service = request.app_data::<Data<Service>>().cloned();
    let method = request.method().to_string();
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
