//! Requests as the description tells of them, right ones and wrong ones.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

use super::description::{Description, Operation};
use super::members::{UNKNOWN, body_schema, strange};
use crate::stranger::{endorsement, signed};
use crate::world::{Answer, World, completion};

/// The badge, the key, the name of a list and the two endorsements, one given and one attached, that stand in the
/// description's examples, the batch, and where its service is.
const EXAMPLES: [&str; 7] = [
    "5f6b2c1e-8d4a-4c3f-9b7e-2a1d0c9e8f70",
    "0f8fad5bd9cb469fa16570867728950e",
    "8c2f0d5be7a94e13b6d1f0a2c3e4d5f6",
    "9b1f4a60-5c3d-4e27-8a91-7d2e6f0c3b58",
    "3c9e1d7a-0b52-4e86-8f13-6a4d5c2b1e90",
    "6d0e4b9a-2f71-4c58-9e36-8b1a7c5d4f20",
    "http://localhost:8080",
];
const BOUNDARY: &str = "a-boundary";

/// A request that can be changed before it is sent.
#[derive(Clone, Default)]
pub(super) struct Request {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// A name that no completion had yet.
pub(super) fn unused_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("openapi-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// What is there at the service in the place of the examples' badge, key, list, endorsements and address.
pub(super) struct Live([String; 7]);

impl Live {
    /// A new badge and endorsements, and the newest key of the client that the examples add, if it was added.
    pub(super) fn at(world: &World, api_key: &str) -> Self {
        let issued = world.post_as(api_key, "/v1/completions", &completion(&unused_name())).json();
        // The credential whose status the examples change.
        let description = Description::read();
        let issuing =
            &description.document["paths"]["/vc-api/credentials/issue"]["post"]["requestBody"]["content"];
        world.post_as(
            api_key,
            "/vc-api/credentials/issue",
            &issuing["application/json"]["examples"]["membership"]["value"],
        );
        let clients = world.read("/v1/clients").json();
        let client =
            clients["clients"].as_array().unwrap().iter().find(|client| client["id"] == "bloomboard");
        let key = client.and_then(|client| client["keys"].as_array()?.last()?["id"].as_str());
        let key = key.unwrap_or(EXAMPLES[1]).to_owned();
        let lookup_key = std::fs::read_to_string(world.data().join("lookup.key")).unwrap();
        let lookup_key = badgewright_issuer::LookupKey::from_hex(&lookup_key).unwrap();
        let list = lookup_key.of_revocation_list(&world.started["did"].as_str().unwrap().parse().unwrap(), 1);
        let id = |answer: Value| answer["id"].as_str().unwrap().to_owned();
        let given =
            json!({"subject": "did:web:provider.example", "name": "Approved", "comment": "For a year."});
        let given = world.post("/v1/endorsements", &given).json();
        let attached = signed(endorsement(&world.started["did"], "live"), "application/vc");
        let attached =
            world.post("/v1/issuer/endorsements", &serde_json::from_slice(&attached).unwrap()).json();
        Self([
            id(issued),
            key,
            list,
            id(given),
            id(attached),
            finished_batch(world, api_key),
            world.url.clone(),
        ])
    }

    fn put(&self, text: &str) -> String {
        EXAMPLES
            .iter()
            .zip(&self.0)
            .fold(text.to_owned(), |text, (example, live)| text.replace(example, live))
    }

    /// An example as a text.
    fn text(&self, example: &Value) -> String {
        self.put(&example.as_str().map_or_else(|| example.to_string(), str::to_owned))
    }
}

impl Request {
    /// With what the operation requires, but for a body.
    pub(super) fn plain(
        description: &Description,
        operation: &Operation<'_>,
        live: &Live,
        api_key: &str,
    ) -> Self {
        let mut request =
            Self { method: operation.method, path: operation.path.to_owned(), ..Self::default() };
        if operation.scope().is_some() {
            request.headers.push(("Authorization".to_owned(), format!("Bearer {api_key}")));
        }
        let required = |it: &&&Value| it["required"] == true;
        description
            .parameters(operation)
            .iter()
            .filter(required)
            .fold(request, |request, it| request.with(it, live))
    }

    /// With a parameter as its example has it.
    pub(super) fn with(mut self, parameter: &Value, live: &Live) -> Self {
        let (name, value) = (parameter["name"].as_str().unwrap(), live.text(&parameter["example"]));
        match parameter["in"].as_str().unwrap() {
            "path" => self.path = self.path.replace(&format!("{{{name}}}"), &value),
            "query" => self.query.push((name.to_owned(), value)),
            _ => self.headers.push((name.to_owned(), value)),
        }
        self
    }

    /// With a header.
    pub(super) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a body.
    pub(super) fn body(self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let media_type = match media_type {
            "multipart/form-data" => format!("{media_type}; boundary={BOUNDARY}"),
            other => other.to_owned(),
        };
        Self { body: body.into(), ..self.header("Content-Type", &media_type) }
    }

    /// Sends it.
    pub(super) fn send(&self, world: &World) -> Answer {
        let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let query: Vec<_> =
            self.query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let path =
            if query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, query.join("&")) };
        let headers: Vec<_> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        world.request(self.method, &path, &headers, &self.body)
    }
}

/// The id of a batch of this client that is carried out.
fn finished_batch(world: &World, api_key: &str) -> String {
    let authorization = format!("Bearer {api_key}");
    let headers = [("Authorization", authorization.as_str()), ("Content-Type", "application/x-ndjson")];
    let rows = format!("{}\n{{}}\n", completion(&unused_name()));
    let sent = world.request("POST", "/v1/batches", &headers, rows.as_bytes()).json();
    let id = sent["id"].as_str().unwrap().to_owned();
    // They end when the batch does.
    world.request("GET", &format!("/v1/batches/{id}/events"), &headers[..1], b"");
    id
}

/// The bodies that the description shows, with their media types. Where it shows none, the body is the badge itself in
/// that form.
pub(super) fn bodies(
    description: &Description,
    operation: &Operation<'_>,
    live: &Live,
    world: &World,
) -> Vec<(String, Vec<u8>)> {
    let content = operation.told["requestBody"]["content"].as_object().into_iter().flatten();
    let of_type = |(media_type, told): (&String, &Value)| {
        let examples = told["examples"].as_object().into_iter().flatten();
        let mut shown: Vec<_> = examples
            .map(|(_, example)| &description.resolved(example)["value"])
            .map(|value| {
                if media_type == "multipart/form-data" {
                    multipart(value, live)
                } else {
                    live.text(value).into_bytes()
                }
            })
            .collect();
        if shown.is_empty() && operation.id() == "attachEndorsement" {
            shown.push(signed(endorsement(&world.started["did"], "shown"), media_type));
        }
        if shown.is_empty() {
            let badge =
                world.request("GET", &format!("/credentials/{}", live.0[0]), &[("Accept", media_type)], b"");
            assert_eq!(&badge.media_type(), media_type);
            shown.push(badge.body);
        }
        shown.into_iter().map(|body| (media_type.clone(), body)).collect::<Vec<_>>()
    };
    content.flat_map(of_type).collect()
}

fn multipart(fields: &Value, live: &Live) -> Vec<u8> {
    let part = |(name, value): (&String, &Value)| {
        format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{}\r\n",
            live.text(value)
        )
    };
    let parts: String = fields.as_object().unwrap().iter().map(part).collect();
    format!("{parts}--{BOUNDARY}--\r\n").into_bytes()
}

/// A right request made wrong in each way that applies to it, with the status that it is to be answered.
pub(super) fn wrong(
    description: &Description,
    operation: &Operation<'_>,
    right: &Request,
    live: &Live,
    weak_key: &str,
) -> Vec<(u16, Request)> {
    let mut wrong = Vec::new();
    if operation.scope().is_some() {
        wrong.push((401, right.clone().header("Authorization", "Bearer bw_unknown")));
        wrong.push((403, right.clone().header("Authorization", &format!("Bearer {weak_key}"))));
    }
    let parameters = description.parameters(operation);
    if let Some(last) = parameters.iter().rfind(|parameter| parameter["in"] == "path") {
        let value = live.text(&last["example"]);
        let (before, after) = right.path.rsplit_once(&value).unwrap();
        wrong.push((404, Request { path: format!("{before}nothing{after}"), ..right.clone() }));
    }
    if parameters.iter().any(|parameter| parameter["in"] == "query") {
        let unknown = [(UNKNOWN.to_owned(), "red".to_owned())];
        wrong.push((
            400,
            Request { query: right.query.iter().cloned().chain(unknown).collect(), ..right.clone() },
        ));
    }
    if ["/credentials/{id}", "/endorsements/{id}"].contains(&operation.path) {
        wrong.push((406, right.clone().header("Accept", "audio/ogg")));
    }
    if operation.path.ends_with("/credentials/status") {
        let nobodys =
            r#"{"credentialId": "urn:uuid:1", "credentialStatus": {"type": "BitstringStatusListEntry"}}"#;
        wrong.push((404, right.clone().body("application/json", nobodys)));
    }
    if operation.told["requestBody"].is_object() {
        wrong.extend(wrong_bodies(description, operation, right));
    }
    wrong
}

fn wrong_bodies(
    description: &Description,
    operation: &Operation<'_>,
    right: &Request,
) -> Vec<(u16, Request)> {
    let with = |media_type: &str, body: Vec<u8>| right.clone().body(media_type, body);
    if operation.path == "/verify" {
        let empty_upload = format!("--{BOUNDARY}--\r\n");
        return vec![
            (400, with("multipart/form-data", empty_upload.into())),
            (413, with("image/png", vec![0; 10_000_001])),
            (413, with("image/png", vec![b' '; 2_000_001])),
            (413, with("application/json", vec![b' '; 2_000_001])),
        ];
    }
    if operation.id() == "sendBatch" {
        return vec![
            (400, with("application/x-ndjson", b"\n".into())),
            (413, with("application/x-ndjson", b"{}\n".repeat(100_001))),
            (415, with("application/json", b"[]".into())),
            (422, with("text/csv", b"recipient.email\na\n".into())),
        ];
    }
    let schema = body_schema(description, operation);
    let strange = strange(description, schema);
    let mut wrong = vec![
        (400, with("application/json", b"{".into())),
        (413, with("application/json", vec![b' '; 2_000_001])),
        (415, with("text/plain", b"{}".into())),
        // What is to be verified may have members that nobody knows, and is then told to be wrong.
        (
            if operation.scope().is_none() { 400 } else { 422 },
            with("application/json", strange.to_string().into()),
        ),
    ];
    for required in schema["required"].as_array().into_iter().flatten() {
        let examples =
            operation.told["requestBody"]["content"]["application/json"]["examples"].as_object().unwrap();
        let mut body = examples.values().next().unwrap()["value"].clone();
        body.as_object_mut().unwrap().remove(required.as_str().unwrap());
        wrong.push((422, with("application/json", body.to_string().into())));
    }
    wrong
}
