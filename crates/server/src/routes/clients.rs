//! `/v1/clients`: who may use the interface, for administrators.

use std::collections::BTreeSet;

use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use badgewright_credential::{BadgeSlug, Timestamp};
use badgewright_issuer::Members;
use badgewright_registry::Registry;
use badgewright_store::{
    ApprovedBadges, Client, ClientAdded, ClientId, ClientKey, ClientKeyAdded, ClientKeyRevoked, IssuerSlug,
    KeyId, Scope,
};
use serde_json::{Map, Value, json};

use super::body::json_body;
use super::not_found;
use crate::api_key::NewKey;
use crate::entropy::SystemEntropy;
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::http::problem_type::{CLIENT_CONFLICT, INVALID_REQUEST};
use crate::http::refusal::refuse_faults;
use crate::service::Service;

/// Longest name of a client, in bytes.
const LONGEST_NAME: usize = 200;

/// A client as it is asked for.
struct NewClient {
    id: ClientId,
    name: Option<String>,
    scopes: BTreeSet<Scope>,
    /// Absent: every badge class.
    badges: Option<BTreeSet<BadgeSlug>>,
    expires_at: Option<Timestamp>,
}

impl NewClient {
    /// Reads it, with all that is wrong at once.
    fn read(body: &Value, registry: &Registry) -> Result<Self, Problem> {
        const MEMBERS: [&str; 5] = ["id", "name", "scopes", "badges", "expiresAt"];
        let mut faults = Vec::new();
        let read = Members::of(body, "", &MEMBERS, &mut faults).and_then(|mut members| {
            for required in ["id", "scopes"] {
                if !members.has(required) {
                    members.fault(required, "required");
                }
            }
            let id = members.parsed("id", 64);
            let name = members.line("name", LONGEST_NAME).map(str::to_owned);
            if name.as_ref().is_some_and(|name| name.len() > LONGEST_NAME) {
                members.fault("name", format!("expected at most {LONGEST_NAME} bytes"));
            }
            let scopes = scopes(&mut members);
            let badges = members.has("badges").then(|| badges(&mut members, registry));
            let expires_at = members.parsed("expiresAt", 64);
            Some(Self { id: id?, name, scopes, badges, expires_at })
        });
        refuse_faults(&faults)?;
        read.ok_or_else(|| Problem::new(INVALID_REQUEST, "The request is not a client."))
    }
}

fn scopes(members: &mut Members<'_, '_>) -> BTreeSet<Scope> {
    let scopes = members.array("scopes", 4);
    if members.has("scopes") && scopes.is_empty() {
        members.fault("scopes", "expected at least one of `issue`, `revoke`, `read`, `admin`");
    }
    let mut read = BTreeSet::new();
    for (i, scope) in scopes.iter().enumerate() {
        match serde_json::from_value(scope.clone()) {
            Ok(scope) => _ = read.insert(scope),
            Err(_) => members.fault_at("scopes", i, "expected `issue`, `revoke`, `read` or `admin`"),
        }
    }
    read
}

fn badges(members: &mut Members<'_, '_>, registry: &Registry) -> BTreeSet<BadgeSlug> {
    let mut read = BTreeSet::new();
    for (i, badge) in members.array("badges", 1_000).iter().enumerate() {
        let slug = badge.as_str().and_then(|text| text.parse::<BadgeSlug>().ok());
        match slug.filter(|slug| registry.get(slug).is_some()) {
            Some(slug) => _ = read.insert(slug),
            None => members.fault_at("badges", i, format!("there is no badge class {badge}")),
        }
    }
    read
}

/// When a key that is asked for ends to be valid; a body may be left out.
fn key_end(request: &HttpRequest, body: &[u8]) -> Result<Option<Timestamp>, Problem> {
    let body = if body.is_empty() { Value::Object(Map::new()) } else { json_body(request, body)? };
    let mut faults = Vec::new();
    let end =
        Members::of(&body, "", &["expiresAt"], &mut faults).and_then(|mut key| key.parsed("expiresAt", 64));
    refuse_faults(&faults)?;
    Ok(end)
}

/// All clients with their keys' ids, never the keys.
pub(super) async fn list(service: Data<Service>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Scope::Admin)?;
    let clients = service.store.clients().await?;
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
    let wanted = NewClient::read(&json_body(&request, &body)?, &service.registry)?;
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
    match added? {
        ClientAdded::Added => {
            answer["key"] = json!(key.secret);
            Ok(HttpResponse::Created().insert_header(("Cache-Control", "no-store")).json(answer))
        }
        ClientAdded::Taken => Err(Problem::new(CLIENT_CONFLICT, "A client has that id already.")),
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
    let expires_at = key_end(&request, &body)?;
    let now = service.clock.now();
    let key = NewKey::draw(&SystemEntropy, now, expires_at);
    let kept = key.kept.clone();
    let added = service.store.add_client_key(&id, key.kept, caller.actor(), now).await;
    match added? {
        ClientKeyAdded::Added => Ok(HttpResponse::Created().insert_header(("Cache-Control", "no-store")).json(
            json!({ "id": kept.id, "key": key.secret, "createdAt": kept.created_at, "expiresAt": kept.expires_at }),
        )),
        ClientKeyAdded::UnknownClient => Err(not_found(&request)),
        ClientKeyAdded::TooMany => Err(Problem::new(CLIENT_CONFLICT, "The client has 16 keys: revoke one first.")),
        ClientKeyAdded::Taken => Err(Problem::new(CLIENT_CONFLICT, "That key is in use: ask again.")),
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
    if is_last_way_in(&service.store.clients().await?, &client, &key, now) {
        return Err(Problem::new(
            CLIENT_CONFLICT,
            "This is the last key with the scope `admin`: make another first.",
        ));
    }
    let revoked = service.store.revoke_client_key(&client, &key, caller.actor(), now).await;
    match revoked? {
        ClientKeyRevoked::Revoked => Ok(HttpResponse::NoContent().finish()),
        ClientKeyRevoked::Unknown => Err(not_found(&request)),
    }
}

/// Whether nobody could administer any more without this key. Keys that have expired let nobody in.
fn is_last_way_in(clients: &[Client], client: &ClientId, key: &KeyId, now: Timestamp) -> bool {
    let lets_in = |key: &&ClientKey| key.expires_at.is_none_or(|end| end > now);
    let administrators = clients.iter().filter(|client| client.scopes.contains(&Scope::Admin));
    let mut ways_in = administrators
        .flat_map(|client| client.keys.iter().filter(lets_in).map(move |key| (&client.id, &key.id)));
    ways_in.clone().any(|way| way == (client, key)) && ways_in.all(|way| way == (client, key))
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
