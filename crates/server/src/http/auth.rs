//! API keys: who asks, and what they may do.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use badgewright_store::{Actor, Client, Scope};

use super::problem::Problem;
use super::problem_type::{FORBIDDEN, UNAUTHENTICATED};
use crate::api_key;
use crate::service::Service;

/// The client whose key came with the request. As an argument of a handler it refuses every other request.
pub(crate) struct Caller(pub(crate) Client);

impl Caller {
    /// Refuses where the client lacks `scope`. `admin` includes every other.
    pub(crate) fn require(&self, scope: Scope) -> Result<(), Problem> {
        if self.0.scopes.contains(&scope) || self.0.scopes.contains(&Scope::Admin) {
            return Ok(());
        }
        let name = serde_json::to_value(scope).unwrap_or_default();
        let name = name.as_str().unwrap_or_default();
        Err(Problem::new(
            FORBIDDEN,
            format!("This operation needs the scope `{name}`, which client `{}` does not have.", self.0.id),
        ))
    }

    /// Under what name the audit trail has it.
    pub(crate) fn actor(&self) -> Actor {
        (&self.0.id).into()
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let key = bearer(request);
        let service = request.app_data::<Data<Service>>().cloned();
        Box::pin(async move {
            let key = key?;
            let service = service.ok_or_else(|| Problem::new(UNAUTHENTICATED, "Nobody can be let in."))?;
            caller(&service, &key).await
        })
    }
}

/// `Authorization: Bearer <key>` (RFC 6750 §2.1).
fn bearer(request: &HttpRequest) -> Result<String, Problem> {
    let header = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    match header.and_then(|value| value.split_once(' ')) {
        Some((scheme, key)) if scheme.eq_ignore_ascii_case("bearer") && !key.trim().is_empty() => {
            Ok(key.trim().to_owned())
        }
        Some(_) => Err(Problem::new(UNAUTHENTICATED, "The `Authorization` header is not `Bearer <key>`.")),
        None => {
            Err(Problem::new(UNAUTHENTICATED, "The request has no `Authorization: Bearer <key>` header."))
        }
    }
}

/// Looks the key up by its hash: what is compared is not the secret, so its timing tells nothing.
async fn caller(service: &Service, key: &str) -> Result<Caller, Problem> {
    let hash = api_key::hash(key);
    let found = service.store.client_by_key_hash(&hash).await?;
    match found {
        None => Err(Problem::new(UNAUTHENTICATED, "This key is not known, or was revoked.")),
        Some((_, key)) if key.expires_at.is_some_and(|end| end <= service.clock.now()) => Err(Problem::new(
            UNAUTHENTICATED,
            format!("The key `{}…` has expired. Ask the operator for a new one.", key.prefix),
        )),
        Some((client, _)) => Ok(Caller(client)),
    }
}
