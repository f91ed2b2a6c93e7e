//! Every request has an id: in its log lines, in `X-Request-Id`, and as a problem's `instance`.

use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
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

/// Middleware: gives each request an id and logs one line once it is answered. The route's pattern is
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
        let (route, status) = (answer.request().match_pattern(), answer.status().as_u16());
        let line = Line { method, route, status, micros };
        // Who asked need not wait for it, nor who has asked meanwhile.
        let last = async move {
            tokio::task::yield_now().await;
            drop(line);
        };
        actix_web::rt::spawn(last.in_current_span());
        Ok(answer)
    }
    .instrument(span)
    .await
}

/// The line of an answered request. It is written when this is dropped: also where the service ends before its turn.
struct Line {
    method: Method,
    route: Option<String>,
    status: u16,
    micros: u128,
}

impl Drop for Line {
    fn drop(&mut self) {
        let Self { method, route, status, micros } = self;
        let route = route.as_deref().unwrap_or("none");
        tracing::info!(%method, route, status, micros, "answered");
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App, HttpResponse, web};
    use tracing::subscriber::DefaultGuard;

    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Log {
        /// Takes all lines of this thread.
        fn begin(&self) -> DefaultGuard {
            let writer = self.clone();
            let lines = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone());
            tracing::subscriber::set_default(lines.finish())
        }

        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[actix_web::test]
    async fn the_line_of_an_answer_comes_after_it_and_after_what_waits() {
        let log = Log::default();
        let _here = log.begin();
        let routes = App::new().route("/healthz", web::get().to(HttpResponse::Ok));
        let service = init_service(routes.wrap(from_fn(assign))).await;
        let answer = call_service(&service, TestRequest::get().uri("/healthz").to_request()).await;
        assert_eq!(log.text(), "");
        actix_web::rt::spawn(async { tracing::info!("what waits") });
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        let text = log.text();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() == 2 && lines[0].contains("what waits"), "{text}");
        let id = answer.headers().get(X_REQUEST_ID).unwrap().to_str().unwrap();
        for word in [id, "answered", "method=GET", "route=\"/healthz\"", "status=200"] {
            assert!(lines[1].contains(word), "{word}: {text}");
        }
    }

    #[test]
    fn the_line_of_an_answer_is_written_also_where_the_service_ends_before_its_turn() {
        let log = Log::default();
        let _here = log.begin();
        let served = actix_web::rt::System::new().block_on(async {
            let service = init_service(App::new().wrap(from_fn(assign))).await;
            call_service(&service, TestRequest::get().to_request()).await.status()
        });
        assert_eq!(served, 404);
        let text = log.text();
        assert!(text.contains("request{id=") && text.contains("status=404"), "{text}");
    }
}
