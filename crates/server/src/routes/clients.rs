//! `/v1/clients`: who may use the interface, for administrators.

use std::collections::BTreeSet;

use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_credential::{BadgeSlug, Timestamp};
use badgewright_store::{
    ApprovedBadges, Client, ClientAdded, ClientId, ClientKeyAdded, ClientKeyRevoked, IssuerSlug, Scope,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::body::json_body;
use super::not_found;
use crate::api_key::NewKey;
use crate::entropy::SystemEntropy;
use crate::http::auth::Caller;
use crate::http::problem::{FieldError, Problem};
use crate::http::problem_type::{INVALID_REQUEST, STATUS_CONFLICT};
use crate::service::Service;

/// A client as it is asked for.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct NewClient {
    id: ClientId,
    #[serde(default)]
    name: Option<String>,
    scopes: BTreeSet<Scope>,
    /// Absent: every badge class.
    #[serde(default)]
    badges: Option<BTreeSet<BadgeSlug>>,
    #[serde(default)]
    expires_at: Option<Timestamp>,
}

/// A key as it is asked for.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WantedKey {
    #[serde(default)]
    expires_at: Option<Timestamp>,
}

/// All clients with their keys' ids, never the keys.
pub(super) async fn list(service: Data<Service>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Admin)?;
    let clients = service.store.clients().await.map_err(|error| Problem::internal(&error))?;
    let clients: Vec<Value> = clients.iter().map(shown).collect();
    Ok(HttpResponse::Ok().json(json!({ "clients": clients })))
}

/// Adds a client and gives it its first key, which is shown this once.
pub(super) async fn add(
    service: Data<Service>,
    caller: Caller,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Admin)?;
    let wanted: NewClient = read(json_body(&request, &body)?)?;
    let unknown = wanted.badges.iter().flatten().find(|slug| service.registry.get(slug).is_none());
    if let Some(slug) = unknown {
        return Err(faulty("/badges", format!("there is no badge class `{slug}`")));
    }
    let now = service.clock.now();
    let key = NewKey::draw(&SystemEntropy, now, wanted.expires_at);
    let client = Client {
        name: wanted.name.unwrap_or_else(|| wanted.id.to_string()),
        id: wanted.id,
        scopes: wanted.scopes,
        badges: wanted.badges.map_or(ApprovedBadges::All, ApprovedBadges::Some),
        issuers: BTreeSet::from([IssuerSlug::of_the_host()]),
        keys: vec![key.kept.clone()],
    };
    let mut answer = shown(&client);
    let added = service.store.add_client(client, caller.actor(), now).await;
    match added.map_err(|error| Problem::internal(&error))? {
        ClientAdded::Added => {
            answer["key"] = json!(key.secret);
            Ok(HttpResponse::Created().insert_header(("Cache-Control", "no-store")).json(answer))
        }
        ClientAdded::Taken => Err(Problem::new(STATUS_CONFLICT, "A client has that id already.")),
    }
}

/// Gives a client another key, which is shown this once. The others stay, so that keys can overlap.
pub(super) async fn add_key(
    service: Data<Service>,
    caller: Caller,
    id: Path<String>,
    request: HttpRequest,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Admin)?;
    let id: ClientId = id.parse().map_err(|_| not_found(&request))?;
    let wanted: WantedKey = if body.is_empty() { WantedKey::default() } else { read(json_body(&request, &body)?)? };
    let now = service.clock.now();
    let key = NewKey::draw(&SystemEntropy, now, wanted.expires_at);
    let kept = key.kept.clone();
    let added = service.store.add_client_key(&id, key.kept, caller.actor(), now).await;
    match added.map_err(|error| Problem::internal(&error))? {
        ClientKeyAdded::Added => Ok(HttpResponse::Created().insert_header(("Cache-Control", "no-store")).json(
            json!({ "id": kept.id, "key": key.secret, "createdAt": kept.created_at, "expiresAt": kept.expires_at }),
        )),
        ClientKeyAdded::UnknownClient => Err(not_found(&request)),
        ClientKeyAdded::TooMany => Err(Problem::new(STATUS_CONFLICT, "The client has 16 keys: revoke one first.")),
        ClientKeyAdded::Taken => Err(Problem::new(STATUS_CONFLICT, "That key is in use: ask again.")),
    }
}

/// Takes a key from a client, at once.
pub(super) async fn revoke_key(
    service: Data<Service>,
    caller: Caller,
    path: Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Admin)?;
    let (client, key) = path.into_inner();
    let (Ok(client), Ok(key)) = (client.parse(), key.parse()) else { return Err(not_found(&request)) };
    let now = service.clock.now();
    let revoked = service.store.revoke_client_key(&client, &key, caller.actor(), now).await;
    match revoked.map_err(|error| Problem::internal(&error))? {
        ClientKeyRevoked::Revoked => Ok(HttpResponse::NoContent().finish()),
        ClientKeyRevoked::Unknown => Err(not_found(&request)),
    }
}

fn shown(client: &Client) -> Value {
    let badges = match &client.badges {
        ApprovedBadges::All => Value::Null,
        ApprovedBadges::Some(slugs) => json!(slugs),
    };
    let keys: Vec<Value> = client
        .keys
        .iter()
        .map(|key| json!({ "id": key.id, "prefix": key.prefix, "createdAt": key.created_at, "expiresAt": key.expires_at }))
        .collect();
    json!({ "id": client.id, "name": client.name, "scopes": client.scopes, "badges": badges, "keys": keys })
}

/// A body as what it stands for.
fn read<T: serde::de::DeserializeOwned>(body: Value) -> Result<T, Problem> {
    serde_json::from_value(body).map_err(|error| faulty("", error.to_string()))
}

fn faulty(pointer: &str, message: String) -> Problem {
    Problem::new(INVALID_REQUEST, "The request is not right.")
        .with_errors(vec![FieldError { pointer: pointer.to_owned(), message }])
}
